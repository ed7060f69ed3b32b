/** The whole report belongs on paper, whatever is folded on the screen; what lies behind a second click stays there. */
export function startPrinting() {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details.section:not([open])')]
    for (const part of opened) part.open = true
  })
  addEventListener('afterprint', () => {
    for (const part of opened) part.open = false
  })
}
