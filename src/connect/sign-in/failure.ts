/** Nobody vouched for the one who asks: a library that signs in got no credentials. */
export class SignInFailed extends Error {
  /** True where another try may fare better. */
  readonly isRetryable: boolean
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.isRetryable = mayPass(cause)
  }
}

/** How deep packages wrap what went wrong. */
const MOST_CAUSES = 8

/** What kept a library from signing in, among the causes of an error; undefined where it is no such error. */
export function signInFailureIn(error: unknown): SignInFailed | undefined {
  return causesOf(error)
    .map((at) => (at instanceof SignInFailed ? at : isOfGoogle(at) ? new SignInFailed(at) : undefined))
    .find((found) => found !== undefined)
}

/** The library that signs in to Google has no error of its own for it: they carry its request, or name the file it reads. */
function isOfGoogle(error: Error): boolean {
  const isOfRequest = 'config' in error && 'response' in error
  return (
    isOfRequest ||
    FILE_CODES.has(codeOf(error)) ||
    /^(Could not load|Unable to read) the \w* ?credential/.test(error.message)
  )
}

const FILE_CODES: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EACCES', 'EISDIR'])

/** A status of whoever hands out credentials, or a connection that broke: neither says anything about who asks. */
function mayPass(cause: unknown): boolean {
  const causes = causesOf(cause)
  const status = causes.map(statusOf).find((found) => found !== undefined)
  if (status !== undefined) return status === 408 || status === 429 || status >= 500
  return causes.map(codeOf).some((code) => /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code ?? '') && !FILE_CODES.has(code))
}

function causesOf(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < MOST_CAUSES; at = at.cause) found.push(at)
  return found
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function statusOf(error: Error): number | undefined {
  const given: unknown = Reflect.get(error, 'status') ?? Object(Reflect.get(error, '$metadata')).httpStatusCode
  return typeof given === 'number' ? given : undefined
}
