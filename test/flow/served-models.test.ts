import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { type Answer, ConfigError, ModelError } from '../../src/domain/index.js'
import { clientOf, serve, toldModel } from '../support/served.js'

const LOOK: Answer = {
  text: 'Looking.',
  calls: [
    { id: 'c1', name: 'look', arguments: { at: 'x' } },
    { id: 'c2', name: 'look', arguments: { at: 'y' } },
  ],
  stop: 'calls',
  usage: { inputTokens: 10, outputTokens: 8 },
}
const DONE: Answer = { text: 'A box and a jar.', calls: [], stop: 'end' }
const looking = () => toldModel(({ messages }) => (messages.some(({ role }) => role === 'tool') ? DONE : LOOK))

const user = { role: 'user', content: 'Look.' } as const
const parameters = { type: 'object', properties: { at: { type: 'string' } } }
const tools = [{ type: 'function' as const, function: { name: 'look', description: 'Looks.', parameters } }]
const ASK = { model: 'looker', messages: [user], tools }

test("OpenAI's client calls tools, gives their results back and gets the last word", async () => {
  const { model, asks } = looking()
  const client = clientOf(await serve({ models: { looker: model } }))
  const { choices, usage } = await client.chat.completions.create({ ...ASK, seed: 7 })
  const [choice] = choices
  expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: 'Looking.' } })
  expect(usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 8, total_tokens: 18 })
  const results = ['a box', 'a jar'].map((content, place) => {
    return { role: 'tool' as const, content, tool_call_id: choice?.message.tool_calls?.[place]?.id ?? '' }
  })
  const said = choice === undefined ? [] : [choice.message]
  const last = await client.chat.completions.create({ ...ASK, seed: 8, messages: [user, ...said, ...results] })
  expect(last.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'A box and a jar.' } })
  expect(last.usage?.prompt_tokens).toBeGreaterThan(0)
  expect(asks.map(({ seed }) => seed)).toEqual([7, 8])
  expect(asks[0]?.tools).toEqual([{ name: 'look', description: 'Looks.', parameters }])
  expect(asks[1]?.messages.slice(1)).toEqual([
    { role: 'assistant', text: 'Looking.', calls: LOOK.calls },
    { role: 'tool', callId: 'c1', name: 'look', text: 'a box', isError: false },
    { role: 'tool', callId: 'c2', name: 'look', text: 'a jar', isError: false },
  ])
})

test('a stream comes to the same, with tokens at its end where they are asked for', async () => {
  const client = clientOf(await serve({ models: { looker: looking().model } }))
  const whole = await client.chat.completions.create({ ...ASK, seed: 1 })
  const streamed = client.chat.completions.stream({ ...ASK, seed: 1, stream_options: { include_usage: true } })
  const { choices, usage } = await streamed.finalChatCompletion()
  expect(choices[0]?.message.content).toBe('Looking.')
  expect(choices[0]?.message.tool_calls).toMatchObject([
    { id: 'c1', function: { name: 'look', arguments: '{"at":"x"}' } },
    { id: 'c2', function: { name: 'look', arguments: '{"at":"y"}' } },
  ])
  expect(choices[0]?.finish_reason).toBe('tool_calls')
  expect(usage).toEqual(whole.usage)
  const chunks = []
  for await (const chunk of await client.chat.completions.create({ ...ASK, stream: true })) chunks.push(chunk)
  expect(chunks.length).toBeGreaterThan(3)
  expect(chunks.filter((chunk) => chunk.usage !== undefined)).toEqual([])
})

test('models are listed and found by name; another name is refused with the names that there are', async () => {
  const { model, asks } = looking()
  const client = clientOf(await serve({ models: { looker: model, 'looker/2 é': model } }))
  const listed = []
  for await (const { id } of client.models.list()) listed.push(id)
  expect(listed).toEqual(['looker', 'looker/2 é'])
  expect(await client.models.retrieve('looker/2 é')).toMatchObject({ id: 'looker/2 é', owned_by: 'leadline' })
  const wrong = {
    status: 404,
    code: 'model_not_found',
    message: "404 model is 'gpt'; expected one of looker, looker/2 é",
  }
  await expect(client.models.retrieve('gpt')).rejects.toMatchObject(wrong)
  const asked = client.chat.completions.create({ ...ASK, model: 'gpt' })
  await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  await expect(asked).rejects.toMatchObject({ ...wrong, param: 'model' })
  expect(asks).toEqual([])
})

