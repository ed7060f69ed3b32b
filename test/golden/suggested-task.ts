// Tasks proposed from the sessions of sessions.jsonl. Names of tools and arguments are those that were seen.
// `leadline check task` names what is still to be written; no study starts before it is.
import { defineTask, toWrite } from 'leadline'
import { z } from 'zod'

export default [
  // 40 sessions; calls: middle 3.
  defineTask({
    name: 'search-list-open',
    instructions: 'Still to be written: the standing rules, or leave this out',
    make: toWrite('the goal in words and the state in which an instance of some size begins'),
    tools: {
      // 40 calls seen, 20 failed. Add `isReading: true` where it changes nothing.
      search: {
        description: 'Still to be written: what a model is told of search',
        input: z.object({
          order: z.number().int(),
        }),
        run: toWrite('what search does to the state, and what it answers'),
      },
      // 40 calls seen, 0 failed. Add `isReading: true` where it changes nothing.
      list: {
        description: 'Still to be written: what a model is told of list',
        input: z.object({
          page: z.number().int(),
        }),
        run: toWrite('what list does to the state, and what it answers'),
      },
      // 40 calls seen, 0 failed. Add `isReading: true` where it changes nothing.
      open: {
        description: 'Still to be written: what a model is told of open',
        input: z.object({
          order: z.number().int(),
        }),
        run: toWrite('what open does to the state, and what it answers'),
      },
    },
    score: toWrite('whether the state shows that the goal is reached'),
    witness: toWrite('calls that reach the goal from a state, or leave this out'),
  }),
  // 8 sessions; calls: middle 5.
  defineTask({
    name: 'knock',
    instructions: 'Still to be written: the standing rules, or leave this out',
    make: toWrite('the goal in words and the state in which an instance of some size begins'),
    tools: {
      // 40 calls seen, 0 failed. Add `isReading: true` where it changes nothing.
      knock: {
        description: 'Still to be written: what a model is told of knock',
        input: z.object({
          door: z.number().int(),
        }),
        run: toWrite('what knock does to the state, and what it answers'),
      },
    },
    score: toWrite('whether the state shows that the goal is reached'),
    witness: toWrite('calls that reach the goal from a state, or leave this out'),
  }),
]
