import type { ToEngine } from '../../shared/contract/shell.ts'
import { childPipe } from './parent-pipe.ts'
import { serveEngine } from './serve-engine.ts'
import { keepHeapSmall } from './small-heap.ts'

/** The engine as a child of a plain Node process (web host, tests), or of an Electron whose own Node is too old. */
const pipe = childPipe()
keepHeapSmall()
const server = serveEngine({ send: pipe.send, exit: (code) => process.exit(code) })
pipe.onMessage((message) => server.receive(message as ToEngine))
// No parent, no engine: it must not keep the data folder for itself.
pipe.onParentGone(() => server.shutdown())
// Ctrl+C reaches the whole group; the parent decides when the engine ends.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => server.shutdown())
