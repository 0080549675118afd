import { randomUUID } from 'node:crypto'
import { ORPCError } from '@orpc/client'
import type { Edit } from '../../shared/contract/edits.ts'
import type { CommandId, CompanyId } from '../../shared/contract/values.ts'
import { commandId, now } from '../support/engine.ts'
import type { Desk } from '../support/desk.ts'

/** Makes what a clerk might make next, out of what the desk shows; null where there is nothing to do it to. */
export const randomClerk = (random: () => number, mark: string) => {
  let n = 0
  const below = (limit: number): number => Math.floor(random() * limit)
  const one = <T>(of: readonly T[]): T | undefined => of[below(of.length)]
  const fresh = (word: string): string => `${word} ${mark}-${++n}`
  const local = () => `local:${randomUUID()}` as const

  /** Few of each, so that the desks meet at the same things. */
  const managed = async (desk: Desk) =>
    one((await desk.engine().client.estate.companies({ kinds: ['EC', 'IR'], limit: 5 })).rows)
  const member = async (desk: Desk) =>
    one((await desk.engine().client.estate.members({ states: ['member'], limit: 6 })).rows)
  const paid = async (desk: Desk, companyId?: CompanyId) =>
    one(
      (
        await desk
          .engine()
          .client.estate.subscriptions({ paidOnly: true, limit: 8, ...(companyId === undefined ? {} : { companyId }) })
      ).rows,
    )

  const kinds: readonly ((desk: Desk) => Promise<Edit | null>)[] = [
    () =>
      Promise.resolve({
        kind: 'company.create',
        companyId: local(),
        companyKind: random() < 0.5 ? 'EC' : 'IR',
        fields: { name: fresh('Company'), country: 'FRA', externalReference: fresh('ref') },
      }),
    async (desk) => {
      const company = await managed(desk)
      const fields = one([{ externalReference: fresh('ref') }, { city: fresh('Town') }, { slogan: fresh('Slogan') }])
      return company && fields ? { kind: 'company.edit', companyId: company.id, fields } : null
    },
    async (desk) => {
      const made = (await desk.engine().client.estate.companies({ search: `Company ${mark}`, limit: 100 })).rows
      const company = one(made)
      return company ? { kind: 'company.remove', companyId: company.id } : null
    },
    async (desk) => {
      const company = await managed(desk)
      if (!company) return null
      const email = random() < 0.5 ? `guest${below(3)}@harbour.example` : `guest${++n}.${mark}@harbour.example`
      return { kind: 'member.invite', invitationId: local(), companyId: company.id, email, admin: false, seller: false, language: 'en', message: null } // prettier-ignore
    },
    async (desk) => {
      const invited = one((await desk.engine().client.estate.members({ states: ['invited'], limit: 200 })).rows)
      return invited ? { kind: 'invitation.cancel', invitationId: invited.id } : null
    },
    async (desk) => {
      const person = await member(desk)
      return person ? { kind: 'member.edit', memberId: person.id, fields: { jobTitle: fresh('Title') } } : null
    },
    async (desk) => {
      const person = await member(desk)
      const subscription = person && (await paid(desk, person.companyId))
      if (!person || !subscription) return null
      const kind = random() < 0.6 ? ('licence.assign' as const) : ('licence.remove' as const)
      return { kind, memberId: person.id, subscriptionId: subscription.id }
    },
    async (desk) => {
      const subscription = await paid(desk)
      return subscription?.billed == null
        ? null
        : { kind: 'subscription.change', subscriptionId: subscription.id, quantity: subscription.billed + below(4) }
    },
    async (desk) => {
      const company = await managed(desk)
      if (!company) return null
      // The cloud does not tell an OXO Connect from it: which one it is, only the desk that declared it would know.
      const fields = { name: fresh('OXO'), serverType: 'OmniPCX Office', country: 'FRA', outboundPrefix: '0' } as const
      return { kind: 'equipment.create', equipmentId: local(), companyId: company.id, fields, shared: false, credentials: null, consent: true } // prettier-ignore
    },
  ]

  /** Refusals by rule are part of the work; anything else is a bug. */
  const allowRefusal = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'REFUSED') throw error
    }
  }

  const ofEntry = (entryId: CommandId) => ({ commandId: commandId(), at: now(), entryId })

  const decide = async (desk: Desk, everything: boolean): Promise<void> => {
    const { edits } = desk.engine().client
    for (const entry of await desk.outbox()) {
      if (!everything && random() < 0.5) continue
      // What rests on something that was refused goes first.
      if (entry.waitsFor?.state === 'refused')
        await allowRefusal(() => edits.undo({ ...ofEntry(entry.id), together: true }))
      if (entry.state === 'refused') await allowRefusal(() => edits.dismiss(ofEntry(entry.id)))
      if (entry.state !== 'conflict') continue
      if (entry.conflicts.length === 0) await allowRefusal(() => edits.dismiss(ofEntry(entry.id)))
      else {
        const keep = Object.fromEntries(
          entry.conflicts.map(({ field }) => [field, random() < 0.5 ? ('mine' as const) : ('theirs' as const)]),
        )
        await allowRefusal(() => edits.decide({ ...ofEntry(entry.id), keep }))
      }
    }
  }

  return {
    below,
    edit: async (desk: Desk): Promise<void> => {
      const edit = await one(kinds)?.(desk)
      if (edit) await allowRefusal(() => desk.edit(edit))
    },
    undo: async (desk: Desk): Promise<void> => {
      const entry = one((await desk.outbox()).filter(({ canUndo }) => canUndo))
      if (entry) await allowRefusal(() => desk.engine().client.edits.undo({ ...ofEntry(entry.id), together: true }))
    },
    decide,
  }
}
