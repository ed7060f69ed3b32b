import OpenAI from 'openai'
import { onTestFinished } from 'vitest'
import { type ModelServer, serveModels } from '../../src/connect/index.js'
import type { Answer, Ask, Model } from '../../src/domain/index.js'

/** A model that answers with whatever a test says, and keeps what it was asked. */
export interface ToldModel {
  readonly model: Model
  readonly asks: Ask[]
}

/** A model of a test's own. */
export function toldModel(answer: (ask: Ask) => Answer | Promise<Answer>): ToldModel {
  const asks: Ask[] = []
  return {
    asks,
    model: {
      ask: async (ask) => {
        asks.push(ask)
        return answer(ask)
      },
    },
  }
}

/** What a test serves. */
export interface Served {
  readonly models: Readonly<Record<string, Model>>
  readonly atTemperature?: (name: string, temperature: number) => Promise<Model>
  readonly report?: (error: unknown) => void
}

/** Serves models on a free port until the test is over; a model that fails fails the test unless `report` expects it. */
export async function serve({ models, atTemperature, report }: Served): Promise<ModelServer> {
  const failures: unknown[] = []
  const server = await serveModels({
    models: Object.entries(models).map(([name, model]) => ({ name, model })),
    atTemperature: atTemperature ?? (() => Promise.reject(new Error('no temperature was expected'))),
    host: '127.0.0.1',
    port: 0,
    report: report ?? ((error) => failures.push(error)),
  })
  onTestFinished(async () => {
    await server.close()
    for (const failure of failures) throw failure
  })
  return server
}

/** OpenAI's own client, as it comes. */
export function clientOf({ url }: Pick<ModelServer, 'url'>): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any' })
}
