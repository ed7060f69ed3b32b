import { DatabaseSync } from 'node:sqlite'

/**
 * Reads every event of a record and parses its text, with nothing around it: the least that a report of it could take.
 *
 * @param path of the journal; what it holds of messages and states stays unread
 * @returns events, and seconds from opening the file to the last of them
 */
export function parseBare(path: string): { readonly events: number; readonly seconds: number } {
  const began = performance.now()
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    let events = 0
    for (const { body } of database.prepare('SELECT body FROM event').iterate()) {
      JSON.parse(String(body))
      events += 1
    }
    return { events, seconds: (performance.now() - began) / 1_000 }
  } finally {
    database.close()
  }
}
