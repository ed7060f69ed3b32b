import { trialBlock } from './blocks.js'
import { button, byId, element } from './dom.js'
import { cellText, count, NUMBERS, words } from './words.js'

const ROWS_A_PAGE = 50
const COLUMNS = ['id', 'system', 'sample', 'arm', 'outcome', 'behaviour', 'steps', 'costUsd']
const FILTERS = ['system', 'arm', 'intervention', 'outcome', 'behaviour', 'family', 'stratum']

/** Fills the table of trials with filters, sorting, pages and links to transcripts. */
export async function startTrials() {
  const table = byId('trial-table')
  if (table === null) return
  const { trials, blockOf } = await trialBlock()
  const view = { trials, blockOf, search: '', filters: {}, sort: undefined, isDescending: false, page: 0 }
  const draw = () => drawTrials(table, view)
  drawFilters(view, draw)
  drawHeads(table, view, draw)
  table.addEventListener('click', (event) => {
    const row = event.target.closest('tr[data-id]')
    if (row !== null && event.target.closest('a') === null) location.hash = `trial=${row.dataset.id}`
  })
  draw()
}

function drawFilters(view, draw) {
  const bar = byId('trial-filters')
  const redraw = () => {
    view.page = 0
    draw()
  }
  const search = element('input', { type: 'search', placeholder: 'search', 'aria-label': 'Search trials' })
  search.addEventListener('input', () => {
    view.search = search.value.toLowerCase()
    redraw()
  })
  const selects = FILTERS.flatMap((name) => {
    const values = [...new Set(view.trials.map((trial) => trial[name]))].filter((value) => value !== undefined).sort()
    return values.length < 2 ? [] : [filterFor(name, values, view, redraw)]
  })
  const clear = button('Clear', { class: 'clear' }, () => {
    for (const field of [search, ...selects]) field.value = ''
    Object.assign(view, { search: '', filters: {} })
    redraw()
  })
  bar.append(search, ...selects, clear)
  bar.hidden = false
}

function filterFor(name, values, view, redraw) {
  const select = element('select', { 'aria-label': `Filter by ${name}` }, new Option(`any ${name}`, ''))
  for (const value of values) select.append(new Option(name === 'system' ? value : words(value), value))
  select.addEventListener('change', () => {
    view.filters[name] = select.value
    redraw()
  })
  return select
}

function drawHeads(table, view, draw) {
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, index) => {
    const name = COLUMNS[index]
    const sort = button(head.textContent, {}, () => {
      view.isDescending = view.sort === name && !view.isDescending
      view.sort = name
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', view.isDescending ? 'descending' : 'ascending')
      draw()
    })
    head.replaceChildren(sort)
  })
}

function chosen(view) {
  const filters = Object.entries(view.filters).filter(([, value]) => value !== '')
  const rows = view.trials.filter(
    (trial) =>
      filters.every(([name, value]) => trial[name] === value) &&
      (view.search === '' || Object.values(trial).join(' ').toLowerCase().includes(view.search)),
  )
  if (view.sort === undefined) return rows
  const sign = view.isDescending ? -1 : 1
  return rows.sort((a, b) => compare(a[view.sort], b[view.sort], sign))
}

/** Rows without a value stay last in both directions. */
function compare(a, b, sign) {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0)
  return sign * (typeof a === 'number' ? a - b : String(a).localeCompare(String(b)))
}

function drawTrials(table, view) {
  const rows = chosen(view)
  const from = view.page * ROWS_A_PAGE
  const titles = [...table.tHead.rows[0].cells].map((head) => head.textContent)
  table.tBodies[0].replaceChildren(
    ...rows.slice(from, from + ROWS_A_PAGE).map((trial) => trialRow(trial, titles, view.blockOf)),
  )
  drawPages(table, view, rows.length)
}

function drawPages(table, view, total) {
  const last = Math.max(0, Math.ceil(total / ROWS_A_PAGE) - 1)
  const from = view.page * ROWS_A_PAGE
  const step = (title, by) => {
    const made = button(title, {}, () => {
      view.page += by
      drawTrials(table, view)
      byId('trials').scrollIntoView({ block: 'start' })
    })
    made.disabled = view.page + by < 0 || view.page + by > last
    return made
  }
  const shown =
    total === 0
      ? 'no trial fits'
      : `${count(from + 1)} to ${count(Math.min(total, from + ROWS_A_PAGE))} of ${count(total)}`
  const status = element('span', { role: 'status' }, shown)
  byId('trial-pages').replaceChildren(step('Previous', -1), status, step('Next', 1))
  byId('trial-pages').hidden = false
}

function trialRow(trial, titles, blockOf) {
  const hasTranscript = blockOf[trial.id] !== undefined
  const row = element('tr', hasTranscript ? { 'data-id': trial.id } : {})
  COLUMNS.forEach((name, index) => {
    const attributes = { 'data-label': titles[index], ...(NUMBERS.includes(name) ? { class: 'number' } : {}) }
    const cell = element('td', attributes)
    const text = cellText[name](trial)
    if (name === 'id' && hasTranscript) cell.append(element('a', { href: `#trial=${trial.id}` }, text))
    else if (text !== '') cell.append(text)
    if (name === 'system' || name === 'id') cell.title = trial[name]
    row.append(cell)
  })
  return row
}
