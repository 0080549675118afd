import { startTrainingCloud } from '../demo-cloud/index.ts'
import type { FromDemoCloud, ToDemoCloud } from '../supervisor/start-demo-cloud.ts'
import { parentPipe } from './parent-pipe.ts'

/** The demo cloud in a process of its own, so that the engine talks to it as it talks to any cloud: over HTTP. */
const pipe = parentPipe()
const send = (message: FromDemoCloud): void => pipe.send(message)

const start = async (resourcesDir: string): Promise<void> => {
  const cloud = await startTrainingCloud({ resourcesDir, startOn: 'first' })
  send(
    cloud.ok ? { type: 'listening', credentials: cloud.value.credentials } : { type: 'failed', failure: cloud.failure },
  )
}

pipe.onMessage((message) => void start((message as ToDemoCloud).resourcesDir))
pipe.onParentGone(() => process.exit(0))
process.on('SIGINT', () => undefined)
