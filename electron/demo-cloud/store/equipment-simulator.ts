import type { DemoSystem } from '../tenant/types.ts'
import type { Store } from './store.ts'

/** What a PBX does by itself: it connects with its activation code, reports its extensions, and loses its connection. */
export type EquipmentSimulator = {
  /** Connects and reports these extensions besides those it has. False when there is no such system. */
  readonly connect: (systemId: string, extensions?: readonly string[]) => boolean
  readonly disconnect: (systemId: string) => boolean
}

const down: DemoSystem['channels'] = { conf: false, csta: false, http: false, xmpp: false }
const up: DemoSystem['channels'] = { conf: true, csta: true, http: true, xmpp: true }

/** M075, M103: whether the equipment was ever connected to the cloud. */
export const wasConnected = ({ status, connectionHistory }: DemoSystem): boolean =>
  status === 'activated' || connectionHistory.some(({ eventType }) => eventType === 'connected')

export const createEquipmentSimulator = (store: Store): EquipmentSimulator => {
  const event = (system: DemoSystem, eventType: 'connected' | 'disconnected'): DemoSystem['connectionHistory'] => [
    ...system.connectionHistory,
    { eventType, eventDate: store.now() },
  ]
  const report = (system: DemoSystem, shortNumber: string): void =>
    store.savePhoneNumber({
      id: store.newId(),
      systemId: system.id,
      userId: null,
      shortNumber,
      internalNumber: shortNumber,
      number: null,
      numberE164: null,
      country: system.country,
      companyPrefix: null,
      isMonitored: false,
    })
  return {
    connect: (systemId, extensions = []) => {
      const system = store.systems.get(systemId)
      if (!system) return false
      store.saveSystem({
        ...system,
        status: 'activated',
        // The activation code is used up; the field holds the tail of a hash from now on.
        jid_pbxagent_password: Buffer.from(store.random(2)).toString('hex'),
        channels: up,
        connectionHistory: event(system, 'connected'),
      })
      const known = new Set(store.phoneNumbers.by('systemId', systemId).map(({ shortNumber }) => shortNumber))
      for (const extension of extensions) if (!known.has(extension)) report(system, extension)
      return true
    },
    disconnect: (systemId) => {
      const system = store.systems.get(systemId)
      if (!system) return false
      store.saveSystem({ ...system, channels: down, connectionHistory: event(system, 'disconnected') })
      return true
    },
  }
}
