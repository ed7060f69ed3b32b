import { resolve } from 'node:path'
import { checkByCommand } from '../connect/index.js'
import { counted, type Session } from '../domain/index.js'
import { readSessionFile } from '../import/index.js'
import { factsOf, relabelled } from '../sessions/index.js'
import { eachOf } from './each-of.js'
import type { Io } from './io.js'
import { rewriteRecord, type ShownAs, showFacts } from './session-record.js'

/** Options of `leadline label check`. */
interface CheckCommandOptions extends ShownAs {
  readonly command: string
  readonly all?: boolean
  readonly timeout: number
  readonly concurrency: number
}

/** Most reasons for no verdict that are named. */
const MOST_NAMED = 5

/** Asks a command of the user how each session ended. */
export async function labelByCheck(io: Io, path: string, options: CheckCommandOptions): Promise<void> {
  const record = await readSessionFile(resolve(io.cwd, path))
  const open = record.sessions.filter(({ outcome }) => options.all === true || outcome.kind === 'unknown')
  const verdicts = new Map<string, 'solved' | 'failed'>()
  const reasons: string[] = []
  await eachOf(open, options.concurrency, async (session) => {
    const { verdict, why = '' } = await checkByCommand(options.command, sessionText(session), {
      cwd: io.cwd,
      env: io.env,
      timeoutMs: options.timeout * 1000,
      signal: io.signal,
    })
    if (verdict === 'unknown') reasons.push(`${session.id}: ${why}`)
    else verdicts.set(session.id, verdict)
  })
  const { sessions, labelled } = relabelled(record.sessions, (id) => verdicts.get(id), 'script')
  await rewriteRecord(record, sessions)
  io.err(`${counted(labelled, 'session')} of ${open.length} told by the command\n`)
  for (const reason of reasons.slice(0, MOST_NAMED)) io.err(`not told: ${reason}\n`)
  if (reasons.length > MOST_NAMED) io.err(`not told: ${counted(reasons.length - MOST_NAMED, 'more session')}\n`)
  showFacts(io, { facts: sessions.map(factsOf), end: record.end, name: path }, options)
}

/** What the command reads: the session as the record holds it. */
function sessionText(session: Session): string {
  return `${JSON.stringify(session)}\n`
}
