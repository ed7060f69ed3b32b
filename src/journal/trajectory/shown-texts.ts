import {
  type Journal,
  messageAt,
  type Retold,
  type Rewritten,
  type ToolResult,
  type TurnPart,
} from '../../domain/index.js'

/** A trial opens with its rules, then the operator's goal. */
export function operatorText(journal: Journal, hash: string): string[] {
  const { role } = Object(journal.content(hash))
  return role === 'system' ? [] : [messageAt(journal, hash, 'user').text]
}

/** A result as the model was shown it. */
export function resultAt(journal: Journal, hash: string): ToolResult {
  const { text, isError } = messageAt(journal, hash, 'tool')
  return { text, isError }
}

/** What an intervention made of a conversation, in words. */
export function retoldBy(journal: Journal, { by, kept, put }: Rewritten): Retold {
  return { by, kept, put: put.map((hash) => String(Object(journal.content(hash)).text)) }
}

/** What is shown of the thoughts of a turn, piece after piece; what is sealed has no text. */
export function reasoningIn(parts: readonly TurnPart[]): string {
  return parts.flatMap((part) => (part.kind === 'reasoning' && part.text !== '' ? [part.text] : [])).join('\n\n')
}
