import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { createValidator } from '../support/schemas.js'
import { type ScriptedReply, type ScriptedServer, withScript } from '../support/scripted-server.js'

const KEY = 'sk-planted-5f0c2d7be19a4463'
const problemsOf = createValidator()

const called = (word: string): ScriptedReply => {
  const call = { id: 'a', type: 'function', function: { name: 'report', arguments: JSON.stringify({ word }) } }
  return {
    body: {
      model: 'some-2026-01-01',
      choices: [{ message: { content: null, tool_calls: [call] }, finish_reason: 'tool_calls' }],
      usage: { prompt_tokens: 1_000, completion_tokens: 100 },
    },
  }
}
const spoke: ScriptedReply = { body: { choices: [{ message: { content: 'Sure!' }, finish_reason: 'stop' }] } }
const listed: ScriptedReply = { body: { object: 'list', data: [{ id: 'some' }, { id: 'other' }] } }

/** A study of systems, as a file in a folder of its own. */
function folderWith(systems: readonly object[], more: object = {}): string {
  const folder = emptyFolder()
  const forms = [{ stratum: 'narrow', size: 10, samples: 1 }]
  const config = { name: 'x', systems, reference: 'any', tasks: { forms }, ...more }
  writeFileSync(join(folder, 'study.json'), JSON.stringify(config))
  return folder
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
const asked = (server: ScriptedServer) => server.requests.filter(({ path }) => path.endsWith('/chat/completions'))

test('says which variables are set and never their values, in text and in JSON', async () => {
  const env = { OPENAI_API_KEY: KEY, AWS_REGION: 'eu-west-1', HTTPS_PROXY: `http://user:${KEY}@127.0.0.1:9` }
  const cwd = emptyFolder()
  const text = await leadline(['models'], { cwd, env })
  expect([text.code, text.stderr]).toEqual([0, ''])
  expect(text.stdout).toMatch(/openai +ready +OPENAI_API_KEY \(set\)/)
  expect(text.stdout).toMatch(/anthropic +no key +ANTHROPIC_API_KEY\n/)
  expect(text.stdout).toMatch(/bedrock +no key +AWS_BEARER_TOKEN_BEDROCK, AWS_REGION \(set\)/)
  expect(text.stdout).toContain('Requests go through http://127.0.0.1:9.')
  const json = await leadline(['models', '--json'], { cwd, env })
  expect(problemsOf(JSON.parse(json.stdout))).toEqual([])
  for (const shown of [text.stdout, json.stdout]) expect(shown).not.toContain(KEY.slice(0, 12))
})

test('one call to each configured system shows latency, tokens, cost and what it did with the tool', async () => {
  await withScript([called('ready'), called('steady'), spoke], async (server) => {
    const model = `${server.url}#some`
    const price = { inputUsdPerMillion: 2, outputUsdPerMillion: 10 }
    const provenance = { kind: 'frontier-trained', source: 'its vendor', date: '2026-01-01' }
    const cwd = folderWith([
      { model, price, provenance, contextTokens: 8_192 },
      { model, date: '2026-02-01' },
      { model, date: '2026-03-01' },
    ])
    const { code, stdout } = await leadline(['models', '--config', 'study.json', '--test', '--json'], { cwd })
    expect(code).toBe(0)
    const document = JSON.parse(stdout)
    expect(problemsOf(document)).toEqual([])
    expect(document.systems).toMatchObject([
      {
        price,
        priceSource: 'stated',
        contextTokens: 8_192,
        provenance,
        test: { kind: 'answered', toolCall: 'as-asked', costUsd: 0.003, servedModel: 'some-2026-01-01' },
      },
      { test: { kind: 'answered', toolCall: 'otherwise', usage: { inputTokens: 1_000, outputTokens: 100 } } },
      { test: { kind: 'answered', toolCall: 'none' } },
    ])
    // Neither price nor tokens are known here, and neither is 0.
    expect(document.systems[1].test).not.toHaveProperty('costUsd')
    expect(document.systems[2].test).not.toHaveProperty('usage')
    expect(asked(server)).toHaveLength(3)
  })
})

test('models that do not answer are said with the reason, the others are tried, and the exit code tells', async () => {
  const refused = { status: 401, body: { error: { message: `wrong key ${KEY}, ${encodeURIComponent(KEY)}` } } }
  await withScript([refused, called('ready')], async ({ url }) => {
    const words = [
      'models',
      '--test',
      '--model',
      'openai:gone',
      '--model',
      'anthropic:no-key',
      '--model',
      `${url}#some`,
    ]
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: url }
    const { code, stdout, stderr } = await leadline(words, { cwd: emptyFolder(), env })
    expect(code).toBe(1)
    expect(stderr).toBe('gate not met: 2 of 3 models did not answer\n')
    expect(stdout).toContain('failed: openai answered 401: wrong key [key], [key]')
    expect(stdout).toContain('ANTHROPIC_API_KEY is missing')
    expect(inOneLine(stdout)).toMatch(
      /answered in \d+ ms, 1,000 tokens in and 100 out, cost unknown, called the tool as asked/,
    )
    expect(stdout + stderr).not.toContain(KEY.slice(0, 12))
  })
})

