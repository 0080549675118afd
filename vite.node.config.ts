import { builtinModules } from 'node:module'
import { defineConfig, type EnvironmentOptions } from 'vite'
import packageJson from './package.json' with { type: 'json' }

/** Packages with native code, or that find files of their own at run time. electron-builder.yml packs exactly these. */
export const packedPackages = ['@napi-rs/keyring', 'better-sqlite3', 'pdfjs-dist']
const external = ['electron', ...packedPackages]

const isExternal = (id: string): boolean =>
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  external.some((name) => id === name || id.startsWith(`${name}/`))

const bundle = (outDir: string, input: Readonly<Record<string, string>>, format: 'es' | 'cjs'): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: true, external, conditions: ['node', 'import', 'module', 'default'] },
  build: {
    outDir,
    emptyOutDir: true,
    // Electron 33's Node 20.18, the oldest runtime of the tests, must be able to read main and preload.
    target: 'node20.18',
    minify: false,
    sourcemap: false,
    copyPublicDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { ...input },
      external: isExternal,
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        // Flat, so that import.meta.dirname is dist/host in every chunk.
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
})

export default defineConfig(({ mode }) => {
  // The packaged smoke test of CI runs on Electron 33, whose own Node cannot load better-sqlite3 13: only that build,
  // never a release, lets a packaged main take the engine's Node from the environment.
  const smoke = mode === 'smoke'
  return {
    appType: 'custom',
    publicDir: false,
    logLevel: 'warn',
    define: {
      __APP_VERSION__: JSON.stringify(packageJson.version),
      __ENGINE_NODE_WHEN_PACKAGED__: JSON.stringify(smoke),
    },
    environments: {
      main: bundle(smoke ? 'dist/smoke' : 'dist/main', { main: 'electron/main/main.ts' }, 'es'),
      ...(smoke
        ? {}
        : {
            preload: bundle('dist/preload', { preload: 'electron/preload/preload.ts' }, 'cjs'),
            host: bundle(
              'dist/host',
              {
                'engine-child': 'electron/host/engine-child.ts',
                'engine-utility': 'electron/host/engine-utility.ts',
                'demo-cloud': 'electron/host/demo-cloud.ts',
                web: 'electron/host/web.ts',
                worker: 'electron/host/worker.ts',
                cli: 'electron/host/cli/main.ts',
              },
              'es',
            ),
          }),
    },
    builder: {
      buildApp: async (builder) => {
        for (const name of smoke ? ['main'] : ['main', 'preload', 'host']) {
          const environment = builder.environments[name]
          if (environment) await builder.build(environment)
        }
      },
    },
  }
})
