import { expect, test } from 'vitest'
import type { AgentReply, Link } from '../../src/domain/index.js'
import { readTrajectory } from '../../src/journal/index.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import { calling, plainTalk, saying, TALK_GOAL, talkTools, talkTrial } from '../support/agent-talk.js'

test('a trial ends at its limit of steps, and nothing more is answered', async () => {
  const replies: AgentReply[] = []
  const { journal, trial } = await talkTrial({
    limits: { steps: 2 },
    talk: (ask, signal) =>
      plainTalk(async (asked) => {
        const reply = await ask(asked)
        replies.push(reply)
        expect(signal.aborted).toBe(reply.kind === 'over')
        return reply
      }, signal),
    answer: ({ messages }) => calling([`call-${messages.length}`, 'look', 'here']),
  })
  expect(replies.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'over'])
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'censored', steps: 2, limit: 'steps' })
})

test('an agent that asks no model has not failed: its trial is void', async () => {
  const { journal, trial } = await talkTrial({ talk: async () => undefined, answer: () => saying('') })
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'void', cause: 'environment' })
  const ended = journal.events(trial.id).find(({ body }) => body.kind === 'trial-ended')?.body
  expect(ended).toMatchObject({ end: { message: 'the agent asked no model (done) (in 1 attempts)' } })
})

test('a result that cannot be judged makes the trial void by its scorer', async () => {
  const { journal, trial } = await talkTrial({
    talk: plainTalk,
    answer: () => saying('done'),
    judge: () => Promise.reject(new Error('the score command ended with 2')),
  })
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'void', cause: 'scorer' })
})

test('a link that takes back what an agent did makes the trial void', async () => {
  const undoing: Link = { name: 'undoing', result: () => ({ kind: 'undo' }) }
  const { journal, trial } = await talkTrial({
    link: undoing,
    talk: plainTalk,
    answer: ({ messages }) => (messages.length === 2 ? calling(['a', 'look', 'here']) : saying('done')),
  })
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'void', cause: 'injection' })
})

test('an ask for an agent that has gone is taken back, and its trial is judged without waiting', async () => {
  const waiting = Promise.withResolvers<void>()
  let isTakenBack = false
  const { journal, trial } = await talkTrial({
    talk: async (ask) => {
      await ask({ messages: [TALK_GOAL], tools: talkTools })
      void ask({ messages: [TALK_GOAL, { role: 'user', text: 'And?' }], tools: talkTools })
      await waiting.promise
    },
    answer: ({ messages, signal }) => {
      if (messages.length === 1) return saying('first')
      waiting.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          isTakenBack = true
          reject(signal.reason)
        })
      })
    },
  })
  expect(isTakenBack).toBe(true)
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'failed', steps: 1 })
})

test('an agent that breaks after it has begun is judged by what it left', async () => {
  const { journal, trial } = await talkTrial({
    talk: async (ask) => {
      await ask({ messages: [TALK_GOAL], tools: talkTools })
      throw new Error('broke')
    },
    answer: () => saying('first'),
  })
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'failed', steps: 1 })
})

test('steps that a link takes away end the trial earlier, in the varied arm only', async () => {
  const cutting: Link = {
    name: 'cutting',
    limit: ({ step }) => (step === 1 ? { kind: 'cut', steps: 1 } : { kind: 'pass' }),
  }
  const runs = await Promise.all(
    (['sham', 'varied'] as const).map((arm) =>
      talkTrial({
        arm,
        link: cutting,
        limits: { steps: 4 },
        talk: plainTalk,
        answer: ({ messages }) => calling([`call-${messages.length}`, 'look', 'here']),
      }),
    ),
  )
  const steps = runs.map(({ journal, trial }) => readTrajectory(journal, trial.id).steps.length)
  expect(steps).toEqual([4, 2])
  for (const { journal, trial } of runs) {
    expect(verifyRun(journal, trial, { link: cutting, reads: [], steps: 4 })).toEqual({ kind: 'delivered' })
    expect(verifyRun(journal, trial, { link: cutting, reads: [], steps: 9 }).kind).toBe('refuted')
  }
})
