import {
  type SimulatedGate,
  type SimulatedMatrix,
  type SimulatedRate,
  simulateGate,
  simulateMatrix,
  simulatePaired,
} from '../src/calibrate/index.js'
import {
  designGate,
  designPaired,
  foreseeBounds,
  type GateDesign,
  type StopBounds,
  stopBounds,
} from '../src/route/index.js'
import { type Figure, figureOf, type MeasureContext } from './figure.js'

const SIZES = { full: { cells: 20_000, worlds: 1_500 }, quick: { cells: 400, worlds: 10 } }
/** True success rates of the table in docs/until-settled.md. */
const TABLE = [0.45, 0.6, 0.75, 0.8, 0.85, 0.925, 0.99]
const SEED = 1

/**
 * What deciding until settled saves against the fixed design with the same errors, simulated with the decision that a
 * study uses, beside the exact computation.
 */
export function measureGate({ form }: MeasureContext): Promise<readonly Figure[]> {
  const { cells, worlds } = SIZES[form]
  const [plain, exact] = [gateOf(designGate(), cells), gateOf(designGate({ levels: 'exact' }), cells)]
  const spread = (from: number, to: number) => simulateSpread(plain, from, to)
  return Promise.resolve([
    ...edgeFigures('', plain),
    ...edgeFigures('-exact-levels', exact),
    spreadFigure('saving-near-bar', spread(0.65, 0.95), plain, 'success even from 0.65 to 0.95'),
    spreadFigure('saving-spread', spread(0.2, 0.98), plain, 'success even from 0.2 to 0.98'),
    ...TABLE.map((success) => tableFigure(success, plain)),
    ...pairedFigures(cells / 10),
    ...matrixFigures(worlds),
  ])
}

/** A gate with its table of bounds, and cells to try it on. */
interface Gate {
  readonly design: GateDesign
  readonly bounds: StopBounds
  readonly cells: number
}

function gateOf(design: GateDesign, cells: number): Gate {
  return { design, bounds: stopBounds(design), cells }
}

function simulateAt(success: number, { design, bounds, cells }: Gate): SimulatedGate {
  return simulateGate({ design, bounds, success, studies: cells, seed: SEED })
}

function simulateSpread({ design, bounds, cells }: Gate, from: number, to: number): SimulatedGate {
  return simulateGate({
    design,
    bounds,
    success: (random) => from + (to - from) * random.next(),
    studies: cells,
    seed: SEED,
  })
}

/** The fixed design errs in up to 5 % of cells; exact levels are the comparison at equal errors, and carry the target. */
function edgeFigures(suffix: string, gate: Gate): Figure[] {
  const { low, high, fixedTrials } = gate.design
  const [atLow, atHigh] = [simulateAt(low, gate), simulateAt(high, gate)]
  const exact = [low, high].map((success) => foreseeBounds(gate.bounds, success))
  const expected = exact.reduce((sum, { expectedTrials }) => sum + expectedTrials, 0) / 2
  const saved = 1 - (atLow.meanTrials + atHigh.meanTrials) / 2 / fixedTrials
  const error = Math.hypot(atLow.trialsError, atHigh.trialsError) / 2 / fixedTrials
  const n = 2 * gate.cells
  const shared = { unit: 'ratio', n, of: 'cells' } as const
  const how = `trials saved against ${fixedTrials}, success exactly at an edge, ${low} and ${high} half each; standard error ${error.toFixed(4)}, exact value ${(1 - expected / fixedTrials).toFixed(4)}`
  const saving = { name: `saving-at-edges${suffix}`, value: saved, ...shared, how }
  const errors = [
    errorFigure(`false-trust${suffix}`, exact[0]?.trust ?? 1, atLow.trust),
    errorFigure(`false-rejection${suffix}`, exact[1]?.reject ?? 1, atHigh.reject),
  ]
  return [suffix === '' ? saving : figureOf(saving, { atLeast: 0.45 }), ...errors]
}

