import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { EngineState, Profiles, ShellApi } from '../../shared/contract/shell.ts'

const irisShell: ShellApi = {
  platform: process.platform,
  connectEngine: () => ipcRenderer.send('iris:connect-engine'),
  onEngineState: (listener) => {
    ipcRenderer.on('iris:engine-state', (_event, state: EngineState) => listener(state))
    ipcRenderer.send('iris:ask-engine-state')
  },
  pathForFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
  chooseFiles: () => ipcRenderer.invoke('iris:choose-files') as Promise<readonly string[]>,
  profiles: () => ipcRenderer.invoke('iris:profiles') as Promise<Profiles>,
  changeProfiles: (change) =>
    ipcRenderer.invoke('iris:change-profiles', change) as ReturnType<ShellApi['changeProfiles']>,
  restartEngine: () => ipcRenderer.send('iris:restart-engine'),
}

contextBridge.exposeInMainWorld('irisShell', irisShell)

// A port cannot cross the bridge as a value; it can be posted to the page of this very window.
ipcRenderer.on('iris:engine-port', (event) => {
  window.postMessage({ type: 'iris-engine-port' }, window.location.origin, event.ports)
})
