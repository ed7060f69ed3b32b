import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Every TypeScript source and test of the repository: text by path, with `/`. */
export function readHouse(): Map<string, string> {
  const paths = globSync('{src,tasks,zoo,bench,examples,test}/**/*.{ts,tsx}', { cwd: root })
  return new Map(paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(`${root}${path}`, 'utf8')]))
}
