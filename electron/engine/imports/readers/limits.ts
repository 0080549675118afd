/** What a reader accepts. Real invoices and CDRs are far below; these keep a hostile file from taking the machine. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024
/** Text costs little to read, and a CDR of a million rows is about 150 MiB. */
export const MAX_TEXT_BYTES = 256 * 1024 * 1024
export const MAX_UNZIPPED_BYTES = 512 * 1024 * 1024
export const MAX_ZIP_ENTRIES = 2000
export const MAX_PDF_PAGES = 400

/** "64 MiB", "1.5 MiB", "12 KiB". */
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${String(Math.ceil(bytes / 1024))} KiB`
    : `${String(Math.round((bytes / 1024 / 1024) * 10) / 10)} MiB`
