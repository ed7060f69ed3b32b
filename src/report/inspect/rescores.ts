import { count, counted, percent } from '../../domain/index.js'
import type { Judgement, Rescored } from '../../probe/index.js'
import { styleFor, type TerminalOptions, table, wrapText } from '../terminal/index.js'
import { plainText } from './plain-text.js'

const CHANGES = [
  { title: 'trial' },
  { title: 'system' },
  { title: 'sample', leaveOutAs: 2 },
  { title: 'arm', leaveOutAs: 1 },
  { title: 'before' },
  { title: 'now' },
]
const SYSTEMS = [
  { title: 'system' },
  { title: 'baselines', isNumber: true },
  { title: 'solved before', isNumber: true },
  { title: 'solved now', isNumber: true },
]

/** What the scorers of today say otherwise, trial by trial, what that does to each system, and what could not be judged. */
export function renderRescores(all: readonly Rescored[], options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options), indent: 2 }
  const { trials, same, changed, failed } = sumsOf(all)
  const lead = `${counted(trials, 'trial')}: ${count(same)} judged as before, ${count(changed.length)} in another way, ${count(failed.length)} not judged.`
  return `${[
    lead,
    ...titled('In another way', table(CHANGES, changed.map(changeRow), look), look),
    ...titled('What they saw', changed.flatMap(evidenceLines(options.columns)), look),
    ...titled('Baselines of the trials that were judged', table(SYSTEMS, systemRows(all), look), look),
    ...titled('Not judged, by reason', reasonLines(failed, options.columns), look),
  ].join('\n')}\n`
}

function titled(title: string, lines: readonly string[], { bold }: { bold(text: string): string }): string[] {
  return lines.length === 0 ? [] : ['', bold(title), ...lines]
}

function changeRow({ trial, before, after }: Rescored): string[] {
  const { record, system, sample, intervention } = trial
  const arm = intervention === undefined ? record.trial.arm : `${record.trial.arm}: ${intervention}`
  const name = record.trial.id.slice(0, 8)
  return [name, system, `${sample.id} r${record.trial.repeat}`, arm, outcomeOf(before), outcomeOf(after)]
}

function outcomeOf(judged: Judgement | undefined): string {
  if (judged === undefined) return ''
  const score = judged.score === undefined ? '' : ` ${Number(judged.score.toFixed(4))}`
  return `${judged.outcome.kind}${score}`
}

function evidenceLines(columns: number): (found: Rescored) => string[] {
  return ({ trial, before, after }) => {
    const said = (judged: Judgement | undefined) => plainText(judged?.evidence.join('; ') ?? '')
    const name = trial.record.trial.id.slice(0, 8)
    if (said(before) === said(after)) return []
    return [`  ${name}  before: ${said(before)}`, `  ${' '.repeat(name.length)}  now: ${said(after)}`].map((line) =>
      wrapText(line, columns, ' '.repeat(12)),
    )
  }
}

function systemRows(all: readonly Rescored[]): string[][] {
  return solvedOf(all).map(({ system, baselines, solvedBefore, solvedNow }) => {
    const share = (solved: number) => `${count(solved)} (${percent(solved / baselines)})`
    return [system, count(baselines), share(solvedBefore), share(solvedNow)]
  })
}

/** How the trials fall: how many are judged as before, which are not, and which could not be judged. */
export function sumsOf(all: readonly Rescored[]) {
  const changed = all.filter(({ isChanged }) => isChanged)
  const failed = all.filter(({ problem }) => problem !== undefined)
  return { trials: all.length, same: all.length - changed.length - failed.length, changed, failed }
}

/** Of each system, how many of the baselines that were judged are solved, before and now. */
export function solvedOf(all: readonly Rescored[]) {
  const judged = all.filter(({ trial, after }) => trial.record.trial.arm === 'baseline' && after !== undefined)
  return [...new Set(judged.map(({ trial }) => trial.system))].map((system) => {
    const own = judged.filter(({ trial }) => trial.system === system)
    const solved = (pick: (found: Rescored) => Judgement | undefined) =>
      own.filter((found) => pick(found)?.outcome.kind === 'solved').length
    return {
      system,
      baselines: own.length,
      solvedBefore: solved(({ before }) => before),
      solvedNow: solved(({ after }) => after),
    }
  })
}

/** How many trials could not be judged for each reason. */
export function reasonsOf(failed: readonly Rescored[]): ReadonlyMap<string, number> {
  const reasons = new Map<string, number>()
  for (const { problem = '' } of failed) reasons.set(problem, (reasons.get(problem) ?? 0) + 1)
  return reasons
}

function reasonLines(failed: readonly Rescored[], columns: number): string[] {
  return [...reasonsOf(failed)].map(([reason, trials]) =>
    wrapText(`  ${plainText(reason)}: ${counted(trials, 'trial')}`, columns, '    '),
  )
}
