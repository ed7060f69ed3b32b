// Puts the style and script of each page together from web/: one style sheet, and one module without imports.
// Usage: node scripts/web.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const web = fileURLToPath(new URL('../web/', import.meta.url))
// Later sheets override earlier ones.
const SHEETS = ['base', 'first-page', 'sections', 'tables', 'trials', 'transcript', 'small', 'print']

const LABEL_SHEETS = ['base', 'label']

function styleOf(sheets) {
  return sheets.map((name) => readFileSync(`${web}style/${name}.css`, 'utf8')).join('\n')
}

async function scriptOf(main) {
  const bundle = await rolldown({ input: `${web}${main}` })
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
writeFileSync(join(folder, 'report.css'), styleOf(SHEETS))
writeFileSync(join(folder, 'report.js'), await scriptOf('page/main.js'))
writeFileSync(join(folder, 'label.css'), styleOf(LABEL_SHEETS))
writeFileSync(join(folder, 'label.js'), await scriptOf('label/main.js'))
