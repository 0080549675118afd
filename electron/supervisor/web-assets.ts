import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** A file of the window's build, ready to be answered. */
export type Asset = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer<ArrayBuffer> }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * The same for both windows. Styles may be inline because Vuetify and AG Grid put style elements into the page;
 * scripts may not. `connect` names what the page may talk to besides its own origin.
 */
export const contentSecurityPolicy = (connect = ''): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${connect && ` ${connect}`}`,
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

export const securityHeaders = (connect?: string): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(connect),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
})

/** The file that a URL path means below `root`, or null if it points outside. */
const fileBelow = (root: string, pathname: string): string | null => {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (/[\0\\]/.test(decoded)) return null
  const file = normalize(join(root, decoded))
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null
}

/** Reads what the window asks for; the app's own addresses (no file ending) all are index.html. */
export const readAsset = async (root: string, pathname: string, connect?: string): Promise<Asset | null> => {
  const ending = extname(pathname)
  const file = fileBelow(root, ending === '' ? '/index.html' : pathname)
  if (file === null) return null
  const body = await readFile(file).catch(() => null)
  if (body === null) return null
  const html = extname(file) === '.html'
  return {
    headers: {
      ...securityHeaders(connect),
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      // Names below assets/ carry a hash of their content.
      'cache-control': pathname.startsWith('/assets/') && !html ? 'public, max-age=31536000, immutable' : 'no-store',
    },
    body,
  }
}
