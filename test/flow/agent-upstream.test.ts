import { expect, test } from 'vitest'
import { openEndpoint, openModel } from '../../src/connect/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { chatAgent, messagesAgent, responsesAgent } from '../support/sum-agents.js'
import { agentStudy, sumModel } from '../support/sum-study.js'

test.each([
  ['anthropic', 'anthropic:any', undefined, chatAgent({ isStream: true })],
  ['responses', 'openai:any', 'responses', messagesAgent({ isStream: true })],
  ['chat completions', 'openai:any', 'chat', responsesAgent({ isStream: true, isRemembered: true })],
] as const)(
  'an agent of one dialect asks a model that speaks %s, through its provider package',
  async (_, named, protocol, start) => {
    const upstream = await openEndpoint({ secret: 'upstream' })
    const { token } = upstream.admit('any', async ({ messages, tools }) => ({
      kind: 'answered',
      answer: await sumModel().ask({ messages, tools, seed: 0, signal: new AbortController().signal }),
    }))
    const { model } = await openModel(
      {
        named,
        baseUrl: `${upstream.url}/v1`,
        keyVariable: 'UPSTREAM',
        settings: { maxOutputTokens: 500 },
        timeoutMs: 20_000,
        ...(protocol !== undefined && { protocol }),
      },
      { env: { UPSTREAM: token }, network: { fetch, secrets: [] }, purpose: 'run' },
    )
    const { run, host } = agentStudy(
      { plain: { start, model } },
      { probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0 }] },
    )
    const journal = openMemoryJournal()
    expect(await run(journal)).toEqual({ kind: 'complete' })
    const trajectories = journal.trials().map(({ trial }) => readTrajectory(journal, trial.id))
    expect(trajectories.map(({ outcome, trial }) => [trial.arm, outcome.kind])).toEqual([
      ['baseline', 'solved'],
      ['sham', 'solved'],
      ['varied', 'solved'],
    ])
    expect(trajectories[0]?.steps[1]?.usage).toMatchObject({ inputTokens: 150, outputTokens: 10 })
    await host.close()
    await upstream.close()
  },
)
