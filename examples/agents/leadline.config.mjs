// An agent that is not changed in any way, on work in a folder: `leadline probe --config examples/agents/leadline.config.mjs`

/** A coding agent from the registry. It takes its models from a file in its home. */
const pi = {
  name: 'pi',
  command: ['../../node_modules/.bin/pi', '-p', '--no-session', '--provider', 'local', '--model', '{model}', '{goal}'],
  environment: { PI_OFFLINE: '1', PI_SKIP_VERSION_CHECK: '1' },
  files: {
    '.pi/agent/models.json': {
      providers: {
        local: {
          baseUrl: '{url}/v1',
          api: 'openai-completions',
          apiKey: 'OPENAI_API_KEY',
          models: [{ id: '{model}' }],
        },
      },
    },
  },
  reads: ['read', 'ls', 'grep', 'find'],
}

/** @type {import('leadline').ConfigInput} */
export default {
  name: 'agent',
  systems: [
    // With a real model: { model: 'openai:MODEL', price: { ... }, agent: pi }
    { model: 'looks', adapter: pretendModel(false), agent: pi },
    { model: 'by-rote', adapter: pretendModel(true), agent: pi },
  ],
  reference: 'looks (pi)',
  tasks: {
    folders: [
      {
        name: 'add',
        folder: './work',
        goal: 'add.mjs gives wrong sums. Mend it and look at it again.',
        score: ['node', './score.mjs'],
        calls: 3,
        stratum: 'narrow',
      },
    ],
  },
  probes: [
    { intervention: 'tool-renamed', trigger: 0 },
    { intervention: 'error-first-n', dose: { calls: 1 }, trigger: 0 },
    // What pi does when its provider fails, when a stream breaks, when an answer is cut, and when it is killed:
    // { intervention: 'provider-error', trigger: 0 },
    // { intervention: 'stream-cut', trigger: 0.34 },
    // { intervention: 'response-truncated', trigger: 0.34 },
    // { intervention: 'process-restarted', trigger: 0 },
  ],
  repeats: 1,
  gate: { solved: 1, of: 1 },
  limits: { stepsPerReferenceCall: 3, extraSteps: 6, seconds: 120 },
  concurrency: 2,
}

/** Tools of the agent, by how their descriptions begin. */
const DOES = { read: /^Read/, edit: /^Edit/ }

/**
 * Stands in for a real model, so that this example needs no key: it reads the file, mends it and looks again. `byRote`
 * calls its tools by the names that it is used to, whatever it is offered.
 */
function pretendModel(byRote) {
  return {
    async ask({ messages, tools }) {
      const nameOf = (what) =>
        byRote ? what : (tools.find(({ description }) => DOES[what].test(description))?.name ?? what)
      const turn = messages.filter(({ role }) => role === 'assistant').length
      const results = messages.flatMap((message) => (message.role === 'tool' ? [message.text] : []))
      const call = (what, given) => ({
        text: '',
        calls: [{ id: `call_${turn}`, name: nameOf(what), arguments: { path: 'add.mjs', ...given } }],
        stop: 'calls',
        usage: { inputTokens: 1_000 + 200 * turn, outputTokens: 40 },
      })
      if (turn > 8 || results.some((text) => text.includes('a + b'))) return { text: 'Done.', calls: [], stop: 'end' }
      const isRead = results.some((text) => text.includes('a - b'))
      const isEdited = results.some((text) => text.startsWith('Successfully'))
      return isRead && !isEdited ? call('edit', { edits: [{ oldText: 'a - b', newText: 'a + b' }] }) : call('read', {})
    },
  }
}
