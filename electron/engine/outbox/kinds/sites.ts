import { failure } from '../../../../shared/contract/failure.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { tables } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import * as rows from '../cloud-rows.ts'
import { shownRow, textIn } from '../facts.ts'
import { dataOf, textOf, type Json } from '../json.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, StoredRow } from './kind.ts'

/** A company's sites that fit: for Centrex, company, site and system must all be. */
export const sitesFor = async (cloud: Cloud, companyId: string, centrex: boolean): Answer<readonly Json[]> => {
  const sites = await reads.sitesOf(cloud, companyId)
  return sites.ok ? ok(sites.value.filter((one) => (one.isCentrex === true) === centrex)) : sites
}

/** A company's sites as rows of the cache: a new one comes with the equipment that stands there. */
export const siteRows = async (cloud: Cloud, companyId: string): Answer<readonly StoredRow[]> => {
  const sites = await reads.sitesOf(cloud, companyId)
  if (!sites.ok) return sites
  return ok(sites.value.flatMap((json) => rows.site(json) ?? []).map((row) => ({ table: tables.site, row })))
}

/**
 * Equipment stands at a site: the company's first one, or one that is made. It is made only when the cloud has none, so
 * that an attempt whose outcome nobody knows is found by the next one.
 */
export const siteFor = async (cloud: Cloud, companyId: string, centrex: boolean): Answer<string> => {
  const sites = await sitesFor(cloud, companyId, centrex)
  if (!sites.ok) return sites
  const known = sites.value.map((one) => textOf(one, 'id')).find((id) => id !== null)
  if (known) return ok(known)
  const company = shownRow(cloud.db, 'company', companyId)
  const name = `${company ? textIn(company, 'name') : ''} HQ`.trim()
  const made = await writes.createSite(cloud, {
    name,
    status: 'active',
    companyId,
    ...(centrex ? { isCentrex: true } : {}),
  })
  if (!made.ok) return made
  const id = textOf(dataOf(made.value) ?? {}, 'id')
  return id ? ok(id) : fail(failure('CLOUD_OUTCOME_UNKNOWN', { request: 'sites', reason: 'the new site has no id' }))
}
