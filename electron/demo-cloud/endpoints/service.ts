import { badRequest, json, rainbowError, refused, type Answer } from '../http/answer.ts'

/** Every portal says what it is, also those that this cloud has nothing else of: status commands ask them all. */
const versions: Readonly<Record<string, string>> = {
  authentication: '1.239.0',
  enduser: '1.239.0',
  admin: '1.236.21',
  subscription: '1.229.4',
  invoicing: '1.239.1',
  metrics: '1.236.0',
  massprovisioning: '1.170.1',
  ...Object.fromEntries(
    ['pcg', 'applications', 'search', 'telephony', 'channels', 'filestorage', 'conference', 'calendar', 'geolocation', 'mediapillar', 'directory'].map((portal) => [portal, '1.236.0']), // prettier-ignore
  ),
}

const AUTHENTICATION = '/api/rainbow/authentication/v1.0'

/** How one signs in with this address: no company of the training cloud has single sign-on. */
const signInMethods = (search: URLSearchParams): Answer =>
  (search.get('uid') ?? '') === ''
    ? badRequest([{ param: 'uid', msg: 'uid is required', value: '' }])
    : json({
        data: [{ type: 'RAINBOW', loginUrl: `${AUTHENTICATION}/login`, logoutUrl: `${AUTHENTICATION}/logout` }],
      })

const selfRegister = (): Answer => refused('The training cloud sends no e-mail: nobody registers himself here')

const open: Readonly<Record<string, readonly [string, (search: URLSearchParams) => Answer]>> = {
  'api/rainbow/ping': ['GET', () => json({ status: 'OK' })],
  'api/rainbow/authentication/v1.0/urls': ['GET', signInMethods],
  'api/rainbow/enduser/v1.0/notifications/emails/self-register': ['POST', selfRegister],
  'api/rainbow/enduser/v1.0/users/self-register': ['POST', selfRegister],
}

/** What needs no session, /ping and the /about of each portal first; null for any other path. */
export const openAnswer = (method: string, segments: readonly string[], search: URLSearchParams): Answer | null => {
  const path = segments.join('/')
  const portal = /^api\/rainbow\/([a-z]+)\/v1\.0\/(?:about|ping)$/.exec(path)?.[1]
  const version = versions[portal ?? '']
  const known = open[path] ?? (portal === undefined || version === undefined ? null : (['GET', null] as const))
  if (!known) return null
  const [allowed, answer] = known
  if (method !== allowed) {
    return rainbowError(405, `${method} is not offered on this resource by the training cloud`, '000', {
      Allow: allowed,
    })
  }
  if (answer) return answer(search)
  return path.endsWith('/ping')
    ? json({ status: 'OK' })
    : json({ description: `Rainbow ${portal ?? ''} portal, training cloud`, version })
}
