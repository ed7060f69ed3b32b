import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { renderHtml } from '../../src/report/index.js'
import { withBrowser } from '../support/browser.js'
import { emptyFolder } from '../support/command.js'
import { aReportDocument } from '../support/report-document.js'

const THOUGHT = 'I shall say done. </details><script>document.title = "taken over"</script>'

/** A report whose first trial thought before its first step, for longer than the page carries. */
function aThinkingReport(): ReturnType<typeof aReportDocument> {
  const document = aReportDocument()
  const { texts, trials } = document.transcripts ?? { texts: [], trials: [] }
  const [first, ...others] = trials
  if (first === undefined) throw new Error('no transcript')
  const [step, ...steps] = first.steps
  if (step === undefined) throw new Error('no step')
  const thinking = { ...step, reasoning: texts.length, reasoningLeftOut: 1_234 }
  return {
    ...document,
    transcripts: { texts: [...texts, THOUGHT], trials: [{ ...first, steps: [thinking, ...steps] }, ...others] },
  }
}

/** Writes the page of a report as the build puts it together. */
function writePage(report: ReturnType<typeof aReportDocument>): string {
  const folder = emptyFolder(afterAll)
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/web.mjs', import.meta.url)), folder])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const path = join(folder, 'report.html')
  const compress = (bytes: Uint8Array) => gzipSync(bytes).toString('base64')
  writeFileSync(path, renderHtml(report, { style: read('report.css'), script: read('report.js'), compress }))
  return path
}

test(
  'what a model thought is folded, named as its reasoning, and never markup',
  withBrowser(async (browser) => {
    const report = aThinkingReport()
    const page = await browser.newPage({ viewport: { width: 375, height: 700 } })
    await page.goto(`file://${writePage(report)}#trial=${report.transcripts?.trials[0]?.id}`)
    const thought = page.locator('#transcript details.reasoning')
    await thought.first().waitFor()
    expect(await thought.count()).toBe(1)
    expect(await thought.locator('p').first().isVisible()).toBe(false)
    await thought.locator('summary').click()
    expect(await thought.locator('summary').innerText()).toBe(
      `Reasoning of the model, ${(THOUGHT.length + 1_234).toLocaleString('en')} characters`,
    )
    expect(await thought.locator('p').allInnerTexts()).toEqual([
      THOUGHT,
      '1,234 more characters are not on this page; leadline inspect --full shows them.',
    ])
    expect(await page.title()).not.toBe('taken over')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
  }),
  30_000,
)
