import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^leadline$/, replacement: from('./src/index.ts') },
      { find: /^leadline\/tasks$/, replacement: from('./tasks/index.ts') },
      { find: /^leadline\/zoo$/, replacement: from('./zoo/index.ts') },
    ],
  },
  test: {
    include: ['{src,tasks,zoo,test,web}/**/*.test.{ts,tsx}'],
    testTimeout: 300_000,
    pool: 'forks',
    // Many tests wait for a process of their own: one worker less than there are cores would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism()),
    setupFiles: [from('./test/support/property-seed.ts')],
  },
})
