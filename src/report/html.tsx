import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { DARK, LIGHT, themeVariables } from './charts/theme.js'
import type { ReportDocument } from './document.js'
import { Page } from './page/page.js'
import { payloadOf } from './payload.js'

/** What the page is made of beside the document; read from files by the caller. */
export interface PageAssets {
  /** Text of the style sheet, made from web/style. */
  readonly style: string
  /** Text of the script, a module without imports, made from web/page. */
  readonly script: string
  /** Gzip, then base64. */
  compress(bytes: Uint8Array): string
}

/** The report as one HTML file that needs nothing else: no network, no second file, readable without its script. */
export function renderHtml(document: ReportDocument, assets: PageAssets): string {
  const encoder = new TextEncoder()
  const blocks = payloadOf(document).map(({ id, json }) => ({ id, data: assets.compress(encoder.encode(json)) }))
  const script = assets.script.replaceAll('</script', '<\\/script')
  const page = renderToStaticMarkup(
    <Page
      document={document}
      style={themeStyle() + assets.style}
      script={script}
      policy={policyFor(script)}
      blocks={blocks}
    />,
  )
  return `<!doctype html>\n${page}\n`
}

function themeStyle(): string {
  const [light, dark] = [themeVariables(LIGHT), themeVariables(DARK)]
  return [
    `:root{color-scheme:light;${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}`,
    `:root[data-theme=dark]{color-scheme:dark;${dark}}`,
    `@media print{:root:root:root{color-scheme:light;${light};--paper:#fff}}`,
  ].join('\n')
}

/** Names the one script that may run, so that a transcript's text can never become code; nothing may be fetched. */
function policyFor(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64')
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
}
