import { BrowserWindow, dialog, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { Supervisor } from '../supervisor/supervise.ts'
import { createEngineDoor } from './engine-door.ts'
import { appOrigin } from './protocol.ts'

const isOwnPage = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${appOrigin}/`)

/** What the preload may ask of this process: see ShellApi. Only the app's own page is heard. */
export const answerWindowCalls = (supervisor: Supervisor): void => {
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
