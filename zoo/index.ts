// Small networks of known lineage that act in the harbour: the standard on which the instrument is checked.
import { ConfigError, type Model } from 'leadline'
import { answerOf } from './answer.js'
import { createEncoder, type Encoder } from './reading/encode.js'
import { vocabularyOf } from './reading/words.js'
import { type Network, openNetworks } from './runtime/index.js'
import { type ModelCard, readCard, readVocabulary, readWeights, WEIGHTS_FOLDER } from './weights.js'

export { type MeasuredManifold, measuredManifold } from './measured.js'
export type { MeasuredSuccess, ModelCard } from './weights.js'

/** A model of the zoo, ready to be asked. */
export interface ZooModel {
  readonly name: string
  readonly card: ModelCard
  readonly model: Model
}

/** How models of the zoo are opened. */
export interface ZooOptions {
  /** Divides the logits when a call is drawn, from 0 (always the likeliest call); each card's own where left out. */
  readonly temperature?: number
  /** Where weights and cards lie; those that ship with Leadline where left out. */
  readonly folder?: string
}

/** The family, in the order in which it came about. */
export const ZOO_NAMES: readonly string[] = [
  'teacher',
  'student-narrow',
  'student-wide',
  'independent-small',
  'teacher-2',
  'student-of-student',
]

/**
 * Models that have nothing to do with the family, of varied seed, size, data and habits: what is more alike than chance is
 * more alike than these. They come with the repository, not with the package.
 */
export const ZOO_CONTROLS: readonly string[] = Array.from(
  { length: 20 },
  (_, index) => `control-${String(index + 1).padStart(2, '0')}`,
)

/**
 * Opens models of the zoo. They are stateless: equal asks, seeds included, get equal answers on one class of machine.
 *
 * @param names the family where left out; controls may be named
 * @throws ConfigError at a name that is not there, a temperature below 0, or a missing runtime; RecordError where weights
 * are missing or damaged
 */
export async function openZoo(
  names: readonly string[] = ZOO_NAMES,
  { temperature, folder = WEIGHTS_FOLDER }: ZooOptions = {},
): Promise<readonly ZooModel[]> {
  if (temperature !== undefined && !(Number.isFinite(temperature) && temperature >= 0))
    throw new ConfigError('temperature', temperature, 'a number from 0')
  const strange = names.find((name) => folder === WEIGHTS_FOLDER && ![...ZOO_NAMES, ...ZOO_CONTROLS].includes(name))
  if (strange !== undefined)
    throw new ConfigError(
      'zoo',
      strange,
      `one of ${ZOO_NAMES.join(', ')}, or ${ZOO_CONTROLS[0]} to ${ZOO_CONTROLS.at(-1)}`,
    )
  const encoder = createEncoder(vocabularyOf(readVocabulary(folder).words))
  const found = names.map((name) => readWeights(name, folder))
  const networks = openNetworks(found.map(({ weights }) => weights))
  return networks.flatMap((network, index) => {
    const card = found[index]?.card
    if (card === undefined) return []
    return [{ name: card.name, card, model: modelOf(network, temperature ?? card.temperature, encoder) }]
  })
}

/** The cards of all models, without opening any. */
export function zooCards(folder = WEIGHTS_FOLDER): readonly ModelCard[] {
  return ZOO_NAMES.map((name) => readCard(name, folder))
}

function modelOf(run: Network, temperature: number, encoder: Encoder): Model {
  return {
    async ask(ask) {
      ask.signal.throwIfAborted()
      const read = encoder.encode(ask)
      if (read.tools === 0) return { text: 'No tool is offered.', calls: [], stop: 'end' }
      const logits = await run(read)
      ask.signal.throwIfAborted()
      return answerOf(ask, read, { logits, temperature, encoder })
    },
  }
}
