import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^leadline$/, replacement: from('./src/index.ts') },
      { find: /^leadline\/tasks$/, replacement: from('./tasks/index.ts') },
    ],
  },
  test: {
    include: ['{src,tasks,zoo,test,web}/**/*.test.{ts,tsx}'],
    testTimeout: 300_000,
    pool: 'forks',
    setupFiles: [from('./test/support/property-seed.ts')],
  },
})
