import { openaiCompatibleModel } from '../../src/connect/index.js'
import type { Model } from '../../src/domain/index.js'
import { flakyModel, replayModel, scriptedModel } from '../../src/models/index.js'
import { harbourPolicies, plantedPolicies } from '../../tasks/harbour/policy/index.js'
import { PLAIN_TURNS } from './model-script.js'
import { type Habit, startModelServer } from './model-server.js'

/** A model that is open, with what it needs. */
export interface OpenModel {
  readonly model: Model
  close(): Promise<void>
}

/** Named so that another process can open the same. */
export const MODELS: Readonly<Record<string, () => Promise<OpenModel>>> = {
  replay: alone(replayModel(PLAIN_TURNS)),
  scripted: alone(scriptedModel(PLAIN_TURNS.map(({ answer }) => answer))),
  'flaky around replay': alone(flakyModel(replayModel(PLAIN_TURNS), { seed: 1, rate: 0.6 })),
  'openai-compatible': () => serverModel('answers'),
  ...Object.fromEntries(
    [...Object.values(harbourPolicies), ...Object.values(plantedPolicies)].map(({ name, model }) => [
      `harbour ${name}`,
      alone(model),
    ]),
  ),
}

function alone(model: Model): () => Promise<OpenModel> {
  return async () => ({ model, close: async () => undefined })
}

/** The adapter for chat-completions servers, before a server of its own. */
export async function serverModel(habit: Habit, timeoutMs = 5_000): Promise<OpenModel> {
  const server = await startModelServer(habit)
  const settings = { model: 'stand-in', maxOutputTokens: 64 }
  const model = openaiCompatibleModel({
    vendor: 'stand-in',
    baseUrl: server.url,
    key: 'sk-secret',
    settings,
    timeoutMs,
  })
  return { model, close: () => server.close() }
}
