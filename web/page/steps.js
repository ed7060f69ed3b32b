import { button, element } from './dom.js'
import { claimWords, count, words } from './words.js'

const STEPS_AT_ONCE = 400

/** All steps of a trial, its parents' first, each with whether it is shared. */
export function allSteps(book, transcript, depth = 0) {
  const parent = transcript.parent && book.trials.find((other) => other.id === transcript.parent.id)
  if (parent === undefined || depth > 100) return transcript.steps.map((step) => ({ step, isShared: false }))
  const shared = allSteps(book, parent, depth + 1).slice(0, transcript.parent.steps)
  return [
    ...shared.map(({ step }) => ({ step, isShared: true })),
    ...transcript.steps.map((step) => ({ step, isShared: false })),
  ]
}

/** Marks by step: what stands on the left margin. */
export function marksOf(transcript) {
  const marks = new Map()
  const add = (step, kind, text, note) => {
    if (step === undefined) return
    marks.set(step, [...(marks.get(step) ?? []), { kind, text, note }])
  }
  if (transcript.parent !== undefined) add(transcript.parent.steps, 'fork', 'fork', 'Its own steps begin here.')
  add(transcript.marks?.deliveredStep, 'delivered', 'delivered', 'The change was really made here.')
  add(transcript.marks?.evidentStep, 'evident', 'evident', 'From here on the model could see it.')
  const found = transcript.behaviour === undefined ? [] : [transcript.behaviour.main, ...transcript.behaviour.secondary]
  for (const match of found) {
    for (const step of match.steps) add(step, 'behaviour', words(match.behaviour), match.note)
  }
  return marks
}

function stepElement({ step, isShared }, marks, texts) {
  const margin = element('div', { class: 'margin' }, element('span', {}, `step ${step.index}`))
  if (isShared) margin.append(element('span', {}, 'shared prefix'))
  const own = marks.get(step.index) ?? []
  for (const mark of own) {
    margin.append(element('b', { class: `mark-${mark.kind}`, title: mark.note ?? '' }, mark.text))
  }
  const content = element('div', {})
  for (const said of step.operator) content.append(element('p', { class: 'operator' }, texts[said]))
  if (step.reasoning !== undefined) content.append(reasoningElement(step, texts))
  if (texts[step.text] !== '') content.append(element('p', {}, texts[step.text]))
  for (const call of step.calls) {
    const shown = element('div', { class: 'call' }, element('b', {}, call.name), ` ${texts[call.arguments]}`)
    if (call.result !== undefined) {
      shown.append(element('div', { class: call.isError ? 'result error' : 'result' }, texts[call.result]))
    }
    content.append(shown)
  }
  const kinds = [isShared ? 'shared' : '', own.length > 0 ? 'marked' : ''].filter(Boolean)
  return element('div', { class: ['step', ...kinds].join(' '), 'data-step': String(step.index) }, margin, content)
}

/** What the model thought: folded, and never to be taken for what it said. */
function reasoningElement({ reasoning, reasoningLeftOut: leftOut = 0 }, texts) {
  const text = texts[reasoning]
  const cut =
    leftOut === 0 ? '' : `${count(leftOut)} more characters are not on this page; leadline inspect --full shows them.`
  return element(
    'details',
    { class: 'reasoning' },
    element('summary', {}, `Reasoning of the model, ${count(text.length + leftOut)} characters`),
    element('p', {}, text),
    ...(cut === '' ? [] : [element('p', { class: 'cut' }, cut)]),
  )
}

/**
 * Adds steps in portions, so that a trial of thousands opens at once.
 * @returns a function that shows all steps up to one
 */
export function fillSteps(holder, steps, marks, book, transcript) {
  let shown = 0
  const later = button('', { class: 'later' }, () => more(shown + STEPS_AT_ONCE))
  function more(until) {
    const end = Math.min(steps.length, Math.max(until, shown))
    later.before(...steps.slice(shown, end).map((item) => stepElement(item, marks, book.texts)))
    shown = end
    later.hidden = shown >= steps.length
    later.textContent = `Show more; ${count(steps.length - shown)} steps are left`
    if (later.hidden && holder.querySelector('.ending') === null) holder.append(endingOf(transcript))
  }
  holder.replaceChildren(...rulesOf(transcript, book.texts), later)
  more(STEPS_AT_ONCE)
  return more
}

function rulesOf(transcript, texts) {
  if (transcript.instructions === undefined) return []
  const rules = element('p', { class: 'operator' }, texts[transcript.instructions])
  const margin = element('div', { class: 'margin' }, element('span', {}, 'standing rules'))
  return [element('div', { class: 'step' }, margin, rules)]
}

function endingOf(transcript) {
  const title = `Outcome: ${words(transcript.outcome)}. It claimed: ${claimWords(transcript.claim)}.`
  return element(
    'div',
    { class: 'ending' },
    element('h3', {}, title),
    ...transcript.evidence.map((sentence) => element('p', {}, sentence)),
  )
}
