import { DuckDBInstance } from '@duckdb/node-api'
import { CDR_COLUMNS, filesIn } from './cdr-data.ts'
import { peakMb, report, stopwatch } from './side.ts'

/**
 * DuckDB on the same file. `whole` is one query straight from the CSV; `steps` loads it first, so that reading and
 * comparing can be told apart. Invoice, estate and prices are tables before the clock starts, as ours are objects.
 */
const [folder = '.', mode = 'whole'] = process.argv.slice(2)
const files = filesIn(folder)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const types: Partial<Record<(typeof CDR_COLUMNS)[number], string>> = {
  'Invoice Date': 'DATE',
  'Period Start': 'DATE',
  'Period End': 'DATE',
  Quantity: 'DECIMAL(18,2)',
  'Unit Price': 'DECIMAL(18,6)',
  Amount: 'DECIMAL(18,2)',
}
const columns = CDR_COLUMNS.map((name) => `${quoted(name)}: ${quoted(types[name] ?? 'VARCHAR')}`).join(', ')
const csv = `read_csv(${quoted(files.cdr)}, delim = ';', skip = 2, header = false, decimal_separator = ',',
  dateformat = '%d/%m/%Y', quote = '"', columns = {${columns}})`

await connection.run(`
CREATE TABLE invoice AS SELECT * FROM read_csv(${quoted(files.invoiceTable)}, delim = ';', header = true, columns = {
  'contract': 'VARCHAR', 'quantity': 'DECIMAL(18,2)', 'unit_price': 'DECIMAL(18,6)', 'amount': 'DECIMAL(18,2)',
  'period_start': 'DATE', 'period_end': 'DATE'});
CREATE TABLE estate AS SELECT * FROM read_csv(${quoted(files.estateTable)}, delim = ';', header = true, columns = {
  'contract': 'VARCHAR', 'company': 'VARCHAR', 'reference': 'VARCHAR', 'quantity': 'DECIMAL(18,2)'});
CREATE TABLE price (reference VARCHAR, unit_price DECIMAL(18,6));
INSERT INTO price VALUES ('3EY95002AA', 1.20), ('3EY95003AA', 2.80);`)

/** The same comparison as reconcile's: the first claim that the invoice's amount is not equal to gives the difference. */
const compareFrom = (cdr: string): string => `
WITH cdr AS (
  SELECT "Subscription Number" AS contract, sum(Quantity) AS quantity, min("Unit Price") AS low, max("Unit Price") AS high,
    sum(round(Quantity * "Unit Price", 2)) AS computed, sum(Amount) AS stated, min("Period Start") AS first_start,
    max("Period Start") AS last_start, min("Period End") AS first_end, max("Period End") AS last_end,
    min("End Customer Name") AS company, count(*) AS row_count
  FROM ${cdr} WHERE "Invoice Number" = 'INV00000150' AND Currency = 'EUR' GROUP BY 1
), expected AS (
  SELECT e.contract, e.company, e.quantity, p.unit_price, round(e.quantity * p.unit_price, 2) AS amount
  FROM estate e LEFT JOIN price p USING (reference)
), joined AS (
  SELECT coalesce(i.contract, c.contract, e.contract) AS contract, coalesce(i.amount, 0) AS asked,
    coalesce(e.amount, 0) AS by_estate, coalesce(c.computed, 0) AS computed, coalesce(c.stated, 0) AS stated,
    i.contract IS NULL OR c.contract IS NULL OR e.contract IS NULL
      OR i.quantity <> c.quantity OR i.quantity <> e.quantity OR i.unit_price <> c.low OR i.unit_price <> c.high
      OR i.unit_price <> e.unit_price OR i.period_start <> c.first_start OR i.period_start <> c.last_start
      OR i.period_end <> c.first_end OR i.period_end <> c.last_end AS disagree
  FROM invoice i FULL JOIN cdr c ON c.contract = i.contract
    FULL JOIN expected e ON e.contract = coalesce(i.contract, c.contract)
), judged AS (
  SELECT contract, disagree, CASE WHEN asked <> by_estate THEN asked - by_estate
    WHEN asked <> computed THEN asked - computed ELSE asked - stated END AS difference
  FROM joined
)
SELECT contract, CAST(difference * 100 AS BIGINT) AS cents FROM judged WHERE disagree OR difference <> 0 ORDER BY contract`

const { steps, time } = stopwatch()
if (mode === 'steps') await time('read', () => connection.run(`CREATE TABLE loaded AS SELECT * FROM ${csv}`))
const result = await time(mode === 'steps' ? 'compare' : 'whole', () =>
  connection.runAndReadAll(compareFrom(mode === 'steps' ? 'loaded' : csv)),
)
report({
  steps,
  peakMb: peakMb(),
  differing: result
    .getRows()
    .map(([contract, cents]) => `${String(contract)} ${String(cents)}`)
    .sort(),
})
