// Starts Leadline from a clone: brings the right Node where the machine has an older one, installs what the lock file
// names, builds once for each state of the sources, and hands over. Node 18 syntax and node: imports only, because this
// file runs before any of that is there.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache')
const OLDEST = [22, 18]

const VERBS = {
  start: () => [join(root, 'dist/src/cli/main.js'), 'start'],
  test: () => [join(root, 'scripts/check.mjs')],
  bench: () => [join(root, 'dist/bench/main.js')],
  calibrate: () => [
    join(root, 'dist/src/cli/main.js'),
    'calibrate',
    '--full',
    '--page',
    join(root, 'docs/calibration.md'),
  ],
  kills: () => [join(root, 'scripts/kills.mjs')],
  pictures: () => [join(root, 'scripts/pictures.mjs')],
  'zoo:train': () => [join(root, 'dist/zoo/train/main.js')],
  'zoo:measure': () => [join(root, 'dist/zoo/train/measure.js')],
  leadline: () => [join(root, 'dist/src/cli/main.js')],
}

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text) {
  say(`leadline: ${text}`)
  process.exit(2)
}

/** Holds a lock folder while preparing, so that two commands started at once do not install over each other. */
function withLock(work) {
  mkdirSync(cache, { recursive: true })
  const lock = join(cache, 'prepare.lock')
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    process.kill(pid, 0)
    return false
  } catch (error) {
    // Between mkdir and the pid file there is a moment without an owner; an old lock without one is abandoned.
    if (error.code === 'ENOENT') return existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 5000
    return error.code === 'ESRCH'
  }
}

function npm(folder, node) {
  const execPath = process.env.npm_execpath
  const [command, before] = execPath ? [process.execPath, [execPath]] : ['npm', []]
  const args = [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(command, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    // The packages ask for the newer Node; it is there by the time they run.
    env: {
      ...process.env,
      npm_config_engine_strict: 'false',
      // The runtime of the embedded models would fetch files for graphics cards, which nothing here uses.
      ONNXRUNTIME_NODE_INSTALL: 'skip',
      ...(node && { PATH: pathWith(node) }),
    },
  })
  if (result.error) fail(`npm cannot be started: ${result.error.message}`)
  if (result.status !== 0) fail(`npm ci in ${folder} ended with ${result.status}; see the lines above`)
}

function pathWith(node) {
  return `${dirname(node)}:${process.env.PATH ?? ''}`
}

/** The Node to run on: this one where it is new enough, else the one in bootstrap/node_modules. */
function findNode() {
  if (isNewEnough(process.version)) return process.execPath
  const name = `node-linux-${process.arch}`
  const brought = join(root, 'bootstrap/node_modules', name, 'bin/node')
  if (existsSync(brought)) return brought
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    fail(`Node is ${process.version}; expected ${OLDEST.join('.')} or newer (install it from nodejs.org)`)
  }
  say(`Node is ${process.version}; bringing a newer one into bootstrap/node_modules ...`)
  npm(join(root, 'bootstrap'))
  if (!existsSync(brought)) fail(`${brought} is missing after npm ci; expected the Node binary`)
  return brought
}

function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function sources(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? sources(path) : [path]
  })
}

function once(name, key, work) {
  const stamp = join(cache, name)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  work()
  writeFileSync(stamp, key)
}

function prepare() {
  const node = findNode()
  const locks = ['package-lock.json', 'package.json']
  once('installed', existsSync(join(root, 'node_modules')) ? hashFiles(locks) : '', () => {
    say('Installing dependencies ...')
    npm(root, node)
  })
  writeFileSync(join(cache, 'installed'), hashFiles(locks))
  const built = ['src', 'tasks', 'zoo', 'bench', 'web']
    .flatMap(sources)
    .concat(locks, 'scripts/build.mjs', 'scripts/web.mjs', 'tsconfig.build.json', 'tsconfig.json')
  once('built', existsSync(join(root, 'dist')) ? hashFiles(built.sort()) : '', () => {
    say('Building ...')
    const result = spawnSync(node, [join(root, 'scripts/build.mjs')], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH: pathWith(node) },
    })
    if (result.status !== 0) fail('the build failed; see the lines above')
  })
  writeFileSync(join(cache, 'built'), hashFiles(built.sort()))
  return node
}

export function main(verb, args) {
  const target = VERBS[verb]
  if (target === undefined) fail(`verb is ${verb}; expected one of ${Object.keys(VERBS).join(', ')}`)
  const node = withLock(prepare)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...target(), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: pathWith(node) },
  })
  // A terminal sends Ctrl-C to the whole group, so the child has it already; without one it is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => (signal !== 'SIGINT' || !process.stdin.isTTY) && child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2] ?? 'start', process.argv.slice(3))
