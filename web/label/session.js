import { button, element } from '../page/dom.js'

/** Lines of a result that are shown before it is opened. */
const MOST_LINES = 8
const MOST_CHARACTERS = 700

/** Writes one session into its place: what was asked for, then each turn with its calls. */
export function showSession(place, { steps }) {
  place.replaceChildren(...steps.flatMap(stepParts), endMark(steps.length))
}

function stepParts({ operator, text, calls }, index) {
  const said = operator.map((words) => block('operator', index === 0 ? 'Asked for' : 'Operator', prose(words)))
  if (text === '' && calls.length === 0) return said
  const body = [...(text === '' ? [] : [prose(text)]), ...calls.map(callPart)]
  return [...said, block('turn', String(index + 1), ...body)]
}

function block(kind, margin, ...body) {
  const label = element('div', { class: 'margin' }, margin)
  return element('section', { class: `part ${kind}` }, label, element('div', { class: 'body' }, ...body))
}

function prose(words) {
  return folded(words, 'p')
}

function callPart({ name, given, result, isError }) {
  const head = element('code', { class: 'call' }, element('b', {}, name), given === undefined ? '' : ` ${given}`)
  if (result === undefined)
    return element('div', { class: 'called' }, head, element('p', { class: 'silent' }, 'no result recorded'))
  const answer = folded(result, 'pre')
  answer.classList.add('result')
  if (isError) answer.classList.add('failed')
  return element(
    'div',
    { class: 'called' },
    head,
    ...(isError ? [element('span', { class: 'mark' }, 'failed')] : []),
    answer,
  )
}

/** Long texts begin folded; nothing is left out. */
function folded(words, name) {
  const lines = words.split('\n')
  const short = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_CHARACTERS)
  const inner = element(name, {}, short.length < words.length ? `${short} …` : words)
  const outer = element('div', { class: 'folded' }, inner)
  if (short.length === words.length) return outer
  const more = button(`Show all (${words.length.toLocaleString('en')} characters)`, { class: 'more' }, () => {
    inner.textContent = words
    more.remove()
  })
  outer.append(more)
  return outer
}

function endMark(steps) {
  return element('p', { class: 'end' }, `End of the session, after ${steps} ${steps === 1 ? 'turn' : 'turns'}`)
}
