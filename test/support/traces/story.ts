/** One call of the story. */
export interface StoryCall {
  readonly id: string
  readonly name: string
  readonly arguments: Readonly<Record<string, string | number>>
  readonly result: string
  readonly isError: boolean
}

/** One ask of the story, with tokens in the convention in which what was read includes what came from a cache. */
export interface StoryStep {
  readonly says: string
  readonly calls: readonly StoryCall[]
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly costUsd: number
}

/** A piece of work that every format can record. */
export interface Story {
  readonly id: string
  readonly model: string
  readonly goal: string
  readonly steps: readonly StoryStep[]
  /** Undefined: nobody said how it ended. */
  readonly isSolved?: boolean
}

/** First moment of every story. */
export const STORY_START = Date.parse('2026-01-05T09:00:00.000Z')
/** Milliseconds between the moments of a story. */
export const STORY_PACE = 1000

/** Looks for an order, gets an error, repairs it, answers. */
export function aStory(parts: Partial<Story> = {}): Story {
  return {
    id: 'story-1',
    model: 'm-large',
    goal: 'Where is order 17?',
    isSolved: true,
    steps: [
      {
        says: 'I look it up.',
        calls: [{ id: 'c1', name: 'search', arguments: { order: 17 }, result: 'no such table', isError: true }],
        input: 100,
        cached: 40,
        output: 20,
        costUsd: 0.01,
      },
      {
        says: 'Another way.',
        calls: [
          { id: 'c2', name: 'list', arguments: { page: 1 }, result: '16, 17', isError: false },
          { id: 'c3', name: 'open', arguments: { order: 17 }, result: 'at the dock', isError: false },
        ],
        input: 180,
        cached: 100,
        output: 30,
        costUsd: 0.02,
      },
      { says: 'It is at the dock.', calls: [], input: 260, cached: 180, output: 10, costUsd: 0.005 },
    ],
    ...parts,
  }
}

/** Knocks at the same door again and again. */
export function aLoopingStory(id: string): Story {
  const step = (turn: number): StoryStep => ({
    says: 'Again.',
    calls: [{ id: `k${turn}`, name: 'knock', arguments: { door: 3 }, result: 'nobody', isError: false }],
    input: 50,
    cached: 0,
    output: 5,
    costUsd: 0.001,
  })
  return aStory({ id, isSolved: false, steps: [0, 1, 2, 3, 4].map(step) })
}

/** A story of which nobody said how it ended. */
export function unjudgedStory(id = 'story-1'): Story {
  const { isSolved: _, ...story } = aStory({ id })
  return story
}
