import {
  canonicalJson,
  counted,
  FINISH_TOOL,
  type Step,
  type StepCall,
  type TrialEnd,
  usd,
} from '../../domain/index.js'
import type { AttemptNote, InspectedTrial } from '../../probe/index.js'
import { styleFor, type TerminalOptions, wrapText } from '../terminal/index.js'
import { standingOf } from './list.js'
import { plainText, textLines } from './plain-text.js'

/** How much of one text is shown unless all of it is asked for. */
const MOST_CHARACTERS = 600

/** The same for what a model thought, which is folded to its beginning. */
const MOST_REASONING = 200

/** What a trial is shown with. */
interface InspectOptions extends TerminalOptions {
  /** Every text in full, and the steps that a fork shares with its baseline too. */
  readonly isFull?: boolean
}

/** Everything that the record says of one trial: what it was, why it ended, its launches, its receipts, its transcript. */
export function renderTrial(trial: InspectedTrial, options: InspectOptions): string {
  const { bold } = styleFor(options)
  const parts = [
    [
      bold(`Trial ${trial.record.trial.id}`),
      ...headLines(trial).map((line) => wrapText(line, options.columns, INDENT)),
    ],
    titled(bold('Launches'), trial.history.attempts.map(attemptLine)),
    titled(bold('Changes'), receiptLines(trial)),
    titled(bold('Transcript'), transcriptLines(trial, options)),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const INDENT = ' '.repeat(14)

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines]
}

function headLines(found: InspectedTrial): string[] {
  const { record, system, sample, intervention, trajectory, history } = found
  const { trial } = record
  const row = (name: string, words: string) => `  ${name.padEnd(12)}${plainText(words)}`
  const dose = trial.probe === undefined ? '' : ` ${canonicalJson(trial.probe.dose)}`
  const arm = intervention === undefined ? trial.arm : `${trial.arm} of ${intervention}${dose}`
  const fork =
    trial.parent === undefined
      ? []
      : [row('fork of', `${trial.parent.trialId}, after ${counted(trial.parent.step, 'step')}`)]
  const head = [
    row('system', system),
    row(
      'sample',
      `${sample.id} (${sample.family}, ${sample.stratum}, ${sample.reference.calls} calls at best), repeat ${trial.repeat}`,
    ),
    row('arm', arm),
    ...fork,
    ...(trial.expects === 'infeasible' ? [row('expects', 'that there is no solution is said')] : []),
    row('outcome', standingOf(found)),
  ]
  if (trajectory === undefined) return head
  const { score, claim, evidence, seconds, steps } = trajectory
  return [
    ...head,
    ...(record.status === 'ended' ? [row('ended', endWords(history.end))] : []),
    ...history.takenBack.map((end) => row('before', `${endWords(end)}; launched again since`)),
    row('claim', claim),
    ...(score === undefined ? [] : [row('score', String(Number(score.toFixed(4))))]),
    ...evidence.map((words) => row('evidence', words)),
    row(
      'took',
      `${counted(steps.length, 'step')}, ${Number(seconds.toPrecision(3))} s, ${costWords(record.costUsd, steps)}`,
    ),
  ]
}

/** A model that is free cost nothing, which is known. */
function costWords(costUsd: number, steps: readonly Step[]): string {
  const isKnown = costUsd > 0 || steps.some((step) => step.costUsd !== undefined)
  return isKnown ? usd(costUsd) : 'no cost known'
}

function endWords(end: TrialEnd | undefined): string {
  switch (end?.kind) {
    case undefined:
      return 'not known'
    case 'finished':
      return 'by the model'
    case 'limit':
      return `by the limit of ${end.limit}`
    case 'rejected':
      return `by the vendor, who refused the conversation: ${end.message}`
    case 'void':
      return `void, ${end.cause}: ${end.message}`
  }
}

