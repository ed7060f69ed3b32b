import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const shelf = join(tmpdir(), 'leadline-staged')
/** What the package is built from, and what it ships besides. */
const SOURCES = ['src', 'tasks', 'zoo', 'bench', 'web', 'tsconfig.json', 'tsconfig.build.json']
const SHIPPED = [
  'package.json',
  'bin',
  'docs/json',
  'docs/pictures/manifold.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
]
const LONGEST_BUILD_MS = 60_000
/** A staged package that was not built within this time is of an older state. */
const KEPT_MS = 3_600_000

/**
 * The package as it would be published, built from the sources of this moment, in a folder of its own: once for each
 * state of the sources, so that a test never meets an old or a half-written `dist`.
 *
 * @returns path of the folder
 */
export function stagedPackage(): Promise<string> {
  staged ??= stage()
  return staged
}

/** A process tests one state of the sources: that of its first command. */
let staged: Promise<string> | undefined

async function stage(): Promise<string> {
  const folder = join(shelf, stateOfSources())
  const lock = `${folder}.lock`
  mkdirSync(shelf, { recursive: true })
  const deadline = performance.now() + LONGEST_BUILD_MS
  while (!existsSync(folder)) {
    if (isTaken(lock) && performance.now() < deadline) await delay(100)
    else build(folder, lock)
  }
  return folder
}

function isTaken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return false
  } catch {
    return true
  }
}

function build(folder: string, lock: string): void {
  for (const path of readdirSync(shelf).map((name) => join(shelf, name))) {
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
  const draft = `${folder}.draft-${process.pid}`
  try {
    for (const path of [...SOURCES, ...SHIPPED]) {
      if (existsSync(join(root, path))) cpSync(join(root, path), join(draft, path), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(draft, 'node_modules'))
    const tsc = join(root, 'node_modules/.bin/tsc')
    const args = ['-p', 'tsconfig.build.json', '--incremental', 'false', '--tsBuildInfoFile', 'null']
    const { status, stdout } = spawnSync(tsc, args, { cwd: draft, encoding: 'utf8' })
    if (status !== 0) throw new Error(`the package does not build:\n${stdout}`)
    spawnSync(process.execPath, ['scripts/web.mjs', join(draft, 'dist/web')], { cwd: root })
    renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    rmSync(lock, { recursive: true, force: true })
  }
}

function stateOfSources(): string {
  const hash = createHash('sha256').update(root)
  const patterns = ['{src,tasks,zoo,bench,web,scripts,bin,docs/json}/**/*', '*.json', '*.md']
  const files = globSync(patterns, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex').slice(0, 16)
}
