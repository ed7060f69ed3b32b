import type { JournalTotals } from '../domain/index.js'
import { count } from '../domain/index.js'
import type { Io } from './io.js'

/** A display of a run in progress. */
interface Progress {
  stepDone(): void
  stop(): void
}

/** What is being run. */
interface ShownStudy {
  readonly label: string
  /** True where the prices are made up and nobody is charged. */
  readonly isPretend: boolean
}

/** How far this run of it is. */
interface RunSoFar {
  readonly steps: number
  /** Trials that had ended before this run began. */
  readonly first: number
  readonly seconds: number
}

const REDRAW_MS = 200
const LINE_MS = 5_000
const BAR = 20
const CLEAR = '\u001B[2K'

/**
 * Shows done, running and left, steps a second, spent and reserved cost and time left: two lines redrawn on a terminal,
 * a line every five seconds elsewhere.
 */
export function showProgress(io: Io, study: ShownStudy, totals: () => JournalTotals): Progress {
  const started = performance.now()
  const first = totals().ended
  let steps = 0
  const draw = (isLast: boolean) => {
    const run = { steps, first, seconds: (performance.now() - started) / 1_000 }
    const [head, detail] = progressLines(study, totals(), run)
    if (!io.isLive) return io.err(`${head}; ${detail}\n`)
    const cut = (text: string) => text.slice(0, io.columns - 1)
    io.err(`\r${CLEAR}${cut(head)}\n${CLEAR}${cut(detail)}${isLast ? '\n' : '\u001B[1A\r'}`)
  }
  const timer = setInterval(() => draw(false), io.isLive ? REDRAW_MS : LINE_MS)
  timer.unref()
  return {
    stepDone() {
      steps += 1
    },
    stop() {
      clearInterval(timer)
      draw(true)
    },
  }
}

/** Two lines of progress: how far and how long still, and the counts behind it. */
export function progressLines(study: ShownStudy, totals: JournalTotals, run: RunSoFar): [string, string] {
  const { ended, running, waiting, spentUsd, reservedUsd } = totals
  const all = ended + running + waiting
  const share = all === 0 ? 0 : ended / all
  const full = Math.round(share * BAR)
  const done = ended - run.first
  const left = running + waiting
  const time = done > 0 && left > 0 && run.seconds > 0 ? `about ${timeLeft((run.seconds / done) * left)} left` : ''
  const label = study.isPretend ? `${study.label}, pretend prices` : study.label
  const head = [label, `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`, `${Math.floor(share * 100)}%`, time]
  const parts = [`${count(ended)} done`, `${count(running)} running`, `${count(waiting)} left`]
  if (run.seconds > 0) parts.push(`${count(run.steps / run.seconds)} steps/s`)
  if (spentUsd > 0 || reservedUsd > 0) {
    parts.push(`spent $${spentUsd.toFixed(2)}, reserved $${reservedUsd.toFixed(2)}`)
  }
  return [head.filter((part) => part !== '').join('  '), parts.join(' · ')]
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}