test('without a seed each ask gets another one, which its reply names', async () => {
  const { model, asks } = looking()
  const client = clientOf(await serve({ models: { looker: model } }))
  const named = []
  for (const seed of [undefined, undefined, 5]) {
    const asked = client.chat.completions.create({ ...ASK, ...(seed !== undefined && { seed }) })
    named.push(Number((await asked.withResponse()).response.headers.get('x-seed')))
  }
  expect(asks.map(({ seed }) => seed)).toEqual(named)
  expect(new Set(named).size).toBe(3)
  expect(named[2]).toBe(5)
})

test('a stated temperature opens the model at it, once for all who state it', async () => {
  const opened: [string, number][] = []
  const atTemperature = async (name: string, temperature: number) => {
    if (temperature > 1) throw new ConfigError('temperature', temperature, 'a number from 0 to 1')
    opened.push([name, temperature])
    return toldModel(() => ({ ...DONE, text: `at ${temperature}` })).model
  }
  const client = clientOf(await serve({ models: { looker: looking().model }, atTemperature }))
  const at = async (temperature: number) =>
    (await client.chat.completions.create({ ...ASK, temperature })).choices[0]?.message.content
  expect(await Promise.all([0, 0.5, 0, 0.5].map(at))).toEqual(['at 0', 'at 0.5', 'at 0', 'at 0.5'])
  expect(opened).toEqual([
    ['looker', 0],
    ['looker', 0.5],
  ])
  const beyond = { status: 400, param: 'temperature', message: '400 temperature is 1.5; expected a number from 0 to 1' }
  await expect(at(1.5)).rejects.toMatchObject(beyond)
})

test('one call at a time and a longest answer are kept to', async () => {
  const client = clientOf(await serve({ models: { looker: looking().model } }))
  const one = await client.chat.completions.create({ ...ASK, parallel_tool_calls: false })
  expect(one.choices[0]?.message.tool_calls?.map(({ id }) => id)).toEqual(['c1'])
  const cut = await client.chat.completions.create({ ...ASK, max_completion_tokens: 1 })
  expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Look' } })
  expect(cut.choices[0]?.message).not.toHaveProperty('tool_calls')
  expect(cut.usage?.completion_tokens).toBe(1)
})

test('what cannot be carried is refused at its place, and no model is asked', async () => {
  const { model, asks } = looking()
  const client = clientOf(await serve({ models: { looker: model } }))
  const send = (body: object) => client.post('/chat/completions', { body: { ...ASK, ...body } })
  await expect(send({ n: 2 })).rejects.toMatchObject({ status: 400, param: 'n', type: 'invalid_request_error' })
  await expect(send({ top_k: 4 })).rejects.toThrow(
    '400 top_k is 4; expected it left out: this endpoint does not carry it',
  )
  await expect(send({ tool_choice: 'required' })).rejects.toThrow('this endpoint carries auto and none')
  await expect(send({ messages: [{ role: 'ghost' }] })).rejects.toMatchObject({ param: 'messages[0].role' })
  await expect(send({ model: undefined })).rejects.toThrow('400 model is missing; expected a name')
  expect(asks).toEqual([])
})

test('a model that fails is reported here, and its client hears that the server failed, once', async () => {
  const reported: unknown[] = []
  const fault = new Error('weights are gone')
  let asked = 0
  const failing = toldModel(() => {
    asked += 1
    throw fault
  })
  const tooLong = toldModel(() => {
    throw new ModelError('zoo', undefined, false, 'takes 512 tokens', { fault: 'context' })
  })
  const models = { failing: failing.model, short: tooLong.model }
  const client = clientOf(await serve({ models, report: (error) => reported.push(error) }))
  const failed = client.chat.completions.create({ ...ASK, model: 'failing' })
  await expect(failed).rejects.toBeInstanceOf(OpenAI.InternalServerError)
  await expect(failed).rejects.not.toThrow('weights')
  expect([asked, reported]).toEqual([1, [fault]])
  const long = client.chat.completions.create({ ...ASK, model: 'short', stream: true })
  await expect(long).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' })
  expect(reported).toHaveLength(1)
})
