import { displayNameOf } from '../views/user-view.ts'
import type { Operation } from './operation-log.ts'
import type { Store } from './store.ts'

/** Who did something, as the operation log names them; null for nobody known. */
export const actorOf = (store: Store, userId: string): Operation['doneBy'] => {
  const user = store.users.get(userId)
  if (!user) return null
  const { id, loginEmail, companyId } = user
  return {
    userId: id,
    loginEmail,
    displayName: displayNameOf(user),
    companyId,
    companyName: store.companyName(companyId),
  }
}