/** The exact value is what is held to 5 %: a simulated one would miss it by chance where all of it is used up. */
function errorFigure(name: string, value: number, { rate, low, high, studies }: SimulatedRate): Figure {
  const how = `share of cells with success exactly at the edge, computed; simulated ${rate.toFixed(4)}, exact 99 % interval ${low.toFixed(4)} to ${high.toFixed(4)}`
  return figureOf({ name, value, unit: 'ratio', n: studies, of: 'cells', how }, { atMost: 0.05 })
}

function spreadFigure(name: string, gate: SimulatedGate, { design, cells }: Gate, at: string): Figure {
  const { fixedTrials } = design
  const error = gate.trialsError / fixedTrials
  const how = `trials saved against ${fixedTrials}, ${at}; standard error ${error.toFixed(4)}; undecided ${gate.undecided.rate.toFixed(4)}`
  return figureOf({ name, value: 1 - gate.meanTrials / fixedTrials, unit: 'ratio', n: cells, of: 'cells', how })
}

function tableFigure(success: number, gate: Gate): Figure {
  const { meanTrials, trialsError, trust, reject, undecided } = simulateAt(success, gate)
  const { fixedTrials } = gate.design
  const words = `trusted ${trust.rate.toFixed(4)}, rejected ${reject.rate.toFixed(4)}, undecided ${undecided.rate.toFixed(4)}`
  const how = `mean trials over ${fixedTrials} of the fixed design; standard error ${(trialsError / fixedTrials).toFixed(4)}; ${words}`
  const name = `trials-at-${success}`
  return { name, value: meanTrials / fixedTrials, unit: 'ratio', n: gate.cells, of: 'cells', how }
}

function pairedFigures(pairsOf: number): Figure[] {
  const design = designPaired({ margin: 0.1, discordance: 0.2 })
  const study = { design, discordance: 0.2, studies: pairsOf, seed: SEED }
  return [0, -design.margin].map((difference) => {
    const { meanPairs, pairsError, trust, reject } = simulatePaired({ ...study, difference })
    const name = difference === 0 ? 'saving-paired-equal' : 'saving-paired-worse'
    const how = `pairs saved against ${design.fixedPairs}, true difference ${difference}, margin ${design.margin}; standard error ${(pairsError / design.fixedPairs).toFixed(4)}; trusted ${trust.rate.toFixed(4)}, rejected ${reject.rate.toFixed(4)}`
    return { name, value: 1 - meanPairs / design.fixedPairs, unit: 'ratio', n: pairsOf, of: 'cells', how }
  })
}

function matrixFigures(worlds: number): Figure[] {
  const size = { studies: worlds, seed: SEED }
  const every = simulateMatrix({ ...size, order: 'all', skipsBroader: false })
  const lazy = simulateMatrix({ ...size, order: 'cheapest-first', skipsBroader: false })
  const skipping = simulateMatrix({ ...size, order: 'cheapest-first', skipsBroader: true })
  const shared = { unit: 'ratio', n: worlds, of: 'worlds' } as const
  const how = (matrix: SimulatedMatrix, words: string) =>
    `6 systems, 4 scopes, ${words}: ${Math.round(matrix.meanTrials)} trials against ${matrix.fixedTrials}, standard error ${matrix.trialsError.toFixed(1)}; of ${matrix.falseTrust.studies} cells ${matrix.falseTrust.rate.toFixed(4)} trusted wrongly; of those tried ${matrix.undecided.rate.toFixed(4)} undecided`
  const saved = (name: string, matrix: SimulatedMatrix, words: string): Omit<Figure, 'isMet'> => {
    return { name, value: matrix.trialsSaved, ...shared, how: how(matrix, words) }
  }
  const money = { value: lazy.moneySaved, ...shared, how: 'money saved where the cheapest system goes first' }
  return [
    figureOf(saved('saving-matrix', every, 'every cell'), { atLeast: 0.75 }),
    saved('saving-matrix-cheapest-first', lazy, 'cheapest system first'),
    saved('saving-matrix-skipping', skipping, 'cheapest first, broader scopes of a failed system skipped'),
    { name: 'saving-matrix-money', ...money },
  ]
}
