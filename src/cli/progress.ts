import type { JournalTotals } from '../domain/index.js'
import type { Io } from './io.js'

/** A display of a run in progress. */
export interface Progress {
  stepDone(): void
  stop(): void
}

const REDRAW_MS = 200
const LINE_MS = 5_000

/**
 * Shows done, running and left, steps a second, spent and reserved cost and time left: one line redrawn on a terminal,
 * a line every five seconds elsewhere.
 */
export function showProgress(
  io: Io,
  study: { readonly label: string; readonly isPretend: boolean },
  totals: () => JournalTotals,
): Progress {
  const started = performance.now()
  const first = totals().ended
  let steps = 0
  const draw = () => {
    const text = progressLine(study, totals(), { steps, first, seconds: (performance.now() - started) / 1_000 })
    io.err(io.isLive ? `\r\u001B[2K${text.slice(0, io.columns - 1)}` : `${text}\n`)
  }
  const timer = setInterval(draw, io.isLive ? REDRAW_MS : LINE_MS)
  timer.unref()
  return {
    stepDone() {
      steps += 1
    },
    stop() {
      clearInterval(timer)
      draw()
      if (io.isLive) io.err('\n')
    },
  }
}

/**
 * One line of progress.
 *
 * @param study.isPretend the prices are made up and nobody is charged
 * @param run.first trials that had ended before this run began
 */
export function progressLine(
  study: { readonly label: string; readonly isPretend: boolean },
  totals: JournalTotals,
  run: { readonly steps: number; readonly first: number; readonly seconds: number },
): string {
  const left = totals.waiting + totals.running
  const done = totals.ended - run.first
  const parts = [`${study.label}: ${totals.ended} done`, `${totals.running} running`, `${totals.waiting} left`]
  if (run.seconds > 0) parts.push(`${Math.round(run.steps / run.seconds)} steps/s`)
  if (totals.spentUsd > 0 || totals.reservedUsd > 0) {
    const prices = study.isPretend ? ' (pretend prices)' : ''
    parts.push(`$${totals.spentUsd.toFixed(2)} spent`, `$${totals.reservedUsd.toFixed(2)} reserved${prices}`)
  }
  if (done > 0 && left > 0) parts.push(`about ${timeLeft((run.seconds / done) * left)} left`)
  return parts.join(' | ')
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}
