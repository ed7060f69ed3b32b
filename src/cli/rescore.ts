import { basename, resolve } from 'node:path'
import { thisProcess } from '../connect/index.js'
import { ConfigError, counted, type Journal, type VoidCause } from '../domain/index.js'
import { openJournal, readPlan } from '../journal/index.js'
import { aimingOf, keepJudgement, type Rescored, rescoreStudy } from '../probe/index.js'
import { renderJson, renderRescores, rescoreDocument } from '../report/index.js'
import { closing } from './closing.js'
import { DEFAULT_CONFIG, DEFAULT_FOLDER } from './default-config.js'
import { GateNotMet, Interrupted, type Io } from './io.js'
import { newestRecord, readingFor } from './report.js'

/** Options of `leadline rescore`. */
interface RescoreOptions {
  readonly config: string
  readonly keep?: boolean
  readonly folder: string
  readonly failOn?: string
  readonly json?: boolean
}

/** Judges the trials of a record by the scorers of today, and keeps what differs where that is asked for. */
export async function rescore(io: Io, study: string | undefined, options: RescoreOptions): Promise<void> {
  const { failOn, keep } = options
  if (failOn !== undefined && failOn !== 'change') throw new ConfigError('--fail-on', failOn, 'change')
  const path = study === undefined ? newestRecord(resolve(io.cwd, options.folder)) : resolve(io.cwd, study)
  const plan = readPlan(path)
  const source = await readingFor(io, plan, options.config)
  const journal = openJournal({ path, plan, owner: thisProcess() })
  try {
    if (keep === true) requireFinished(journal)
    let unscored = 0
    const leftOut = (cause: VoidCause) => {
      if (cause === 'scorer') unscored += 1
    }
    const all = await closing(source, async () => {
      const found: Rescored[] = []
      for await (const one of rescoreStudy(aimingOf(plan, journal, source), leftOut)) {
        if (io.signal.aborted) throw new Interrupted()
        found.push(one)
      }
      return found
    })
    const changed = all.filter(({ isChanged }) => isChanged)
    const kept = keep === true ? await keepAll(journal, changed) : undefined
    const place = { study: basename(path), createdAt: io.now(), kept }
    io.out(options.json === true ? renderJson(rescoreDocument(all, place)) : renderRescores(all, io))
    if (kept !== undefined) {
      io.err(`Kept: ${counted(kept, 'new judgement')} beside the old ones. Reports go by the new ones.\n`)
    }
    if (unscored > 0) io.err(unscoredWords(unscored, options))
    if (failOn === 'change' && changed.length > 0) {
      throw new GateNotMet(`${counted(changed.length, 'trial')} would be judged in another way`)
    }
  } finally {
    await journal.close()
  }
}

/** Trials that the scorer of then left without any judgement are no matter of judging anew. */
function unscoredWords(trials: number, { config, folder }: RescoreOptions): string {
  const given = [
    ...(config === DEFAULT_CONFIG ? [] : [`--config ${config}`]),
    ...(folder === DEFAULT_FOLDER ? [] : [`--folder ${folder}`]),
  ]
  const command = ['leadline probe', ...given, '--retry-void scorer'].join(' ')
  const one = trials === 1
  return `${counted(trials, 'trial')} ${one ? 'was' : 'were'} left out because ${one ? 'its' : 'their'} scorer broke. Judge ${one ? 'it' : 'them'} with: ${command}\n`
}

/** A trial under way is judged when it ends, by the scorer of then. */
function requireFinished(journal: Journal): void {
  const { waiting, running } = journal.totals()
  if (waiting + running === 0) return
  const left = `${counted(waiting + running, 'trial')} to come`
  throw new ConfigError('--keep', left, 'a study that is finished; go on with `leadline probe` first')
}

async function keepAll(journal: Journal, changed: readonly Rescored[]): Promise<number> {
  let kept = 0
  for (const one of changed) if (await keepJudgement(journal, thisProcess(), one)) kept += 1
  return kept
}
