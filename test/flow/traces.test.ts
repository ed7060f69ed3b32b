import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { atifStory } from '../support/traces/atif.js'
import { startJudge } from '../support/traces/judge-server.js'
import { otelStory } from '../support/traces/otel.js'
import { aStory, unjudgedStory } from '../support/traces/story.js'
import { writeTraces } from '../support/traces/write.js'

/** A folder with a record of the desk's sessions. */
async function aRecord(): Promise<string> {
  const cwd = emptyFolder()
  const { code, stderr } = await leadline(['import', ...writeTraces(cwd)], { cwd })
  expect([code, stderr]).toEqual([0, expect.stringContaining('Record: ')])
  return cwd
}

test('import says how sessions ended, how far they went, who looped and what it cost', async () => {
  const cwd = emptyFolder()
  const { stdout } = await leadline(['import', ...writeTraces(cwd)], { cwd })
  await expect(stdout).toMatchFileSnapshot('../golden/traces.txt')
  expect((await leadline(['sessions', 'sessions.jsonl'], { cwd })).stdout).toBe(stdout)
})

test('suggest proposes families and interventions, and writes them to be edited', async () => {
  const cwd = await aRecord()
  const { stdout } = await leadline(['suggest', 'sessions.jsonl'], { cwd })
  await expect(stdout).toMatchFileSnapshot('../golden/suggestion.txt')
  const { families } = JSON.parse(readFileSync(join(cwd, 'suggestion.json'), 'utf8'))
  expect(families.map(({ name }: { name: string }) => name)).toEqual(['search-list-open', 'knock'])
})

test('suggest writes tasks that load, of which check says what is still to be written, and never over a file', async () => {
  const cwd = await aRecord()
  const write = ['suggest', 'sessions.jsonl', '--task', 'task.ts']
  const { code, stderr } = await leadline(write, { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('task.ts, ') })
  await expect(readFileSync(join(cwd, 'task.ts'), 'utf8')).toMatchFileSnapshot('../golden/suggested-task.ts')
  const checked = await leadline(['check', 'task', 'task.ts'], { cwd })
  expect(checked.code).toBe(1)
  const told = checked.stdout.replaceAll(/\s+/g, ' ')
  expect(told).toContain('FAILS unwritten: search-list-open.tools.search.run: what search does to the state')
  expect(told).toContain('FAILS unwritten: knock.score: whether the state shows')
  const config = readFileSync(join(cwd, 'leadline.config.ts'), 'utf8')
  const again = await leadline([...write, '--out', 'other.json'], { cwd })
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('--task is') })
  expect(readFileSync(join(cwd, 'leadline.config.ts'), 'utf8')).toBe(config)
  expect(existsSync(join(cwd, 'other.json'))).toBe(false)
}, 120_000)

test('nothing secret reaches the record or the screen, and the record is for its owner alone', async () => {
  const cwd = emptyFolder()
  const secrets = ['anna@example.org', 'sk-abcdefghijklmnopqrstuvwx', 'K-123456']
  const story = aStory({ goal: `Write to ${secrets[0]} with ${secrets[1]} about ${secrets[2]}` })
  writeFileSync(join(cwd, 'spans.json'), JSON.stringify(otelStory(story)))
  const rules = { rules: [{ name: 'customer', pattern: 'K-\\d{6}' }] }
  writeFileSync(join(cwd, 'own.json'), JSON.stringify(rules))
  const { stdout, stderr } = await leadline(['import', 'spans.json', '--redact', 'own.json'], { cwd })
  const record = readFileSync(join(cwd, 'sessions.jsonl'), 'utf8')
  for (const secret of secrets) expect(stdout + stderr + record).not.toContain(secret)
  expect(record).toContain('Write to [e-mail 1] with [key 1] about [customer 1]')
  expect(stdout).toContain('Taken out by redaction: customer')
  expect(statSync(join(cwd, 'sessions.jsonl')).mode & 0o077).toBe(0)
})

test('a broken line ends the import and leaves nothing; with --partial the rest is read', async () => {
  const cwd = emptyFolder()
  const secret = 'sk-abcdefghijklmnopqrstuvwx'
  const lines = [JSON.stringify(atifStory(aStory({ id: 'a' }))), `{"key": "${secret}", "steps": [`]
  writeFileSync(join(cwd, 'runs.jsonl'), `${lines.join('\n')}\n`)
  const refused = await leadline(['import', 'runs.jsonl'], { cwd })
  expect(refused).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^leadline: [^\n]*runs\.jsonl line 2 is not JSON [^\n]+\n$/),
  })
  expect(refused.stderr).not.toContain(secret)
  expect(readdirSync(cwd)).toEqual(['runs.jsonl'])
  const partial = await leadline(['import', 'runs.jsonl', '--partial'], { cwd })
  expect(partial.code).toBe(0)
  expect(partial.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'runs.jsonl: 1 session, ATIF trajectories; left out as you asked: 1 broken place',
  )
})

