import type { Session, SessionCall } from '../../domain/index.js'

/** Something that went wrong around the agent, which an intervention can bring about on purpose. */
export interface FailureKind {
  readonly name: string
  /** What was seen, in words. */
  readonly seen: string
  /** Interventions that do the like, the closest first. */
  readonly like: readonly string[]
  /** True where a call shows it. */
  readonly shows: (call: SessionCall) => boolean
}

/** A result that begins like an error, for records that have no mark for failed calls. */
const BEGINS_LIKE_ERROR =
  /^\W{0,4}(?:error|exception|traceback|fatal|failed|forbidden|unauthori[sz]ed|permission denied|[45]\d\d\b)/i

function isFailed({ isError, result = '' }: SessionCall): boolean {
  return isError ?? BEGINS_LIKE_ERROR.test(result)
}

function failedWith(pattern: RegExp): FailureKind['shows'] {
  return (call) => isFailed(call) && pattern.test(call.result ?? '')
}

const EMPTY = [
  '',
  '[]',
  '{}',
  'null',
  'none',
  '""',
  'no results',
  'no results found',
  'no matches',
  'no matches found',
  '0 results',
]

/** In the order in which they are tried: a call counts for the first that it shows. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  {
    name: 'rate limit',
    seen: 'calls refused for coming too often',
    like: ['rate-limit'],
    shows: failedWith(/\b429\b|rate.?limit|too many requests/i),
  },
  {
    name: 'quota',
    seen: 'calls refused because something was used up',
    like: ['quota-exhausted', 'rate-limit'],
    shows: failedWith(/\b402\b|quota|payment required|insufficient (?:funds|credit|balance)/i),
  },
  {
    name: 'credential',
    seen: 'calls refused for a credential that is missing or has expired',
    like: ['credential-expired', 'permission-revoked'],
    shows: failedWith(
      /\b401\b|unauthori[sz]ed|unauthenticated|(?:token|session|credential)s? (?:has |have )?expired|login required|not logged in/i,
    ),
  },
  {
    name: 'permission',
    seen: 'calls that were not allowed',
    like: ['permission-revoked'],
    shows: failedWith(/\b403\b|forbidden|permission denied|access denied|not (?:allowed|permitted)|may not/i),
  },
  {
    name: 'timeout',
    seen: 'calls that took too long',
    like: ['timeout', 'error-first-n'],
    shows: failedWith(/\b504\b|timed? ?-?out|deadline exceeded/i),
  },
  {
    name: 'tool missing',
    seen: 'calls of a tool that was not there',
    like: ['tool-removed-alternative'],
    shows: failedWith(
      /(?:unknown|no such|unsupported) (?:tool|function|command|method)|command not found|tool [\w.-]+ (?:is )?not (?:found|available)/i,
    ),
  },
  {
    name: 'arguments refused',
    seen: 'calls whose arguments did not fit',
    like: ['schema-strict', 'parameter-renamed'],
    shows: failedWith(
      /(?:missing|required|unexpected|unknown|invalid|unrecogni[sz]ed) (?:\w+ )?(?:argument|parameter|field|property|option|key)|validation|schema/i,
    ),
  },
  {
    name: 'other error',
    seen: 'calls that failed in another way',
    like: ['error-first-n'],
    shows: isFailed,
  },
  {
    name: 'error in success',
    seen: 'results that speak of an error though the call counts as successful',
    like: ['error-in-success', 'empty-success'],
    shows: ({ isError, result = '' }) => isError === false && BEGINS_LIKE_ERROR.test(result),
  },
  {
    name: 'empty answer',
    seen: 'calls that succeeded and gave nothing back',
    like: ['empty-success'],
    shows: ({ result }) => result !== undefined && EMPTY.includes(result.trim().toLowerCase()),
  },
  {
    name: 'cut answer',
    seen: 'results that were cut off',
    like: ['answer-truncated', 'empty-success'],
    shows: ({ result = '' }) =>
      /\[?\.\.\.\s?(?:output )?truncated|truncated (?:output|result)|output (?:was )?truncated/i.test(result),
  },
]

/** The operator spoke again after the work had begun. */
export const NEW_WORDS: Omit<FailureKind, 'shows'> = {
  name: 'operator speaks again',
  seen: 'the operator said something more after the work had begun',
  like: ['requirement-revised', 'goal-replaced'],
}

/** One place at which something was seen. */
export interface SeenFailure {
  readonly kind: string
  /** Share of the session's turns before it, in [0, 1). */
  readonly at: number
  /** Tool of the call; absent for the operator. */
  readonly tool?: string
}

/** Everything of the kind that a session shows, in order. */
export function seenIn({ steps }: Session): SeenFailure[] {
  return steps.flatMap(({ index, operator, calls }): SeenFailure[] => {
    const at = index / steps.length
    const spoke = index > 0 && operator.length > 0 ? [{ kind: NEW_WORDS.name, at }] : []
    const failed = calls.flatMap((call): SeenFailure[] => {
      const kind = FAILURE_KINDS.find(({ shows }) => shows(call))
      return kind === undefined ? [] : [{ kind: kind.name, at, tool: call.name }]
    })
    return [...spoke, ...failed]
  })
}
