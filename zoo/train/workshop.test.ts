import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WEIGHTS_FOLDER } from '../weights.js'
import { checkExported, type Example, runFile } from './workshop.js'

const FILE = join(WEIGHTS_FOLDER, 'control-01.onnx')

/** One turn of ten lines and what the weights give for it. */
async function anExample(): Promise<Example> {
  const dims = { words: [1, 10, 12], about: [1, 3, 20], marks: [1, 10, 2], named: [1, 10, 4], things: [1, 5] }
  const most = { words: 500, about: 500, marks: 6, named: 5, things: 140 }
  const inputs = Object.fromEntries(
    (['words', 'about', 'marks', 'named', 'things'] as const).map((name) => {
      const length = dims[name].reduce((product, dim) => product * dim, 1)
      const data = Array.from({ length }, (_, index) => (index * 7 + 1) % most[name])
      return [name, { dims: dims[name], data }]
    }),
  )
  const given = await runFile(FILE, inputs)
  const logits = (name: string) => Array.from(given[name]?.data ?? [], Number)
  return { inputs, tool: logits('tool'), value: logits('value') }
}

test('weights that give other logits than the trained network are refused, and rounding is not', async () => {
  const example = await anExample()
  expect([example.tool.length, example.value.length]).toEqual([3, 15])
  await checkExported(FILE, { ...example, tool: example.tool.map((logit) => logit + 1e-5) })
  const value = example.value.map((logit, index) => (index === 4 ? logit + 0.01 : logit))
  await expect(checkExported(FILE, { ...example, value })).rejects.toThrow(
    `value of ${FILE} is ${example.value[4]} at 4; expected ${value[4]}`,
  )
  await expect(checkExported(FILE, { ...example, tool: [...example.tool, 0] })).rejects.toThrow('expected 0')
})
