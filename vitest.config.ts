import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Kinds of tests without a window; those with one are in test/e2e. */
const kinds = ['unit', 'property', 'engine', 'contract', 'sync', 'crash']
/** These start the built processes. */
const withProcesses = new Set(['contract', 'crash'])

export default defineConfig({
  test: {
    // Many tests wait for processes, the disk or a port: with one file at a time two cores would idle.
    maxWorkers: availableParallelism(),
    projects: kinds.map((name) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: 30_000,
        hookTimeout: 30_000,
        ...(withProcesses.has(name) ? { globalSetup: 'test/support/built-hosts.ts' } : {}),
      },
    })),
  },
})
