import { BrowserWindow, dialog, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import type { Profiles } from '../../shared/contract/shell.ts'
import { fail, type Result } from '../../shared/util/result.ts'
import { readProfileChange } from '../supervisor/profile-change.ts'
import type { Workspace } from '../supervisor/workspace.ts'
import { createEngineDoor } from './engine-door.ts'
import { appOrigin } from './protocol.ts'

const isOwnPage = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${appOrigin}/`)

/** What the preload may ask of this process: see ShellApi. Only the app's own page is heard. */
export const answerWindowCalls = (workspace: Workspace): void => {
  const { supervisor } = workspace
  const door = createEngineDoor(supervisor)
  const on = (channel: string, listener: (event: IpcMainEvent) => void): void =>
    void ipcMain.on(channel, (event) => {
      if (isOwnPage(event)) listener(event)
    })

  on('iris:connect-engine', ({ sender }) => door.connect(sender))
  on('iris:ask-engine-state', ({ sender }) => sender.send('iris:engine-state', supervisor.state()))
  on('iris:restart-engine', () => supervisor.start())
  supervisor.onState((state) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('iris:engine-state', state)
  })
  ipcMain.handle('iris:profiles', (event): Profiles => {
    return isOwnPage(event) ? workspace.profiles() : { profiles: [], current: null, folder: null }
  })
  ipcMain.handle('iris:change-profiles', async (event, asked: unknown): Promise<Result<Profiles, Failure>> => {
    const change = isOwnPage(event) ? readProfileChange(asked) : null
    return change ? workspace.change(change) : fail(failure('BAD_REQUEST', { detail: 'no change of profiles' }))
  })
  ipcMain.handle('iris:choose-files', async (event): Promise<readonly string[]> => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!isOwnPage(event) || !window) return []
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'Invoices, consumption reports, Actis files', extensions: ['pdf', 'csv', 'xls', 'xlsx'] },
        { name: 'All files', extensions: ['*'] },
      ],
    })
    return canceled ? [] : filePaths
  })
}
