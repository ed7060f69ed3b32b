import { expect, test } from 'vitest'
import { inspectTrial } from '../../src/probe/index.js'
import { renderTrial, trialDocument } from '../../src/report/index.js'
import { requestStudy, trialOf } from '../support/request-study.js'
import { createValidator } from '../support/schemas.js'

const study = requestStudy()
const problemsOf = createValidator()

async function shown(intervention: string, arm: 'sham' | 'varied') {
  const { journal, plan } = await study
  const record = journal.trial(trialOf(journal, plan, intervention, arm).id)
  if (record === undefined) throw new Error(`${intervention} has no record`)
  const found = inspectTrial(plan, journal, record)
  const document = trialDocument(found, { study: 'study', createdAt: '2026-01-01T00:00:00Z' })
  expect(problemsOf(JSON.parse(JSON.stringify(document)))).toEqual([])
  return { words: renderTrial(found, { columns: 200, isColour: false }), document }
}

test('a transcript shows that the conversation was told anew, by what, and what stands in place of what went', async () => {
  const { words, document } = await shown('history-summarised', 'varied')
  expect(words).toMatch(
    /told anew by history-summarised: \d+ messages kept\n +put in place: Summary of \d+ earlier turn/,
  )
  const retold = document.transcript.flatMap((step) =>
    step.retold === undefined ? [] : [[step.index, step.retold.by]],
  )
  expect(retold).toEqual([[document.parent?.step, 'history-summarised']])
})

test('a transcript names who answered in place of the system, from the swap on', async () => {
  const { words, document } = await shown('model-swapped', 'varied')
  expect(words).toContain('answered by: other')
  const from = document.parent?.step ?? 0
  expect(document.transcript.map(({ answeredBy }) => answeredBy)).toEqual(
    document.transcript.map(({ index }) => (index < from ? undefined : 'other')),
  )
})

test.each(['history-summarised', 'model-swapped'])(
  'a sham of %s was told nothing anew, by nobody else',
  async (name) => {
    const { words } = await shown(name, 'sham')
    expect(words).not.toMatch(/told anew|put in place|answered by/)
  },
)
