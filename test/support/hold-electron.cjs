// Loaded into Electron before the app, in tests only: no window until the test says so. Playwright that attaches while a
// window is being made sometimes waits for it for ever.
const { app } = module.require('electron')

const ready = app.whenReady.bind(app)
const told = new Promise((resolve) => {
  globalThis.openTheWindow = resolve
})
app.whenReady = () => ready().then(() => told)
