import { defineConfig } from 'vitest/config'

/** Four kinds of tests without a window; those with one are in test/e2e. */
const kinds = ['unit', 'property', 'engine', 'contract']

export default defineConfig({
  test: {
    projects: kinds.map((name) => ({
      test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 30_000, hookTimeout: 30_000 },
    })),
  },
})
