import { expect, test } from 'vitest'
import type { AgentAsk, AgentReply, Link, Message } from '../../src/domain/index.js'
import { readTrajectory } from '../../src/journal/index.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import {
  calling,
  plainTalk,
  remembered,
  resultOf,
  saying,
  TALK_GOAL,
  TALK_SYSTEM,
  talkTools,
  talkTrial,
} from '../support/agent-talk.js'

const refusing: Link = {
  name: 'refusing',
  matches: ({ name }) => name === 'put',
  call: (_, { delivered }) =>
    delivered === 0
      ? { kind: 'answer', delivers: true, result: { text: 'put: not available', isError: true } }
      : { kind: 'pass' },
}
const emptying: Link = {
  name: 'emptying',
  matches: ({ name }) => name === 'look',
  result: (_, { text }, { delivered }) =>
    delivered === 0 && text !== '' ? { kind: 'replace', result: { text: '', isError: false } } : { kind: 'pass' },
}

test('a call that is kept back is answered to the model, and the agent never sees it', async () => {
  const seen: AgentReply[] = []
  const { journal, trial, asks } = await talkTrial({
    link: refusing,
    talk: (ask, signal) =>
      plainTalk(async (asked) => {
        const reply = await ask(asked)
        seen.push(reply)
        return reply
      }, signal),
    answer: ({ messages }) => {
      const turn = messages.filter(({ role }) => role === 'assistant').length
      if (turn === 0) return calling(['a', 'look', 'here'], ['b', 'put', 'there'])
      return turn === 1 ? calling(['c', 'put', 'there']) : saying('done')
    },
  })
  const called = seen.map((reply) => (reply.kind === 'answered' ? reply.answer.calls.map(({ id }) => id) : []))
  expect(called).toEqual([['a'], ['c'], []])
  expect(asks.map(({ messages }) => messages.slice(-2))).toEqual([
    [TALK_SYSTEM, TALK_GOAL],
    [
      { role: 'tool', callId: 'b', name: 'put', text: 'put: not available', isError: true },
      { role: 'tool', callId: 'a', name: 'look', text: 'look of here', isError: false },
    ],
    [expect.objectContaining({ role: 'assistant' }), resultOf('c', 'put of there', 'put')],
  ])
  expect(verifyRun(journal, trial, { link: refusing, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
  const { steps, receipts } = readTrajectory(journal, trial.id)
  expect(steps.map(({ calls }) => calls.map(({ result }) => result?.text))).toEqual([
    ['look of here', 'put: not available'],
    ['put of there'],
    [],
  ])
  expect(receipts).toMatchObject([{ seam: 'before-call', place: 'b', arm: 'varied' }])
})

test('where nothing is left of an answer, the model is asked again at once', async () => {
  const sent: AgentAsk[] = []
  const { journal, trial } = await talkTrial({
    link: refusing,
    talk: (ask, signal) =>
      plainTalk((asked) => {
        sent.push({ ...asked, messages: [...asked.messages] })
        return ask(asked)
      }, signal),
    answer: ({ messages }) =>
      [calling(['a', 'put', 'x']), calling(['b', 'put', 'x']), saying('done')][
        messages.filter(({ role }) => role === 'assistant').length
      ] ?? saying('lost'),
  })
  expect(sent.map(({ messages }) => messages.length)).toEqual([2, 4])
  expect(readTrajectory(journal, trial.id).steps).toHaveLength(3)
  expect(verifyRun(journal, trial, { link: refusing, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
})

test('a changed result stays changed when the agent tells its history anew', async () => {
  const summary: Message = { role: 'user', text: 'So far: looked.' }
  const { journal, trial, asks } = await talkTrial({
    link: emptying,
    talk: async (ask) => {
      const first = await ask({ messages: [TALK_SYSTEM, TALK_GOAL], tools: talkTools })
      const looked = [remembered(first), resultOf('a', 'a box')]
      await ask({ messages: [TALK_SYSTEM, TALK_GOAL, ...looked], tools: talkTools })
      await ask({ messages: [TALK_SYSTEM, summary, ...looked], tools: talkTools })
    },
    answer: ({ messages }) => (messages.length === 2 ? calling(['a', 'look']) : saying('done')),
  })
  const results = asks.map(({ messages }) => messages.flatMap((each) => (each.role === 'tool' ? [each.text] : [])))
  expect(results).toEqual([[], [''], ['']])
  expect(asks[2]?.messages.slice(0, 2)).toEqual([TALK_SYSTEM, summary])
  expect(verifyRun(journal, trial, { link: emptying, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
  const asked = journal.events(trial.id).flatMap(({ body }) => (body.kind === 'model-asked' ? [body.after] : []))
  expect(asked).toEqual([undefined, undefined, -1])
})

test('a second conversation beside the first leaves the first where it was', async () => {
  const { journal, trial, asks } = await talkTrial({
    link: emptying,
    talk: async (ask) => {
      const first = await ask({ messages: [TALK_SYSTEM, TALK_GOAL], tools: talkTools })
      const title = await ask({ messages: [{ role: 'user', text: 'A title?' }], tools: [] })
      expect(title).toMatchObject({ kind: 'answered', answer: { text: 'Boxes' } })
      await ask({ messages: [TALK_SYSTEM, TALK_GOAL, remembered(first), resultOf('a', 'a box')], tools: talkTools })
    },
    answer: ({ messages, tools }) => {
      if (tools.length === 0) return saying('Boxes')
      return messages.length === 2 ? calling(['a', 'look']) : saying('done')
    },
  })
  expect(asks[1]).toMatchObject({ messages: [{ text: 'A title?' }], tools: [] })
  expect(asks[2]?.messages).toHaveLength(4)
  expect(verifyRun(journal, trial, { link: emptying, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
  expect(readTrajectory(journal, trial.id).steps[0]?.calls[0]?.result?.text).toBe('')
})

test('instructions that the agent changes on the way reach the model', async () => {
  const { journal, trial, asks } = await talkTrial({
    link: emptying,
    talk: async (ask) => {
      const first = await ask({ messages: [TALK_SYSTEM, TALK_GOAL], tools: talkTools })
      const later: Message = { role: 'system', text: 'It is noon.' }
      await ask({ messages: [later, TALK_GOAL, remembered(first), resultOf('a', 'a box')], tools: talkTools })
    },
    answer: ({ messages }) => (messages.length === 2 ? calling(['a', 'look']) : saying('done')),
  })
  expect(asks[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool'])
  expect(asks[1]?.messages[0]).toEqual({ role: 'system', text: 'It is noon.' })
  expect(verifyRun(journal, trial, { link: emptying, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
})

test('a sham asks the model word for word what the agent asked, and has as many receipts', async () => {
  const links = [refusing, emptying]
  const answers = [calling(['a', 'look', 'here']), calling(['b', 'put', 'there']), saying('done')]
  const answer: Parameters<typeof talkTrial>[0]['answer'] = ({ messages }) =>
    answers[messages.filter(({ role }) => role === 'assistant').length] ?? saying('lost')
  const plain = await talkTrial({ talk: plainTalk, answer })
  for (const link of links) {
    const sham = await talkTrial({ talk: plainTalk, answer, link, arm: 'sham' })
    expect(sham.asks.map(({ messages, tools }) => ({ messages, tools }))).toEqual(
      plain.asks.map(({ messages, tools }) => ({ messages, tools })),
    )
    expect(readTrajectory(sham.journal, sham.trial.id).receipts).toHaveLength(1)
    expect(verifyRun(sham.journal, sham.trial, { link, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
  }
})

test('a chain is not in place before its chainFrom', async () => {
  const { journal, trial } = await talkTrial({
    link: emptying,
    chainFrom: 1,
    talk: plainTalk,
    answer: ({ messages }) =>
      [calling(['a', 'look', 'here']), calling(['b', 'look', 'there']), saying('done')][
        messages.filter(({ role }) => role === 'assistant').length
      ] ?? saying('lost'),
  })
  const { steps, marks } = readTrajectory(journal, trial.id)
  expect(steps.map(({ calls }) => calls[0]?.result?.text)).toEqual(['look of here', '', undefined])
  expect(marks).toEqual({ triggerStep: 1, deliveredStep: 1, evidentStep: 2 })
})

test('a word of the operator stays in the conversation that the model is shown', async () => {
  const speaking: Link = {
    name: 'speaking',
    speak: ({ step }) => (step === 1 ? { kind: 'speak', text: 'Hurry up.' } : { kind: 'pass' }),
  }
  const { journal, trial, asks } = await talkTrial({
    link: speaking,
    talk: plainTalk,
    answer: ({ messages }) => {
      const turn = messages.filter(({ role }) => role === 'assistant').length
      return turn < 2 ? calling([`call-${turn}`, 'look', 'here']) : saying('done')
    },
  })
  expect(asks.map(({ messages }) => messages.filter(({ text }) => text === 'Hurry up.').length)).toEqual([0, 1, 1])
  expect(asks[2]?.messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'tool',
    'user',
    'assistant',
    'tool',
  ])
  expect(verifyRun(journal, trial, { link: speaking, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
})

test('a link may give the answer to another call, where this trial has had it', async () => {
  const swapping: Link = {
    name: 'swapping',
    matches: (call) => call.arguments.at === 'there',
    result: (_, __, { earlier }) =>
      earlier.length > 0 ? { kind: 'substitute', call: { name: 'look', arguments: { at: 'here' } } } : { kind: 'pass' },
  }
  const { journal, trial } = await talkTrial({
    link: swapping,
    talk: plainTalk,
    answer: ({ messages }) =>
      [calling(['a', 'look', 'here']), calling(['b', 'look', 'there']), saying('done')][
        messages.filter(({ role }) => role === 'assistant').length
      ] ?? saying('lost'),
  })
  const { steps } = readTrajectory(journal, trial.id)
  expect(steps.map(({ calls }) => calls[0]?.result?.text)).toEqual(['look of here', 'look of here', undefined])
  expect(verifyRun(journal, trial, { link: swapping, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
})
