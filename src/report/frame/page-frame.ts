import { createHash } from 'node:crypto'
import { DARK, LIGHT, themeVariables } from '../charts/theme.js'

/** The colours of both themes as a style sheet. */
export function themeStyle(): string {
  const [light, dark] = [themeVariables(LIGHT), themeVariables(DARK)]
  return [
    `:root{color-scheme:light;${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}`,
    `:root[data-theme=dark]{color-scheme:dark;${dark}}`,
    `@media print{:root:root:root{color-scheme:light;${light};--paper:#fff}}`,
  ].join('\n')
}

/** Names the one script that may run, so that a transcript's text can never become code; nothing may be fetched. */
export function policyFor(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64')
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
}
