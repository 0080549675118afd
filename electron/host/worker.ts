import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerData, WorkerRequest } from '../engine/core/index.ts'
import { createWorkerThread, type Task } from '../engine/worker/index.ts'

/** Entry point of the engine's worker thread. */
const port = parentPort
if (!port) throw new Error('worker.ts runs only as a worker thread')
const handle = createWorkerThread(workerData as WorkerData, (answer) => port.postMessage(answer))
port.on('message', (request: WorkerRequest<Task>) => void handle(request))
