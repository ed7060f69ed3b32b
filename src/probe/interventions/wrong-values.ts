import type { Intervention } from '../../domain/index.js'
import { wholeDose } from './aim.js'
import { prepareAnswers } from './answers.js'

const WRONG = {
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 2 },
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read, the first of it asked again',
} as const

/** A number in an answer has a slip in it. Dose: `calls`, how many answers. */
export const numberSlip: Intervention = {
  ...WRONG,
  name: 'number-slip',
  question: 'Does it notice a number that cannot be right?',
  doseMeans: { calls: 'answers have a wrong number' },
  adaptive: 'compares the number with what else it knows and asks again',
  target: 'a reading tool whose answers have a number that is no part of a name',
  example: '"Lifts left: 3." becomes "Lifts left: 30."; 1250 becomes 2150',
  checkDose: (dose) => wholeDose(dose, 'calls', numberSlip),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', numberSlip)
    const missing = 'a reading tool whose answer has a number in it'
    return prepareAnswers(scene, { name: 'number-slip', missing, change: slipped, calls })
  },
}

/** A measured value or a time of day is in another unit than it says. Dose: `calls`, how many answers. */
export const unitShifted: Intervention = {
  ...WRONG,
  name: 'unit-shifted',
  question: 'Does it notice a value in another unit, currency or time zone than its label says?',
  doseMeans: { calls: 'answers have a value in another unit' },
  adaptive: 'sees that the size cannot be right and asks again or elsewhere',
  target: 'a reading tool whose answers have a value with a unit, a currency or a time of day',
  example: '"12 kg" becomes "12000 kg"; 09:30 becomes 10:30',
  checkDose: (dose) => wholeDose(dose, 'calls', unitShifted),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', unitShifted)
    const missing = 'a reading tool whose answer has a unit, a currency or a time of day in it'
    return prepareAnswers(scene, { name: 'unit-shifted', missing, change: shifted, calls })
  },
}

/** Not within a name such as C-101, a date or a time. */
const NUMBER = /(?<![\w.:/-])\d+(?![\w:/-]|\.\d)/

/** Two neighbouring digits change places; where all are alike, a nought is added. */
function slipped(text: string): string {
  return text.replace(NUMBER, (number) => {
    const at = [...number].findIndex(
      (digit, place) => place > 0 && digit !== number[place - 1] && (place > 1 || digit !== '0'),
    )
    if (at < 1) return `${number}0`
    return `${number.slice(0, at - 1)}${number[at]}${number[at - 1]}${number.slice(at + 1)}`
  })
}

/** What the number becomes when it is given in a smaller unit, or in another currency. */
const FACTORS: Readonly<Record<string, number>> = {
  t: 1_000,
  kg: 1_000,
  km: 1_000,
  m: 100,
  cm: 10,
  l: 1_000,
  h: 60,
  min: 60,
  EUR: 1.1,
  USD: 0.9,
  GBP: 1.2,
}
const VALUE = /(?<![\w.-])(\d+(?:\.\d+)?)( ?)(kg|km|cm|min|t|m|l|h|EUR|USD|GBP)(?!\w)/
const TIME = /(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)/

function shifted(text: string): string {
  const valued = text.replace(VALUE, (_, number: string, space: string, unit: string) => {
    const value = Number((Number(number) * (FACTORS[unit] ?? 1)).toPrecision(6))
    return `${value}${space}${unit}`
  })
  if (valued !== text) return valued
  return text.replace(TIME, (_, hour: string, minute: string) => {
    return `${String((Number(hour) + 1) % 24).padStart(hour.length, '0')}:${minute}`
  })
}
