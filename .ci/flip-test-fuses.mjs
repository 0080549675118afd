// node flip-test-fuses.mjs PROGRAM: lets a test runner attach to the Electron of prepare-electron.sh.
import fuses from '@electron/fuses'

await fuses.flipFuses(process.argv[2], {
  version: fuses.FuseVersion.V1,
  [fuses.FuseV1Options.EnableNodeCliInspectArguments]: true,
  [fuses.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
})
