import { json, type Answer } from '../http/answer.ts'
import { get, type Route } from '../http/route.ts'
import type { Session, Sessions } from '../session.ts'
import type { Store } from '../store/store.ts'
import { profileView } from '../views/profile-view.ts'
import { userView } from '../views/user-view.ts'

const BASE = 'api/rainbow/authentication/v1.0'

export const LOGIN_PATH = `${BASE}/login`

/** Login and renew answer without the data envelope. */
export const sessionAnswer = (store: Store, appId: string, { token, user }: Session): Answer =>
  json({
    token,
    loggedInUser: {
      ...userView(store, user),
      profiles: store.licences.by('userId', user.id).map((licence) => profileView(store, licence)),
    },
    loggedInApplication: { id: appId, name: 'Iris Desk', type: 'business', env: 'deployed', state: 'active' },
  })

export const authenticationRoutes = (store: Store, sessions: Sessions, appId: string): readonly Route[] => [
  get(`${BASE}/renew`, null, ({ caller }) => {
    const renewed = sessions.renew(caller)
    return renewed.ok ? sessionAnswer(store, appId, renewed.value) : renewed.failure
  }),
  get(`${BASE}/validator`, null, () => json({ status: 'OK' })),
  get(`${BASE}/logout`, null, ({ caller }) => {
    sessions.signOut(caller)
    return json({ status: 'Successfully logged out', data: [] })
  }),
]
