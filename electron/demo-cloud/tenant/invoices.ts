import { ownCompanyId } from './companies.ts'
import type { DemoConsumptionFile, DemoInvoice } from './types.ts'

/** The register of PDF invoices, dates as in the list (M220, M221). */
export const invoices: readonly DemoInvoice[] = [
  {
    companyId: ownCompanyId,
    invoiceNumber: 'INV00000234',
    invoiceDate: '2017-10-02',
    dueDate: '2017-11-01',
    currency: 'EUR',
    // M228 net 326.00, and conference 16.76: net 342.76, VAT 20% 68.55 (half up), together 411.31.
    amountTotal: '411.31',
    billingPeriod: '2017-10',
    filepath: `${ownCompanyId}/2017-10/invoices/INV00000234.pdf`,
  },
  {
    companyId: ownCompanyId,
    invoiceNumber: 'INV00000150',
    invoiceDate: '2017-09-01', // X08: the PDF says 01/07/2017 (M231)
    dueDate: '2017-10-01',
    currency: 'EUR',
    amountTotal: '149.28', // M240
    billingPeriod: '2017-07', // the period it bills (M236)
    filepath: `${ownCompanyId}/2017-07/invoices/INV00000150.pdf`,
  },
]

/** M254, M255: one file for services, one for conference; conference is billed a month later (M204). */
export const consumptionFiles: readonly DemoConsumptionFile[] = [
  {
    companyId: ownCompanyId,
    billingPeriod: '2017-07',
    invoiceType: 'services',
    invoiceCreationDate: '2017-07-01T04:00:00.000Z',
    filepath: `${ownCompanyId}/2017-07/services/CDR_SERV_2017-07-01_VAD_technology-integrator.csv`,
  },
  {
    companyId: ownCompanyId,
    billingPeriod: '2017-10',
    invoiceType: 'services',
    invoiceCreationDate: '2017-10-01T04:00:00.000Z',
    filepath: `${ownCompanyId}/2017-10/services/CDR_SERV_2017-10-01_VAD_technology-integrator.csv`,
  },
  {
    companyId: ownCompanyId,
    billingPeriod: '2017-10',
    invoiceType: 'conference',
    invoiceCreationDate: '2017-10-01T04:10:00.000Z',
    filepath: `${ownCompanyId}/2017-10/conference/CDR_CONF_2017-10-01_VAD_technology-integrator.csv`,
  },
]
