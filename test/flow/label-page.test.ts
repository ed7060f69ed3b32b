import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { withBrowser } from '../support/browser.js'
import { emptyFolder, leadline } from '../support/command.js'
import { otelStory } from '../support/traces/otel.js'
import { unjudgedStory } from '../support/traces/story.js'

/** A folder with a record of sessions without results and the page for its readers. */
async function aPage(): Promise<string> {
  const cwd = emptyFolder()
  const evil = '</script><script>document.title = "taken over"</script><img src=x onerror=alert(1)>'
  const lines = Array.from({ length: 14 }, (_entry, index) =>
    JSON.stringify(otelStory({ ...unjudgedStory(`s${index}`), model: 'm-secret', goal: `Order ${index} ${evil}` })),
  )
  writeFileSync(join(cwd, 'spans.jsonl'), `${lines.join('\n')}\n`)
  await leadline(['import', 'spans.jsonl'], { cwd })
  expect((await leadline(['label', 'page', 'sessions.jsonl', '--sample', '12'], { cwd })).code).toBe(0)
  return cwd
}

async function open(browser: Browser, cwd: string, size = { width: 900, height: 800 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size })
  const page = await context.newPage()
  await page.goto(`file://${join(cwd, 'label.html')}`)
  return page
}

/** Reads everything by keyboard alone, and saves. */
async function read(browser: Browser, of: { cwd: string; reader: string; keys: readonly string[] }): Promise<void> {
  const page = await open(browser, of.cwd)
  await page.keyboard.type(of.reader)
  await page.keyboard.press('Enter')
  await page.keyboard.press('n')
  await page.keyboard.type('looked twice')
  await page.keyboard.press('Escape')
  for (const key of of.keys) await page.keyboard.press(key)
  const download = page.waitForEvent('download')
  await page.keyboard.press('s')
  await (await download).saveAs(join(of.cwd, (await download).suggestedFilename()))
  await page.context().close()
}

test(
  'two readers label a sample by keyboard, and what they agree on becomes the result',
  withBrowser(async (browser) => {
    const cwd = await aPage()
    const keys = ['1', '1', '2', '3', '2', '1', '2', '1', '2', '1', '1', '2']
    await read(browser, { cwd, reader: 'Ann', keys })
    await read(browser, { cwd, reader: 'Ben B.', keys: ['2', ...keys.slice(1)] })
    const { code, stdout, stderr } = await leadline(
      ['label', 'readers', 'sessions.jsonl', 'labels-ann.json', 'labels-ben-b-.json'],
      { cwd },
    )
    expect([code, stderr]).toEqual([0, '10 sessions with a verdict of both readers\n'])
    expect(stdout).toContain('Two readers on 12 sessions')
    expect(stdout).toContain('They agree on 92%; kappa 0.86')
    expect(stdout).toMatch(/- s\d+: Ann solved, Ben B\. failed\n +looked twice/)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('4 of 14 sessions carry no clear result')
  }),
)

test(
  'readers see neither the system nor a way to run what a session holds',
  withBrowser(async (browser) => {
    const page = await open(browser, await aPage())
    expect(await page.content()).not.toContain('m-secret')
    expect(await page.title()).toBe('How did it end? Leadline labelling page')
    expect(await page.textContent('#session')).toContain('</script><script>')
  }),
)

test(
  'the page fits narrow and wide windows, in light and in dark, and keeps what was said over a reload',
  withBrowser(async (browser) => {
    const cwd = await aPage()
    for (const width of [375, 900, 1400]) {
      const page = await open(browser, cwd, { width, height: 740 })
      const colours = []
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        colours.push(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'))
      }
      expect(new Set(colours).size).toBe(2)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      await page.keyboard.type('Ann')
      await page.keyboard.press('Enter')
      await page.keyboard.press('2')
      expect(await page.textContent('#done')).toBe('1 of 12 read')
      page.on('dialog', (dialog) => dialog.accept())
      await page.reload()
      expect(await page.textContent('#done')).toBe('1 of 12 read')
      await page.context().close()
    }
  }),
)
