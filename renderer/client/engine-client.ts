import { type Failure, failure } from '../../shared/contract/failure.ts'
import { type CommandId, commandIdSchema } from '../../shared/contract/values.ts'
import type { Result } from '../../shared/util/result.ts'
import { fail, ok } from '../../shared/util/result.ts'
import type { Connection, EngineApi, Live } from './connection.ts'
import { toFailure } from './to-failure.ts'

/** What fixes a command before it is sent: the engine itself reads no clock and makes no id. */
export type CommandContext = { readonly commandId: CommandId; readonly at: string }

export type EngineClient = {
  /** Asks; asked once more after the engine was lost. With `stop` the asker can give it up: CANCELLED. */
  query<T>(call: (api: EngineApi) => Promise<T>, stop?: AbortSignal): Promise<Result<T, Failure>>
  /** Does; sent again under the same command id after the engine was lost, so it happens once. */
  command<T>(call: (api: EngineApi, context: CommandContext) => Promise<T>): Promise<Result<T, Failure>>
  /** For what must not be repeated by itself, such as a sign-in. */
  once<T>(call: (api: EngineApi) => Promise<T>): Promise<Result<T, Failure>>
  /** Follows a stream over restarts of the engine; `onEnd` gets null when it ended by itself. Returns the stop. */
  follow<T>(
    call: (api: EngineApi) => Promise<AsyncIterator<T>>,
    onValue: (value: T) => void,
    onEnd?: (failure: Failure | null) => void,
  ): () => void
}

export type ClientTimes = { readonly queryMs: number; readonly commandMs: number }

const SENDS_OF_A_COMMAND = 4

/** Settles with the call, with ENGINE_LOST when the channel ends, or with `late` when `deadline` aborts. */
const settle = <T>(
  live: Live,
  deadline: AbortSignal,
  late: Failure,
  call: (api: EngineApi) => Promise<T>,
): Promise<Result<T, Failure>> =>
  new Promise((resolve) => {
    const done = (result: Result<T, Failure>): void => {
      live.gone.removeEventListener('abort', onGone)
      deadline.removeEventListener('abort', onLate)
      resolve(result)
    }
    const onGone = (): void => done(fail(failure('ENGINE_LOST')))
    const onLate = (): void => done(fail(late))
    live.gone.addEventListener('abort', onGone)
    deadline.addEventListener('abort', onLate)
    if (live.gone.aborted) return onGone()
    if (deadline.aborted) return onLate()
    call(live.api(deadline)).then(
      (value) => done(ok(value)),
      (error: unknown) => (live.gone.aborted ? onGone() : deadline.aborted ? onLate() : done(fail(toFailure(error)))),
    )
  })

export const createEngineClient = (
  connection: Connection,
  times: ClientTimes,
  newContext: () => CommandContext = () => ({
    commandId: commandIdSchema.parse(crypto.randomUUID()),
    at: new Date().toISOString(),
  }),
): EngineClient => {
  /** Sends up to `sends` times within one deadline; only a lost engine leads to another send. */
  const send = async <T>(
    ms: number,
    sends: number,
    call: (api: EngineApi) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<Result<T, Failure>> => {
    const deadline = AbortSignal.timeout(ms)
    const late = failure('DEADLINE', { seconds: String(Math.round(ms / 1000)) })
    const until = stop ? AbortSignal.any([deadline, stop]) : deadline
    for (let left = sends; ; left -= 1) {
      const live = await connection.live(until)
      if (stop?.aborted) return fail(failure('CANCELLED'))
      if (!live.ok) return live
      const result = await settle(live.value, until, late, call)
      if (stop?.aborted) return fail(failure('CANCELLED'))
      if (result.ok || result.failure.code !== 'ENGINE_LOST' || left <= 1) return result
    }
  }

  /** Read through a function: it may become true at any await, which the type checker does not see. */
  const stopped = (stop: AbortController): boolean => stop.signal.aborted

  return {
    query: (call, stop) => send(times.queryMs, 2, call, stop),
    once: (call) => send(times.commandMs, 1, call),
    command: (call) => {
      const context = newContext()
      return send(times.commandMs, SENDS_OF_A_COMMAND, (api) => call(api, context))
    },
    follow: (call, onValue, onEnd) => {
      const stop = new AbortController()
      const run = async (): Promise<void> => {
        while (!stopped(stop)) {
          const live = await connection.live(stop.signal)
          if (stopped(stop)) return
          // A failed engine may come back when a person asks; look again then.
          if (!live.ok) {
            await new Promise((wake) => setTimeout(wake, 1000))
            continue
          }
          const never = failure('CANCELLED')
          const opened = await settle(live.value, stop.signal, never, call)
          if (!opened.ok) {
            if (opened.failure.code === 'ENGINE_LOST') continue
            if (!stopped(stop)) onEnd?.(opened.failure)
            return
          }
          const iterator = opened.value
          for (;;) {
            const step = await settle(live.value, stop.signal, never, () => iterator.next())
            if (stopped(stop)) return
            if (!step.ok && step.failure.code === 'ENGINE_LOST') break
            if (!step.ok || step.value.done) {
              onEnd?.(step.ok ? null : step.failure)
              return
            }
            onValue(step.value.value)
          }
        }
      }
      void run()
      return () => stop.abort()
    },
  }
}
