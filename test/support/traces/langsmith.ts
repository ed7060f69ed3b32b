import { chatMessages } from './langfuse.js'
import type { Story } from './story.js'
import { STORY_PACE, STORY_START } from './story.js'

/** Times here carry no zone. */
const moment = (index: number) => new Date(STORY_START + index * STORY_PACE).toISOString().replace('Z', '')

/** A story as runs: a root, an ask for each step with its answer as a generation, and a run for each tool. */
export function langsmithStory(story: Story): object[] {
  let clock = 0
  const shared = { trace_id: story.id, parent_run_id: story.id }
  const runs = story.steps.flatMap(({ says, calls, input, cached, output, costUsd }, index) => [
    {
      ...shared,
      id: `${story.id}-a${index}`,
      name: 'ChatModel',
      run_type: 'llm',
      start_time: moment(clock++),
      inputs: { messages: [chatMessages(story, index)] },
      outputs: {
        generations: [
          [
            {
              text: says,
              message: {
                lc: 1,
                type: 'constructor',
                id: ['langchain', 'schema', 'messages', 'AIMessage'],
                kwargs: {
                  content: says,
                  tool_calls: calls.map(({ id, name, arguments: args }) => ({ id, name, args, type: 'tool_call' })),
                },
              },
            },
          ],
        ],
      },
      prompt_tokens: input,
      prompt_token_details: { cache_read: cached },
      completion_tokens: output,
      total_cost: costUsd,
      extra: { metadata: { ls_model_name: story.model, ls_provider: 'acme' } },
    },
    ...calls.map(({ id, name, arguments: given, result, isError }) => ({
      ...shared,
      id: `${story.id}-${id}`,
      name,
      run_type: 'tool',
      start_time: moment(clock++),
      inputs: given,
      outputs: isError ? null : { output: { content: result, type: 'tool', tool_call_id: id } },
      ...(isError && { error: result }),
      extra: { tool_call_id: id },
    })),
  ])
  const root = {
    id: story.id,
    trace_id: story.id,
    parent_run_id: null,
    name: 'desk',
    run_type: 'chain',
    start_time: moment(0),
    inputs: {},
    outputs: {},
    feedback_stats: story.isSolved === undefined ? {} : { correctness: { n: 1, avg: story.isSolved ? 1 : 0 } },
  }
  return [root, ...runs]
}
