import type { CurveLength, HorizonFinding, HorizonShape } from '../../domain/index.js'
import { addLengthNoise, type FittedShape, type LengthBank, lengthAt } from '../../estimate/index.js'

type Tested = HorizonFinding['tested']

/** A length of a curve, unless it leaves what was tested; undefined and infinite lengths are those of no fall. */
function curveLength(length: number | undefined, { shortest, longest }: Tested): CurveLength {
  if (length === undefined || Number.isNaN(length)) return { kind: 'success-does-not-fall' }
  if (length < shortest) return { kind: 'below-tested-range', atMost: shortest }
  return length > longest ? { kind: 'above-tested-range', atLeast: longest } : { kind: 'within', length }
}

/** The other shapes, with their lengths held to what was tested. */
export function readShapes(shapes: readonly FittedShape[], tested: Tested, slip: number | undefined): HorizonShape[] {
  return shapes.map((shape) => ({
    shape: shape.shape,
    h50: curveLength(lengthAt(shape, 0.5, slip), tested),
    h80: curveLength(lengthAt(shape, 0.8, slip), tested),
    aic: shape.aic,
    slope: shape.slope,
  }))
}

/** Smallest and largest h80 of the curves without slips; undefined for fewer than two, or where one does not fall. */
export function spreadOf(shapes: readonly HorizonShape[]): HorizonFinding['h80Spread'] {
  const lengths = shapes.filter(({ shape }) => shape !== 'logistic-with-slips').map(({ h80 }) => h80)
  if (lengths.some(({ kind }) => kind === 'success-does-not-fall')) return undefined
  const sorted = lengths.toSorted((a, b) => orderOf(a) - orderOf(b))
  const [low, high] = [sorted[0], sorted.at(-1)]
  return low === undefined || high === undefined || sorted.length < 2 ? undefined : { low, high }
}

function orderOf(length: CurveLength): number {
  if (length.kind === 'below-tested-range') return 0
  return length.kind === 'within' ? length.length : Number.POSITIVE_INFINITY
}

/** Standard deviations of the added noise, in doublings. */
const DEVIATIONS = [0.5, 1]

/** Horizons were the lengths less certain. */
export function noiseLines(bank: LengthBank, seed: number): HorizonFinding['noise'] {
  return addLengthNoise(bank, { deviations: DEVIATIONS, successes: [0.5, 0.8], seed }).map(({ deviation, log2 }) => {
    const [h50, h80] = log2.map((x) => curveLength(Number.isFinite(x) ? 2 ** x : undefined, bank.tested))
    const none: CurveLength = { kind: 'success-does-not-fall' }
    return { deviation, h50: h50 ?? none, h80: h80 ?? none }
  })
}
