import type { Estate } from '../estate.ts'
import { json, type Answer } from '../http/answer.ts'
import type { Route } from '../http/route.ts'
import type { Session, Sessions } from '../session.ts'
import { profileView } from '../views/profile-view.ts'
import { userView } from '../views/user-view.ts'

const BASE = 'api/rainbow/authentication/v1.0'

export const LOGIN_PATH = `${BASE}/login`

/** Login and renew answer without the data envelope. */
export const sessionAnswer = (estate: Estate, appId: string, { token, user }: Session): Answer =>
  json({
    token,
    loggedInUser: {
      ...userView(estate, user),
      profiles: estate.licencesOf(user.id).map((licence) => profileView(estate, licence)),
    },
    loggedInApplication: { id: appId, name: 'Iris Desk', type: 'business', env: 'deployed', state: 'active' },
  })

export const authenticationRoutes = (estate: Estate, sessions: Sessions, appId: string): readonly Route[] => [
  {
    path: `${BASE}/renew`,
    get: ({ caller }) => {
      const renewed = sessions.renew(caller)
      return renewed.ok ? sessionAnswer(estate, appId, renewed.value) : renewed.failure
    },
  },
  { path: `${BASE}/validator`, get: () => json({ status: 'OK' }) },
  {
    path: `${BASE}/logout`,
    get: ({ caller }) => {
      sessions.signOut(caller)
      return json({ status: 'Successfully logged out', data: [] })
    },
  },
]
