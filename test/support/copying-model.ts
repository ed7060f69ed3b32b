import { FOLDER } from '../../src/connect/served-tasks/index.js'
import type { Answer, Ask, JsonObject, Model, ToolOffer } from '../../src/domain/index.js'

/** How well a copier copes with what changes around it. */
export interface CopierSkill {
  /** Finds its tools by what they say of themselves, not by their names. */
  readonly readsDescriptions: boolean
  /** Asks again after an error, so often. */
  readonly tries: number
  /** Where `in` and `out` are; the virtual work folder where left out. */
  readonly root?: string
}

/**
 * A model that copies `in/NAME` to `out/NAME` of its work folder, reading and writing in turn, with whatever tools it finds for
 * it. It knows nothing but the conversation.
 */
export function copyingModel(names: readonly string[], skill: CopierSkill): Model {
  return {
    async ask(ask: Ask): Promise<Answer> {
      const next = nextCall(ask, names, skill)
      const id = `call-${ask.messages.filter(({ role }) => role === 'assistant').length}`
      return { text: '', calls: [{ id, ...next }], stop: 'calls' }
    },
  }
}

function nextCall({ messages, tools }: Ask, names: readonly string[], skill: CopierSkill) {
  const { root = FOLDER } = skill
  const results = messages.filter((message) => message.role === 'tool')
  let copied = 0
  let text: string | undefined
  let failures = 0
  for (const result of results) {
    if (result.isError) failures += 1
    else if (text === undefined) text = result.text
    else [copied, text] = [copied + 1, undefined]
    if (!result.isError) failures = 0
  }
  const name = names[copied]
  const isOver = name === undefined || results.at(-1)?.text.includes('no such file')
  if (isOver) return finish('done')
  if (failures > skill.tries) return finish('gave-up')
  if (text === undefined) return callOf(tools, 'read', { path: `${root}/in/${name}` }, skill)
  return callOf(tools, 'write', { path: `${root}/out/${name}`, content: text }, skill)
}

const finish = (result: string) => ({ name: 'finish', arguments: { result } })

const TOOLS = {
  read: { name: 'read_text_file', words: /^Read the complete contents of a file from the file system as text/ },
  write: { name: 'write_file', words: /^Create a new file or completely overwrite/ },
} as const

function callOf(
  tools: readonly ToolOffer[],
  what: keyof typeof TOOLS,
  wanted: { readonly path: string; readonly content?: string },
  { readsDescriptions }: CopierSkill,
) {
  const { name, words } = TOOLS[what]
  const found = readsDescriptions ? tools.find(({ description }) => words.test(description)) : undefined
  const properties = found?.parameters.properties
  const keys = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const keyOf = (field: string) => keys.find((key) => key.includes(field)) ?? field
  const given: JsonObject = Object.fromEntries(Object.entries(wanted).map(([field, value]) => [keyOf(field), value]))
  return { name: found?.name ?? name, arguments: given }
}
