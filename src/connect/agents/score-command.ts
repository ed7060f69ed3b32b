import type { Checkpoint, Claim, JsonValue, JudgedWork } from '../../domain/index.js'
import { type CommandEnd, lastLine, saidVerdict } from '../processes/index.js'

/** Characters of what a command says that are kept as evidence. */
const MOST_EVIDENCE = 200

/**
 * Reads how a score command ended. Exit 0 is solved and 1 is not; a last line that is a JSON object says more: `score` in
 * [0, 1], `solved`, `checkpoints` as a list of `{id, reached, effort}`, `evidence`, `claim`.
 *
 * @param calls reference length, over which the efforts of the checkpoints are spread
 * @throws where the command itself failed, or says what cannot be read
 */
export function readScore(end: CommandEnd, calls: number): JudgedWork {
  const { code, complaints } = end
  const verdict = saidVerdict(end)
  if (verdict === undefined) {
    const why = lastLine(complaints).slice(0, MOST_EVIDENCE)
    throw new Error(`the score command ended with ${code ?? 'a signal'}${why === '' ? '' : `: ${why}`}`)
  }
  const { line: last, fields: said } = verdict
  const share = shareIn(said.score)
  const isSolved = booleanIn(said.solved, 'solved') ?? (share === undefined ? verdict.isSolved : share === 1)
  return {
    score: {
      value: share ?? (isSolved ? 1 : 0),
      isSolved,
      evidence: evidenceIn(said.evidence) ?? [`score command: exit ${code}`, ...(last === '' ? [] : [shortened(last)])],
    },
    checkpoints: checkpointsIn(said.checkpoints, calls),
    claim: claimIn(said.claim),
  }
}

function unreadable(name: string, value: unknown, expected: string): Error {
  return new Error(`${name} of the score command is ${shortened(JSON.stringify(value))}; expected ${expected}`)
}

function shareIn(value: JsonValue | undefined): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw unreadable('score', value, 'a number from 0 to 1')
}

function booleanIn(value: JsonValue | undefined, name: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  throw unreadable(name, value, 'true or false')
}

function evidenceIn(value: JsonValue | undefined): string[] | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return [shortened(value)]
  if (Array.isArray(value)) return value.map((line) => shortened(String(line)))
  throw unreadable('evidence', value, 'a text or a list of texts')
}

const CLAIMS: readonly Claim[] = ['done', 'partly', 'impossible', 'gave-up', 'unstated']

function claimIn(value: JsonValue | undefined): Claim {
  if (value === undefined) return 'unstated'
  const claim = CLAIMS.find((known) => known === value)
  if (claim === undefined) throw unreadable('claim', value, CLAIMS.join(', '))
  return claim
}

function checkpointsIn(value: JsonValue | undefined, calls: number): Checkpoint[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw unreadable('checkpoints', value, 'a list')
  const listed = value.map((entry: unknown) => {
    const { id, reached, effort = 1 }: Readonly<Record<string, unknown>> = Object(entry)
    if (typeof id !== 'string' || typeof reached !== 'boolean' || typeof effort !== 'number' || !(effort > 0)) {
      throw unreadable('a checkpoint', entry, 'id, reached and perhaps effort above 0')
    }
    return { id, isReached: reached, effort }
  })
  const all = listed.reduce((sum, { effort }) => sum + effort, 0)
  return listed.map((entry) => ({ ...entry, effort: (entry.effort / all) * calls }))
}

function shortened(text: string): string {
  return text.slice(0, MOST_EVIDENCE)
}
