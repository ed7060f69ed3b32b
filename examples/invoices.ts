// A task of your own: which invoices are due, and have they been paid? Copy it, and put your own tools in.
import { defineTask, refuse } from 'leadline'
import { z } from 'zod'
export default defineTask({
  name: 'invoices',
  instructions: 'You keep the books of a small shop. What is disputed is never paid.',
  make({ size, random }) {
    const ids = Array.from({ length: Math.ceil(size / 2) }, (_, number) => `INV-${number + 1}`)
    const due = ids.filter((_, number) => number === 0 || random.next() < 0.7)
    const paid: string[] = []
    return { goal: 'Pay every invoice that is due, and no other.', state: { ids, due, paid } }
  },
  tools: {
    list_invoices: { description: 'Lists the ids of all invoices.', isReading: true, run: ({ ids }) => ids.join('\n') },
    read_invoice: {
      description: 'Says whether an invoice is due or disputed.',
      input: z.object({ id: z.string() }),
      isReading: true,
      run: ({ due }, { id }) => `${id} is ${due.includes(id) ? 'due' : 'disputed'}`,
    },
    pay_invoice: {
      description: 'Pays an invoice.',
      input: z.object({ id: z.string() }),
      run({ ids, paid }, { id }) {
        if (!ids.includes(id) || paid.includes(id)) return refuse(`${id} cannot be paid`)
        paid.push(id)
        return `${id} is paid`
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
