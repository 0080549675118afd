/** The layers, held true: shared/util <- shared/domain <- shared/contract; the engine knows neither Electron nor hosts. */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    pathNot: to,
    dependencyTypesNot: ['npm', 'npm-dev', 'core'],
    path: '^(shared|electron|renderer|resources|test)/',
  },
})
const feature = '^electron/engine/([^/]+)/'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('util-alone', '^shared/util/', '^shared/util/', 'util imports nothing of ours'),
    only('domain-is-pure', '^shared/domain/', '^shared/(domain|util)/', 'rules know neither contract nor engine'),
    only('contract-on-domain', '^shared/contract/', '^shared/', 'the contract knows no implementation'),
    only(
      'engine-alone',
      '^electron/engine/',
      '^(electron/(engine|files)|shared)/',
      'the engine knows no host, no window',
    ),
    only(
      'demo-cloud-alone',
      '^electron/demo-cloud/',
      '^(electron/demo-cloud|shared)/',
      'the demo cloud could be another vendor',
    ),
    only(
      'main-supervises',
      '^electron/main/',
      '^(electron/(main|supervisor|keychain|files)|shared)/',
      'main forks hosts by path',
    ),
    only('preload-alone', '^electron/preload/', '^(electron/preload|shared/contract/shell)', 'one small file'),
    only('renderer-on-contract', '^renderer/', '^(renderer|shared)/', 'the window knows the contract only'),
    {
      name: 'features-by-index',
      comment: 'another feature of the engine only through its index.ts',
      severity: 'error',
      from: { path: feature },
      to: {
        path: feature,
        pathNot: [
          '^electron/engine/$1/',
          '^electron/engine/[^/]+/index\\.ts$',
          '^electron/engine/(core|db|migrations)/',
        ],
      },
    },
    {
      name: 'renderer-features-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'contract-client-only-in-client',
      comment: 'renderer/client is the only door to the engine',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/client/' },
      to: { path: 'node_modules/@orpc/' },
    },
    {
      name: 'engine-without-electron',
      severity: 'error',
      from: { path: '^(electron/(engine|demo-cloud|supervisor)|shared|renderer)/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^(test|resources/make-samples)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
