/** Builds dist/host when it is older than its sources; tests that start the real processes need it. Nothing to do is quick. */
export const setup = async (): Promise<void> => {
  // Plain JavaScript without types, because it also runs before any package is installed.
  const path = '../../electron/host/prepare.mjs'
  const { prepare } = (await import(path)) as { prepare(targets: readonly string[]): Promise<string> }
  await prepare(['node'])
}
