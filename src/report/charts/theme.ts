import { DARK_HEAT, type HeatName, LIGHT_HEAT } from '../manifold/heat-colours.js'

/** Colours of one theme by variable name, without the leading dashes. */
type Theme = Readonly<Record<ThemeName, string>>

/** Names that charts and the page's style use as `var(--name)`. */
export type ThemeName =
  | 'paper'
  | 'card'
  | 'ink'
  | 'muted'
  | 'faint'
  | 'line'
  | 'accent'
  | 'behind'
  | 'ahead'
  | 'even'
  | 'unsure'
  | `series-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`
  | `act-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `on-act-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | HeatName

/** Ink on paper. Hues are chosen to stay apart under the common colour-vision deficiencies. */
export const LIGHT: Theme = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#18212c',
  muted: '#56616e',
  faint: '#7b8591',
  line: '#e2dfd6',
  accent: '#17597f',
  behind: '#b3470f',
  ahead: '#1767a0',
  even: '#376251',
  unsure: '#7a8694',
  'series-0': '#18212c',
  'series-1': '#105889',
  'series-2': '#b84a11',
  'series-3': '#087a62',
  'series-4': '#9254ac',
  'series-5': '#936935',
  'series-6': '#b33156',
  'series-7': '#5b6b7c',
  'act-0': '#0a7a61',
  'act-1': '#5fb39d',
  'act-2': '#daf4dd',
  'act-3': '#9c2f0b',
  'act-4': '#d9692a',
  'act-5': '#efae52',
  'act-6': '#814190',
  'act-7': '#0d7ab7',
  'act-8': '#94b4d1',
  'act-9': '#c9cdd1',
  'on-act-0': '#ffffff',
  'on-act-1': '#18212c',
  'on-act-2': '#18212c',
  'on-act-3': '#ffffff',
  'on-act-4': '#18212c',
  'on-act-5': '#18212c',
  'on-act-6': '#ffffff',
  'on-act-7': '#ffffff',
  'on-act-8': '#18212c',
  'on-act-9': '#18212c',
  ...LIGHT_HEAT,
}

/** The same on a dark ground. */
export const DARK: Theme = {
  paper: '#10151c',
  card: '#171e27',
  ink: '#e9e7e1',
  muted: '#a5afba',
  faint: '#7f8a96',
  line: '#2a333e',
  accent: '#7cc0e6',
  behind: '#f39a63',
  ahead: '#74bdf0',
  even: '#7fc7b2',
  unsure: '#778592',
  'series-0': '#e9e7e1',
  'series-1': '#6abaf4',
  'series-2': '#f59059',
  'series-3': '#65cea3',
  'series-4': '#b888ce',
  'series-5': '#e2b53f',
  'series-6': '#df79a5',
  'series-7': '#9cb1c5',
  'act-0': '#2ea385',
  'act-1': '#7ec9a3',
  'act-2': '#b9e2d6',
  'act-3': '#d9552a',
  'act-4': '#ee8c58',
  'act-5': '#fdc874',
  'act-6': '#c59df0',
  'act-7': '#5a8fc0',
  'act-8': '#9fbfdd',
  'act-9': '#5b6570',
  'on-act-0': '#10151c',
  'on-act-1': '#10151c',
  'on-act-2': '#10151c',
  'on-act-3': '#10151c',
  'on-act-4': '#10151c',
  'on-act-5': '#10151c',
  'on-act-6': '#10151c',
  'on-act-7': '#10151c',
  'on-act-8': '#10151c',
  'on-act-9': '#ffffff',
  ...DARK_HEAT,
}

/** The theme as CSS declarations. */
export function themeVariables(theme: Theme): string {
  return Object.entries(theme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';')
}

/** Replaces every `var(--name)` by its colour, for pictures that stand outside the page. */
export function inlineTheme(svg: string, theme: Theme): string {
  const colours: Readonly<Record<string, string>> = theme
  return svg.replace(/var\(--([a-z0-9-]+)\)/g, (whole, name: string) => colours[name] ?? whole)
}

/** How one system is drawn wherever it appears: colour, dashes and point shape. */
export interface Series {
  readonly system: string
  /** A CSS colour variable. */
  readonly colour: string
  /** Dash pattern, or undefined for a solid line. */
  readonly dash?: string
}

const DASHES = [undefined, undefined, '7 3', '2 3', '10 3 2 3', '5 2', '12 4', '3 2 8 2']

/**
 * Gives each system a colour and a dash pattern; the reference is ink and solid.
 *
 * @param systems in the order of the document; more than seven candidates share colours but not dashes
 */
export function seriesOf(systems: readonly string[], reference: string | undefined): readonly Series[] {
  const candidates = systems.filter((system) => system !== reference)
  return systems.map((system) => {
    const rank = system === reference ? -1 : candidates.indexOf(system)
    const dash = DASHES[(rank + 1 + Math.floor(Math.max(0, rank) / 7)) % DASHES.length]
    const colour = rank < 0 ? 'var(--series-0)' : `var(--series-${(rank % 7) + 1})`
    return { system, colour, ...(dash === undefined ? {} : { dash }) }
  })
}
