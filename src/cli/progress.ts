import type { JournalTotals } from '../domain/index.js'
import { styleFor, wrapText } from '../report/index.js'
import type { AccountStatus, Trouble } from '../run/index.js'
import type { Io } from './io.js'
import { addTrouble, limitWords, NO_TROUBLES, progressLines, type ShownStudy, troubleLines } from './progress-lines.js'

/** A display of a run in progress. */
interface Progress {
  stepDone(): void
  troubled(trouble: Trouble): void
  stop(): void
}

/** Where a display looks for what it shows. */
interface Watched {
  readonly totals: () => JournalTotals
  readonly accounts: () => readonly AccountStatus[]
}

const REDRAW_MS = 200
const LINE_MS = 5_000
/** To the first column, and everything from there gone. */
const WIPE = '\r\u001B[J'

/**
 * Shows how a run gets on: done, running and left, steps a second, spend against the budget, what each account has in
 * flight and what waits, and why asks fail. Redrawn in place on a terminal; elsewhere a line every five seconds. In the
 * end one line for each account whose rate limits were met.
 */
export function showProgress(io: Io, study: ShownStudy, watched: Watched): Progress {
  const started = performance.now()
  const first = watched.totals().ended
  let steps = 0
  let troubles = NO_TROUBLES
  let drawn = 0
  const { bold, dim } = styleFor(io)
  const linesNow = () => {
    const seconds = (performance.now() - started) / 1_000
    return progressLines(study, {
      steps,
      first,
      seconds,
      totals: watched.totals(),
      accounts: watched.accounts(),
    })
  }
  let told = ''
  const write = () => {
    const words = troubleLines(troubles).join('\n')
    io.err(`${linesNow().join('; ')}\n${words === told ? '' : `${words}\n`}`)
    told = words
  }
  const redraw = () => {
    const [head = '', ...lines] = fitted(linesNow(), troubleLines(troubles), io)
    const up = drawn > 1 ? `\u001B[${drawn - 1}A` : ''
    drawn = lines.length + 1
    io.err(`${up}${WIPE}${[bold(head), ...lines.map(dim)].join('\n')}`)
  }
  const draw = io.isLive ? redraw : write
  const timer = setInterval(draw, io.isLive ? REDRAW_MS : LINE_MS)
  timer.unref()
  return {
    stepDone() {
      steps += 1
    },
    troubled(trouble) {
      troubles = addTrouble(troubles, trouble)
    },
    stop() {
      clearInterval(timer)
      draw()
      const words = limitWords(watched.accounts()).map((line) => `${line}\n`)
      io.err(`${io.isLive ? '\n' : ''}${words.join('')}`)
    },
  }
}

/** Each line within the terminal, what went wrong in two lines at most, and the first line stronger than the others. */
function fitted(state: readonly string[], troubles: readonly string[], { columns }: Io): string[] {
  const width = columns - 1
  const cut = (line: string) => (line.length <= width ? line : `${line.slice(0, width - 1)}…`)
  const wrapped = troubles.flatMap((line) => {
    const [first = '', second, ...rest] = wrapText(line, width, '  ').split('\n')
    return [first, ...(second === undefined ? [] : [rest.length > 0 ? `${second} …` : second])]
  })
  return [...state, ...wrapped].map(cut)
}
