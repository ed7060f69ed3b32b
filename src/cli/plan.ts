import { count, counted, isRunWhole, type Plan, percent, probeLabel, systemLabel, usd } from '../domain/index.js'
import { type Forecast, forecast, planStudy } from '../probe/index.js'
import { styleFor, table, wrapText } from '../report/index.js'
import { closing } from './closing.js'
import type { Io } from './io.js'
import { type Outlook, settlingOf } from './settle.js'
import { loadSetup, type SetupOptions } from './setup.js'
import { requireControl } from './study.js'

/** Prints what a study would run, without running anything. */
export async function plan(io: Io, options: SetupOptions & { readonly json?: boolean }): Promise<void> {
  const setup = await loadSetup(io, options, 'plan')
  await closing(setup, async () => undefined)
  const planned = planStudy(setup.design)
  requireControl(planned, setup.control)
  setup.keepSeed?.()
  const prices = new Map(setup.candidates.map(({ system, price }) => [systemLabel(system), price]))
  const labels = new Map(planned.systems.map(({ id, system }) => [id, systemLabel(system)]))
  const ahead = forecast(planned, (id) => prices.get(labels.get(id) ?? ''))
  const settling = settlingOf(planned)?.outlook()
  if (options.json === true) {
    const systems = [...labels.values()]
    const samples = planned.samples.map(({ id, stratum, reference, isRunWhole: isWhole }) => {
      const isProbed = planned.unprobed?.includes(id) !== true
      return {
        id,
        stratum,
        reference,
        ...(isWhole === true && { isRunWhole: isWhole }),
        ...(!isProbed && { isProbed }),
      }
    })
    const { id, name, seed, repeats, forkRepeats, gate, limits, probes, level, margin, budgetUsd } = planned
    const reference = labels.get(planned.referenceSystemId)
    const fixed = { id, name, seed, reference, repeats, forkRepeats, gate, limits, probes, level, margin, budgetUsd }
    const { untilSettled } = planned
    const outlook =
      settling === undefined ? { forecast: ahead } : { untilSettled: { ...untilSettled, outlook: settling } }
    const document = { schemaVersion: 1, kind: 'plan', ...fixed, systems, samples, ...outlook }
    io.out(`${JSON.stringify(document)}\n`)
    return
  }
  io.out(
    settling === undefined
      ? planText(planned, ahead, [...labels.values()], io)
      : settlingText(planned, settling, [...labels.values()], io),
  )
}

/** What a study takes that stops when it is settled, beside a fixed one with the same errors. */
function settlingText(planned: Plan, outlook: Outlook, systems: readonly string[], io: Io): string {
  const { untilSettled: aim, samples, budgetUsd, name } = planned
  if (aim === undefined) return ''
  const { bold } = styleFor(io)
  const { cells, falseTrusts, edges, supposed } = outlook
  const narrow = samples.filter(({ stratum }) => stratum === 'narrow').length
  const usdOf = (amount: number | undefined) =>
    amount === undefined ? 'unknown: a system has no price' : `about ${usd(amount)}`
  const ceiling = budgetUsd === undefined ? '' : `, never more than ${usd(budgetUsd)}`
  const rows = [
    ['systems', systems.join(', ')],
    ['samples', `${narrow} narrow and ${samples.length - narrow} long, drawn in blocks`],
    [
      'question',
      `trust above ${percent(edges.low)}, do not trust below ${percent(edges.high)}; each wrong in at most ${percent(aim.alpha)} of such studies`,
    ],
    [
      'cells',
      `${cells}: ${aim.order === 'all' ? 'each system for each form' : 'for each form from the cheapest system up, until one is trusted'}; expect at most ${falseTrusts.toFixed(2)} trusted wrongly`,
    ],
  ] as const
  const columns = [{ title: '' }, { title: 'trials', isNumber: true }, { title: 'cost' }]
  const lines = table(
    columns,
    [
      ['expected', count(outlook.expectedTrials), usdOf(outlook.expectedUsd)],
      ['at worst', count(outlook.mostTrials), `${usdOf(outlook.mostUsd)}${ceiling}`],
      ['a fixed plan', count(outlook.fixedTrials), usdOf(outlook.fixedUsd)],
    ],
    { columns: io.columns, indent: 2, dim: styleFor(io).dim },
  )
  const note = `Expected: every cell tried, and any success from ${percent(supposed.low)} to ${percent(supposed.high)} as likely as another. A fixed plan: the same errors, every cell tried.`
  return [
    bold(name),
    ...rows.map((row) => planLine(row, 10, io.columns)),
    '',
    bold('Until it is settled'),
    ...lines,
    wrapText(`  ${note}`, io.columns, '  '),
    '',
  ].join('\n')
}

function planLine([name, words]: readonly [string, string], width: number, columns: number): string {
  return wrapText(`  ${name.padEnd(width)}${words}`, columns, ' '.repeat(width + 2))
}

/** True where nothing can be forked: the arms of a pair are runs of their own. */
function isAllWhole({ samples, systems }: Plan): boolean {
  return samples.every(isRunWhole) || systems.every((system) => system.isRunWhole === true)
}

/** Servers that nobody brings back to a state. */
function keptRows({ samples }: Plan): (readonly [string, string])[] {
  const families = [
    ...new Set(samples.flatMap(({ family, isRunWhole: isWhole }) => (isWhole === true ? [family] : []))),
  ]
  if (families.length === 0) return []
  const names = families.join(', ')
  return [
    [
      'whole',
      `${names}: no folder and no reset, so nothing there is forked; its server keeps its state from run to run, and undoing that is left to you`,
    ],
  ]
}

function planText(planned: Plan, ahead: Forecast, systems: readonly string[], io: Io): string {
  const { columns } = io
  const { smallest, costUsd } = ahead
  const { bold } = styleFor(io)
  const points = (share: number | undefined) => {
    if (share === undefined) return 'cannot be said: too few samples'
    return share > 1 ? 'none: too few samples to find any' : counted(share * 100, 'point')
  }
  const narrow = planned.samples.filter(({ stratum }) => stratum === 'narrow').length
  const cost = costUsd === undefined ? 'unknown: a system has no price' : `about $${costUsd.toFixed(2)}`
  const ceiling = planned.budgetUsd === undefined ? '' : `, never more than $${planned.budgetUsd.toFixed(2)}`
  const rows = [
    ['systems', systems.join(', ')],
    [
      'samples',
      `${narrow} narrow and ${planned.samples.length - narrow} long, ${counted(planned.repeats, 'baseline')} of each`,
    ],
    ['changed', planned.probes.map((probe) => probeLabel(planned.probes, probe)).join(', ')],
    [
      'trials',
      `${counted(ahead.baselines, 'baseline')} and at most ${count(ahead.mostForks)} ${isAllWhole(planned) ? 'whole runs beside them' : 'forks'}`,
    ],
    ['steps', `about ${count(ahead.steps)}`],
    ['cost', `${cost}${ceiling}`],
    ...keptRows(planned),
  ] as const
  const found = [
    ['between two systems', points(smallest.differenceOfSystems)],
    ['of one intervention', points(smallest.interventionEffect)],
    ['shadow, long beyond narrow', points(smallest.shadow)],
  ] as const
  return [
    bold(planned.name),
    ...rows.map((row) => planLine(row, 10, columns)),
    '',
    bold('Smallest effect that this finds in 4 of 5 studies'),
    ...found.map((row) => planLine(row, 28, columns)),
    '',
  ].join('\n')
}
