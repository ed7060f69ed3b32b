import { harbourFamilies, harbourPolicies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { handicapped, judgePairs, judgeTogether, recoverCompetence, runPairStudies } from '../../src/calibrate/index.js'
import type { Candidate, Model } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aPair } from '../support/calibration-zoo.js'
import { anOwner, stillClock } from '../support/depot-study.js'

const { wide, wideTwin, narrowOnly } = harbourPolicies
const SIZES = { narrow: 8, long: 60 }
const STUDIES = 3

function named(model: string, answers: Model): Candidate {
  return { system: { model }, provenance: { kind: 'unknown' }, model: answers }
}

const studies = runPairStudies({
  families: harbourFamilies,
  reference: named('wide', wide.model),
  control: named('control', handicapped(wide.model, 0.2)),
  others: [named('twin', wideTwin.model), named('narrow-only', narrowOnly.model)],
  sizes: SIZES,
  samplesPerFamily: { narrow: 2, long: 2 },
  studies: STUDIES,
  seed: 1,
  clock: stillClock(),
  owner: anOwner,
  openJournal: () => openMemoryJournal(),
  signal: new AbortController().signal,
  studyDone: () => undefined,
})

test('studies through the real runner are quiet on a twin and find a model that knows short work only', async () => {
  const known = [aPair('twin', 'null'), aPair('narrow-only', 'true')]
  const [twin, narrow] = judgePairs(await studies, known)
  expect(twin).toMatchObject({ studies: STUDIES, behind: 0, ahead: 0, isHeld: true })
  expect(narrow).toMatchObject({ studies: STUDIES, behind: STUDIES, isHeld: true })
  expect(judgeTogether(await studies, known).map(({ rate }) => rate)).toEqual([0, 1])
  const [short, long] = [narrow?.narrowGap, narrow?.longGap]
  if (short?.kind !== 'determined' || long?.kind !== 'determined') throw new Error('gaps are not determined')
  expect(Math.abs(short.value)).toBeLessThan(0.1)
  expect(long.value).toBeGreaterThan(0.4)
})

test('each study has samples of its own, and every system but the control is counted on all of them', async () => {
  const [first, second] = await studies
  expect(first?.trials).toBe(4 * 2 * 2 * harbourFamilies.length)
  expect(first?.counts.map(({ system, trials }) => [system, trials])).toEqual(
    ['wide', 'twin', 'narrow-only'].flatMap((system) => [
      [system, 2 * harbourFamilies.length],
      [system, 2 * harbourFamilies.length],
    ]),
  )
  expect(first?.pairs).not.toEqual(second?.pairs)
})

test('a card that says what a model can do is recovered, and one that boasts is not', async () => {
  const on = async (solved: number) =>
    recoverCompetence(
      await studies,
      [
        {
          system: 'narrow-only',
          competence: [{ size: 60, stratum: 'long', solved, trials: 200 }],
        },
      ],
      SIZES,
    )
  const [row] = await on(0)
  if (row === undefined) throw new Error('the card made no row')
  const { solved, trials } = row.recovered
  expect((await on(Math.round((200 * solved) / trials)))[0]?.isRecovered).toBe(true)
  expect((await on(190))[0]?.isRecovered).toBe(false)
})

test('a handicapped model gives up at the first step of so many trials, and later never', async () => {
  const asks: unknown[] = []
  const inner: Model = {
    ask(ask) {
      asks.push(ask)
      return Promise.resolve({ text: 'on', calls: [], stop: 'end' })
    },
  }
  const weaker = handicapped(inner, 0.2)
  const signal = new AbortController().signal
  const goal = { role: 'user', text: 'Go.' } as const
  const past = { role: 'assistant', text: '', calls: [] } as const
  const count = async (messages: Parameters<Model['ask']>[0]['messages']) => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, seed) => weaker.ask({ messages, tools: [], seed, signal })),
    )
    return answers.filter(({ calls }) => calls[0]?.arguments.result === 'gave-up').length
  }
  expect(await count([goal])).toBeGreaterThan(150)
  expect(await count([goal])).toBeLessThan(250)
  expect(await count([goal, past])).toBe(0)
})
