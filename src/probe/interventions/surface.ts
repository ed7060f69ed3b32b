import type { Link, ToolSpec } from '../../domain/index.js'

/** A link that takes one tool out of the list; a call of it is then one of a tool that is not offered. */
export function withoutTool(link: string, removed: string): Link {
  return {
    name: link,
    offer: (current) => ({ kind: 'replace', tools: current.filter(({ name }) => name !== removed) }),
  }
}

/** A name that says nothing and that no tool has. */
export function neutralName(tools: readonly ToolSpec[], tool: string): string {
  const taken = new Set(tools.map(({ name }) => name))
  let number = tools.findIndex(({ name }) => name === tool) + 1
  while (taken.has(`tool_${number}`)) number += tools.length
  return `tool_${number}`
}

/** The list with one tool under another name; where a description names it, it names it anew. */
export function renameTool(tools: readonly ToolSpec[], from: string, to: string): ToolSpec[] {
  return tools.map((tool) => ({
    ...tool,
    name: tool.name === from ? to : tool.name,
    description: renameMentions(tool.description, from, to),
  }))
}

/** Only what is surely the tool's name: a plain word such as `move` may also be a verb. */
function renameMentions(text: string, from: string, to: string): string {
  const escaped = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const marked = text.replace(new RegExp(`(["'\`])${escaped}\\1`, 'g'), `$1${to}$1`)
  return from.includes('_') ? marked.replace(new RegExp(`\\b${escaped}\\b`, 'g'), to) : marked
}
