import { failure, type Failure } from '../../shared/contract/failure.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import type { HostProcess } from './host-process.ts'

export type ToDemoCloud = { readonly type: 'start'; readonly resourcesDir: string }
export type FromDemoCloud =
  | { readonly type: 'listening'; readonly credentials: Credentials }
  | { readonly type: 'failed'; readonly failure: Failure }

/** Starts the demo cloud's process and waits for its address and the credentials that it accepts. */
export const startDemoCloud = (
  demo: HostProcess<FromDemoCloud, ToDemoCloud>,
  resourcesDir: string,
): Promise<Result<Credentials, Failure>> =>
  new Promise((resolve) => {
    demo.onMessage((message) => resolve(message.type === 'listening' ? ok(message.credentials) : fail(message.failure)))
    demo.onExit((reason) => resolve(fail(failure('INTERNAL', { detail: `the demo cloud did not start (${reason})` }))))
    demo.post({ type: 'start', resourcesDir })
  })