test.each([
  [['import', 'nowhere.json'], 'nowhere.json is missing; expected a file of traces, plain or gzip'],
  [['import', 'table.csv'], 'table.csv is not JSON'],
  [['import', 'table.csv', '--format', 'pigeon'], "argument 'pigeon' is invalid"],
  [['sessions', 'table.csv'], 'table.csv is not JSON'],
  [['label', 'page', 'table.csv', '--out', 'page.txt'], '--out is "page.txt"; expected a path that ends in .html'],
  [['label', 'judge', 'table.csv'], "required option '--model <model>' not specified"],
  [['suggest', 'table.csv', '--out', 'table.csv'], '--out is'],
])('%j is refused in one line', async (words, says) => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'table.csv'), 'model,task\n')
  const { code, stdout, stderr } = await leadline(words, { cwd })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(says)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(readdirSync(cwd)).toEqual(['table.csv'])
})

test('what is read is never written over, not even with --force and under another name', async () => {
  const cwd = await aRecord()
  symlinkSync('spans.json', join(cwd, 'link.json'))
  writeFileSync(join(cwd, 'spans.json'), JSON.stringify(otelStory(aStory())))
  for (const words of [
    ['import', 'spans.json', '--out', 'link.json'],
    ['import', 'link.json', '--out', 'spans.json'],
    ['suggest', 'sessions.jsonl', '--out', 'sessions.jsonl'],
  ]) {
    const before = words.slice(1).map((name) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name)) : ''))
    const { code, stderr } = await leadline([...words, '--force'], { cwd })
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^leadline: --out is .*; expected another file than .*\n$/),
    ])
    const after = words.slice(1).map((name) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name)) : ''))
    expect(after).toEqual(before)
  }
})

test('an export without a session is named, and no record of nothing is left', async () => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'spans.json'), '{"resourceSpans":[]}')
  const { code, stderr } = await leadline(['import', 'spans.json'], { cwd })
  expect([code, stderr]).toEqual([2, 'leadline: spans.json is without sessions; expected at least one\n'])
  expect(readdirSync(cwd)).toEqual(['spans.json'])
})

test('a command of the user gives results to sessions that carry none', async () => {
  const cwd = await aRecord()
  const check =
    "node -e \"let t='';process.stdin.on('data',d=>t+=d).on('end',()=>process.exit(t.includes('dock')?0:1))\""
  const { code, stderr, stdout } = await leadline(['label', 'check', 'sessions.jsonl', '--command', check], { cwd })
  expect([code, stderr]).toEqual([0, '8 sessions of 8 told by the command\n'])
  expect(stdout).not.toContain('no clear result')
})

test('tokens without a cost are priced by the user, cached ones at their own price', async () => {
  const cwd = emptyFolder()
  const text = JSON.stringify(otelStory(aStory())).replaceAll('gen_ai.usage.cost', 'other')
  writeFileSync(join(cwd, 'spans.json'), text)
  const { stdout } = await leadline(['import', 'spans.json', '--price', 'm-large=10/100/1'], { cwd })
  // 220 fresh, 320 cached and 60 written tokens.
  expect(stdout).toContain('$0.0085')
  expect(stdout).toContain('by your price in 1 session')
  const refused = await leadline(['import', 'spans.json', '--price', 'm-large=cheap', '--force'], { cwd })
  expect(refused.stderr).toContain('--price m-large is "cheap"; expected INPUT/OUTPUT')
})

test('a cost beyond all reckoning is not known, and no figure is more than a number', async () => {
  const cwd = emptyFolder()
  const text = JSON.stringify(otelStory(aStory())).replaceAll(
    /("gen_ai\.usage\.cost","value":\{"\w+":)[^}]+/g,
    '$11e308',
  )
  expect(text).toContain('1e308')
  writeFileSync(join(cwd, 'spans.json'), text)
  const { stdout } = await leadline(['import', 'spans.json'], { cwd })
  expect(stdout).toContain('0 of 1')
  expect(stdout).not.toMatch(/Infinity|NaN/)
})