test('servers that answer are listed, and tried where nothing else is meant', async () => {
  await withScript([listed, called('ready')], async (server) => {
    const { code, stdout } = await leadline(['models', '--test', '--server', server.url], { cwd: emptyFolder() })
    expect(code).toBe(0)
    expect(stdout).toContain(`${new URL(server.url).host} at ${server.url}: some, other`)
    expect(inOneLine(stdout)).toContain('called the tool as asked')
    expect(server.requests[1]?.body).toMatchObject({ model: 'some' })
  })
})

test('a server that was named and lists no models is said, after what was found', async () => {
  await withScript([{ body: '<html>welcome</html>' }], async (server) => {
    const { code, stdout, stderr } = await leadline(['models', '--server', server.url], { cwd: emptyFolder() })
    expect(code).toBe(2)
    expect(stdout).toContain('Model servers that answer')
    expect(stderr).toBe(
      `leadline: --server is "${server.url}"; expected a server that lists its models at ${server.url}/models\n`,
    )
  })
})

test("prices of a file of one's own come before those that are shipped, and are named", async () => {
  const cwd = emptyFolder()
  const own = {
    model: 'openai:gpt-6-sol',
    price: { inputUsdPerMillion: 1, outputUsdPerMillion: 4 },
    contextTokens: 1_000,
  }
  writeFileSync(join(cwd, 'own.json'), JSON.stringify({ source: 'our contract', date: '2026-11-01', models: [own] }))
  const words = ['models', '--model', 'openai:gpt-6-sol', '--model', 'anthropic:claude-opus-5', '--prices', 'own.json']
  const { stdout } = await leadline(words, { cwd, env: { OPENAI_API_KEY: KEY, ANTHROPIC_API_KEY: KEY } })
  expect(inOneLine(stdout)).toContain('$1.00 in and $4.00 out a million tokens (our contract, 2026-11-01)')
  expect(inOneLine(stdout)).toContain('conversation up to 1,000 tokens')
  expect(inOneLine(stdout)).toContain('$5.00 in and $25.00 out a million tokens')
  writeFileSync(
    join(cwd, 'own.json'),
    '{"date":"2026-11-01","models":[{"model":"x","price":{"inputUsdPerMillion":-1}}]}',
  )
  const refused = await leadline(words, { cwd })
  expect([refused.code, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toMatch(/^leadline: models\[0\]\.price\.inputUsdPerMillion is -1; expected a number from 0/)
})

/** Keeps packages from being found, as where they are not installed. */
function without(names: string): string {
  const hooks = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(name, context, next) {
      if (!new RegExp('^(${names})$').test(name)) return next(name, context)
      throw Object.assign(new Error('Cannot find package ' + name), { code: 'ERR_MODULE_NOT_FOUND' })
    } })`
  return `--import "data:text/javascript,${encodeURIComponent(hooks)}"`
}

test('an optional package that is missing is said with what to install, before anything is asked', async () => {
  const env = { NODE_OPTIONS: without('@ai-sdk/azure'), AZURE_API_KEY: KEY, AZURE_RESOURCE_NAME: 'ours' }
  const words = ['probe', '--model', 'azure:ours', '--price', '1/1', '--budget', '1', '--yes']
  const { code, stdout, stderr } = await leadline(words, { cwd: emptyFolder(), env })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    'leadline: @ai-sdk/azure is missing; expected it installed beside leadline: npm install @ai-sdk/azure\n',
  )
  const listed = await leadline(['models'], { cwd: emptyFolder(), env })
  expect(listed.stdout).toContain('npm install @ai-sdk/azure')
})

test('so is the package for profiles and roles, where no key is stated', async () => {
  const env = { NODE_OPTIONS: without('@aws-sdk/.*'), AWS_PROFILE: 'worker', AWS_REGION: 'eu-west-1' }
  const words = ['probe', '--model', 'bedrock:some', '--price', '1/1', '--budget', '1', '--yes']
  const { code, stdout, stderr } = await leadline(words, { cwd: emptyFolder(), env })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    'leadline: @aws-sdk/credential-providers is missing; expected it installed beside leadline for profiles and roles: npm install @aws-sdk/credential-providers\n',
  )
})

test.each([['--help'], ['init'], ['plan', '--model', 'openai:gpt-6-sol'], ['models']])(
  '%s loads no provider package and no network client',
  async (...words) => {
    const env = { NODE_OPTIONS: without('@ai-sdk/.*|undici'), OPENAI_API_KEY: KEY }
    const { code, stderr } = await leadline(words, { cwd: emptyFolder(), env })
    // A study without a seed says which one it drew.
    expect([code, stderr.replace(/^Seed \d+: .*\n/, '')]).toEqual([0, ''])
  },
)

test('names that a server lists or answers with steer no terminal and no shell', async () => {
  const evil = '\u001B]0;owned\u0007\u001B[2J\u009B31mx'
  const list = { body: { data: [{ id: evil }, { id: 7 }, { id: '$(touch owned)' }] } }
  const answered = called('ready')
  const reply = { ...answered, body: { ...Object(answered.body), model: evil } }
  for (const more of [[], ['--json']]) {
    await withScript([list, reply], async (server) => {
      const words = ['models', '--server', server.url, '--test', ...more]
      const { code, stdout } = await leadline(words, { cwd: emptyFolder() })
      expect(code).toBe(0)
      expect(inOneLine(stdout)).toContain('$(touch owned)')
      expect(stdout).toContain('served')
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      if (more.length > 0) expect(problemsOf(JSON.parse(stdout))).toEqual([])
    })
  }
})
