import { text } from 'node:stream/consumers'
import { MODELS } from './model-cases.js'
import { type AskOutcome, outcomesOf } from './model-outcome.js'
import type { Asked } from './model-script.js'

/**
 * A fresh process that answers asks: reads a list of `{name, asks}` as JSON from its standard input and writes for each
 * what the model of that name gave, in order.
 */
const cases: readonly { readonly name: string; readonly asks: readonly Asked[] }[] = JSON.parse(
  await text(process.stdin),
)
const outcomes: AskOutcome[][] = []
for (const { name, asks } of cases) {
  const open = MODELS[name]
  if (open === undefined) throw new Error(`no model is called ${name}`)
  const { model, close } = await open()
  outcomes.push(await outcomesOf(model, asks))
  await close()
}
process.stdout.write(JSON.stringify(outcomes))
