import { type Answer, type Ask, LeadlineError, type Model, type Price, type Usage } from '../domain/index.js'
import { priced } from '../run/index.js'

/** What came of asking a model once. */
export type ModelTest =
  | {
      readonly kind: 'answered'
      readonly latencyMs: number
      readonly usage?: Usage
      /** Undefined where usage or price is not known. */
      readonly costUsd?: number
      /** `as-asked`: the one call that was asked for; `otherwise`: other calls; `none`: it only spoke. */
      readonly toolCall: 'as-asked' | 'otherwise' | 'none'
      /** As the vendor names what answered, where it says so. */
      readonly servedModel?: string
      /** True where it shows how it came to its answer. */
      readonly showsReasoning: boolean
    }
  | { readonly kind: 'failed'; readonly message: string }

/** A model that may say more of an answer than a trial needs. */
export interface TestedModel extends Model {
  /** As `ask`, with what served the answer. */
  readonly askInDetail?: (ask: Ask) => Promise<{ readonly answer: Answer; readonly servedModel?: string }>
}

const WORD = 'ready'

/** The one call: a tool with one argument, and the word that it takes. */
const ASK: Omit<Ask, 'signal'> = {
  messages: [
    { role: 'system', text: 'You are being checked for whether you can call tools.' },
    { role: 'user', text: `Call the tool "report" once, with the word "${WORD}". Do nothing else.` },
  ],
  tools: [
    {
      name: 'report',
      description: 'Reports one word.',
      parameters: {
        type: 'object',
        properties: { word: { type: 'string', description: 'The word.' } },
        required: ['word'],
        additionalProperties: false,
      },
    },
  ],
  seed: 1,
}

/**
 * Asks a model once whether it is there and calls a tool as it was asked to.
 *
 * @throws the reason of the signal where the user stopped it
 */
export async function testModel(model: TestedModel, price: Price | undefined, signal: AbortSignal): Promise<ModelTest> {
  const started = performance.now()
  try {
    const detail = await (model.askInDetail ?? plainly(model))({ ...ASK, signal })
    const latencyMs = performance.now() - started
    const { usage, costUsd, calls, parts = [] } = priced(detail.answer, price)
    return {
      kind: 'answered',
      latencyMs,
      toolCall: calls.length === 0 ? 'none' : isAsAsked(calls) ? 'as-asked' : 'otherwise',
      showsReasoning: parts.some((part) => part.kind === 'reasoning' && part.text !== ''),
      ...(usage !== undefined && { usage }),
      ...(costUsd !== undefined && { costUsd }),
      ...(detail.servedModel !== undefined && { servedModel: detail.servedModel }),
    }
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    return { kind: 'failed', message: error.message }
  }
}

function plainly(model: Model) {
  return async (ask: Ask): Promise<{ readonly answer: Answer; readonly servedModel?: string }> => ({
    answer: await model.ask(ask),
  })
}

function isAsAsked(calls: Answer['calls']): boolean {
  const [first] = calls
  return calls.length === 1 && first?.name === 'report' && first.arguments.word === WORD
}
