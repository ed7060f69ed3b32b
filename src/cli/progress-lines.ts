import type { JournalTotals, VoidCause } from '../domain/index.js'
import { count, counted, usd } from '../domain/index.js'
import type { AccountStatus, Trouble } from '../run/index.js'

/** What is being run. */
export interface ShownStudy {
  readonly label: string
  /** True where the prices are made up and nobody is charged. */
  readonly isPretend: boolean
  /** Most trials that the plan can come to; left out where nobody knows. */
  readonly mostTrials?: number
  readonly budgetUsd?: number
}

/** How far this run of it is. */
export interface RunSoFar {
  readonly steps: number
  /** Trials that had ended before this run began. */
  readonly first: number
  readonly seconds: number
  readonly totals: JournalTotals
  readonly accounts: readonly AccountStatus[]
}

/** What has gone wrong around the models in this run. */
export interface TroublesSoFar {
  readonly failedAsks: number
  /** Of these, refused for a rate limit. */
  readonly limitedAsks: number
  /** Words of the last of them; undefined before the first. */
  readonly lastFailure: string | undefined
  /** Trials launched again. */
  readonly relaunches: number
  /** Trials left out, by cause. */
  readonly voids: ReadonlyMap<VoidCause, number>
  /** Words of the last of them. */
  readonly lastVoid: string | undefined
}

/** Before anything went wrong. */
export const NO_TROUBLES: TroublesSoFar = {
  failedAsks: 0,
  limitedAsks: 0,
  lastFailure: undefined,
  relaunches: 0,
  voids: new Map(),
  lastVoid: undefined,
}

/** Adds one thing that went wrong. */
export function addTrouble(before: TroublesSoFar, trouble: Trouble): TroublesSoFar {
  const { kind, message } = trouble
  if (kind === 'ask-failed') {
    const limitedAsks = before.limitedAsks + (trouble.isRateLimit ? 1 : 0)
    return { ...before, failedAsks: before.failedAsks + 1, limitedAsks, lastFailure: message }
  }
  if (kind === 'attempt-failed') return { ...before, relaunches: before.relaunches + 1 }
  const voids = new Map(before.voids)
  voids.set(trouble.cause, (voids.get(trouble.cause) ?? 0) + 1)
  return { ...before, voids, lastVoid: message }
}

const BAR = 20
/** Accounts that are shown one by one. */
const MOST_ACCOUNTS = 6
/** Changes of a limit that are drawn, the last ones. */
const DRAWN = 16
const HEIGHTS = [...'▁▂▃▄▅▆▇█']
const CLOCK_MS = 1_000

/**
 * The lines of a display: how far and how long still, the counts behind it, money where there is any, and each account
 * with what waits for it.
 */
export function progressLines(study: ShownStudy, run: RunSoFar): string[] {
  return [headLine(study, run), countsLine(run), ...moneyLine(study, run), ...accountLines(run.accounts)]
}

/** A word on each account whose rate limits were met. */
export function limitWords(accounts: readonly AccountStatus[]): string[] {
  return accounts.flatMap(({ label, refusals, waitedMs, history }) => {
    const limits = history.map(({ limit }) => limit)
    // A limit that headers alone have cut met one all the same.
    const isCut = limits.some((limit, place) => limit < (limits[place - 1] ?? 0))
    if (refusals === 0 && !isCut) return []
    const [first, last] = [limits[0] ?? 0, limits.at(-1) ?? 0]
    const range = `${first} asks in flight at first, ${last} in the end, ${Math.min(...limits)} to ${Math.max(...limits)} in between`
    return [
      `${label}: ${counted(refusals, 'refusal')} for a rate limit; ${range}; asks waited ${spanOf(waitedMs)} in all.`,
    ]
  })
}

