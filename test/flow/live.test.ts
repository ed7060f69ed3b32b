import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { escalationsIn } from '../../src/cli/escalate.js'
import { readTables } from '../../src/import/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { withRecordedData } from '../support/recorded.js'
import { writeCanaries, writeOutcomes, writeServed } from '../support/tiny-inputs.js'

async function decide(more: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const cwd = emptyFolder()
  const runs = writeOutcomes(cwd)
  writeServed(cwd)
  writeCanaries(cwd)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return { cwd, ...(await leadline(['decide', runs, '--reference', 'big', '--require', '0.6', ...more], { cwd })) }
}

const one = (text: string) => text.replace(/\s+/g, ' ')

test('a fall that was planted is found, freezes or withdraws trust, and leads the report', async () => {
  const { stdout, code, cwd } = await decide(['--since', 'served.csv', '--canary', 'canary.csv', '--html', 'page.html'])
  const text = one(stdout)
  expect(code).toBe(0)
  expect(text).toMatch(/^Decision TRUST in big for merge is (frozen|withdrawn): probe it again\./)
  expect(text).toContain('Since the decision')
  expect(text).toMatch(/Alarm after \d+ sessions \(2026-03-\d\dT/)
  expect(text).toContain('95% of results are heard within 33 hours; younger sessions are not counted yet')
  expect(text).toContain(
    '1 session of else, which the decision does not rest on, 1 session of paint, which was not measured',
  )
  expect(text).toContain('Canaries: big: no alarm in 10 days')
  expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('id="live"')
})

test('a system that was trusted and is no more fails the gate that asks for it', async () => {
  const plain = await decide(['--fit', 'big'])
  expect(plain.code).toBe(0)
  const followed = await decide(['--fit', 'big', '--since', 'served.csv'])
  expect(followed.code).toBe(1)
  expect(followed.stderr).toMatch(/big is no longer trusted for merge \((frozen|withdrawn)\)/)
})

test('columns of other names, JSON lines and sessions without times are read too', async () => {
  const lines = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({ llm: 'big', family: 'sort', ok: index % 9 > 0 }),
  )
  const { stdout } = await decide(['--since', 's.jsonl', '--since-map', 'model=llm', '--since-map', 'success=ok'], {
    's.jsonl': `${lines.join('\n')}\n`,
  })
  expect(one(stdout)).toContain('the table does not say when sessions began and when their results became known')
  expect(one(stdout)).toContain('30 of 30')
})

test.each([
  [['--as-of', '2026-04-01'], '--as-of is "2026-04-01"; expected a table of served sessions, by --since'],
  [['--alarm-every', '900'], '--alarm-every is 900; expected a table of served sessions, by --since'],
  [
    ['--since', 'served.csv', '--canary-every', '90'],
    '--canary-every is 90; expected a table of daily answers, by --canary',
  ],
  [['--canary', 'to-come.csv'], 'column day is "9999-12-31"; expected a day that is not yet to come'],
  [['--since-map', 'model=m'], 'expected a table of served sessions, by --since'],
  [['--since', 'served.csv', '--since-map', 'task=m'], '--since-map is "task"; expected one of model, host'],
  [['--since', 'served.csv', '--as-of', '2026-03-02'], 'expected a moment not before the last one of the sessions'],
  [['--since', 'served.csv', '--as-of', '99'], '--as-of is "99"; expected dates, as in the sessions'],
  [['--since', 'none.csv'], 'none.csv'],
  [['--since', 'odd.csv'], 'odd.csv line 2, column success is "maybe"; expected 0, 1, true, false'],
  [['--since', 'served.csv', '--since', 'plain.csv'], 'expected tables with the same kind of times'],
  [['--since', 'foreign.csv'], 'expected sessions of big, weak, small on'],
  [['--canary', 'foreign-canary.csv'], '--canary is "else"; expected a table about big, small, weak'],
  [['--since', 'served.csv', '--alarm-every', '0'], '--alarm-every is "0"; expected a whole number from 1'],
])('%j is refused in one line', async (options, words) => {
  const { code, stderr, stdout } = await decide(options, {
    'odd.csv': 'model,success\nbig,maybe\n',
    'plain.csv': 'model,family,success\nbig,sort,1\n',
    'foreign.csv': 'model,family,success\nelse,sort,1\n',
    'to-come.csv': 'model,day,p\nbig,9999-12-31,0.5\n',
    'foreign-canary.csv': 'model,day,p\nelse,2026-03-02,0.5\n',
  })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(words)
})

test(
  'recorded conversations say when a run should be moved up, each simulation by its own outcome',
  withRecordedData(async (folder) => {
    const file = (name: string) => join(folder, `tau2-bench/${name}_default_gpt-4.1_1trials.json.gz`)
    const cwd = emptyFolder()
    // A table of another kind comes first: rows of conversations are found all the same.
    writeFileSync(join(cwd, 'plain.csv'), 'model,task,family,success\nplain,a,mail,1\nplain,b,mail,0\n')
    const tables = await readTables([join(cwd, 'plain.csv'), file('gpt-4.1_telecom'), file('gpt-4.1_airline')])
    const found = escalationsIn(tables, { scopeOf: ({ family }) => family ?? 'all', level: 0.95 }) ?? []
    expect(found.map(({ scope, solved, unsolved }) => [scope, solved, unsolved])).toEqual([
      ['telecom', 18, 22],
      ['airline', 10, 10],
    ])
    expect(found.every(({ method, readsProgress }) => method === 'fixed-rule' && !readsProgress)).toBe(true)
    expect(
      escalationsIn(await readTables([join(cwd, 'plain.csv')]), { scopeOf: () => 'all', level: 0.95 }),
    ).toBeUndefined()
  }),
)