function attemptLine({ attempt, beganAt, answers, failedAsks, isRescore, reason, message }: AttemptNote): string {
  const when = new Date(beganAt).toISOString()
  if (isRescore === true) return `  ${attempt}  ${when}  judged anew by a later scorer; nothing was run`
  const failed = failedAsks === 0 ? '' : `, ${counted(failedAsks, 'ask')} without one`
  const why = message === undefined ? '' : `: ${plainText(message)}`
  const end = reason === undefined ? 'no end recorded: running, or killed' : `${REASONS[reason]}${why}`
  return `  ${attempt}  ${when}  ${counted(answers, 'answer')}${failed}; ${end}`
}

const REASONS: Readonly<Record<NonNullable<AttemptNote['reason']>, string>> = {
  scored: 'judged',
  transport: 'the model could not be reached',
  environment: 'something around the model broke',
  refused: 'the system may not be asked',
  budget: 'the next ask might have passed the budget',
  interrupted: 'stopped by the user',
}

function receiptLines({ record, receipts, undeclared, trajectory }: InspectedTrial): string[] {
  if (record.trial.arm === 'baseline' || trajectory === undefined) return []
  const none = receipts.length === 0 ? ['  none: the model never came to the seam'] : []
  const evident = trajectory.marks?.evidentStep
  return [
    ...none,
    ...receipts.map(({ receipt, refuted }) => {
      const { step, intervention, seam, place, beforeHash, afterHash } = receipt
      const change =
        beforeHash === afterHash ? 'nothing changed' : `${beforeHash.slice(0, 8)} -> ${afterHash.slice(0, 8)}`
      const check = refuted === undefined ? 'confirmed' : `refuted: ${refuted}`
      return `  step ${step}  ${intervention} at ${seam}, ${plainText(place)}: ${change}; ${check}`
    }),
    ...undeclared.map((words) => `  without a receipt: ${plainText(words)}`),
    ...(receipts.length === 0
      ? []
      : [evident === undefined ? '  never seen by the model' : `  seen by the model from step ${evident} on`]),
  ]
}

function transcriptLines({ trajectory, standIns }: InspectedTrial, { isFull = false }: InspectOptions): string[] {
  if (trajectory === undefined) return []
  const { steps, prefixSteps } = trajectory
  const shown = isFull ? steps : steps.slice(prefixSteps)
  const shared =
    prefixSteps > 0 && !isFull ? [`  ${counted(prefixSteps, 'step')} shared with its baseline (--full shows them)`] : []
  return [...shared, ...shown.flatMap((step) => stepLines(step, standIns, isFull ? undefined : MOST_CHARACTERS))]
}

function stepLines(
  { index, operator, retold, text, reasoning, calls, stop }: Step,
  standIns: InspectedTrial['standIns'],
  most: number | undefined,
): string[] {
  const look = { indent: '    ', most }
  const standIn = standIns.get(index)
  return [
    `  step ${index}${stop === 'length' ? ' (cut at the longest answer)' : stop === 'refusal' ? ' (refused)' : ''}`,
    ...(retold === undefined ? [] : [`    told anew by ${retold.by}: ${counted(retold.kept, 'message')} kept`]),
    ...(retold?.put ?? []).flatMap((words) => textLines('put in place: ', words, look)),
    ...operator.flatMap((words) => textLines('operator: ', words, look)),
    ...(standIn === undefined ? [] : textLines('answered by: ', standIn, look)),
    ...(reasoning === undefined ? [] : textLines('reasoning: ', reasoning, { ...look, most: most && MOST_REASONING })),
    ...(text === '' ? [] : textLines('says: ', text, look)),
    ...calls.flatMap((call) => callLines(call, most)),
  ]
}

function callLines({ call, passed, result }: StepCall, most: number | undefined): string[] {
  const written = `${call.name} ${canonicalJson(call.arguments)}`
  const changed = passed === undefined ? '' : ` (passed on as ${passed.name} ${canonicalJson(passed.arguments)})`
  // `finish` ends the trial: nothing comes back.
  if (call.name === FINISH_TOOL.name && result === undefined) {
    return textLines('calls ', written, { indent: '    ', most })
  }
  const back = result === undefined ? 'no return recorded' : `${result.isError ? 'error: ' : ''}${result.text}`
  return [
    ...textLines('calls ', `${written}${changed}`, { indent: '    ', most }),
    ...textLines('-> ', back, { indent: '      ', most }),
  ]
}
