import { join } from 'node:path'
import { systemClock, thisProcess } from '../src/connect/index.js'
import type { Journal } from '../src/domain/index.js'
import { mean } from '../src/estimate/index.js'
import { openJournal } from '../src/journal/index.js'
import { aimingOf, runStudy } from '../src/probe/index.js'
import { type Figure, figureOf, type MeasureContext } from './figure.js'
import { quayCandidates, quayFamily, quayPlan } from './studies/quay.js'

/** Events until the measure stops, and between two looks at the memory; trials at a time. */
const SIZES = {
  full: { events: 1_000_000, every: 50_000, concurrency: 100 },
  quick: { events: 10_000, every: 1_000, concurrency: 20 },
}
/** Lengths differ, so that the trials in flight are never all short or all long at once. */
const LENGTHS = [40, 70, 100, 130, 160]
/** Share of the events before the first look that counts: caches fill up to their bounds. */
const WARM_UP = 0.4
const MIB = 2 ** 20

interface Look {
  readonly events: number
  readonly heap: number
  readonly resident: number
}

/** The memory of a process that writes a million events through the runner: what is in use must not grow with them. */
export async function measureMemory({ form, folder }: MeasureContext): Promise<readonly Figure[]> {
  const { events, every, concurrency } = SIZES[form]
  const looks = await lookWhileRunning(join(folder, 'memory.db'), { events, every, concurrency })
  const warm = looks.filter((look) => look.events >= events * WARM_UP)
  const last = looks.at(-1)
  const peak = Math.max(...looks.map(({ resident }) => resident)) / MIB
  const from = `least squares over ${warm.length} looks after the first ${WARM_UP * 100} % of the events, ${concurrency} trials in flight`
  const n = last?.events ?? 0
  const unit = 'MiB per 100k events'
  return [
    figureOf(
      { name: 'events-written', value: n, unit: 'events', n, of: 'events', how: 'durable, through the runner' },
      { atLeast: events },
    ),
    figureOf(
      {
        name: 'heap-growth',
        value: slopeOf(warm, 'heap'),
        unit,
        n,
        of: 'events',
        how: `heap in use after a full collection; ${from}`,
      },
      { atMost: 0.2 },
    ),
    figureOf(
      {
        name: 'resident-growth',
        value: slopeOf(warm, 'resident'),
        unit,
        n,
        of: 'events',
        how: `resident memory of the process; ${from}`,
      },
      { atMost: 2 },
    ),
    figureOf({
      name: 'heap-at-end',
      value: (last?.heap ?? 0) / MIB,
      unit: 'MiB',
      n,
      of: 'events',
      how: 'after a full collection',
    }),
    figureOf({ name: 'resident-peak', value: peak, unit: 'MiB', n, of: 'events', how: 'largest of all looks' }),
  ]
}

async function lookWhileRunning(path: string, size: (typeof SIZES)[keyof typeof SIZES]): Promise<readonly Look[]> {
  const forms = LENGTHS.map((length) => ({ stratum: 'narrow' as const, size: length, samples: 10 }))
  const plan = quayPlan({ forms, repeats: 30 })
  const looks: Look[] = []
  const stop = new AbortController()
  const journal = countingJournal(openJournal({ path, plan }), (events) => {
    if (events < (looks.length + 1) * size.every) return
    looks.push({ events, ...memoryNow() })
    if (events >= size.events) stop.abort()
  })
  await runStudy({
    ...aimingOf(plan, journal, { families: [quayFamily] }),
    candidates: quayCandidates,
    owner: thisProcess(),
    clock: systemClock,
    concurrency: size.concurrency,
    signal: stop.signal,
  })
  await journal.close()
  return looks
}

/** Tells how many events have been committed, after each commit. */
function countingJournal(journal: Journal, committed: (events: number) => void): Journal {
  const append = journal.append.bind(journal)
  let events = 0
  journal.append = async (lease, added, contents) => {
    await append(lease, added, contents)
    events += added.length
    committed(events)
  }
  return journal
}

function memoryNow(): Omit<Look, 'events'> {
  if (globalThis.gc === undefined) throw new Error('garbage collection is not exposed; expected --expose-gc')
  globalThis.gc()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed, resident: rss }
}

/** Growth in MiB for every 100,000 events, by least squares. */
export function slopeOf(looks: readonly Look[], of: 'heap' | 'resident'): number {
  const x = looks.map(({ events }) => events / 100_000)
  const y = looks.map((look) => look[of] / MIB)
  const [meanX, meanY] = [mean(x), mean(y)]
  const together = x.reduce((sum, value, index) => sum + (value - meanX) * ((y[index] ?? 0) - meanY), 0)
  return together / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
}
