/**
 * Text of a configuration that uses `task.ts` beside it; a model of the reader's own has to be named in it.
 *
 * @param seed of its samples
 */
export function ownTaskConfig(seed: number): string {
  return `// A Leadline study of a task of your own. \`leadline check task task.ts\` says whether the task is ready; no model is asked.
// \`leadline plan\` shows what this would run, \`leadline probe\` runs it; a rerun goes on where it stopped.
import task from './task.ts'

export default {
  name: 'own-study',
  seed: ${seed}, // drawn for this file: nobody else has these samples

  // Name your models: 'openai:MODEL', 'anthropic:MODEL' (the key is read from the environment), or a server as below.
  // Prices are US dollars a million tokens; 0 and 0 where nothing is charged.
  systems: [
    { model: 'http://127.0.0.1:11434/v1#MODEL', price: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } },
    // { model: 'openai:OTHER', price: { inputUsdPerMillion: 1, outputUsdPerMillion: 5 } },
  ],
  reference: 'MODEL', // the model that the others are held against

  // Two forms of the same task; size is the length in calls of a good solution.
  tasks: {
    families: [task],
    forms: [
      { stratum: 'narrow', size: 6, samples: 6 },
      { stratum: 'long', size: 40, samples: 6 },
    ],
  },

  // Which constraint is changed, one at a time; \`leadline check task task.ts\` says which can be used on the task.
  probes: [
    { intervention: 'tool-renamed' },
    { intervention: 'parameter-renamed' },
    { intervention: 'tool-removed-infeasible' },
    { intervention: 'error-first-n' },
    { intervention: 'rate-limit' },
    { intervention: 'false-success' },
  ],

  repeats: 3, // baselines of each sample
  forkRepeats: 1, // how many of them are forked
  requiredSuccess: 0.8, // what the decision asks for
  // budgetUsd: 5, // never more than this is spent
}
`
}

/** Text of a task that can be checked as it is, to put tools of one's own in. */
export function ownTaskTemplate(): string {
  return `// A task of your own: which invoices are due, and have they been paid? Copy it, and put your own tools in.
import { defineTask, refuse } from 'leadline'
import { z } from 'zod'
export default defineTask({
  name: 'invoices',
  instructions: 'You keep the books of a small shop. What is disputed is never paid.',
  make({ size, random }) {
    const ids = Array.from({ length: Math.ceil(size / 2) }, (_, number) => \`INV-\${number + 1}\`)
    const due = ids.filter((_, number) => number === 0 || random.next() < 0.7)
    const paid: string[] = []
    return { goal: 'Pay every invoice that is due, and no other.', state: { ids, due, paid } }
  },
  tools: {
    list_invoices: { description: 'Lists the ids of all invoices.', isReading: true, run: ({ ids }) => ids.join('\\n') },
    read_invoice: {
      description: 'Says whether an invoice is due or disputed.',
      input: z.object({ id: z.string() }),
      isReading: true,
      run: ({ due }, { id }) => \`\${id} is \${due.includes(id) ? 'due' : 'disputed'}\`,
    },
    pay_invoice: {
      description: 'Pays an invoice.',
      input: z.object({ id: z.string() }),
      run({ ids, paid }, { id }) {
        if (!ids.includes(id) || paid.includes(id)) return refuse(\`\${id} cannot be paid\`)
        paid.push(id)
        return \`\${id} is paid\`
      },
    },
  },
  checkpoints: ({ due, paid }) => Object.fromEntries(due.map((id) => [id, paid.includes(id)])),
  score: ({ due, paid }) => paid.length === due.length && due.every((id) => paid.includes(id)),
  witness({ due, paid }, { list_invoices, read_invoice, pay_invoice }, allows) {
    const open = due.filter((id) => !paid.includes(id))
    if (!open.every((id) => allows(pay_invoice({ id })))) return undefined
    return [list_invoices(), ...open.flatMap((id) => [read_invoice({ id }), pay_invoice({ id })])]
  },
})
`
}