test('shadow reads a record of sessions as a table of outcomes', async () => {
  const cwd = await aRecord()
  const { code, stdout } = await leadline(['shadow', 'sessions.jsonl', '--reference', 'm-large (acme, desk)'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain('loop')
})

/** A record of sessions without results; of every third the model says that it is done though it is not. */
async function unjudgedRecord(sessions: number): Promise<string> {
  const cwd = emptyFolder()
  const lines = Array.from({ length: sessions }, (_entry, index) => {
    const { steps, ...story } = unjudgedStory(`s${index}`)
    const last = {
      says: index % 3 === 0 ? 'Not found.' : 'It is at the dock.',
      calls: [],
      input: 1,
      cached: 0,
      output: 1,
      costUsd: 0,
    }
    return JSON.stringify(otelStory({ ...story, steps: [...steps.slice(0, 1), last] }))
  })
  writeFileSync(join(cwd, 'spans.jsonl'), `${lines.join('\n')}\n`)
  await leadline(['import', 'spans.jsonl'], { cwd })
  return cwd
}

test('a judge is asked about each session once, survives a busy server, and is not heard before it was audited', async () => {
  const cwd = await unjudgedRecord(12)
  const judge = await startJudge((text, nth) => (nth === 2 ? 503 : text.includes('at the dock') ? 'SOLVED' : 'FAILED'))
  onTestFinished(() => judge.close())
  const words = ['label', 'judge', 'sessions.jsonl', '--model', judge.model, '--concurrency', '1']
  const first = await leadline(words, { cwd })
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('12 sessions of 12 judged by judge')])
  expect(first.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Before it can be corrected, 40 successes and 40 failures more have to be known.',
  )
  expect(judge.asks).toBe(13)
  expect((await leadline(words, { cwd })).stderr).toContain('0 sessions of 0 judged')
  const record = readFileSync(join(cwd, 'sessions.jsonl'), 'utf8')
  expect(record.match(/"outcome":\{"kind":"unknown"\}/g)).toHaveLength(12)
})

test('a judge that is audited is corrected', async () => {
  const cwd = await unjudgedRecord(150)
  const judge = await startJudge((text) => (text.includes('at the dock') ? 'SOLVED' : 'FAILED'))
  onTestFinished(() => judge.close())
  await leadline(['label', 'check', 'sessions.jsonl', '--command', 'grep -q "at the dock"'], { cwd })
  const { stdout } = await leadline(['label', 'judge', 'sessions.jsonl', '--model', judge.model], { cwd })
  const words = stdout.replaceAll(/\s+/g, ' ')
  expect(words).toContain(
    '150 sessions judged; it was right on 100 of 100 known successes and on 50 of 50 known failures. Success, corrected for that: 67%',
  )
})

test('a judge holds its budget, and is not asked where nobody can count what it costs', async () => {
  const cwd = await unjudgedRecord(6)
  const judge = await startJudge(() => 'SOLVED')
  onTestFinished(() => judge.close())
  const words = ['label', 'judge', 'sessions.jsonl', '--model', judge.model, '--budget', '10']
  const unpriced = await leadline(words, { cwd })
  expect([unpriced.code, unpriced.stderr, judge.asks]).toEqual([2, expect.stringContaining('--price is missing'), 0])
  const { code, stderr } = await leadline([...words, '--price', '1000/0'], { cwd })
  expect(judge.asks).toBeGreaterThan(0)
  expect(judge.asks).toBeLessThan(6)
  expect([code, stderr]).toEqual([1, expect.stringContaining('raise --budget and go on')])
  expect(stderr).toContain(`${judge.asks} sessions of 6 judged by judge`)
  const record = readFileSync(join(cwd, 'sessions.jsonl'), 'utf8')
  expect(record.match(/"judged":/g)).toHaveLength(judge.asks)
})

test('a key that is missing stops a judge before anything is asked', async () => {
  const cwd = await unjudgedRecord(2)
  const before = readFileSync(join(cwd, 'sessions.jsonl'), 'utf8')
  const { code, stderr } = await leadline(['label', 'judge', 'sessions.jsonl', '--model', 'openai:some-model'], { cwd })
  expect([code, stderr]).toEqual([2, expect.stringContaining('OPENAI_API_KEY')])
  expect(readFileSync(join(cwd, 'sessions.jsonl'), 'utf8')).toBe(before)
  expect(existsSync(join(cwd, 'sessions.jsonl.part'))).toBe(false)
})
