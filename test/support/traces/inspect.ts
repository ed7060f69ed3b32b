import type { Story } from './story.js'
import { STORY_PACE, STORY_START } from './story.js'

const moment = (index: number) => new Date(STORY_START + index * STORY_PACE).toISOString()

/** What a log says of its run. */
export function inspectHeader(parts: { readonly model?: string; readonly version?: number } = {}): object {
  return {
    version: parts.version ?? 2,
    status: 'success',
    eval: {
      eval_id: 'eval-1',
      run_id: 'run-1',
      task: 'desk',
      model: parts.model ?? 'm-large',
      model_generate_config: { temperature: 0 },
      dataset: { name: 'orders', samples: 1 },
    },
  }
}

/** A story as one sample; usage excludes cached tokens, and events hold what happened. */
export function inspectStory(story: Story, more: object = {}): Record<string, unknown> {
  let clock = 0
  const events = story.steps.flatMap(({ says, calls, input, cached, output, costUsd }, index) => [
    {
      event: 'model',
      uuid: `model-${index}`,
      timestamp: moment(clock++),
      model: story.model,
      input: index === 0 ? [{ role: 'user', content: story.goal }] : [],
      output: {
        choices: [
          {
            message: {
              role: 'assistant',
              content: says,
              tool_calls: calls.map(({ id, name, arguments: given }) => ({ id, function: name, arguments: given })),
            },
            stop_reason: calls.length > 0 ? 'tool_calls' : 'stop',
          },
        ],
        usage: {
          input_tokens: input - cached,
          input_tokens_cache_read: cached,
          output_tokens: output,
          total_tokens: input + output,
          total_cost: costUsd,
        },
      },
    },
    ...calls.map(({ id, name, arguments: given, result, isError }) => ({
      event: 'tool',
      uuid: `tool-${id}`,
      timestamp: moment(clock++),
      id,
      function: name,
      arguments: given,
      result: isError ? '' : result,
      ...(isError && { error: { type: 'unknown', message: result } }),
    })),
  ])
  const total = (of: (step: Story['steps'][number]) => number) => story.steps.reduce((sum, step) => sum + of(step), 0)
  return {
    id: story.id,
    epoch: 1,
    input: story.goal,
    target: 'dock',
    messages: [],
    events,
    scores: story.isSolved === undefined ? {} : { match: { value: story.isSolved ? 'C' : 'I' } },
    model_usage: {
      [story.model]: {
        input_tokens: total(({ input, cached }) => input - cached),
        input_tokens_cache_read: total(({ cached }) => cached),
        output_tokens: total(({ output }) => output),
        total_cost: total(({ costUsd }) => costUsd),
      },
    },
    started_at: moment(0),
    working_time: 6,
    attachments: {},
    ...more,
  }
}
