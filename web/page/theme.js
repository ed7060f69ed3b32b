import { byId } from './dom.js'

/** The button between light and dark; the choice is kept where the browser has a place for it. */
export function startTheme() {
  const button = byId('theme')
  const root = document.documentElement
  const stored = readSetting('leadline-theme')
  if (stored === 'light' || stored === 'dark') root.dataset.theme = stored
  button.hidden = false
  button.addEventListener('click', () => {
    const isDark = getComputedStyle(root).colorScheme === 'dark'
    root.dataset.theme = isDark ? 'light' : 'dark'
    writeSetting('leadline-theme', root.dataset.theme)
  })
}

function readSetting(name) {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function writeSetting(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // A page opened from disk may have no storage; the choice then lasts as long as the page.
  }
}
