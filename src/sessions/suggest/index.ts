export type { SuggestedFamily } from './families.js'
export { type SuggestedProbe, type Suggestion, suggestFrom } from './suggest.js'
export { type SeenTool, seenTools } from './tools.js'
