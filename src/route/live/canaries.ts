import { type CanaryFinding, type CanaryReading, counted } from '../../domain/index.js'
import { watchCanary } from '../drift/canary.js'

/** Name of the part where all days use the same answers. */
const ONE_PART = ''

/**
 * What daily comparisons say of each system, in the order in which the systems first occur.
 *
 * @throws ConfigError where the days of one part do not stand together, or the run length is below 1
 * @source statistics specification 7.5 (b)
 */
export function canaryFindings(readings: readonly CanaryReading[], averageRunLength: number): CanaryFinding[] {
  const systems = [...new Set(readings.map(({ system }) => system))]
  return systems.map((system) => {
    const own = readings.filter((reading) => reading.system === system)
    const days = own.map(({ p, part = ONE_PART }) => ({ p, baselinePart: part }))
    const { evidence, alarmAfter } = watchCanary(days, { averageRunLength })
    const isPartShared = new Set(days.map(({ baselinePart }) => baselinePart)).size < days.length
    const alarmAt = alarmAfter === undefined ? undefined : own[alarmAfter - 1]?.day
    const shared = isPartShared
      ? '; days share answers from before, so they are averaged and a change is found later'
      : ''
    const words =
      alarmAfter === undefined
        ? `${system}: no alarm in ${counted(own.length, 'day')} of answers to fixed prompts${shared}`
        : `${system}: alarm after ${counted(alarmAfter, 'day')} (${alarmAt}), its answers to fixed prompts changed; that does not say whether for the worse${shared}`
    return {
      system,
      days: own.length,
      evidence,
      averageRunLength,
      isPartShared,
      ...(alarmAfter !== undefined && { alarmAfter }),
      ...(alarmAt !== undefined && { alarmAt }),
      words,
    }
  })
}
