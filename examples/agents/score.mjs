// Run in the copied folder when the agent has ended: exit 0 is solved, 1 is not.
import { pathToFileURL } from 'node:url'

const { add } = await import(pathToFileURL('add.mjs').href)
const right = [add(2, 3) === 5, add(-1, 1) === 0].filter(Boolean).length
console.log(JSON.stringify({ solved: right === 2, score: right / 2, evidence: `${right} of 2 sums are right` }))
