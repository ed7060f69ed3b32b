import type { Story } from './story.js'
import { STORY_PACE, STORY_START } from './story.js'

/** A story as a trajectory of a version; prompt tokens include the cached ones, and no mark tells failed calls. */
export function atifStory(story: Story, version = 'ATIF-v1.6'): object {
  const at = (index: number) => new Date(STORY_START + index * STORY_PACE).toISOString()
  const steps = story.steps.map(({ says, calls, input, cached, output, costUsd }, index) => ({
    step_id: index + 2,
    timestamp: at(index + 1),
    source: 'agent',
    model_name: story.model,
    message: says,
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        tool_call_id: id,
        function_name: name,
        arguments: given,
      })),
      observation: { results: calls.map(({ id, result }) => ({ source_call_id: id, content: result })) },
    }),
    metrics: { prompt_tokens: input, cached_tokens: cached, completion_tokens: output, cost_usd: costUsd },
  }))
  return {
    schema_version: version,
    session_id: story.id,
    agent: { name: 'desk', version: '1', model_name: story.model },
    steps: [{ step_id: 1, timestamp: at(0), source: 'user', message: story.goal }, ...steps],
    ...(story.isSolved !== undefined && { extra: { resolved: story.isSolved } }),
  }
}
