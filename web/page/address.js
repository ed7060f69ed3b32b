import { byId } from './dom.js'
import { openTranscript } from './transcript.js'

/** `#trial=<id>` opens a transcript, `#<section>` opens that part of the page. */
async function followAddress() {
  const address = decodeURIComponent(location.hash.slice(1))
  const trial = /^trial=(.+)$/.exec(address)?.[1]
  if (trial !== undefined) {
    byId('trials').open = true
    await openTranscript(trial)
    return
  }
  byId('transcript').close()
  const section = address === '' ? null : byId(address)
  if (section instanceof HTMLDetailsElement) section.open = true
}

/** Follows the address of the page, now and when it changes. */
export function startAddress() {
  const dialog = byId('transcript')
  // It scrolls, so the keyboard must reach it.
  byId('transcript-steps').tabIndex = 0
  byId('transcript-close').addEventListener('click', () => dialog.close())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => {
    if (location.hash.startsWith('#trial=')) history.replaceState(null, '', '#trials')
  })
  addEventListener('hashchange', () => void followAddress())
  return followAddress()
}
