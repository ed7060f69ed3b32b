import { describe, expect, test } from 'vitest'
import type { Intervention, Link, Message, Scene, Seam } from '../../src/domain/index.js'
import { readTrajectory } from '../../src/journal/index.js'
import { verifyReceipts } from '../../src/probe/verify.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import {
  calling,
  remembered,
  resultOf,
  saying,
  TALK_GOAL,
  TALK_SYSTEM,
  talkTools,
  talkTrial,
} from '../support/agent-talk.js'
import { aDepotScene } from '../support/depot-scene.js'
import { sumSample } from '../support/sum-study.js'

/** Seams that only an agent has, which keeps its own loop. */
const AGENT_SEAMS: ReadonlySet<Seam> = new Set(['model-response', 'process'])

/** Whether an intervention has no place in a world of Leadline's own. */
export function isOfAgents({ seams }: Intervention): boolean {
  return seams.every((seam) => AGENT_SEAMS.has(seam))
}

/** What would tell an agent that it is being watched. */
const BETRAYING = /inject|chaos|\btest|fault|simulat|probe|experiment|sham|perturb|sabotag|leadline|intervention|mock/i

function prepared(intervention: Intervention) {
  const scene: Scene = { ...aDepotScene(), sample: sumSample, isRestartable: true, dose: intervention.dose }
  const found = intervention.prepare(scene)
  if (found.kind === 'not-applicable') throw new Error(`${intervention.name} lacks ${found.missing}`)
  return found
}

/** A trial of an agent that asks again where it got no whole answer, and begins anew where it is started again. */
function run(link: Link | undefined, arm: 'sham' | 'varied') {
  return talkTrial({
    arm,
    ...(link !== undefined && { link }),
    talk: async (ask) => {
      let [messages, start]: [Message[], number] = [[TALK_SYSTEM, TALK_GOAL], 1]
      for (;;) {
        const reply = await ask({ messages, tools: talkTools, ...(start > 1 && { start }) })
        if (reply.kind === 'ended') {
          ;[messages, start] = [[TALK_SYSTEM, TALK_GOAL], start + 1]
          continue
        }
        if (reply.kind === 'failed' || (reply.kind === 'answered' && reply.line?.kind === 'break')) continue
        if (reply.kind !== 'answered') return
        messages.push(remembered(reply))
        for (const { id, name } of reply.answer.calls) messages.push(resultOf(id, `${name} is done`, name))
        if (reply.answer.stop !== 'length' && reply.answer.calls.length === 0) return
      }
    },
    answer: ({ messages }) => {
      const turn = messages.filter(({ role }) => role === 'tool').length
      return turn < 3 ? { ...calling([`call-${messages.length}`, 'look', 'x']), text: 'I look.' } : saying('done')
    },
  })
}

/** The contract of an intervention that only agents meet. */
export function describeAgentIntervention(intervention: Intervention): void {
  describe(`${intervention.name} with an agent`, () => {
    test('says what is missing where there is none', () => {
      expect(intervention.prepare(aDepotScene())).toEqual({
        kind: 'not-applicable',
        missing: expect.stringMatching(/agent/),
      })
    })

    test('acts, with receipts that the record confirms, and the agent goes on', async () => {
      const { link } = prepared(intervention)
      const { journal, trial } = await run(link, 'varied')
      expect(verifyRun(journal, trial, { link, reads: [], steps: undefined })).toEqual({ kind: 'delivered' })
      const { confirmed, refuted, undeclared } = verifyReceipts(journal, trial.id)
      expect({ refuted, undeclared }).toEqual({ refuted: [], undeclared: [] })
      expect(intervention.seams).toContain(confirmed[0]?.seam)
      const { steps } = readTrajectory(journal, trial.id)
      expect(steps.at(-1)?.text).toBe('done')
    })

    test('in its sham form changes no byte of any request, and writes as many receipts', async () => {
      const { link } = prepared(intervention)
      const [plain, sham, varied] = [await run(undefined, 'sham'), await run(link, 'sham'), await run(link, 'varied')]
      expect(sham.asks.map(({ messages, tools }) => ({ messages, tools }))).toEqual(
        plain.asks.map(({ messages, tools }) => ({ messages, tools })),
      )
      const [held, made] = [sham, varied].map(({ journal, trial }) => verifyReceipts(journal, trial.id))
      expect(held).toMatchObject({ refuted: [], undeclared: [] })
      expect(held?.confirmed.every(({ beforeHash, afterHash }) => beforeHash === afterHash)).toBe(true)
      expect(held?.confirmed.length).toBe(made?.confirmed.length)
    })

    test('is found in both arms where its machinery swallows it whole', async () => {
      const { link } = prepared(intervention)
      for (const arm of ['sham', 'varied'] as const) {
        const swallowing: Link = { name: link.name }
        const { journal, trial } = await run(swallowing, arm)
        expect(verifyRun(journal, trial, { link, reads: [], steps: undefined }).kind).toBe('refuted')
      }
    })

    test('has hooks that answer the same question in the same way', () => {
      const { link } = prepared(intervention)
      const contexts = [0, 1, 2, 3].flatMap((opportunity) =>
        [0, 1, 2, 3].map((delivered) => ({ step: opportunity, opportunity, delivered, earlier: [], draw: 0.5 })),
      )
      const answers = contexts.map((context) => link.respond?.(context))
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(2)
      expect(contexts.toReversed().map((context) => link.respond?.(context))).toEqual(answers.toReversed())
    })

    test('says nothing that betrays it', async () => {
      const { link } = prepared(intervention)
      const { journal, trial, asks } = await run(link, 'varied')
      for (const { messages } of asks) expect(JSON.stringify(messages)).not.toMatch(BETRAYING)
      for (const { body } of journal.events(trial.id)) {
        const instead = body.kind === 'model-asked' || body.kind === 'model-answered' ? body.instead : undefined
        if (instead !== undefined) expect(JSON.stringify(journal.content(instead))).not.toMatch(BETRAYING)
      }
    })
  })
}
