import { createEngine } from '../../electron/engine/index.ts'
import { engineDeps } from './engine.ts'

/** A process of its own that opens the engine on a data folder, says how that went, and keeps it until it is killed. */
const created = await createEngine(engineDeps(process.argv[2]!, null))
process.send?.(created.ok ? 'ready' : created.failure.code)
process.on('message', () => undefined)
