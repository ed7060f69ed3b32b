import type { JournalEvent, Link, Message, PlannedTrial, ResponseChange, TurnPart } from '../../src/domain/index.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import { calling, remembered, resultOf, saying, stoodInId, talkTools, talkTrial } from './agent-talk.js'

function responding(change: ResponseChange): Link {
  return { name: 'responding', respond: ({ delivered }) => (delivered < 2 ? change : { kind: 'pass' }) }
}

/** One link for each seam that an agent has, and for each way in which it may be answered. */
export const LINKS: Readonly<Record<string, Link>> = {
  'tool list': {
    name: 'renamed',
    offer: (tools) => ({
      kind: 'replace',
      tools: tools.map((tool) => (tool.name === 'put' ? { ...tool, name: 'tool_2' } : tool)),
    }),
    matches: ({ name }) => name === 'tool_2',
    call: (call) => ({ kind: 'translate', call: { ...call, name: 'put' } }),
  },
  call: {
    name: 'refused',
    call: (_, { delivered }) =>
      delivered === 0
        ? { kind: 'answer', delivers: true, result: { text: 'not available', isError: true } }
        : { kind: 'pass' },
  },
  result: {
    name: 'emptied',
    result: (_, __, { delivered }) =>
      delivered === 0 ? { kind: 'replace', result: { text: 'nothing', isError: false } } : { kind: 'pass' },
  },
  'result, which is slow': {
    name: 'slowed',
    result: (_, { text, isError }, { delivered }) =>
      delivered < 2 ? { kind: 'replace', result: { text: `${text} (late)`, isError }, seconds: 5 } : { kind: 'pass' },
  },
  'operator turn': {
    name: 'told',
    speak: ({ step }) => (step === 1 ? { kind: 'speak', text: 'Hurry up.' } : { kind: 'pass' }),
  },
  conversation: {
    name: 'forgetful',
    rewrite: (messages, { step }) =>
      step === 2
        ? {
            kind: 'replace',
            messages: [...messages.slice(0, 1), { role: 'user', text: 'Go on.' }, ...messages.slice(3)],
          }
        : { kind: 'pass' },
  },
  'model request': {
    name: 'swapped',
    route: ({ step }) => (step >= 1 ? { kind: 'route', systemId: stoodInId } : { kind: 'pass' }),
  },
  'model response, which fails': responding({ kind: 'fail', error: 'overloaded' }),
  'model response, which breaks off': responding({ kind: 'break', share: 0.5 }),
  'model response, which is slow': responding({ kind: 'slow', seconds: 1 }),
  'model response, which is cut': responding({ kind: 'truncate', share: 0.5 }),
}

/** Lets an agent look and put in turn, under a link. */
export function run(
  link: Link,
  given: {
    readonly arm?: 'sham' | 'varied'
    readonly isSwallowed?: boolean
    readonly parts?: readonly TurnPart[]
  } = {},
) {
  const { parts, ...trial } = given
  return talkTrial({
    ...trial,
    link,
    talk: async (ask) => {
      const messages: Message[] = [{ role: 'user', text: 'Look and put.' }]
      for (;;) {
        const reply = await ask({ messages, tools: talkTools })
        if (reply.kind === 'failed' || (reply.kind === 'answered' && reply.line?.kind === 'break')) continue
        if (reply.kind !== 'answered') return
        messages.push(remembered(reply))
        if (reply.answer.calls.length === 0) return
        for (const { id, name } of reply.answer.calls) messages.push(resultOf(id, `${name} is done`, name))
      }
    },
    answer: ({ messages, tools }) => {
      const turn = messages.filter(({ role }) => role === 'assistant').length
      const called = calling([`call-${turn}`, tools[turn % 2]?.name ?? 'look', 'x'])
      return turn < 3 ? { ...called, ...(parts !== undefined && { parts }) } : saying('done')
    },
  })
}

/** A talk that is over. */
export type Run = Awaited<ReturnType<typeof run>>

/** What the record of a talk bears out, as it is or as it was changed. */
export function verdict(
  { journal, trial }: Run,
  link: Link,
  changes: { readonly events?: readonly JournalEvent[]; readonly trial?: PlannedTrial } = {},
) {
  const record = {
    content: (hash: string) => journal.content(hash),
    trial: (id: string) => journal.trial(id),
    events: (id: string) => changes.events ?? journal.events(id),
  }
  return verifyRun(record, changes.trial ?? trial, { link, reads: [], steps: undefined })
}
