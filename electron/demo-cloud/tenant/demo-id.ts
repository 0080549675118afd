import { createHash } from 'node:crypto'

/** A stable id in the cloud's format (24 hex digits): the same kind and name give the same id in every tenant. */
export const demoId = (kind: string, name: string): string =>
  createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 24)