function headLine({ label, isPretend }: ShownStudy, { totals, first, seconds }: RunSoFar): string {
  const { ended, running, waiting } = totals
  const left = running + waiting
  const share = ended + left === 0 ? 0 : ended / (ended + left)
  const full = Math.round(share * BAR)
  const done = ended - first
  const time = done > 0 && left > 0 && seconds > 0 ? `about ${spanOf((seconds / done) * left * 1_000)} left` : ''
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
  const parts = [isPretend ? `${label}, pretend prices` : label, bar, `${Math.floor(share * 100)}%`, time]
  return parts.filter((part) => part !== '').join('  ')
}

function countsLine({ totals, steps, seconds }: RunSoFar): string {
  const { ended, running, waiting } = totals
  const parts = [`${count(ended)} done`, `${count(running)} running`, `${count(waiting)} left`]
  if (seconds > 0) parts.push(`${count(steps / seconds)} steps/s`)
  return parts.join(' · ')
}

function moneyLine({ budgetUsd, mostTrials }: ShownStudy, { totals }: RunSoFar): string[] {
  const { spentUsd, reservedUsd, ended, running, waiting } = totals
  if (spentUsd === 0 && reservedUsd === 0) return []
  const parts = [`spent ${usd(spentUsd)}${budgetUsd === undefined ? '' : ` of ${usd(budgetUsd)}`}`]
  parts.push(`reserved ${usd(reservedUsd)}`)
  const isDone = running + waiting === 0
  if (!isDone && mostTrials !== undefined && ended > 0 && mostTrials > ended) {
    parts.push(`at this rate about ${usd((spentUsd / ended) * mostTrials)} in all`)
  }
  return [parts.join(' · ')]
}

function accountLines(accounts: readonly AccountStatus[]): string[] {
  const shown = accounts.slice(0, MOST_ACCOUNTS)
  const width = Math.max(...shown.map(({ label }) => label.length), 0)
  const lines = shown.map((account) => {
    const parts = [`${count(account.inFlight)} of ${count(account.limit)} in flight`, ...waitWords(account)]
    return `${account.label.padEnd(width)}  ${pictureOf(account)}${parts.join(' · ')}`
  })
  const more = accounts.length - shown.length
  return more > 0 ? [...lines, `and ${counted(more, 'account')} more`] : lines
}

/** How the limit has moved. */
function pictureOf({ history }: AccountStatus): string {
  if (history.length < 2) return ''
  const limits = history.slice(-DRAWN).map(({ limit }) => limit)
  const most = Math.max(...limits)
  return `${limits.map((limit) => HEIGHTS[Math.ceil((limit / most) * HEIGHTS.length) - 1] ?? '').join('')}  `
}

function waitWords({ waiting, resting, refusals, resumesInMs }: AccountStatus): string[] {
  if (waiting === 0) return []
  const time = resumesInMs === undefined ? '' : ` ${Math.ceil(resumesInMs / CLOCK_MS)} s`
  const isLimited = refusals > 0 && (resting > 0 || resumesInMs !== undefined)
  return [`${count(waiting)} wait${time}${isLimited ? ' for a rate limit' : ''}`]
}

/** What goes wrong around the models, with the last words about it; empty where nothing does. */
export function troubleLines(troubles: TroublesSoFar): string[] {
  const { failedAsks, limitedAsks, lastFailure, relaunches, voids, lastVoid } = troubles
  const lines: string[] = []
  if (failedAsks > 0) {
    const limited = limitedAsks > 0 ? `, ${count(limitedAsks)} for a rate limit` : ''
    const again = relaunches > 0 ? `, ${counted(relaunches, 'trial')} launched again` : ''
    lines.push(`${counted(failedAsks, 'ask')} failed${limited}${again}; last: ${lastFailure}`)
  } else if (relaunches > 0) lines.push(`${counted(relaunches, 'trial')} launched again`)
  const out = [...voids.values()].reduce((sum, number) => sum + number, 0)
  if (out > 0) {
    const causes = Array.from(voids, ([cause, number]) => `${cause} ${count(number)}`).join(', ')
    lines.push(`${counted(out, 'trial')} left out (${causes}); last: ${lastVoid}`)
  }
  return lines
}

function spanOf(ms: number): string {
  const seconds = ms / 1_000
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}
