import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { defaultDataDir } from './data-folder.ts'
import type { LaunchOptions } from './launch-options.ts'

/** What a start uses: the demo, or a cloud whose address (never its credentials) was given now or before. */
export type LaunchPlan = {
  readonly dataDir: string
  readonly demo: boolean
  /** Null for the demo. */
  readonly cloud: string | null
  /** Null: the person signs in within the window. */
  readonly credentials: Credentials | null
}

type Environment = Readonly<Record<string, string | undefined>>

const rememberedIn = (dataDir: string): string => join(dataDir, 'cloud-address.json')

const rememberedCloud = (dataDir: string): string | null => {
  try {
    const { url } = JSON.parse(readFileSync(rememberedIn(dataDir), 'utf8')) as { readonly url?: unknown }
    return typeof url === 'string' && URL.canParse(url) ? url : null
  } catch {
    return null
  }
}

/** Credentials from the environment, only if all four are there. */
const credentialsFor = (url: string, env: Environment): Credentials | null => {
  const { IRIS_LOGIN: login, IRIS_PASSWORD: password, IRIS_APP_ID: appId, IRIS_APP_SECRET: appSecret } = env
  return login && password && appId && appSecret ? { url, login, password, appId, appSecret } : null
}

/** Decides between demo and cloud: what was asked for, else the cloud used before in that folder, else the demo. */
export const planLaunch = (options: LaunchOptions, env: Environment = process.env): LaunchPlan => {
  const demoDir = options.dataDir ?? defaultDataDir('demo')
  const cloudDir = options.dataDir ?? defaultDataDir('cloud')
  const cloud = options.demo ? null : (options.cloud ?? rememberedCloud(cloudDir))
  if (cloud === null) return { dataDir: demoDir, demo: true, cloud: null, credentials: null }
  return { dataDir: cloudDir, demo: false, cloud, credentials: credentialsFor(cloud, env) }
}

/** Keeps the cloud's address for the next start. A folder that cannot be written is the engine's to report. */
export const rememberCloud = ({ dataDir, cloud }: LaunchPlan): void => {
  if (cloud === null || rememberedCloud(dataDir) === cloud) return
  try {
    makeFolder(dataDir)
    writeFileSync(rememberedIn(dataDir), `${JSON.stringify({ url: cloud })}\n`)
  } catch {
    return
  }
}
