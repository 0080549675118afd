import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where this system keeps an application's data, for Iris Desk: one folder, with a data folder per use in it. */
export const applicationDataDir = (
  platform: NodeJS.Platform = process.platform,
  env: Environment = process.env,
  home: string = homedir(),
): string => {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'iris-desk')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'iris-desk')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'iris-desk')
}
