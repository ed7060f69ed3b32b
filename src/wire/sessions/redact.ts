import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Session,
  type SessionCall,
  type SessionStep,
  type System,
} from '../../domain/index.js'

/** One rule by which something is taken out of what is stored. */
export interface RedactionRule {
  /** Stands in place of what was taken out, with a number. */
  readonly name: string
  /** Flags `g` and `d`; a group called `secret` is taken out alone, else the whole match. */
  readonly pattern: RegExp
}

/** What is taken out unless the user says otherwise, in this order. */
export const REDACTION_RULES: readonly RedactionRule[] = [
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/dg,
  },
  {
    name: 'key',
    pattern:
      /\b(?:sk-[A-Za-z0-9_-]{16,}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|A[KS]IA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{30,})/dg,
  },
  { name: 'token', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|\bBearer\s+(?<secret>[\w.~+/=-]{8,})/dg },
  { name: 'password', pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:(?<secret>[^\s/@]{1,200})@/dg },
  {
    name: 'secret',
    // Beside its name: after the scheme of a header, all cookies of a line, a quoted value up to its quote, else one word.
    pattern:
      /(?:authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?[a-z][\w-]{1,20}[ \t]{1,4}|cookie\\?["']?\s{0,4}:\s{0,4}\\?["']?(?=[\w-]{1,64}=)|(?:api[_-]?key|access[_-]?key|client[_-]?secret|secret|passwd|password|token|authorization)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)(?!\[)(?<secret>(?<=cookie\\?["']?\s{0,4}:\s{0,4}\\?["']?)[^"'\\\r\n]+|(?<=["'])[^"'\\\r\n]{6,200}(?=\\?["'])|[^\s"'\\,;&{}[\]]{6,})/dgi,
  },
  {
    name: 'e-mail',
    // Begins where a word begins, so that long words without an @ are passed over in one step each.
    pattern: /(?<![\w.+%-])[\w.+%-]{1,64}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,8}/dg,
  },
]

/** A field of this name holds a secret, whatever it looks like. */
const SECRET_FIELD =
  /^(?:.*[_-])?(?:api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|token|secret|client[_-]?secret|password|passwd|authorization|cookie|set-cookie)$/i

/** Takes things out of sessions by rule, and counts. */
export interface Redactor {
  /** Every text of the session, ids and names included. */
  redact(session: Session): Session
  /** One text, such as an error that quotes a source. */
  text(text: string): string
  /** The rule that was applied last, while one is at work or was ended; undefined before the first. */
  current(): string | undefined
  /** How much was taken out, by rule; rules that met nothing are absent. */
  counts(): Readonly<Record<string, number>>
}

/**
 * A redactor for one import. Equal things get equal marks, such as `[e-mail 2]`, so that a call that was made again can
 * still be told from another one; what stands behind a mark is forgotten with the redactor.
 */
export function createRedactor(rules: readonly RedactionRule[]): Redactor {
  const counts = new Map<string, number>()
  const marks = new Map<string, Map<string, string>>()
  const mark = (name: string, secret: string) => {
    counts.set(name, (counts.get(name) ?? 0) + 1)
    const own = marks.get(name) ?? new Map<string, string>()
    marks.set(name, own)
    const known = own.get(secret) ?? `[${name} ${own.size + 1}]`
    own.set(secret, known)
    return known
  }
  let current: string | undefined
  const text = (value: string) =>
    rules.reduce((rest, rule) => {
      current = rule.name
      return withoutMatches(rest, rule, mark)
    }, value)
  const hasSecrets = rules.some(({ name }) => name === 'secret')
  const json = (value: JsonValue | undefined, name = ''): JsonValue => {
    if (typeof value === 'string') {
      const isSecret = hasSecrets && value !== '' && SECRET_FIELD.test(name)
      return isSecret ? mark('secret', value) : text(value)
    }
    if (Array.isArray(value)) return value.map((item: JsonValue) => json(item, name))
    return isJsonObject(value) ? object(value) : (value ?? null)
  }
  const object = (value: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(value).map(([name, field]) => [text(name), json(field, name)]))
  return {
    text,
    redact: (session) => redactSession(session, { text, object }),
    current: () => current,
    counts: () => Object.fromEntries(counts),
  }
}

function withoutMatches(text: string, rule: RedactionRule, mark: (name: string, secret: string) => string): string {
  let [rest, from] = ['', 0]
  for (const match of text.matchAll(rule.pattern)) {
    const [start, end] = match.indices?.groups?.secret ?? match.indices?.[0] ?? [match.index, match.index]
    if (end <= start) continue
    rest += text.slice(from, start) + mark(rule.name, text.slice(start, end))
    from = end
  }
  return from === 0 ? text : rest + text.slice(from)
}

/** How the parts of a session are cleaned. */
interface Cleaning {
  readonly text: (value: string) => string
  readonly object: (value: JsonObject) => JsonObject
}

function redactSession(session: Session, clean: Cleaning): Session {
  const { text } = clean
  return {
    ...session,
    id: text(session.id),
    file: text(session.file),
    task: text(session.task),
    ...(session.family !== undefined && { family: text(session.family) }),
    system: redactSystem(session.system, text),
    steps: session.steps.map((step) => redactStep(step, clean)),
    scores: Object.fromEntries(
      Object.entries(session.scores).map(([name, value]) => [
        text(name),
        typeof value === 'string' ? text(value) : value,
      ]),
    ),
  }
}

function redactSystem({ model, host, agent, settings, date }: System, text: Cleaning['text']): System {
  return {
    model: text(model),
    ...(host !== undefined && { host: text(host) }),
    ...(agent !== undefined && { agent: text(agent) }),
    ...(settings !== undefined && { settings: text(settings) }),
    ...(date !== undefined && { date }),
  }
}

function redactStep(step: SessionStep, clean: Cleaning): SessionStep {
  return {
    ...step,
    operator: step.operator.map(clean.text),
    text: clean.text(step.text),
    ...(step.reasoning !== undefined && { reasoning: clean.text(step.reasoning) }),
    calls: step.calls.map((call) => redactCall(call, clean)),
  }
}

function redactCall(call: SessionCall, { text, object }: Cleaning): SessionCall {
  return {
    ...call,
    id: text(call.id),
    name: text(call.name),
    ...(call.arguments !== undefined && { arguments: object(call.arguments) }),
    ...(call.result !== undefined && { result: text(call.result) }),
  }
}
