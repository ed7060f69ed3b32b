import { count, counted, type Plan, probeLabel, systemLabel } from '../domain/index.js'
import { type Forecast, forecast, planStudy } from '../probe/index.js'
import { styleFor, wrapText } from '../report/index.js'
import type { Io } from './io.js'
import { loadSetup, type SetupOptions } from './setup.js'
import { requireControl } from './study.js'

/** Prints what a study would run, without running anything. */
export async function plan(io: Io, options: SetupOptions & { readonly json?: boolean }): Promise<void> {
  const setup = await loadSetup(io, options, 'plan')
  const planned = planStudy(setup.design)
  requireControl(planned, setup.control)
  const prices = new Map(setup.candidates.map(({ system, price }) => [systemLabel(system), price]))
  const labels = new Map(planned.systems.map(({ id, system }) => [id, systemLabel(system)]))
  const ahead = forecast(planned, (id) => prices.get(labels.get(id) ?? ''))
  if (options.json === true) {
    const systems = [...labels.values()]
    const samples = planned.samples.map(({ id, stratum, reference }) => ({ id, stratum, reference }))
    const { id, name, seed, repeats, forkRepeats, gate, limits, probes, level, margin, budgetUsd } = planned
    const reference = labels.get(planned.referenceSystemId)
    const fixed = { id, name, seed, reference, repeats, forkRepeats, gate, limits, probes, level, margin, budgetUsd }
    io.out(`${JSON.stringify({ schemaVersion: 1, kind: 'plan', ...fixed, systems, samples, forecast: ahead })}\n`)
    return
  }
  io.out(planText(planned, ahead, [...labels.values()], io))
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
    ['trials', `${count(ahead.baselines)} baselines and at most ${count(ahead.mostForks)} forks`],
    ['steps', `about ${count(ahead.steps)}`],
    ['cost', `${cost}${ceiling}`],
  ] as const
  const found = [
    ['between two systems', points(smallest.differenceOfSystems)],
    ['of one intervention', points(smallest.interventionEffect)],
    ['shadow, long beyond narrow', points(smallest.shadow)],
  ] as const
  const line = ([name, words]: readonly [string, string], width: number) =>
    wrapText(`  ${name.padEnd(width)}${words}`, columns, ' '.repeat(width + 2))
  return [
    bold(planned.name),
    ...rows.map((row) => line(row, 10)),
    '',
    bold('Smallest effect that this finds in 4 of 5 studies'),
    ...found.map((row) => line(row, 28)),
    '',
  ].join('\n')
}
