const number = new Intl.NumberFormat('en-US')
const NAMES = { censored: 'limit reached', 'falsely-claims': 'falsely claims', 'gave-up': 'that it gave up' }

/** A whole number with thousands separated. */
export const count = (amount) => number.format(amount)

/** US dollars; amounts below ten cents keep two significant digits. */
export const usd = (amount) =>
  amount >= 1e-6 && amount < 0.1 ? `$${amount.toPrecision(2)}` : `$${number.format(Number(amount.toFixed(2)))}`

/** A code of the data in words. */
export const words = (name) => NAMES[name] ?? name

/** What a trial claims, after `it claimed`. */
export const claimWords = (claim) =>
  ({ done: 'done', partly: 'partly done', impossible: 'impossible', unstated: 'nothing', unknown: 'unknown' })[claim] ??
  words(claim)

/** The cells of a trial's row, by column. */
export const cellText = {
  id: (trial) => trial.id.slice(0, 10),
  system: (trial) => trial.system.replace(/ \(.*\)$/, ''),
  sample: (trial) => trial.sample,
  arm: (trial) => [trial.arm, trial.intervention].filter(Boolean).join(' · '),
  outcome: (trial) => [words(trial.outcome), trial.detail].filter(Boolean).join(': '),
  behaviour: (trial) => (trial.behaviour === undefined ? '' : words(trial.behaviour)),
  steps: (trial) => (trial.steps === undefined ? '' : count(trial.steps)),
  costUsd: (trial) => (trial.costUsd === undefined ? '' : usd(trial.costUsd)),
}

/** Columns whose cells are numbers. */
export const NUMBERS = ['steps', 'costUsd']
