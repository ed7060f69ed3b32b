import type { Sample, TaskFamily, Translation } from 'leadline'
import { expect, test } from 'vitest'
import { namesIn, translationProblem } from '../../../src/domain/index.js'
import { harbourFamilies } from '../families.js'
import { TOOLS } from '../tools.js'

/** What a reader of one language understands; it shares no word with what wrote the text. */
interface Reader {
  readonly crate: RegExp
  readonly heavy: RegExp
  readonly inspected: RegExp
  readonly after: RegExp
  readonly manifest: RegExp
  /** Numerals from one on. */
  readonly numerals: readonly string[]
  /** What a rule is about, by what has to stand in it. */
  readonly rules: Readonly<Record<string, RegExp>>
}

const READERS: Readonly<Record<string, Reader>> = {
  en: {
    crate: /^(C-\d+): (?:at|delivered at) (\w+), bound for (\w+)/,
    heavy: /, heavy\b/,
    inspected: /, needs inspection\b/,
    after: /, after (C-\d+)$/,
    manifest: /every crate .* (\d+) crates on (\d+) pages?\. When you are done, call finish\b/,
    numerals: ['one', 'two', 'three', 'four', 'five'],
    rules: {
      locks: /pass.* (\w+) crossings.*way round/,
      crane: /Crane and winch.* (\w+) lifts.*reset/,
      customs: /"needs inspection".*inspected.*before/,
      shallows: /heavy crate.*cannot.*shallow/,
      currents: /one way only.*">"/,
      permits: /permit.*once/,
    },
  },
  de: {
    crate: /^(C-\d+): (?:liegt|geliefert) in (\w+), bestimmt für (\w+)/,
    heavy: /, schwer\b/,
    inspected: /, muss geprüft werden\b/,
    after: /, nach (C-\d+)$/,
    manifest: /jede Kiste .* (\d+) Kisten auf (\d+) Seiten?\. Wenn du fertig bist, rufe finish\b/,
    numerals: ['eine', 'zwei', 'drei', 'vier', 'fünf'],
    rules: {
      locks: /Pass.* (\S+) Durchfahrten.*Weg herum/,
      crane: /Kran und Winde.* (\S+) Hübe.*zurückgesetzt/,
      customs: /"needs inspection".*geprüft.*bevor/,
      shallows: /schweren Kiste.*keinen seichten/,
      currents: /eine Richtung.*">"/,
      permits: /Genehmigung.*einmal/,
    },
  },
  es: {
    crate: /^(C-\d+): (?:en|entregada en) (\w+), con destino a (\w+)/,
    heavy: /, pesada\b/,
    inspected: /, tiene que inspeccionarse\b/,
    after: /, después de (C-\d+)$/,
    manifest: /cada caja .* (\d+) cajas en (\d+) páginas?\. Cuando hayas terminado, llama a finish\b/,
    numerals: ['un', 'dos', 'tres', 'cuatro', 'cinco'],
    rules: {
      locks: /pase.* (\S+) cruces.*camino que rodea/,
      crane: /grúa y el cabrestante.* (\S+) izados.*reiniciarlos/,
      customs: /"needs inspection".*inspeccionarse.*antes/,
      shallows: /caja pesada.*no puede.*poco profundo/,
      currents: /un solo sentido.*">"/,
      permits: /permiso.*una vez/,
    },
  },
}

function factsIn(language: string, { goal, instructions }: { readonly goal: string; readonly instructions: string }) {
  const reader = READERS[language]
  if (reader === undefined) throw new Error(`nobody here reads ${language}`)
  const { crate, heavy, inspected, after, manifest, numerals, rules } = reader
  const crates = goal.split('\n').flatMap((line) => {
    const [, id, at, bound] = crate.exec(line) ?? []
    if (id === undefined) return []
    return [{ id, at, bound, heavy: heavy.test(line), inspected: inspected.test(line), after: after.exec(line)?.[1] }]
  })
  const [, count, pages] = manifest.exec(goal) ?? []
  const told = Object.entries(rules).flatMap(([kind, pattern]) => {
    const match = instructions
      .split('\n')
      .slice(4)
      .map((line) => pattern.exec(line))
      .find((found) => found !== null)
    return match == null ? [] : [{ kind, number: match[1] === undefined ? undefined : numerals.indexOf(match[1]) + 1 }]
  })
  return { crates, manifest: { count, pages }, told, lines: instructions.split('\n').length }
}

const SAMPLES = harbourFamilies.flatMap((family) =>
  [6, 12, 40, 200].map((size) => ({ family, sample: family.makeSample({ stratum: 'long', size, seed: 7 }) })),
)

const translationsOf = (family: TaskFamily, sample: Sample): readonly Translation[] =>
  family.open(sample, 'x').translations?.() ?? []

test('there are two languages beside English', () => {
  for (const { family, sample } of SAMPLES) {
    expect(translationsOf(family, sample).map(({ language }) => language)).toEqual(['de', 'es'])
  }
})

test.each(SAMPLES)('what $sample.id asks for reads alike in every language', ({ family, sample }) => {
  const read = factsIn('en', sample)
  expect(read.crates.length > 0 || Number(read.manifest.count) > 4).toBe(true)
  expect(read.told.every(({ number }) => number !== 0)).toBe(true)
  expect(read.told.length).toBe(read.lines - 4)
  for (const { language, goal = '', instructions = '' } of translationsOf(family, sample)) {
    expect(factsIn(language, { goal, instructions })).toEqual(read)
  }
})

test.each(SAMPLES)('every number, id and name of $sample.id survives', ({ family, sample }) => {
  const world = family.open(sample, 'x')
  const original = { ...sample, tools: world.tools, names: namesIn(world.snapshot()) }
  for (const translation of world.translations?.() ?? []) {
    expect(translationProblem(translation, original)).toBe(undefined)
    expect(Object.keys(translation.tools ?? {}).sort()).toEqual(world.tools.map(({ name }) => name).sort())
  }
})

test('a reader tells two crates apart whose destinations are exchanged', () => {
  const [one] = SAMPLES
  if (one === undefined) throw new Error('no sample')
  const [german] = translationsOf(one.family, one.sample)
  const { goal = '', instructions = '' } = german ?? {}
  const [, bound = ''] = /bestimmt für (\w+)/.exec(goal) ?? []
  const exchanged = goal.replace(`bestimmt für ${bound}`, 'bestimmt für Nirgendwo')
  expect(factsIn('de', { goal: exchanged, instructions })).not.toEqual(factsIn('en', one.sample))
})

test('each description is in another language, and no two tools share one', () => {
  const [locks] = SAMPLES.filter(({ family }) => family.name === 'harbour-winter')
  if (locks === undefined) throw new Error('no sample')
  for (const { tools = {} } of translationsOf(locks.family, locks.sample)) {
    const words = Object.entries(tools).map(([name, { description }]) => {
      expect(description).not.toBe(Object.entries(TOOLS).find(([own]) => own === name)?.[1].description)
      return description
    })
    expect(new Set(words).size).toBe(words.length)
  }
})
