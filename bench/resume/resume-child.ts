import { systemClock, thisProcess } from '../../src/connect/index.js'
import type { EventBody, Journal, Lease } from '../../src/domain/index.js'
import { openJournal } from '../../src/journal/index.js'
import { aimingOf, runStudy } from '../../src/probe/index.js'
import { quayCandidates, quayFamily } from '../studies/quay.js'
import { RESUME_SIZES, resumePlan } from './resume-plan.js'

// One of the two processes of the resume measure: `kill` runs the study and kills itself in the middle; `resume` goes
// on with it and prints how long after its own start what was interrupted was under way again.
const [act, size, path = '', interrupted] = process.argv.slice(2)
const form = size === 'full' ? 'full' : 'quick'
if (act === 'kill') await runAndDie()
else process.stdout.write(JSON.stringify(await resume(Number(interrupted))))

async function runAndDie(): Promise<void> {
  const { killedAfter } = RESUME_SIZES[form]
  const plan = resumePlan(form)
  const journal = openJournal({ path, plan, owner: thisProcess() })
  const end = journal.end.bind(journal)
  let ended = 0
  journal.end = async (lease) => {
    await end(lease)
    ended += 1
    if (ended === killedAfter) process.kill(process.pid, 'SIGKILL')
  }
  await run(journal, new AbortController().signal)
  throw new Error(`the study was over after ${ended} trials; expected to be killed after ${killedAfter}`)
}

/** @param count trials that were in flight at the kill */
async function resume(count: number) {
  const plan = resumePlan(form)
  const opened = performance.now()
  const journal = openJournal({ path, plan, owner: thisProcess() })
  const stop = new AbortController()
  const under = new Set<string>()
  let firstMs = 0
  let allMs = 0
  const note = ({ trial, attempt }: Lease) => {
    firstMs ||= performance.now()
    if (attempt > 1) under.add(trial.id)
    if (under.size !== count || allMs > 0) return
    allMs = performance.now()
    stop.abort()
  }
  const [append, end] = [journal.append.bind(journal), journal.end.bind(journal)]
  journal.append = async (lease, events, contents) => {
    await append(lease, events, contents)
    if (events.some(isNew)) note(lease)
  }
  journal.end = async (lease) => {
    await end(lease)
    note(lease)
  }
  await run(journal, stop.signal)
  await journal.close()
  // The clock of a process begins at its start.
  return { openedMs: opened, firstMs, allMs, resumed: under.size }
}

/** What an attempt writes once it has passed everything that earlier ones had written. */
function isNew({ kind }: EventBody): boolean {
  return kind === 'model-asked' || kind === 'model-answered' || kind === 'trial-ended'
}

async function run(journal: Journal, signal: AbortSignal): Promise<void> {
  await runStudy({
    ...aimingOf(resumePlan(form), journal, { families: [quayFamily] }),
    candidates: quayCandidates,
    owner: thisProcess(),
    clock: systemClock,
    concurrency: RESUME_SIZES[form].concurrency,
    signal,
  })
}
