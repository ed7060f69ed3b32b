import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.restoreAllMocks())

async function printedBy(run: () => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => {
    lines.push(String(line))
  })
  await run()
  return lines.join('\n')
}

test('the example on recorded runs finds the shadow that is in its table', async () => {
  const text = await printedBy(() => import('../../examples/recorded-runs.js'))
  expect(text).toContain('are its shadow')
  expect(text).toMatch(/narrow: use small, which succeeds on/)
})

test('the example of a study finds which of two models goes by names, on work of its own', async () => {
  const text = await printedBy(() => import('../../examples/own-study.js'))
  expect(text).toContain('knows-names: tool-renamed −100')
  expect(text).toContain('reads-descriptions: no effect is established')
})

test('the example of one question shows the call, the cached tokens and the reasoning of a model behind a server', async () => {
  const text = await printedBy(() => import('../../examples/ask-a-model.js'))
  expect(text.split('\n')).toEqual([
    'stand-in with temperature 0 called look',
    'it read 64 tokens, 32 of them from a cache',
    'it thought: Better look first.',
  ])
})

test('the example on traces redacts, finds the loop and proposes an intervention', async () => {
  const text = await printedBy(() => import('../../examples/your-traces.js'))
  expect(text).toContain('Taken out by redaction: e-mail 16')
  expect(text).toContain('had begun to loop')
  expect(text).toContain('rate-limit: calls refused for coming too often')
  expect(text).not.toContain('anna')
})
