import type { ReactElement } from 'react'

/** The empty frame in which the script shows a transcript. */
export function TranscriptDialog(): ReactElement {
  return (
    <dialog id="transcript" aria-labelledby="transcript-title">
      <div className="transcript-head">
        <div>
          <h2 id="transcript-title">Transcript</h2>
          <p id="transcript-verdict" />
          <p id="transcript-about" className="small" />
        </div>
        <button type="button" id="transcript-close" aria-label="Close the transcript">
          ✕
        </button>
      </div>
      <nav id="transcript-jumps" aria-label="Marks of this transcript" />
      <section id="transcript-steps" aria-label="Steps" />
    </dialog>
  )
}
