import type { ToEngine } from '../../shared/contract/shell.ts'
import { utilityPipe, type ParentPort } from './parent-pipe.ts'
import { serveEngine } from './serve-engine.ts'
import { keepHeapSmall } from './small-heap.ts'

/** The engine as Electron's utility process: windows get a port straight to it. */
const { parentPort } = process as unknown as { readonly parentPort: ParentPort }
const pipe = utilityPipe(parentPort)
keepHeapSmall()
const server = serveEngine({ send: pipe.send, exit: (code) => process.exit(code) })
pipe.onMessage((message, port) => server.receive(message as ToEngine, port))
