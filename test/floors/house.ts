/** The floor of each folder of `src/`, as the style guide draws the house; an import goes downwards only. */
export const FLOORS: Readonly<Record<string, number>> = {
  domain: 0,
  math: 1,
  wire: 1,
  behaviour: 2,
  journal: 2,
  models: 2,
  estimate: 2,
  run: 2,
  probe: 3,
  shadow: 3,
  route: 3,
  sessions: 3,
  lineage: 3,
  guard: 3,
  config: 4,
  import: 4,
  connect: 4,
  calibrate: 4,
  report: 4,
  gateway: 4,
  cli: 5,
}

/** Top folders that meet the package as a user would: by its name. */
export const USER_FOLDERS = ['tasks', 'zoo'] as const

/** Top folder that shows how a reader uses the package: every public entry, by its name. */
export const EXAMPLES = 'examples'

/** Top folder that measures the floors themselves: it enters each by its index. */
export const BENCH = 'bench'

/** The one source that loads the user folders, by dynamic import. */
export const LOADER = 'src/cli/built-in.ts'

/**
 * Folders without disk, network, clock, environment or hidden chance of their own. Those that run trials are handed
 * models, journal and clock as arguments.
 */
export const PURE_FOLDERS = [
  'domain',
  'math',
  'wire',
  'behaviour',
  'estimate',
  'models',
  'run',
  'probe',
  'shadow',
  'route',
  'sessions',
  'calibrate',
  'report',
] as const

/** Modules of Node that compute only, and what they are for. */
export const PURE_MODULES: Readonly<Record<string, string>> = {
  'node:crypto': 'hash and createHash only: identity is a hash of content',
}

/** Folders that read what was observed and never the record itself: `observeStudy` is the last that does. */
export const AFTER_RECORD = ['shadow', 'route', 'calibrate', 'report'] as const

/** Packages from the registry that each folder may use; docs/dependencies.md gives the reasons. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  wire: ['csv-parse'],
  config: ['zod'],
  connect: [
    '@ai-sdk/anthropic',
    '@ai-sdk/google',
    '@ai-sdk/openai',
    '@ai-sdk/openai-compatible',
    '@ai-sdk/provider',
    '@types/json-schema',
    'undici',
    // Optional peers: a reader installs them beside Leadline where they are used.
    '@ai-sdk/amazon-bedrock',
    '@ai-sdk/azure',
    '@ai-sdk/google-vertex',
    '@aws-sdk/credential-providers',
    '@modelcontextprotocol/client',
    '@modelcontextprotocol/node',
  ],
  import: ['hyparquet'],
  report: ['react', 'react-dom', '@types/react', 'd3-scale', 'd3-shape'],
  cli: ['commander'],
  // An optional peer, loaded where a model of the zoo is opened.
  zoo: ['onnxruntime-node'],
}

/** Folders that are lists of one kind of thing, one file each, and may hold more than fifteen sources. */
export const LIST_FOLDERS = ['src/probe/interventions', 'src/estimate', 'src/cli'] as const
