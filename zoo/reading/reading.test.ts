import fc from 'fast-check'
import type { Ask, Message } from 'leadline'
import { FINISH_TOOL } from 'leadline'
import { harbourFamilies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { createEncoder, MOST_NAMED, MOST_THINGS, parametersOf } from './encode.js'
import { createRecall, linesOf, MOST_LINES, MOST_TOOLS } from './lines.js'
import { MOST_ABOUT, MOST_WORDS } from './phrases.js'
import { NAMES, nameNumber, vocabularyOf, wordsOf, written } from './words.js'

type Shown = Pick<Ask, 'messages' | 'tools'>

const call = (id: string, name: string, given = {}): Message => {
  return { role: 'assistant', text: '', calls: [{ id, name, arguments: given }] }
}
const result = (callId: string, text: string, isError = false): Message => {
  return { role: 'tool', callId, name: 'look', text, isError }
}

/** A conversation of three turns in an opened harbour. */
function aConversation(): Shown {
  const [family] = harbourFamilies
  if (family === undefined) throw new Error('no family')
  const sample = family.makeSample({ stratum: 'narrow', size: 8, seed: 3 })
  const { tools } = family.open(sample, 'pair')
  const messages: Message[] = [
    { role: 'system', text: sample.instructions },
    { role: 'user', text: sample.goal },
    call('a', 'look'),
    result('a', 'You are at Alder.\nHold: empty.\nChannels from here: Birch (open); Cedar (lock Red).'),
    call('b', 'move', { to: 'Birch' }),
    result('b', 'Moved to Birch.'),
    call('c', 'look'),
    result('c', 'You are at Birch.\nHold: empty.\nChannels from here: Alder (open).'),
  ]
  return { messages, tools: [...tools, FINISH_TOOL] }
}

test('tools come first, and of each subject only the latest line stands', () => {
  const shown = aConversation()
  const lines = linesOf(shown, createRecall(vocabularyOf([])))
  expect(lines.slice(0, shown.tools.length).map(({ kind }) => kind)).toEqual(shown.tools.map(() => 'tool'))
  const seen = lines.filter(({ kind }) => kind === 'seen').map(({ words, age }) => `${age} ${words.join(' ')}`)
  expect(seen.filter((line) => line.includes('hold'))).toEqual(['0 hold empty'])
  // The second look told of fewer channels: what the first one said of them is gone.
  expect(seen.filter((line) => line.includes('channels') || line.includes('cedar'))).toEqual([
    '0 channels from here alder open',
  ])
  expect(seen).toContain('1 moved to birch')
  const turns = lines.filter(({ kind }) => kind === 'turn').map(({ words }) => words.join(' '))
  expect(turns).toEqual(['look you are at alder', 'move birch moved to birch', 'look you are at birch'])
})

test('whether a result is marked as an error changes nothing: not every way to a model carries the mark', () => {
  const { messages, tools } = aConversation()
  const encoder = createEncoder(vocabularyOf([]))
  const marked = messages.map((message) => (message.role === 'tool' ? { ...message, isError: true } : message))
  expect(encoder.encode({ messages: marked, tools })).toEqual(encoder.encode({ messages, tools }))
})

test('lines point at the things that they name, whatever these are called', () => {
  const encoder = createEncoder(vocabularyOf(wordsOf('moved to you are at hold empty')))
  const read = encoder.encode(aConversation())
  const place = read.things.indexOf(nameNumber('birch') ?? -1)
  expect(place).toBeGreaterThan(0)
  const other = JSON.parse(JSON.stringify(aConversation()).replaceAll('Birch', 'Nettle').replaceAll('birch', 'nettle'))
  const renamed = encoder.encode(other)
  expect(renamed.words).toEqual(read.words)
  expect(renamed.named).toEqual(read.named)
  expect(renamed.things[place]).toBe(nameNumber('nettle'))
})

test('a conversation that has only grown reads as if it were read anew, and one that was told anew is another one', () => {
  const { messages, tools } = aConversation()
  const growing = createEncoder(vocabularyOf([]))
  for (let end = 1; end <= messages.length; end += 1) {
    const shown = { messages: messages.slice(0, end), tools }
    expect(growing.encode(shown), `${end} messages`).toEqual(createEncoder(vocabularyOf([])).encode(shown))
  }
  // The same last message after another beginning.
  const told = { messages: [...messages.slice(0, 2), ...messages.slice(6)], tools }
  expect(growing.encode(told)).toEqual(createEncoder(vocabularyOf([])).encode(told))
})

test('no conversation is too strange to be read, and what is read stays within its bounds', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ maxLength: 2_000 }),
    fc.constantFrom('', '\n\n', 'C-101: at Alder', ': : :'),
  )
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({ role: fc.constantFrom('system' as const, 'user' as const), text }),
    fc.record({
      role: fc.constant('assistant' as const),
      text,
      calls: fc.array(fc.record({ id: text, name: text, arguments: fc.dictionary(text, text) }), { maxLength: 3 }),
    }),
    fc.record({ role: fc.constant('tool' as const), callId: text, name: text, text, isError: fc.boolean() }),
  )
  const offer = fc.record({
    name: text,
    description: text,
    parameters: fc.oneof(
      fc.constant({}),
      fc.record({ properties: fc.dictionary(text, fc.record({ type: text })), required: fc.array(text) }),
    ),
  })
  const encoder = createEncoder(vocabularyOf(['moved']))
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), fc.array(offer, { maxLength: 40 }), (messages, tools) => {
      const read = encoder.encode({ messages, tools })
      expect(read.lines).toBeLessThanOrEqual(MOST_LINES)
      expect(read.tools).toBe(Math.min(tools.length, MOST_TOOLS))
      expect(read.things.length).toBeLessThanOrEqual(MOST_THINGS)
      expect([read.words.length, read.about.length]).toEqual([read.lines * MOST_WORDS, read.tools * MOST_ABOUT])
      expect(read.named.length).toBe(read.lines * MOST_NAMED)
      expect(Math.max(0, ...read.named)).toBeLessThan(Math.max(1, read.things.length))
    }),
    { numRuns: 150 },
  )
})

test('a word that the vocabulary does not have is named', () => {
  const encoder = createEncoder(vocabularyOf(wordsOf('look around from the bridge')))
  const tools = [{ name: 'frobnicate', description: 'Look around from the cellar.', parameters: {} }]
  expect(encoder.unknown({ messages: [], tools })).toEqual(['frobnicate', 'cellar'])
})

test('every name is written as the harbour writes it, and has a number of its own', () => {
  expect(new Set(NAMES.map((name) => nameNumber(name))).size).toBe(NAMES.length)
  expect(['alder', 'c-101', 'red', '7', 'gave-up'].map(written)).toEqual(['Alder', 'C-101', 'Red', '7', 'gave-up'])
})

test('what a tool has to be given is read from its schema, however that is written', () => {
  const parameters = { properties: { page: { type: 'integer' }, note: 7 }, required: ['page', 3, 'note'] }
  const { required, typed } = parametersOf({ name: 'manifest', description: '', parameters })
  expect(required).toEqual(['page', 'note'])
  expect([...typed]).toEqual([
    ['page', 'integer'],
    ['note', undefined],
  ])
  expect(parametersOf({ name: 'look', description: '', parameters: {} }).required).toEqual([])
})
