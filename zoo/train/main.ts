// Makes the models of the zoo from nothing, and first the words that they know, or single ones of them with the words that
// are there: npm run zoo:train [NAME ...]
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { packageFolder } from '../weights.js'
import { preparePython } from './python.js'
import { RECIPES } from './recipes.js'
import { refuse, wrongName } from './wanted.js'
import { makeModel, makeWords } from './workshop.js'

const root = packageFolder()
const wanted = process.argv.slice(2)
const wrong = wrongName(
  wanted,
  RECIPES.map(({ name }) => name),
)
if (wrong !== undefined) refuse('zoo:train', wrong)

const say = (line: string) => process.stderr.write(`${new Date().toISOString()} ${line}\n`)
const folder = join(root, '.cache/zoo')
const workshop = { folder, say, code: join(root, 'zoo/train'), python: preparePython(folder, say) }
say(`${availableParallelism()} cores`)
if (wanted.length === 0) await makeWords(workshop)
for (const recipe of RECIPES) if (wanted.length === 0 || wanted.includes(recipe.name)) await makeModel(recipe, workshop)
