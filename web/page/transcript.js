import { bookOf, trialBlock } from './blocks.js'
import { button, byId, element } from './dom.js'
import { allSteps, fillSteps, marksOf } from './steps.js'
import { cellText, claimWords, words } from './words.js'

/** Shows the transcript of a trial, at its first mark where it has one. */
export async function openTranscript(id) {
  const { trials } = await trialBlock()
  const book = await bookOf(id)
  const transcript = book?.trials.find((other) => other.id === id)
  if (transcript === undefined) return
  const trial = trials.find((other) => other.id === id)
  const marks = marksOf(transcript)
  const holder = byId('transcript-steps')
  drawHead(id, trial, transcript, trials)
  const more = fillSteps(holder, allSteps(book, transcript), marks, book, transcript)
  byId('transcript-jumps').replaceChildren(...jumps(marks, holder, more))
  const dialog = byId('transcript')
  if (!dialog.open) dialog.showModal()
  const [first] = [...marks.keys()].sort((a, b) => a - b)
  if (first === undefined || first === 0) holder.scrollTop = 0
  else showStep(first, holder, more)
  holder.focus({ preventScroll: true })
}

function drawHead(id, trial, transcript, trials) {
  const title = trial === undefined ? 'Transcript' : [cellText.system(trial), cellText.arm(trial)].filter(Boolean)
  byId('transcript-title').textContent = Array.isArray(title) ? title.join(' · ') : title
  const main = transcript.behaviour?.main
  byId('transcript-verdict').replaceChildren(
    element('b', {}, trial === undefined ? words(transcript.outcome) : cellText.outcome(trial)),
    ...(transcript.claim === 'unknown' ? [] : [`, claimed ${claimWords(transcript.claim)}`]),
    ...(main === undefined ? [] : ['; ', element('b', {}, words(main.behaviour)), `: ${main.note}`]),
  )
  byId('transcript-about').replaceChildren(
    trial === undefined ? '' : `${trial.sample} · `,
    element('code', {}, id.slice(0, 16)),
    ...relatives(trial, trials).flatMap(({ title: name, id: other }) => [
      ' · ',
      element('a', { href: `#trial=${other}` }, name),
    ]),
  )
}

/** The trials that this one is read against: its baseline and its twin in the other arm. */
function relatives(trial, trials) {
  if (trial?.parent === undefined) return []
  const twin = trials.find(
    (other) => other.parent === trial.parent && other.intervention === trial.intervention && other.id !== trial.id,
  )
  return [
    { title: 'its baseline', id: trial.parent },
    ...(twin === undefined ? [] : [{ title: twin.arm === 'sham' ? 'its sham twin' : 'its changed twin', id: twin.id }]),
  ]
}

function showStep(index, holder, more) {
  more(index + 20)
  holder.querySelector(`[data-step="${index}"]`)?.scrollIntoView({ block: 'start' })
}

/** One button for the beginning and each mark, in order of its first step. */
function jumps(marks, holder, more) {
  const places = new Map()
  for (const [step, found] of [...marks].sort(([a], [b]) => a - b)) {
    for (const mark of found) places.set(mark.text, { mark, steps: [...(places.get(mark.text)?.steps ?? []), step] })
  }
  const toMarks = [...places.values()].map(({ mark, steps }) => {
    const shown = steps.length > 4 ? `${steps.slice(0, 3).join(', ')} and ${steps.length - 3} more` : steps.join(', ')
    const attributes = { class: `mark-${mark.kind}`, title: mark.note ?? '' }
    return button(`${mark.text} ${shown}`, attributes, () => showStep(steps[0], holder, more))
  })
  const toStart = button('beginning', {}, () => {
    holder.scrollTop = 0
  })
  return [toStart, ...toMarks]
}
