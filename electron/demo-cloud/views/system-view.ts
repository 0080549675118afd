import { without, type FormatFields, type View } from '../http/list.ts'
import { demoId } from '../tenant/demo-id.ts'
import type { DemoSystem } from '../tenant/types.ts'

export const systemFields: FormatFields = {
  small: ['id', 'pbxId', 'version'],
  medium: ['name', 'serialNumber', 'status'],
}

/** A system with its activation code in jid_pbxagent_password while status is created, as the real cloud answers. */
export const systemView = (system: DemoSystem, withHistory: boolean): View => {
  return {
    ...without(system, 'companyId', 'channels', 'companyPrefixes', 'connectionHistory', 'more'),
    serialNumber: null,
    jid_pbxagent: `${system.pbxId.toLowerCase()}@demo-cloud.loc`,
    jid_pbxpcg: `pcg_${system.pbxId.toLowerCase()}@demo-cloud.loc`,
    jid_pbxpcg_password: demoId('jid-password', system.pbxId),
    serverPingTimeout: 120,
    pbxNationalPrefix: '0',
    pbxInternationalPrefix: '00',
    pbxNumberingTranslator: [],
    searchResultOrder: ['RAINBOW', 'PBX'],
    hasMediaPillar: false,
    isOxoManaged: false,
    pbxLdapId: null,
    ...system.more,
    ...(withHistory ? { connectionHistory: system.connectionHistory } : {}),
  }
}
