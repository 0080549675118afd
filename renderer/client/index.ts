import { createConnection } from './connection.ts'
import { createEngineClient } from './engine-client.ts'
import { chooseTransport } from './transport.ts'

export type { ConnectionState } from './connection.ts'
export type { FileToImport } from './files.ts'
export { chooseFiles, fileToImport, ownChooser } from './files.ts'
export { changeProfiles, readProfiles, startOver } from './profiles.ts'

/** The window's one connection to the engine, and the one way to call it. */
export const connection = createConnection(chooseTransport(), {
  firstPauseMs: 150,
  longestPauseMs: 2_000,
  patienceMs: 60_000,
})

export const engine = createEngineClient(connection, { queryMs: 15_000, commandMs: 60_000 })
