import type { View } from '../http/list.ts'
import type { DemoLicence, DemoSubscription, DemoUser } from '../tenant/types.ts'
import { actorOf } from './actor.ts'
import type { Operation } from './operation-log.ts'
import { profileResourceId } from './seed-operations.ts'
import type { Store } from './store.ts'

type Change = {
  readonly operationType: Operation['operationType']
  readonly operationMessage: string
  readonly by: string
  readonly previousData: View | null
  /** Of an update only the changed fields. */
  readonly newData: View | null
}

const append = (
  store: Store,
  resource: Pick<Operation, 'resourceType' | 'resourceId' | 'resourceContext'>,
  { by, ...change }: Change,
): void => {
  const at = store.now()
  const operation: Operation = {
    id: store.newId(),
    operationDate: at,
    doneBy: actorOf(store, by),
    ...change,
    ...resource,
  }
  const { companyId, userId = null } = resource.resourceContext
  const { operationType } = change
  store.log.append({
    at,
    companyId,
    userId,
    operationType,
    resourceType: resource.resourceType,
    operation: () => operation,
  })
}

export const logSubscription = (store: Store, { id, companyId }: DemoSubscription, change: Change): void =>
  append(
    store,
    {
      resourceType: 'subscription',
      resourceId: id,
      resourceContext: { companyId, companyName: store.companyName(companyId) },
    },
    change,
  )

export const logLicence = (store: Store, licence: DemoLicence, user: DemoUser, change: Change): void =>
  append(
    store,
    {
      resourceType: 'profile',
      resourceId: profileResourceId(licence),
      resourceContext: {
        userId: user.id,
        loginEmail: user.loginEmail,
        companyId: user.companyId,
        companyName: store.companyName(user.companyId),
      },
    },
    change,
  )
