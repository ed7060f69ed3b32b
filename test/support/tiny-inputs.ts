import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BIG = ['1111111111', '1111111110', '1111101111', '1111110111']
const WEAK = ['1110111110', '1101110110', '1101101011', '0111101101']
const SMALL = ['1111111110', '1101111011', '1000100100', '0010000010']
const FAMILIES = [
  { name: 'sort', stratum: 'narrow', length: 10 },
  { name: 'merge', stratum: 'narrow', length: 12 },
  { name: 'port', stratum: 'long', length: 60 },
  { name: 'migrate', stratum: 'long', length: 90 },
]

/** Outcomes of three systems on four families, ten tasks each, two repeats or more: all canonical columns that a report uses. */
export function writeOutcomes(folder: string, name = 'runs.csv', repeats = 2): string {
  const rows = FAMILIES.flatMap(({ name: family, stratum, length }, index) =>
    [
      { model: 'big', results: BIG[index] ?? '', cost: 1.25 },
      { model: 'weak', results: WEAK[index] ?? '', cost: 0.4 },
      { model: 'small', results: SMALL[index] ?? '', cost: 0.15 },
    ].flatMap(({ model, results, cost }) =>
      results
        .split('')
        .flatMap((_, task) =>
          Array.from({ length: repeats }, (_, repeat) => [
            model,
            `${family}-${task}`,
            family,
            stratum,
            repeat,
            results[(task + repeat) % results.length],
            length,
            cost,
            30,
          ]),
        ),
    ),
  )
  const header = 'model,task,family,stratum,repeat,success,length,cost,seconds,length_kind,excluded'
  const lines = rows.map((row) => `${row.join(',')},reference-steps,`)
  const excluded = 'small,sort-extra,sort,narrow,0,1,10,0.15,30,reference-steps,the tool was down'
  writeFileSync(join(folder, name), `${[header, ...lines, excluded].join('\n')}\n`)
  return name
}

/** Sessions of two systems since: `big` stays as it was on sorting, and falls to a half on merging after a hundred hours. */
export function writeServed(folder: string, name = 'served.csv'): string {
  const start = Date.UTC(2026, 2, 1)
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
  const rows = Array.from({ length: 400 }, (_, hour) => {
    const family = hour % 2 === 0 ? 'sort' : 'merge'
    const isSolved = family === 'sort' || hour < 100 ? hour % 20 < 18 : hour % 4 === 1
    const known = hour + 5 + (hour % 30)
    const heard = known < 400 && hour % 41 > 0
    return `big,${family},${heard ? Number(isSolved) : ''},${at(hour)},${heard ? at(known) : ''}`
  })
  const others = [`weak,sort,1,${at(0)},${at(1)}`, `else,sort,1,${at(0)},${at(1)}`, `big,paint,1,${at(0)},${at(1)}`]
  writeFileSync(join(folder, name), `${['model,family,success,began,known', ...rows, ...others].join('\n')}\n`)
  return name
}

/** Sessions served since a study of `writeStudy`: most succeed, one is of work that it did not measure. */
export function writeServedOfStudy(folder: string, name = 'served-of-study.csv'): string {
  const rows = Array.from(
    { length: 60 },
    (_, index) => `wide,${index % 2 === 0 ? 'narrow' : 'long'},${Number(index % 9 > 0)}`,
  )
  writeFileSync(join(folder, name), `${['model,stratum,success', ...rows, 'else,narrow,1'].join('\n')}\n`)
  return name
}

/** Ten days of answers to fixed prompts, each held against the same answers from before. */
export function writeCanaries(folder: string, name = 'canary.csv', system = 'big'): string {
  const rows = Array.from(
    { length: 10 },
    (_, day) => `${system},2026-03-${String(day + 1).padStart(2, '0')},${0.2 + day / 20}`,
  )
  writeFileSync(join(folder, name), `${['model,day,p', ...rows].join('\n')}\n`)
  return name
}

/** Two systems that are equal on narrow work and far apart on long work. */
export function writeGap(folder: string): void {
  const tasks = Array.from({ length: 30 }, (_, task) => task)
  const rows = tasks.flatMap((task) => [
    ['big', `narrow-${task}`, 'narrow', task < 26 ? 1 : 0],
    ['small', `narrow-${task}`, 'narrow', task > 3 ? 1 : 0],
    ['big', `long-${task}`, 'long', task > 2 ? 1 : 0],
    ['small', `long-${task}`, 'long', task < 4 ? 1 : 0],
  ])
  const lines = ['model,task,stratum,success', ...rows.map((row) => row.join(','))]
  writeFileSync(join(folder, 'gap.csv'), `${lines.join('\n')}\n`)
}

const PRICE = { inputUsdPerMillion: 5, outputUsdPerMillion: 25 }

/** A study of two embedded models that runs in a second and uses every setting of a plan. */
export function writeStudy(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const study = {
    name: 'tiny',
    seed: 1,
    systems: [
      { model: 'policy:wide', price: PRICE, provenance: { kind: 'unknown', source: 'planted', date: '2026-01-01' } },
      { model: 'policy:control', price: PRICE },
    ],
    reference: 'wide',
    control: 'control',
    tasks: {
      families: ['harbour-open'],
      forms: [
        { stratum: 'narrow', size: 6, samples: 3 },
        { stratum: 'long', size: 12, samples: 3 },
      ],
    },
    probes: [{ intervention: 'tool-renamed' }, { intervention: 'permission-revoked' }],
    limits: { stepsPerReferenceCall: 3, extraSteps: 9, tokens: 2_000_000, seconds: 60, costUsd: 4 },
    ...changes,
  }
  writeFileSync(join(folder, 'leadline.config.json'), JSON.stringify(study))
  return 'leadline.config.json'
}

/** Writes a small table of published figures: some cannot be, some repeat another row, some are too small to tell. */
export function writePublished(folder: string): string {
  const rows = [
    'model,family,metric,value,tasks,trials',
    'big,port,success,62.0,50,4',
    'big,port,pass^2,51.3,50,4',
    'big,port,pass^4,61.0,50,4',
    'big,sort,success,81.4,70,1',
    'big,merge,success,66.6,3,1',
    'big,long,success,71.2,900,5',
    'small,port,success,56.0,50,4',
    'small,port,pass^2,40.1,50,4',
    'small,sort,success,81.4,70,1',
    'small,long,success,52.9,900,5',
    'copy,sort,success,81.4,70,1',
    'copy,long,success,71.2,900,5',
    'copy,port,success,62.0,50,4',
  ]
  const name = 'published.csv'
  writeFileSync(join(folder, name), `${rows.join('\n')}\n`)
  return name
}
