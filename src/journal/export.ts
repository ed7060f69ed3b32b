import type { EventBody, Journal, JsonValue } from '../domain/index.js'

/**
 * The journal as lines of JSON for people and their tools: each trial, then every event ever written for it, with the
 * messages and tool lists that it names written out. Worlds' states stay behind.
 *
 * @returns lines without line ends, made one at a time
 */
export function* exportJsonl(journal: Journal): Generator<string, void, undefined> {
  for (const { trial, status, launchIndex, attempts, costUsd } of journal.trials()) {
    yield JSON.stringify({ line: 'trial', ...trial, status, launchIndex, attempts, costUsd })
    for (const { event } of journal.eachEvent(trial.id)) {
      const { attempt, seq, wallTime, monotonicMs, processId, body } = event
      const when = { at: new Date(wallTime).toISOString(), monotonicMs, processId }
      const named = namedContents(journal, body)
      yield JSON.stringify({ line: 'event', trialId: trial.id, attempt, seq, ...when, ...body, ...named })
    }
  }
}

function namedContents(journal: Journal, body: EventBody): Readonly<Record<string, JsonValue>> {
  switch (body.kind) {
    case 'trial-started':
      return {
        messageTexts: body.messages.map((hash) => journal.content(hash)),
        tools: journal.content(body.toolsHash),
      }
    case 'tools-offered':
      return { tools: journal.content(body.toolsHash) }
    case 'operator-spoke':
    case 'model-answered':
    case 'tool-returned':
      return { message: journal.content(body.messageHash) }
    default:
      return {}
  }
}
