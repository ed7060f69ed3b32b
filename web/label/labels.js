/** What one reader has said so far, kept in the browser where it has a place for it. */
export function openLabels({ sheet, sessions }) {
  const key = `leadline-labels-${sheet}`
  const stored = read(key)
  const said = new Map(stored.labels)
  let reader = stored.reader
  let isChanged = stored.isChanged
  const keep = () => write(key, { reader, isChanged, labels: [...said] })
  return {
    of: (id) => said.get(id),
    set(id, part) {
      said.set(id, { ...said.get(id), ...part })
      isChanged = true
      keep()
    },
    reader: () => reader,
    setReader(name) {
      reader = name
      keep()
    },
    isChanged: () => isChanged,
    download() {
      const labels = sessions.flatMap(({ id }) => {
        const { verdict, note = '' } = said.get(id) ?? {}
        return verdict === undefined ? [] : [{ id, verdict, ...(note.trim() === '' ? {} : { note: note.trim() }) }]
      })
      const text = JSON.stringify({ kind: 'leadline-labels', formatVersion: 1, sheet, reader, labels }, undefined, 2)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }))
      link.download = `labels-${reader.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.json`
      link.click()
      URL.revokeObjectURL(link.href)
      isChanged = false
      keep()
    },
  }
}

function read(key) {
  const nothing = { reader: '', isChanged: false, labels: [] }
  try {
    return { ...nothing, ...JSON.parse(localStorage.getItem(key) ?? '{}') }
  } catch {
    return nothing
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Without storage the labels last as long as the page; the button says that they are not saved.
  }
}
