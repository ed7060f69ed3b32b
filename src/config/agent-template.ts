/**
 * Files that start a study of an agent, by path: a configuration, a folder of work and the script that judges it.
 *
 * @param seed of its study
 */
export function agentTemplate(seed: number): Readonly<Record<string, string>> {
  return { 'leadline.config.ts': configOf(seed), 'work/add.mjs': WORK, 'score.mjs': SCORE }
}

const configOf = (
  seed: number,
) => `// A study of an agent that you already have. \`leadline plan\` shows what it would run, \`leadline probe\` runs it.

// The agent is started once for each trial, in a copy of the folder. {goal}, {folder}, {home}, {url}, {key} and {model} stand
// for those of the trial; OPENAI_BASE_URL, ANTHROPIC_BASE_URL and their keys are set.
const agent = {
  name: 'my-agent',
  command: ['my-agent', '{goal}'],
  // files: { '.my-agent/config.json': { baseUrl: '{url}/v1', model: '{model}' } }, // written into its home first
  // environment: { MY_AGENT_QUIET: '1' },
  reads: ['read_file', 'list_files'], // its tools that change nothing
}

export default {
  name: 'agent-study',
  seed: ${seed}, // drawn for this file

  // The model that it asks; a price is needed where a budget shall be held.
  systems: [{ model: 'openai:MODEL', agent, price: { inputUsdPerMillion: 1, outputUsdPerMillion: 5 } }],
  reference: 'openai:MODEL',

  tasks: {
    folders: [
      // \`calls\`: tool calls that a good solution takes. \`score\` is run in the copy: exit 0 solved, 1 not solved.
      { name: 'add', folder: './work', goal: 'add.mjs gives wrong sums. Mend it.', score: ['node', './score.mjs'], calls: 3 },
    ],
  },

  // Which change, one at a time; trigger 0 is in place from the first ask.
  probes: [
    { intervention: 'tool-renamed', trigger: 0 },
    { intervention: 'error-first-n', trigger: 0 },
    { intervention: 'empty-success', trigger: 0 },
  ],

  repeats: 3,
  forkRepeats: 3, // repeats that get a sham and a varied run: nothing of an agent can be forked
  limits: { stepsPerReferenceCall: 3, extraSteps: 10, seconds: 900 },
  budgetUsd: 5, // never more than this is spent
}
`

const WORK = `/** Adds two numbers. */
export const add = (a, b) => a - b
`

const SCORE = `// Run in the copied folder when the agent has ended: exit 0 is solved, 1 is not.
import { pathToFileURL } from 'node:url'

const { add } = await import(pathToFileURL('add.mjs').href)
process.exit(add(2, 3) === 5 && add(-1, 1) === 0 ? 0 : 1)
`
