import { z } from 'zod'
import type { ProfileChange } from '../../shared/contract/shell.ts'

const name = z.string().max(80)
const id = z.string().max(60)

const schema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('create'),
    name,
    url: z.string().max(500),
    login: z.string().max(320),
    appId: z.string().max(200),
  }),
  z.object({ do: z.literal('rename'), id, name }),
  z.object({ do: z.literal('choose'), id }),
  z.object({ do: z.literal('remove'), id }),
])

/** What a window asks for, looked at before it is done; null when it is no change of profiles. */
export const readProfileChange = (value: unknown): ProfileChange | null => schema.safeParse(value).data ?? null
