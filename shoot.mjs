import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [w, h, scheme] of [[1400, 900, 'light'], [900, 800, 'dark'], [375, 740, 'light'], [375,740,'dark']]) {
  const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme })
  page.on('console', m => console.log('console', m.text())); page.on('pageerror', e => console.log('ERR', e.message))
  await page.goto('file:///tmp/tr/desk.html')
  await page.waitForTimeout(300)
  await page.screenshot({ path: `/tmp/tr/shot-${w}-${scheme}-start.png` })
  await page.fill('#reader', 'Ann')
  await page.keyboard.press('Enter')
  await page.keyboard.press('1'); await page.keyboard.press('2'); await page.keyboard.press('3'); await page.keyboard.press('2')
  await page.keyboard.press('k')
  await page.waitForTimeout(200)
  await page.screenshot({ path: `/tmp/tr/shot-${w}-${scheme}.png` })
  console.log(w, await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.activeElement.id, document.querySelector('#done').textContent]))
  await page.close()
}
await browser.close()
