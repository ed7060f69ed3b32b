import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { atifStory } from './atif.js'
import { otelStory } from './otel.js'
import { aLoopingStory, aStory, type Story, unjudgedStory } from './story.js'

/** Stories of a desk: some come out right, some fail, some loop, and some carry no result. */
function deskStories(): Story[] {
  return Array.from({ length: 24 }, (_entry, index): Story => {
    const id = `desk-${index}`
    if (index % 6 === 0) return aLoopingStory(id)
    return index % 6 === 5 ? unjudgedStory(id) : aStory({ id, isSolved: index % 6 !== 4 })
  })
}

/**
 * Writes what two agents left behind: spans of one, trajectories of the other.
 *
 * @returns names of the files
 */
export function writeTraces(folder: string): readonly string[] {
  const spans = deskStories().map((story) => JSON.stringify(otelStory(story)))
  writeFileSync(join(folder, 'spans.jsonl'), `${spans.join('\n')}\n`)
  const runs = deskStories().map((story) =>
    JSON.stringify(atifStory({ ...story, id: `run-${story.id}`, model: 'm-small' })),
  )
  writeFileSync(join(folder, 'runs.jsonl'), `${runs.join('\n')}\n`)
  return ['spans.jsonl', 'runs.jsonl']
}
