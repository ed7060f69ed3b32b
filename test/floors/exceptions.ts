import type { Violation } from './source.js'

/** A rule that named sources may break a counted number of times, and why. */
export interface Exception {
  readonly rule: string
  readonly why: string
  /** Most violations that are excused, by path. */
  readonly at: Readonly<Record<string, number>>
}

/** Everything that is excused; a line that is no longer needed goes. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'cast',
    why: 'a statement of the database is given the type of its rows, or stored content comes back, checked by its hash',
    at: {
      'src/journal/history.ts': 1,
      'src/journal/leases.ts': 7,
      'src/journal/store.ts': 4,
      'src/journal/trajectory/trajectory.ts': 2,
      'tasks/harbour/world.ts': 2,
    },
  },
  {
    rule: 'cast',
    why: 'what was parsed has just been looked through field by field',
    at: { 'src/journal/event-body.ts': 2, 'src/journal/open.ts': 1, 'src/wire/column-map.ts': 1 },
  },
  {
    rule: 'cast',
    why: 'an interface has no index signature: the one place that says so',
    at: { 'src/domain/identity.ts': 1 },
  },
  {
    rule: 'cast',
    why: 'the keys of a table are listed as plain texts',
    at: { 'src/report/terminal/changes.ts': 1 },
  },
  {
    rule: 'function',
    why: 'a factory, whose inner functions are what methods are elsewhere',
    at: { 'src/run/chain.ts': 1, 'src/run/chained-world.ts': 1 },
  },
  { rule: 'packages', why: 'a configuration is a module of the user', at: { 'src/config/load.ts': 1 } },
  {
    rule: 'packages',
    why: "a task of the reader's brings the library of its schemas",
    at: { 'examples/invoices.ts': 1 },
  },
  { rule: 'default', why: 'a task is read by its default export', at: { 'examples/invoices.ts': 1 } },
  {
    rule: 'pure',
    why: 'a heartbeat that keeps leases, and a breath for the event loop: neither changes what is found',
    at: { 'src/run/run-trials.ts': 1, 'src/probe/fork.ts': 1 },
  },
  {
    rule: 'silenced',
    why: 'markup made here: our style sheet, our script by its hash, and base64',
    at: {
      'src/report/labelling/label-page.tsx': 2,
      'src/report/frame/page-head.tsx': 1,
      'src/report/page/page.tsx': 2,
    },
  },
  { rule: 'length', why: 'a list of names', at: { 'src/index.ts': 1 } },
  { rule: 'split', why: 'a table of cases', at: { 'src/wire/outcome-table.test.ts': 1 } },
]

/** What is left after the excused ones; an excuse that covers fewer than are there covers none. */
export function withoutExcused(violations: readonly Violation[], exceptions: readonly Exception[]): Violation[] {
  const counts = new Map<string, number>()
  for (const { rule, path } of violations) counts.set(`${rule} ${path}`, (counts.get(`${rule} ${path}`) ?? 0) + 1)
  const excused = new Map<string, number>()
  for (const { rule, at } of exceptions) {
    for (const [path, most] of Object.entries(at)) {
      excused.set(`${rule} ${path}`, (excused.get(`${rule} ${path}`) ?? 0) + most)
    }
  }
  return violations.filter(({ rule, path }) => {
    return (counts.get(`${rule} ${path}`) ?? 0) > (excused.get(`${rule} ${path}`) ?? 0)
  })
}
