import { expect, test } from 'vitest'
import { contrast, distanceSeenBy, SIGHTS } from '../../../test/support/colour.js'
import { DARK, inlineTheme, LIGHT, seriesOf, type ThemeName } from './theme.js'

const THEMES = [
  { name: 'light', theme: LIGHT },
  { name: 'dark', theme: DARK },
]
const numbered = (stem: 'series' | 'act' | 'on-act', count: number) =>
  Array.from({ length: count }, (_, index) => `${stem}-${index}` as ThemeName)
const TEXTS: readonly ThemeName[] = ['ink', 'muted', 'accent', 'behind', 'ahead', 'even', ...numbered('series', 8)]
const ACTS = numbered('act', 10)

test.each(THEMES)('every colour that writes text in the $name theme stands out from paper and card', ({ theme }) => {
  const weak = TEXTS.filter(
    (name) => Math.min(contrast(theme[name], theme.paper), contrast(theme[name], theme.card)) < 4.5,
  )
  expect(weak).toEqual([])
})

test.each(THEMES)('marks and rules of the $name theme stand out from paper', ({ theme }) => {
  expect(contrast(theme.unsure, theme.paper)).toBeGreaterThan(3)
  expect(contrast(theme.faint, theme.paper)).toBeGreaterThan(3)
})

test.each(THEMES)('words inside the behaviour bars of the $name theme can be read', ({ theme }) => {
  const inks = numbered('on-act', 10)
  expect(ACTS.filter((act, index) => contrast(theme[act], theme[inks[index] ?? 'ink']) < 4.5)).toEqual([])
})

test.each(THEMES)('colours of the $name theme stay apart for readers who see red and green alike', ({ theme }) => {
  const groups = [['behind', 'ahead', 'even', 'unsure'] as const, ACTS, numbered('series', 8)]
  const close = groups.flatMap((names) =>
    names.flatMap((first, index) =>
      names
        .slice(index + 1)
        .flatMap((second) =>
          SIGHTS.filter((sight) => distanceSeenBy(sight, theme[first], theme[second]) < 12).map(
            (sight) => `${first} and ${second} for ${sight}`,
          ),
        ),
    ),
  )
  expect(close).toEqual([])
})

test('two colours that differ in red and green alone are told to be too close', () => {
  expect(distanceSeenBy('deuteranopia', '#b3470f', '#4f7a10')).toBeLessThan(
    distanceSeenBy('full colour vision', '#b3470f', '#4f7a10') / 2,
  )
})

test('the reference is ink and solid; no two of eight systems look the same', () => {
  const systems = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const series = seriesOf(systems, 'c')
  expect(series.find(({ system }) => system === 'c')).toEqual({ system: 'c', colour: 'var(--series-0)' })
  expect(new Set(series.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(8)
})

test('a picture that stands alone has its colours written in', () => {
  expect(inlineTheme('<text fill="var(--ink)"/>', DARK)).toBe(`<text fill="${DARK.ink}"/>`)
})
