import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { applicationDataDir } from './data-folder.ts'
import { environmentCredentials, type Environment } from './environment-credentials.ts'
import type { LaunchOptions } from './launch-options.ts'
import { openProfiles, type ProfileStore } from './profiles.ts'

/** What a start uses: the demo, or a cloud whose address (never its credentials) was given now or before. */
export type LaunchPlan = {
  readonly dataDir: string
  readonly demo: boolean
  /** Null for the demo, and for a profile without an address. */
  readonly cloud: string | null
  /** Null: the session is kept, or the person signs in within the window. */
  readonly credentials: Credentials | null
  /** Null for the folder given with --data, which belongs to no profile. */
  readonly profile: string | null
  /** What belongs to the window: one for all profiles, one per folder otherwise. */
  readonly windowDir: string
}

const rememberedIn = (dataDir: string): string => join(dataDir, 'cloud-address.json')

const rememberedCloud = (dataDir: string): string | null => {
  try {
    const { url } = JSON.parse(readFileSync(rememberedIn(dataDir), 'utf8')) as { readonly url?: unknown }
    return typeof url === 'string' && URL.canParse(url) ? url : null
  } catch {
    return null
  }
}

const planFolder = (options: LaunchOptions, dataDir: string, env: Environment): LaunchPlan => {
  const cloud = options.demo ? null : (options.cloud ?? rememberedCloud(dataDir))
  const credentials = cloud === null ? null : environmentCredentials(cloud, env)
  return { dataDir, demo: cloud === null, cloud, credentials, profile: null, windowDir: join(dataDir, 'window') }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '')

/** The profile of a cloud that is asked for: the one used last if it is there, else any, else a new one of its name. */
const profileOf = (cloud: string, profiles: ProfileStore): string => {
  const fits = (url: string | undefined): boolean => url !== undefined && originOf(url) === originOf(cloud)
  const last = profiles.last()
  const known = fits(last?.url) ? last : profiles.list().find(({ url }) => fits(url))
  if (known) return known.id
  const { host } = new URL(cloud)
  const named = (name: string) => profiles.create({ name, url: cloud, login: '', appId: '' })
  const created = named(host)
  const unlike = created.ok || created.failure.code !== 'PROFILE_NAME_TAKEN' ? created : named(`${host} (2)`)
  // Where nothing can be written the engine says so, by the folder's name.
  return unlike.ok ? unlike.value.id : 'default'
}

/**
 * Decides between demo and cloud: what was asked for, else the profile used last, else the demo. `--data` means exactly
 * that folder, with the cloud used before in it.
 */
export const planLaunch = (
  options: LaunchOptions,
  env: Environment = process.env,
  root: string = applicationDataDir(),
): LaunchPlan => {
  if (options.dataDir !== null) return planFolder(options, options.dataDir, env)
  const profiles = openProfiles(root)
  const own = profiles.list().filter(({ demo }) => !demo)
  const asked = options.demo ? 'demo' : options.cloud !== null ? profileOf(options.cloud, profiles) : null
  const last = profiles.last() ?? (own.length === 1 ? own[0] : undefined)
  const id = asked ?? last?.id ?? 'demo'
  const cloud = options.cloud ?? (profiles.list().find((one) => one.id === id)?.url || null)
  return {
    dataDir: profiles.dataDir(id),
    demo: id === 'demo',
    cloud,
    credentials: options.cloud === null || cloud === null ? null : environmentCredentials(cloud, env),
    profile: id,
    // A demo that was asked for may run beside the real thing, so its window is one of its own.
    windowDir: options.demo ? join(profiles.dataDir('demo'), 'window') : join(root, 'window'),
  }
}

/** Keeps the cloud's address of a folder, or the profile, for the next start. */
export const rememberLaunch = (plan: LaunchPlan, root: string = applicationDataDir()): void => {
  if (plan.profile !== null) return plan.demo ? undefined : openProfiles(root).remember(plan.profile)
  if (plan.cloud === null || rememberedCloud(plan.dataDir) === plan.cloud) return
  try {
    makeFolder(plan.dataDir)
    writeFileSync(rememberedIn(plan.dataDir), `${JSON.stringify({ url: plan.cloud })}\n`)
  } catch {
    // A folder that cannot be written is the engine's to report.
    return
  }
}
