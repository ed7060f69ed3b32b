import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ask, ConfigError, FINISH_TOOL, RecordError } from 'leadline'
import { harbourFamilies } from 'leadline/tasks'
import { afterAll, expect, test } from 'vitest'
import { openZoo, ZOO_CONTROLS, ZOO_NAMES, zooCards } from './index.js'
import { readWeights, WEIGHTS_FOLDER } from './weights.js'

const folder = mkdtempSync(join(tmpdir(), 'leadline-zoo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** First asks of samples of every family: as many conversations as there are seeds. */
function asksFor(seeds: number): Ask[] {
  return harbourFamilies.flatMap((family) =>
    Array.from({ length: seeds }, (_, seed): Ask => {
      const sample = family.makeSample({ stratum: 'narrow', size: 6 + 4 * seed, seed })
      const { tools } = family.open(sample, 'pair')
      const messages = [
        { role: 'system' as const, text: sample.instructions },
        { role: 'user' as const, text: sample.goal },
      ]
      return { messages, tools: [...tools, FINISH_TOOL], seed, signal: new AbortController().signal }
    }),
  )
}

async function teacher(temperature?: number) {
  const [found] = await openZoo(['teacher'], temperature === undefined ? {} : { temperature })
  if (found === undefined) throw new Error('no teacher')
  return found.model
}

test('an ask gets the same answer alone, in a crowd, from another opening, and after a JSON round trip', async () => {
  const [one, other] = [await teacher(), await teacher()]
  const asks = asksFor(4)
  const together = await Promise.all(asks.map((ask) => one.ask(ask)))
  const reversed = await Promise.all(asks.toReversed().map((ask) => other.ask(ask)))
  expect(reversed.toReversed()).toEqual(together)
  for (const [index, ask] of asks.slice(0, 6).entries()) {
    const copy: Ask = { ...JSON.parse(JSON.stringify({ ...ask, signal: undefined })), signal: ask.signal }
    expect(await one.ask(copy)).toEqual(together[index])
  }
})

test('a temperature of 0 hangs on no seed', async () => {
  const model = await teacher(0)
  const [ask] = asksFor(1)
  if (ask === undefined) throw new Error('no ask')
  const answers = await Promise.all([1, 2, 3].map((seed) => model.ask({ ...ask, seed })))
  expect(new Set(answers.map(({ calls }) => JSON.stringify(calls))).size).toBe(1)
})

test('tools and words that it does not know end in an ordinary answer with the reason in it', async () => {
  const model = await teacher()
  const tools = [
    {
      name: 'zurückspulen',
      description: 'Spult zurück.',
      parameters: { properties: { wohin: {} }, required: ['wohin'] },
    },
  ]
  const messages = [{ role: 'user' as const, text: 'Ωμέγα 漢字 \u0000 …' }]
  const ask: Ask = { messages, tools, seed: 1, signal: new AbortController().signal }
  const { text, calls, stop } = await model.ask(ask)
  expect(stop).toBe('calls')
  expect(calls[0]?.name).toBe('zurückspulen')
  expect(text).toContain('No words for: ')
  expect(await model.ask({ ...ask, tools: [] })).toMatchObject({ text: 'No tool is offered.', calls: [], stop: 'end' })
})

test('an ask that was taken back is not answered', async () => {
  const model = await teacher()
  const [ask] = asksFor(1)
  if (ask === undefined) throw new Error('no ask')
  await expect(model.ask({ ...ask, signal: AbortSignal.abort(new Error('taken back')) })).rejects.toThrow('taken back')
})

test('a control acts as everybody does', async () => {
  const [control] = await openZoo(['control-20'])
  const [ask] = asksFor(1)
  if (control === undefined || ask === undefined) throw new Error('nobody to ask')
  expect((await control.model.ask(ask)).stop).toBe('calls')
})

test('a name that is not in the zoo and a temperature below 0 are refused', async () => {
  await expect(openZoo(['tiger'])).rejects.toThrow(/^zoo is "tiger"; expected one of teacher, student-narrow/)
  await expect(openZoo(['teacher'], { temperature: -1 })).rejects.toThrow(ConfigError)
  await expect(openZoo(['teacher'], { temperature: Number.NaN })).rejects.toThrow(/temperature is /)
})

test('missing and damaged weights name the file, the checksum that was expected, and how to make them again', () => {
  const { card, weights } = readWeights('teacher')
  const file = join(folder, 'teacher.onnx')
  const read = () => readWeights('teacher', folder)
  expect(read).toThrow(RecordError)
  expect(read).toThrow(/teacher\.json is missing; expected a file of the zoo; zoo\/train\/README\.md says how/)
  copyFileSync(join(WEIGHTS_FOLDER, 'teacher.json'), join(folder, 'teacher.json'))
  expect(read).toThrow(`${file} is missing; expected weights with SHA-256 ${card.sha256}; zoo/train/README.md says how`)
  const damaged = Uint8Array.from(weights)
  damaged[1_000] = (damaged[1_000] ?? 0) ^ 1
  writeFileSync(file, damaged)
  expect(read).toThrow(
    new RegExp(`teacher.onnx is damaged: its SHA-256 is [0-9a-f]{64}; expected weights with SHA-256 ${card.sha256}`),
  )
  copyFileSync(join(WEIGHTS_FOLDER, 'teacher.onnx'), file)
  writeFileSync(join(folder, 'vocabulary.json'), '["the", "at"]')
  expect(read).toThrow(
    /vocabulary\.json is a list of words with SHA-256 [0-9a-f]{64}; expected that with which teacher was/,
  )
  copyFileSync(join(WEIGHTS_FOLDER, 'vocabulary.json'), join(folder, 'vocabulary.json'))
  expect(read().card).toEqual(card)
  writeFileSync(join(folder, 'teacher.json'), '{"name": "teacher"}')
  expect(read).toThrow(/teacher\.json is no card of a model; expected a JSON object/)
  writeFileSync(join(folder, 'teacher.json'), '{')
  expect(read).toThrow(/teacher\.json is no JSON/)
})

test('every card fits its weights, and all weights together stay below 40 MB', () => {
  for (const name of [...ZOO_NAMES, ...ZOO_CONTROLS]) {
    const { card, weights } = readWeights(name)
    const { parameters, licence } = card
    expect({ name, licence, isFloat: weights.byteLength > 4 * parameters }).toEqual({
      name,
      licence: 'Apache-2.0',
      isFloat: true,
    })
  }
  expect(zooCards().map(({ name }) => name)).toEqual(ZOO_NAMES)
  const sizes = readdirSync(WEIGHTS_FOLDER).map((name) => statSync(join(WEIGHTS_FOLDER, name)).size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40e6)
  expect(readFileSync(join(WEIGHTS_FOLDER, 'vocabulary.json'), 'utf8').startsWith('[')).toBe(true)
})
