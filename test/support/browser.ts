import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import type { TestContext } from 'vitest'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A test that looks at a page in a real browser; where there is none it is skipped, and says so. */
export function withBrowser(look: (browser: Browser) => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => {
    const path = [process.env.CHROMIUM_PATH, ...PLACES].find((place) => place !== undefined && existsSync(place))
    if (path === undefined) return context.skip('no Chromium on this machine')
    const { chromium } = await import('playwright-core')
    const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] })
    try {
      await look(browser)
    } finally {
      await browser.close()
    }
  }
}
