import { byId } from '../page/dom.js'

/** Everything by keyboard; in a field keys write, and Escape leaves it. */
export function startKeys({ say, save, move }) {
  const acts = {
    1: () => say('solved'),
    2: () => say('failed'),
    3: () => say('unclear'),
    ArrowRight: () => move(1),
    j: () => move(1),
    ArrowLeft: () => move(-1),
    k: () => move(-1),
    n: () => byId('note').focus(),
    s: save,
    '?': () => byId('keys').showModal(),
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (event.target instanceof HTMLInputElement) {
      if (event.key === 'Escape' || event.key === 'Enter') byId('session').focus()
      return
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
