import { renderToStaticMarkup } from 'react-dom/server'
import type { ReportDocument } from './document.js'
import { policyFor, themeStyle } from './frame/page-frame.js'
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
