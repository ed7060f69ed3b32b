import { thisProcess } from '../../src/connect/index.js'
import { accountOf, type Candidate, drawOf, ModelError } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aimingOf, runStudy } from '../../src/probe/index.js'
import { type AccountStatus, type Clock, createAccounts } from '../../src/run/index.js'
import { type Figure, figureOf, type MeasureContext } from '../figure.js'
import { quayCandidates, quayFamily, quayPlan } from '../studies/quay.js'
import { eventClock } from './event-clock.js'

/** Asks that a vendor takes at a time; trials of twenty boxes. */
const SIZES = {
  full: { takes: [15, 40, 90], trials: 600 },
  quick: { takes: [15], trials: 40 },
}
const BOXES = 20
/** Half as long to half as long again. */
const LATENCY_MS = 5_000
const REFUSAL_MS = 50

/** How much of what a vendor takes a study uses that has to find that out, and how often it is refused on the way. */
export async function measureLimits({ form }: MeasureContext): Promise<readonly Figure[]> {
  const { takes, trials } = SIZES[form]
  const figures: Figure[] = []
  for (const most of takes) figures.push(...(await measureVendor(most, trials)))
  return figures
}

async function measureVendor(takes: number, trials: number): Promise<readonly Figure[]> {
  const clock = eventClock()
  const vendor = { clock, takes, inFlight: 0, answers: 0, busyMs: 0 }
  const account = accountOf({ host: 'vendor', kind: 'vendor' })
  const candidates = quayCandidates.map((candidate) => ({ ...behind(vendor, candidate), account }))
  const accounts = createAccounts(candidates, { clock })
  const forms = [{ stratum: 'narrow' as const, size: BOXES, samples: trials / quayCandidates.length }]
  const plan = quayPlan({ forms })
  const journal = openMemoryJournal()
  const study = { ...aimingOf(plan, journal, { families: [quayFamily] }), candidates, accounts, clock }
  await runStudy({ ...study, owner: thisProcess() })
  await journal.close()
  const [status] = accounts.statuses()
  return status === undefined ? [] : figuresOf(vendor, status)
}

/** A vendor that refuses what is more than it takes, on a clock of its own. */
interface Vendor {
  readonly clock: Clock
  readonly takes: number
  inFlight: number
  answers: number
  /** Time of its places that went into answers. */
  busyMs: number
}

function behind(vendor: Vendor, candidate: Candidate): Candidate {
  const { clock, takes } = vendor
  return {
    ...candidate,
    model: {
      async ask(ask) {
        vendor.inFlight += 1
        const isRefused = vendor.inFlight > takes
        const draw = drawOf({ pairId: String(ask.seed), link: 'latency', opportunity: 0 })
        const latencyMs = isRefused ? REFUSAL_MS : LATENCY_MS * (0.5 + draw)
        try {
          await clock.wait(latencyMs, ask.signal)
        } finally {
          vendor.inFlight -= 1
        }
        if (isRefused) throw new ModelError('vendor', 429, true, 'answered 429: busy')
        vendor.answers += 1
        vendor.busyMs += latencyMs
        return candidate.model.ask(ask)
      },
    },
  }
}

function figuresOf({ clock, takes, answers, busyMs }: Vendor, { refusals, history }: AccountStatus): readonly Figure[] {
  const limits = history.map(({ limit }) => limit)
  const how = `simulated vendor that takes ${takes} asks at a time and gives no hint, answers after ${LATENCY_MS / 1_000} s on average, on a clock that jumps; limit moved ${limits.length - 1} times, ${limits.at(-1)} in the end`
  const [unit, of] = ['ratio' as const, 'answers']
  const used = busyMs / (takes * clock.monotonicMs())
  return [
    figureOf(
      { name: `limit-used-of-${takes}`, value: used, unit, n: answers, of, how: `share of its places in use; ${how}` },
      { atLeast: 0.75 },
    ),
    figureOf({
      name: `refusals-at-${takes}`,
      value: refusals / answers,
      unit,
      n: answers,
      of,
      how: `refusals for each answer; ${how}`,
    }),
  ]
}
