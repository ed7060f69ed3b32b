// Work that two agents did already: what do its traces say, and which tasks and changes do they suggest?
import { fileURLToPath } from 'node:url'
import {
  createRedactor,
  factsOf,
  interventions,
  REDACTION_RULES,
  readTraces,
  renderTraces,
  type Session,
  suggestFrom,
  summariseSessions,
} from 'leadline'

const { sessions: read, files } = readTraces([fileURLToPath(new URL('your-traces.jsonl', import.meta.url))])
const redactor = createRedactor(REDACTION_RULES)
const sessions = await redacted()

const end = { sessions: sessions.length, redacted: redactor.counts(), files }
const document = summariseSessions(
  sessions.map(factsOf),
  { name: 'your traces', end },
  { level: 0.95, createdAt: new Date().toISOString() },
)
console.log(renderTraces(document, { columns: 100, isColour: false }))

const { families, probes } = suggestFrom(sessions, { known: interventions.map(({ name }) => name) })
for (const { name, sessions: count } of families) console.log(`family ${name}: ${count} sessions`)
for (const { intervention, seen } of probes) console.log(`${intervention}: ${seen}`)

async function redacted(): Promise<Session[]> {
  const kept: Session[] = []
  for await (const session of read) kept.push(redactor.redact(session))
  return kept
}
