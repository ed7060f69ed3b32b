import type { Intervention, Link } from '../../src/domain/index.js'

/** An intervention that breaks its contract, and the demand of the suite that it does not meet. */
export interface FaultyIntervention {
  readonly intervention: Intervention
  readonly unmet: string
}

const ACTS = 'acts on a trial that goes on as before, with receipts that the record confirms'
const NOTHING_ELSE = 'changes what its receipts name and nothing else, as the world itself shows'

function faulty(seams: Intervention['seams'], link: Omit<Link, 'name'>, unmet: string): FaultyIntervention {
  const intervention: Intervention = {
    name: 'faulty',
    question: 'Is it noticed?',
    seams,
    visibility: 'implicit',
    duration: 'permanent',
    dose: {},
    adaptive: 'nothing',
    prepare: () => ({
      kind: 'ready',
      constraint: { kind: 'surface', tool: 'look' },
      link: { name: 'faulty', ...link },
      adapt: (plan) => plan,
    }),
  }
  return { intervention, unmet }
}

/** Each writes to what it is given, as far as it can, and says nothing of it. */
function overwrite(target: object, changes: object): { readonly kind: 'pass' } {
  Object.assign(target, changes)
  return { kind: 'pass' }
}

/** One for each way in which a link could change a seam without the chain's knowing, or not change it with a receipt. */
export const faultyInterventions: Readonly<Record<string, FaultyIntervention>> = {
  'a list that is replaced by the same list': faulty(
    ['tool-list'],
    { offer: (tools) => ({ kind: 'replace', tools }) },
    ACTS,
  ),
  'a list that is written to': faulty(
    ['tool-list'],
    { offer: (tools) => overwrite(tools[0] ?? {}, { description: 'Nothing.' }) },
    ACTS,
  ),
  'a call that is answered without a receipt': faulty(
    ['before-call'],
    { call: () => ({ kind: 'answer', result: { text: 'no', isError: false }, delivers: false }) },
    NOTHING_ELSE,
  ),
  'a call that is refused without a receipt': faulty(
    ['before-call'],
    { call: () => ({ kind: 'answer', result: { text: 'no', isError: true }, delivers: false }) },
    NOTHING_ELSE,
  ),
  'a call that is passed on in other words without a receipt': faulty(
    ['before-call'],
    { call: (call) => ({ kind: 'translate', call: { ...call, name: 'look' } }) },
    ACTS,
  ),
  'a call that is written to': faulty(
    ['before-call'],
    { call: (call) => overwrite(call.arguments, { to: 'yard' }) },
    ACTS,
  ),
  'a result that is replaced by itself': faulty(
    ['tool-result'],
    { result: (_, result) => ({ kind: 'replace', result }) },
    ACTS,
  ),
  'a result that is written to': faulty(
    ['tool-result'],
    { result: (_, result) => overwrite(result, { text: '' }) },
    ACTS,
  ),
  'an operator who says nothing': faulty(
    ['operator-turn'],
    { speak: ({ delivered }) => (delivered === 0 ? { kind: 'speak', text: '' } : { kind: 'pass' }) },
    ACTS,
  ),
  'a disturbance that changes nothing': faulty(
    ['environment'],
    {
      disturb: ({ delivered }) => (delivered < 2 ? { kind: 'disturb', disturbance: 'hall-yard' } : { kind: 'pass' }),
    },
    ACTS,
  ),
  'hooks that remember': faulty(
    ['tool-result'],
    remembering(),
    'has hooks that answer the same question in the same way',
  ),
}

function remembering(): Omit<Link, 'name'> {
  let calls = 0
  return {
    result: (_, { text, isError }) => {
      calls += 1
      return { kind: 'replace', result: { text: `${text} (${calls})`, isError } }
    },
  }
}
