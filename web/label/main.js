// One session at a time: read what happened, say how it ended, go on. Everything stays in this browser until it is saved.
import { button, byId, element } from '../page/dom.js'
import { startTheme } from '../page/theme.js'
import { startKeys } from './keys.js'
import { openLabels } from './labels.js'
import { showSession } from './session.js'

const VERDICTS = ['solved', 'failed', 'unclear']
const sheet = JSON.parse(byId('sheet').textContent)
const labels = openLabels(sheet)
let at = 0

function show(index, isFocused = true) {
  at = Math.min(Math.max(0, index), sheet.sessions.length - 1)
  const session = sheet.sessions[at]
  byId('place').textContent = `Session ${at + 1} of ${sheet.sessions.length}`
  showSession(byId('session'), session)
  window.scrollTo(0, 0)
  if (isFocused) byId('session').focus({ preventScroll: true })
  refresh()
}

function refresh() {
  const { id } = sheet.sessions[at]
  const own = labels.of(id)
  for (const verdict of VERDICTS) byId(`say-${verdict}`).setAttribute('aria-pressed', String(own?.verdict === verdict))
  if (document.activeElement !== byId('note')) byId('note').value = own?.note ?? ''
  const done = sheet.sessions.filter((session) => labels.of(session.id)?.verdict !== undefined).length
  byId('done').textContent = `${done} of ${sheet.sessions.length} read`
  byId('bar').style.setProperty('--done', String(done / sheet.sessions.length))
  byId('save').classList.toggle('wanted', done === sheet.sessions.length && labels.isChanged())
  byId('saved').textContent = labels.isChanged() ? 'Unsaved' : done === 0 ? '' : 'Saved'
  byId('before').disabled = at === 0
  byId('next').disabled = at === sheet.sessions.length - 1
  for (const [index, entry] of [...byId('list').children].entries()) {
    const dot = entry.firstElementChild
    dot.dataset.verdict = labels.of(sheet.sessions[index].id)?.verdict ?? 'open'
    dot.setAttribute('aria-label', `Session ${index + 1}: ${WORDS[dot.dataset.verdict]}`)
    if (index === at) dot.setAttribute('aria-current', 'true')
    else dot.removeAttribute('aria-current')
  }
}

const WORDS = { open: 'not read yet', solved: 'solved', failed: 'failed', unclear: 'cannot tell' }

function say(verdict) {
  const { id } = sheet.sessions[at]
  const isSame = labels.of(id)?.verdict === verdict
  labels.set(id, { verdict: isSame ? undefined : verdict })
  byId('heard').textContent = isSame ? 'Taken back' : `Session ${at + 1}: ${WORDS[verdict]}`
  refresh()
  if (!isSame) show(nextOpen())
}

/** The next one that is not read yet, from here on and then from the beginning; this one where all are read. */
function nextOpen() {
  const order = sheet.sessions.map((_, index) => (at + 1 + index) % sheet.sessions.length)
  return order.find((index) => labels.of(sheet.sessions[index].id)?.verdict === undefined) ?? at
}

function save() {
  if (labels.reader() === '') {
    byId('start').showModal()
    return
  }
  labels.download()
  refresh()
}

function begin() {
  const name = byId('reader').value.trim()
  if (name === '') return
  labels.setReader(name)
  byId('who').textContent = name
  byId('start').close()
  show(at)
}

startTheme()
for (const [index] of sheet.sessions.entries()) {
  byId('list').append(
    element(
      'li',
      {},
      button('', { class: 'dot' }, () => show(index)),
    ),
  )
}
for (const verdict of VERDICTS) byId(`say-${verdict}`).addEventListener('click', () => say(verdict))
byId('before').addEventListener('click', () => show(at - 1))
byId('next').addEventListener('click', () => show(at + 1))
byId('save').addEventListener('click', save)
byId('who').addEventListener('click', () => byId('start').showModal())
byId('help').addEventListener('click', () => byId('keys').showModal())
byId('keys-close').addEventListener('click', () => byId('keys').close())
byId('note').addEventListener('input', () => {
  labels.set(sheet.sessions[at].id, { note: byId('note').value })
  refresh()
})
byId('begin').addEventListener('submit', (event) => {
  event.preventDefault()
  begin()
})
window.addEventListener('beforeunload', (event) => {
  if (labels.isChanged()) event.preventDefault()
})
startKeys({ say, save, move: (by) => show(at + by) })
byId('reader').value = labels.reader()
byId('who').textContent = labels.reader()
show(nextOpenFromStart(), false)
byId('start').showModal()

function nextOpenFromStart() {
  const open = sheet.sessions.findIndex((session) => labels.of(session.id)?.verdict === undefined)
  return open < 0 ? 0 : open
}
