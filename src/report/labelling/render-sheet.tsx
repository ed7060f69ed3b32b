import { renderToStaticMarkup } from 'react-dom/server'
import type { LabelSheet } from '../../sessions/index.js'
import { policyFor, themeStyle } from '../frame/page-frame.js'
import { LabelPage } from './label-page.js'
import { sheetPayload } from './sheet.js'

/** What readers are asked unless the user asks something else. */
export const USUAL_QUESTION = 'Solved: everything that was asked for was done, and nothing else was harmed.'

/**
 * The labelling page as one HTML file that needs nothing else. Readers do not see the system, and no score.
 *
 * @param assets texts of the style sheet and of the script, made from web/
 */
export function renderSheet(
  sheet: LabelSheet,
  question: string,
  assets: { readonly style: string; readonly script: string },
): string {
  const script = assets.script.replaceAll('</script', '<\\/script')
  // A session may hold any text: nothing in it may end the element that carries it.
  const payload = JSON.stringify(sheetPayload(sheet)).replaceAll('<', '\\u003c')
  const style = themeStyle() + assets.style
  const page = renderToStaticMarkup(
    <LabelPage question={question} style={style} script={script} policy={policyFor(script)} payload={payload} />,
  )
  return `<!doctype html>\n${page}\n`
}
