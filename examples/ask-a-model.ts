// One question to a model behind a server that speaks chat completions. The server here stands in for Ollama, vLLM or a
// gateway; put your own address and model name in its place: `leadline models --test` does the same from the command line.
import { createServer } from 'node:http'
import { openModel, openNetwork } from 'leadline'

const server = createServer((_, response) => {
  const call = { id: 'call-1', type: 'function', function: { name: 'look', arguments: '{"at":"harbour"}' } }
  const message = { role: 'assistant', content: null, reasoning_content: 'Better look first.', tool_calls: [call] }
  const usage = { prompt_tokens: 64, completion_tokens: 21, prompt_tokens_details: { cached_tokens: 32 } }
  response.end(JSON.stringify({ choices: [{ message, finish_reason: 'tool_calls' }], usage }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0

// HTTPS_PROXY and NO_PROXY are honoured; `ca` would name a file of certificate authorities.
const network = openNetwork({ env: process.env })
const { model, system } = await openModel(
  {
    named: `http://127.0.0.1:${port}/v1#stand-in`,
    settings: { maxOutputTokens: 256, temperature: 0 },
    timeoutMs: 30_000,
  },
  { env: process.env, network, purpose: 'run' },
)

const answer = await model.ask({
  messages: [{ role: 'user', text: 'What lies in the harbour?' }],
  tools: [{ name: 'look', description: 'Looks somewhere.', parameters: { type: 'object', properties: {} } }],
  seed: 1,
  signal: AbortSignal.timeout(30_000),
})

console.log(`${system.model} with ${system.settings} called ${answer.calls.map(({ name }) => name).join(', ')}`)
console.log(`it read ${answer.usage?.inputTokens} tokens, ${answer.usage?.cacheReadTokens} of them from a cache`)
for (const part of answer.parts ?? []) if (part.kind === 'reasoning') console.log(`it thought: ${part.text}`)

server.closeAllConnections()
server.close()
await network.close()
