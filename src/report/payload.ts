import type { ReportDocument, Transcript, TranscriptBook, TranscriptStep, TrialEntry } from './document.js'

/** Data that the page unpacks on demand; `id` names the element that holds it. */
interface PayloadBlock {
  readonly id: string
  readonly json: string
}

/** Characters of transcript in one block, about; opening a transcript unpacks one block. */
const BLOCK_SIZE = 1_500_000

/** The table of trials as one block, and the transcripts in blocks of which each can be read alone. */
export function payloadOf(document: ReportDocument): readonly PayloadBlock[] {
  const books = document.transcripts === undefined ? [] : splitBook(document.transcripts)
  const blockOf: Record<string, number> = {}
  books.forEach((book, block) => {
    for (const { id } of book.trials) blockOf[id] = block
  })
  const trials: readonly TrialEntry[] = document.trials ?? []
  return [
    { id: 'data-trials', json: JSON.stringify({ trials, blockOf }) },
    ...books.map((book, block) => ({ id: `data-transcripts-${block}`, json: JSON.stringify(book) })),
  ]
}

/** Splits a book so that a fork and its parent stay together; every part has its own texts. */
function splitBook(book: TranscriptBook, blockSize = BLOCK_SIZE): readonly TranscriptBook[] {
  const parts: Transcript[][] = []
  let size = blockSize
  for (const members of lineages(book.trials)) {
    if (size >= blockSize) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(...members)
    size += members.reduce((sum, transcript) => sum + sizeOf(transcript, book.texts), 0)
  }
  return parts.map((trials) => withOwnTexts(trials, book.texts))
}

function lineages(trials: readonly Transcript[]): readonly (readonly Transcript[])[] {
  const byId = new Map(trials.map((transcript) => [transcript.id, transcript]))
  const groups = new Map<string, Transcript[]>()
  for (const transcript of trials) {
    let root = transcript
    for (let depth = 0; root.parent !== undefined && depth < 100; depth += 1) {
      const parent = byId.get(root.parent.id)
      if (parent === undefined) break
      root = parent
    }
    const group = groups.get(root.id)
    if (group === undefined) groups.set(root.id, [transcript])
    else group.push(transcript)
  }
  return [...groups.values()]
}

function sizeOf(transcript: Transcript, texts: readonly string[]): number {
  const length = (index: number | undefined): number => (index === undefined ? 0 : (texts[index]?.length ?? 0))
  return transcript.steps.reduce((sum, step) => {
    const calls = step.calls.reduce((inner, call) => inner + 40 + length(call.arguments) + length(call.result), 0)
    return sum + 60 + length(step.text) + length(step.reasoning) + calls
  }, 200)
}

function withOwnTexts(trials: readonly Transcript[], texts: readonly string[]): TranscriptBook {
  const moved = new Map<number, number>()
  const own: string[] = []
  const move = (index: number): number => {
    const known = moved.get(index)
    if (known !== undefined) return known
    moved.set(index, own.length)
    own.push(texts[index] ?? '')
    return own.length - 1
  }
  const moveStep = (step: TranscriptStep): TranscriptStep => ({
    ...step,
    operator: step.operator.map(move),
    text: move(step.text),
    ...(step.reasoning === undefined ? {} : { reasoning: move(step.reasoning) }),
    calls: step.calls.map((call) => ({
      ...call,
      arguments: move(call.arguments),
      ...(call.result === undefined ? {} : { result: move(call.result) }),
    })),
  })
  const movedTrials = trials.map((transcript) => ({
    ...transcript,
    ...(transcript.instructions === undefined ? {} : { instructions: move(transcript.instructions) }),
    steps: transcript.steps.map(moveStep),
  }))
  return { texts: own, trials: movedTrials }
}
