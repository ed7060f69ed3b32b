import { amount, type Estimate, type InterventionFinding, percent, signedPoints } from '../../domain/index.js'
import { estimateWords } from '../sentences.js'
import { BEHAVIOUR_WORDS } from '../words.js'

type Determined = Extract<Estimate, { kind: 'determined' }>

/** What an effect means beside the others: against the reference, on these samples, what the system did and claimed. */
export function effectNotes(finding: InterventionFinding): string[] {
  const { besideReference, withinTasks, withoutLimits, falseClaims, recovery } = finding
  return [
    ...points(besideReference, (words) => `beside the reference ${words}`),
    ...points(withinTasks, (words) => `on these very samples ${words}`),
    ...points(withoutLimits, (words) => `without trials that met a limit ${words}`),
    ...known(falseClaims, (found) => `claims success in ${shares(found)} of its failures`),
    ...known(recovery.share, (found) => `goes on to a further checkpoint after ${shares(found)} of the changes`),
    ...known(
      recovery.halfRecovered,
      ({ value }) => `half of them within ${amount(value)} ${amount(value) === '1' ? 'step' : 'steps'}`,
    ),
  ]
}

/** What a system did about a change, most frequent first, as shares of the delivered changes. */
export function profileWords({ profile }: InterventionFinding): string {
  return profile
    .map(({ behaviour, share }) => `${BEHAVIOUR_WORDS[behaviour].name} ${estimateWords(share, percent)}`)
    .join(', ')
}

function points(estimate: Estimate | undefined, words: (found: string) => string): string[] {
  return known(estimate, ({ value, low, high }) => {
    const [middle, from, to] = [value, low, high].map(signedPoints)
    return words(`${middle} points (${from} to ${to})`)
  })
}

function shares({ value, low, high }: Determined): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

function known(estimate: Estimate | undefined, words: (found: Determined) => string): string[] {
  return estimate?.kind === 'determined' ? [words(estimate)] : []
}
