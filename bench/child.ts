import type { Form } from './figure.js'
import { MEASURES } from './measures.js'

// One measure in a process of its own: measure, form and folder are its arguments, the figures go to standard output.
const [name = '', size, folder = ''] = process.argv.slice(2)
const form: Form = size === 'full' ? 'full' : 'quick'
const measure = MEASURES[name]
if (measure === undefined) throw new Error(`measure is ${name}; expected one of ${Object.keys(MEASURES).join(', ')}`)
process.stdout.write(JSON.stringify(await measure({ form, folder })))
