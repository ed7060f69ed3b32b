import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandResult, emptyFolder, runProcess } from '../support/command.js'
import { stagedPackage } from '../support/staged-package.js'
import { writeOutcomes, writeStudy } from '../support/tiny-inputs.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** The first Node on the path is the one that runs this test. */
const environment = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: process.env.HOME }
const run = (command: string, args: readonly string[], cwd: string) =>
  runProcess(command, args, { cwd, env: process.env })

/** Files of the tarball, by path, and the folder of a user who installed it. */
let packed: ReadonlyMap<string, Buffer> = new Map()
let user = ''

beforeAll(async () => {
  const folder = emptyFolder(afterAll)
  const { stdout, stderr, code } = await run(
    'npm',
    ['pack', '--json', '--pack-destination', folder],
    await stagedPackage(),
  )
  if (code !== 0) throw new Error(`npm pack ended with ${code}: ${stderr}`)
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  await run('tar', ['-xzf', filename], folder)
  const content = join(folder, 'package')
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  packed = new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(content.length + 1), readFileSync(path)]
    }),
  )
  user = join(folder, 'user')
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', join(folder, filename)], user)
  if (installed.code !== 0) installByHand(content, installed)
}, 120_000)

/** Without a registry the same files are laid where npm would put them, beside the dependencies of this clone. */
function installByHand(content: string, { stderr }: CommandResult): void {
  if (!/ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|network/.test(stderr)) throw new Error(stderr)
  const target = join(user, 'node_modules')
  cpSync(content, join(target, 'leadline'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')).filter((entry) => !entry.startsWith('.'))) {
    if (!existsSync(join(target, name))) symlinkSync(join(root, 'node_modules', name), join(target, name))
  }
  mkdirSync(join(target, '.bin'))
  symlinkSync('../leadline/bin/leadline.mjs', join(target, '.bin/leadline'))
}

const leadline = (...words: string[]) => {
  return runProcess(join(user, 'node_modules/.bin/leadline'), words, { cwd: user, env: environment })
}

/** What is published beside the pages. */
const SHIPPED = [
  /^bin\/leadline\.mjs$/,
  /^dist\/(src|tasks|zoo)\/.+\.(js|d\.ts)$/,
  /^dist\/web\/[a-z.-]+$/,
  /^docs\/json\/[\w.-]+$/,
  /^docs\/pictures\/manifold\.json$/,
  /^zoo\/(README\.md|weights\/(?!control-)[\w-]+\.(onnx|json))$/,
]
/** The only files that are no text. */
const isWeights = (path: string) => path.endsWith('.onnx')

test('the tarball holds what is compiled, the schemas, the weights and the pages beside them, and nothing else', () => {
  const foreign = [...packed.keys()].filter((path) => {
    return !SHIPPED.some((pattern) => pattern.test(path))
  })
  expect(foreign.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
  expect([...packed.keys()].filter((path) => /\.test\.|\.map$|^bootstrap|node_modules|zoo\/train/.test(path))).toEqual(
    [],
  )
})

test('the tarball is small, holds no program of another kind, and names no folder of this machine', () => {
  const size = [...packed].reduce((sum, [path, { length }]) => sum + (isWeights(path) ? 0 : length), 0)
  expect(size).toBeLessThan(5_000_000)
  for (const [path, bytes] of packed) {
    expect(bytes.includes(0), `${path} is binary`).toBe(isWeights(path))
    expect(bytes.includes(root.slice(0, -1)), `${path} names ${root}`).toBe(false)
    expect(bytes.includes('sourceMappingURL'), `${path} names a source map`).toBe(false)
  }
})

test('installed in an empty folder the command says its version, teaches, and reads a table', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(await leadline('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  const help = await leadline('--help')
  expect(help.code).toBe(0)
  for (const verb of ['start', 'probe', 'plan', 'shadow', 'decide', 'report', 'diff', 'calibrate', 'init', 'example']) {
    expect(help.stdout).toContain(`  ${verb} `)
  }
  const shadow = await leadline('shadow', writeOutcomes(user), '--reference', 'big')
  expect(shadow).toMatchObject({ code: 0, stderr: '' })
  expect(shadow.stdout).toContain('small')
})

test('installed in an empty folder it plans what init writes, and runs a study without a word too many', async () => {
  expect(await leadline('init')).toMatchObject({ code: 0, stderr: '' })
  expect(await leadline('plan')).toMatchObject({ code: 0, stderr: '' })
  const study = writeStudy(user, { systems: [{ model: 'policy:wide' }, { model: 'policy:control' }] })
  const { code, stderr } = await leadline('probe', '--config', study)
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/warning/i)
  expect(existsSync(join(user, '.leadline/report.html'))).toBe(true)
})

test('a program of a few typed calls compiles and runs against it', async () => {
  const source = `
    import { analyseOutcomes, readTables, type OutcomeAnalysis } from 'leadline'
    import { decide } from 'leadline/route'
    import { harbourFamilies } from 'leadline/tasks'
    const { rows } = await readTables(['runs.csv'])
    const options = { reference: 'big', level: 0.95 }
    const analysis: OutcomeAnalysis = analyseOutcomes(rows, { ...options, contrast: 'longer-work', margin: 0.1, seed: 1 })
    const { choices } = decide(rows, { ...options, requiredSuccess: 0.8, provenances: {} })
    process.stdout.write(\`\${analysis.pairs.length > 0} \${choices.length > 0} \${harbourFamilies.length > 5}\`)`
  writeOutcomes(user)
  writeFileSync(join(user, 'program.ts'), source)
  const types = join(user, 'node_modules/@types')
  mkdirSync(types, { recursive: true })
  for (const name of ['node', 'undici-types']) {
    const from = join(root, 'node_modules', name === 'node' ? '@types/node' : name)
    const to = name === 'node' ? join(types, name) : join(user, 'node_modules', name)
    if (!existsSync(to)) symlinkSync(from, to)
  }
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node']
  const compiled = await run(join(root, 'node_modules/.bin/tsc'), [...strict, 'program.ts'], user)
  expect(compiled).toMatchObject({ stdout: '', code: 0 })
  expect(await run(process.execPath, ['program.js'], user)).toEqual({ code: 0, stdout: 'true true true', stderr: '' })
})

test('a wrong type against it does not compile', async () => {
  writeFileSync(join(user, 'wrong.ts'), "import { readTables } from 'leadline'\nawait readTables(5)\n")
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--noEmit']
  const compiled = await run(join(root, 'node_modules/.bin/tsc'), [...strict, 'wrong.ts'], user)
  expect(compiled.stdout).toContain('wrong.ts(2,18): error TS2345')
})

test.each(['20.19.4', '22.17.1'])('on Node %s it says which one it needs and does nothing else', async (version) => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } }); Object.defineProperty(process, 'version', { value: 'v${version}' })`
  const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'node_modules/leadline/bin/leadline.mjs']
  expect(await run(process.execPath, [...args, '--version'], user)).toEqual({
    code: 2,
    stdout: '',
    stderr: `leadline: Node is v${version}; expected 22.18 or newer\n`,
  })
})
