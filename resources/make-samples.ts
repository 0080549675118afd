/**
 * Writes the sample files: `npx node resources/make-samples.ts`. Two invoices with their CDRs, and an Actis offer, all from
 * the training tenant. Running it again gives the same bytes. Nothing of the product imports this script.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CONFERENCE_BLOCKS, cdrCsv, conferenceRow, SERVICE_BLOCKS, serviceRow } from './make-samples/cdr-layout.ts'
import { invoicePdf } from './make-samples/invoice-pdf.ts'
import { july2017, october2017, septemberConference } from './make-samples/sample-data.ts'
import { actisWorkbook, serviceWorkbook } from './make-samples/workbooks.ts'

const folder = path.join(import.meta.dirname, 'samples')
mkdirSync(folder, { recursive: true })

const write = (name: string, content: Uint8Array | string): void => {
  writeFileSync(path.join(folder, name), content)
  console.log(`${name}  ${String(content.length)}`)
}

const julyRows = july2017.charges.map((charge) => serviceRow(july2017, charge))
const octoberRows = october2017.charges
  .filter((charge) => charge !== septemberConference)
  .map((charge) => serviceRow(october2017, charge))

write('INV00000150.pdf', await invoicePdf(july2017))
write('CDR_SERV_2017-07-01_VAD_technology-integrator.csv', cdrCsv(SERVICE_BLOCKS, julyRows))
write('CDR_SERV_2017-07-01_VAD_technology-integrator.xls', serviceWorkbook(julyRows, 'biff8'))
write('CDR_SERV_2017-07-01_VAD_technology-integrator.xlsx', serviceWorkbook(julyRows, 'xlsx'))
write('INV00000234.pdf', await invoicePdf(october2017))
write('CDR_SERV_2017-10-01_VAD_technology-integrator.csv', cdrCsv(SERVICE_BLOCKS, octoberRows))
write(
  'CDR_CONF_2017-10-01_VAD_technology-integrator.csv',
  cdrCsv(CONFERENCE_BLOCKS, [conferenceRow(october2017, septemberConference)]),
)
write('Actis_Advanced-Telephony.xlsx', actisWorkbook())
