// Puts the page's style and script together from web/: one style sheet, and one module without imports.
// Usage: node scripts/web.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const web = fileURLToPath(new URL('../web/', import.meta.url))
// Later sheets override earlier ones.
const SHEETS = ['base', 'first-page', 'sections', 'tables', 'trials', 'transcript', 'small', 'print']

function pageStyle() {
  return SHEETS.map((name) => readFileSync(`${web}style/${name}.css`, 'utf8')).join('\n')
}

async function pageScript() {
  const bundle = await rolldown({ input: `${web}page/main.js` })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  return output[0].code.replaceAll(/^\/\/#(end)?region.*\n/gm, '')
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: node scripts/web.mjs FOLDER\n')
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'report.css'), pageStyle())
writeFileSync(join(folder, 'report.js'), await pageScript())
