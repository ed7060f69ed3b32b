import type { Story } from './story.js'
import { STORY_PACE, STORY_START } from './story.js'

const moment = (index: number) => new Date(STORY_START + index * STORY_PACE).toISOString()

/** Messages as a vendor's chat takes them, up to one step of a story. */
export function chatMessages(story: Story, index: number): object[] {
  const before = story.steps
    .slice(0, index)
    .flatMap((step) => [
      chatAnswer(step),
      ...step.calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
    ])
  return [{ role: 'user', content: story.goal }, ...before]
}

/** The answer of one step in the same form. */
export function chatAnswer({ says, calls }: Story['steps'][number]): object {
  const made = calls.map(({ id, name, arguments: given }) => {
    return { id, type: 'function', function: { name, arguments: JSON.stringify(given) } }
  })
  return { role: 'assistant', content: says, ...(made.length > 0 && { tool_calls: made }) }
}

/** A story as rows of an export, in the names of the interface or those of the files. */
export function langfuseStory(story: Story, naming: 'camel' | 'snake' = 'camel'): object[] {
  let clock = 0
  const observations = story.steps.flatMap((step, index) => [
    {
      id: `${story.id}-g${index}`,
      traceId: story.id,
      type: 'GENERATION',
      name: 'ask',
      startTime: moment(clock++),
      providedModelName: story.model,
      input: naming === 'camel' ? chatMessages(story, index) : JSON.stringify(chatMessages(story, index)),
      output: naming === 'camel' ? chatAnswer(step) : JSON.stringify(chatAnswer(step)),
      usageDetails: {
        input: step.input - step.cached,
        input_cached_tokens: step.cached,
        output: step.output,
        total: step.input + step.output,
      },
      costDetails: { total: step.costUsd },
    },
    ...step.calls.map(({ id, name, arguments: given, result, isError }) => ({
      id: `${story.id}-${id}`,
      traceId: story.id,
      type: 'TOOL',
      name,
      startTime: moment(clock++),
      input: given,
      output: isError ? null : result,
      level: isError ? 'ERROR' : 'DEFAULT',
      ...(isError && { statusMessage: result }),
    })),
  ])
  const score = {
    id: `${story.id}-s`,
    traceId: story.id,
    name: 'success',
    dataType: 'BOOLEAN',
    value: story.isSolved ? 1 : 0,
  }
  const rows: object[] = [
    { id: story.id, timestamp: moment(0), name: 'desk' },
    ...observations,
    ...(story.isSolved === undefined ? [] : [score]),
  ]
  return naming === 'camel' ? rows : rows.map(snake)
}

function snake(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
