import { basename, resolve } from 'node:path'
import { ConfigError, type Journal, type Plan, someOf, type TrialRecord } from '../domain/index.js'
import { openJournal, readPlan } from '../journal/index.js'
import { inspectTrial, type RecordedTrial, recordedTrials } from '../probe/index.js'
import { renderJson, renderTrial, renderTrialList, standingOf, trialDocument, trialsDocument } from '../report/index.js'
import type { Io } from './io.js'
import { newestRecord } from './report.js'

/** Options of `leadline inspect`. */
interface InspectOptions {
  readonly system?: string
  readonly outcome?: string
  readonly intervention?: string
  readonly full?: boolean
  readonly json?: boolean
  readonly folder: string
}

/** What is looked at; a name that ends in `.db` is a record, anything else a trial. */
interface Target {
  readonly study?: string
  readonly trial?: string
}

const OUTCOMES = ['solved', 'failed', 'censored', 'void', 'waiting', 'running', 'cancelled']

/** Shows the trials of a record, or one of them. Nothing is run, and nothing is written. */
export async function inspect(io: Io, target: Target, options: InspectOptions): Promise<void> {
  const { outcome } = options
  if (outcome !== undefined && !OUTCOMES.includes(outcome))
    throw new ConfigError('--outcome', outcome, OUTCOMES.join(', '))
  const { study, trial } = sorted(target)
  refuseFilters(trial, options)
  const path = study === undefined ? newestRecord(resolve(io.cwd, options.folder)) : resolve(io.cwd, study)
  const plan = readPlan(path)
  const journal = openJournal({ path, plan, create: false })
  try {
    const place = { study: basename(path), createdAt: io.now() }
    if (trial === undefined) {
      const trials = chosen(plan, journal, options)
      io.out(options.json === true ? renderJson(trialsDocument(trials, place)) : renderTrialList(trials, io))
    } else {
      const found = inspectTrial(plan, journal, trialNamed(journal, trial))
      const text = () => renderTrial(found, { ...io, isFull: options.full === true })
      io.out(options.json === true ? renderJson(trialDocument(found, place)) : text())
    }
  } finally {
    await journal.close()
  }
}

function sorted({ study, trial }: Target): Target {
  const isRecord = study === undefined || study.endsWith('.db') || trial !== undefined
  return isRecord ? { ...(study !== undefined && { study }), ...(trial !== undefined && { trial }) } : { trial: study }
}

/** Beside one trial a filter would be passed over. */
function refuseFilters(trial: string | undefined, options: InspectOptions): void {
  if (trial === undefined) return
  const given = (['system', 'outcome', 'intervention'] as const).find((name) => options[name] !== undefined)
  if (given !== undefined) throw new ConfigError(`--${given}`, options[given], 'no filter beside one trial')
}

function chosen(plan: Plan, journal: Journal, { system, outcome, intervention }: InspectOptions): RecordedTrial[] {
  const all = [...recordedTrials(plan, journal)]
  const changeOf = (found: RecordedTrial) => found.intervention ?? 'baseline'
  requireKnown(
    '--system',
    system,
    all.map((found) => found.system),
  )
  requireKnown('--intervention', intervention, all.map(changeOf))
  return all.filter((found) => {
    return (
      (system === undefined || found.system === system) &&
      (outcome === undefined || standingOf(found) === outcome) &&
      (intervention === undefined || changeOf(found) === intervention)
    )
  })
}

function requireKnown(flag: string, wanted: string | undefined, found: readonly string[]): void {
  const choices = [...new Set(found)].sort()
  if (wanted !== undefined && !choices.includes(wanted))
    throw new ConfigError(flag, wanted, `one of ${someOf(choices)}`)
}

function trialNamed(journal: Journal, name: string): TrialRecord {
  const found = journal.trials().filter(({ trial }) => trial.id.startsWith(name))
  const [record, ...others] = found
  if (record === undefined) throw new ConfigError('trial', name, 'the id of a trial, as `leadline inspect` lists them')
  if (others.length === 0) return record
  throw new ConfigError('trial', name, `more of the id: it begins ${someOf(found.map(({ trial }) => trial.id))}`)
}
