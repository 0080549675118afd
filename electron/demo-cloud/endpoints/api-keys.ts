import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ApiKey } from '../api-keys.ts'
import { badRequest, done, notFound, rainbowError, refused, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { listAnswer, orders, without, type View } from '../http/list.ts'
import { del, get, post, put, type Route, type RouteRequest } from '../http/route.ts'
import type { Sessions } from '../session.ts'
import type { Store } from '../store/store.ts'

const BASE = 'api/rainbow/authentication/v1.0/apikeys'

/** Without the key itself, which is shown once. The fields beside those of requests are our declared design. */
const keyView = (key: ApiKey): View => without(key, 'apiKey')

const readKey = (body: Body): Partial<ApiKey> => {
  const scope = body.listOf('scope', ['all'])
  const description = body.text('description', { max: 255 })
  const isActive = body.flag('isActive')
  const expiration = body.text('expirationDate', { pattern: /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/ })
  const expirationDate = typeof expiration === 'string' ? new Date(expiration) : expiration
  if (expirationDate instanceof Date && Number.isNaN(expirationDate.getTime())) {
    body.reject('expirationDate', 'Invalid expirationDate')
    return {}
  }
  return {
    ...(scope ? { scope } : {}),
    ...(description === undefined ? {} : { description }),
    ...(isActive === undefined ? {} : { isActive }),
    ...(expirationDate === undefined ? {} : { expirationDate: expirationDate?.toISOString() ?? null }),
  }
}

/** People manage their own keys. */
export const apiKeyRoutes = (store: Store, { apiKeys }: Sessions): readonly Route[] => {
  const own = ({ caller, params }: RouteRequest): Result<ApiKey, Answer> => {
    const key = apiKeys.all().find(({ id }) => id === params.apiKeyId)
    if (!key) return fail(notFound('API key', params.apiKeyId ?? ''))
    return key.userId === caller.user.id ? ok(key) : fail(refused('The API key belongs to another user', '100'))
  }
  return [
    get(BASE, null, ({ caller, query }) => {
      const isActive = query.flag('isActive')
      const from = query.instant('fromCreationDate')
      const to = query.instant('toCreationDate')
      const userId = query.id('userId') ?? caller.user.id
      if (userId !== caller.user.id) return refused('The API keys belong to another user', '100')
      const rows = apiKeys
        .all()
        .filter(
          (key) =>
            key.userId === userId &&
            (isActive === null || key.isActive === isActive) &&
            (from === null || key.creationDate >= from) &&
            (to === null || key.creationDate <= to),
        )
      return listAnswer(query, rows, {
        view: keyView,
        id: ({ id }) => id,
        fields: { small: ['id', 'description', 'isActive'], medium: ['creationDate', 'expirationDate'] },
        sort: orders<ApiKey>('creationDate', 'expirationDate', 'description'),
        defaultSort: 'creationDate',
        defaultOrder: -1,
      })
    }),
    post(BASE, null, ({ caller, body }) => {
      const fields = readKey(body)
      if (body.issues.length > 0) return badRequest(body.issues)
      const key: ApiKey = {
        id: store.newId(),
        apiKey: Buffer.from(store.random(32)).toString('base64url'),
        userId: caller.user.id,
        scope: ['all'],
        description: null,
        isActive: true,
        expirationDate: null,
        creationDate: store.now(),
        ...fields,
      }
      apiKeys.save(key)
      return single(key)
    }),
    get(`${BASE}/current`, null, ({ caller }) =>
      caller.apiKey ? single(keyView(caller.apiKey)) : rainbowError(404, 'The request is not made with an API key'),
    ),
    get(`${BASE}/:apiKeyId`, null, (request) => {
      const key = own(request)
      return key.ok ? single(keyView(key.value)) : key.failure
    }),
    put(`${BASE}/:apiKeyId`, null, (request) => {
      const key = own(request)
      if (!key.ok) return key.failure
      const fields = readKey(request.body)
      if (request.body.issues.length > 0) return badRequest(request.body.issues)
      const changed = { ...key.value, ...fields }
      apiKeys.save(changed)
      return single(keyView(changed))
    }),
    del(`${BASE}/:apiKeyId`, null, (request) => {
      const key = own(request)
      if (!key.ok) return key.failure
      apiKeys.remove(key.value.id)
      return done(`API key ${key.value.id} successfully deleted`)
    }),
  ]
}
