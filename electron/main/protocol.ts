import { join } from 'node:path'
import { protocol } from 'electron'
import { readAsset, securityHeaders } from '../supervisor/web-assets.ts'

export const appOrigin = 'app://iris'

/** Before Electron is ready: app:// becomes an origin of its own, as safe as https. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])

/** Answers app://iris/ with the files of dist/renderer, and nothing else. */
export const serveApp = (appDir: string): void => {
  const assetsDir = join(appDir, 'dist/renderer')
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const asset = host === 'iris' && request.method === 'GET' ? await readAsset(assetsDir, pathname) : null
    if (asset === null) return new Response('Not found', { status: 404, headers: { ...securityHeaders() } })
    return new Response(asset.body, { headers: { ...asset.headers } })
  })
}
