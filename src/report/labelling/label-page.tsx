import type { ReactElement } from 'react'
import { PageHead } from '../frame/page-head.js'

/** Everything that `LabelPage` needs, already in text. */
interface LabelPageProps {
  /** What counts as solved, in the user's words. */
  readonly question: string
  readonly style: string
  readonly script: string
  /** Content security policy. */
  readonly policy: string
  /** The sample as JSON without a `<`. */
  readonly payload: string
}

/** One session at a time, with three verdicts that a key each gives. */
export function LabelPage({ question, style, script, policy, payload }: LabelPageProps): ReactElement {
  return (
    <html lang="en">
      <PageHead title="How did it end? Leadline labelling page" policy={policy} style={style} />
      <body>
        <Head />
        <main className="label-main">
          <p className="question">{question}</p>
          <div id="session" tabIndex={-1} />
        </main>
        <Foot />
        <StartDialog question={question} />
        <KeyDialog />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: JSON whose every < is written as an escape */}
        <script id="sheet" type="application/json" dangerouslySetInnerHTML={{ __html: payload }} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own script, named in the policy by its hash */}
        <script type="module" dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  )
}

function Head(): ReactElement {
  return (
    <header className="label-head">
      <div className="row">
        <h1 id="place">How did it end?</h1>
        <span className="quiet" id="done" />
        <span className="grow" />
        <button type="button" className="quiet" id="who" />
        <button type="button" className="quiet" id="help">
          Keys
        </button>
        <button type="button" className="quiet" id="theme" hidden>
          Light or dark
        </button>
      </div>
      <div id="bar" />
    </header>
  )
}

function Foot(): ReactElement {
  return (
    <footer className="label-foot">
      <div className="inner">
        <div className="verdicts">
          <Verdict id="solved" digit="1" words="Solved" />
          <Verdict id="failed" digit="2" words="Failed" />
          <Verdict id="unclear" digit="3" words="Cannot tell" />
        </div>
        <div className="steps-through">
          <button type="button" id="before">
            Before
          </button>
          <button type="button" id="next">
            Next
          </button>
        </div>
        <input id="note" aria-label="Note" placeholder="Why? A note for the other reader (n)" autoComplete="off" />
        <div className="saving">
          <span id="saved" />
          <button type="button" id="save">
            Save
          </button>
        </div>
        <ol id="list" aria-label="Sessions" />
        <span className="unseen" id="heard" aria-live="polite" />
      </div>
    </footer>
  )
}

function Verdict({ id, digit, words }: { readonly id: string; readonly digit: string; readonly words: string }) {
  return (
    <button type="button" id={`say-${id}`} aria-pressed="false">
      <kbd>{digit}</kbd>
      {words}
    </button>
  )
}

function StartDialog({ question }: { readonly question: string }): ReactElement {
  return (
    <dialog id="start" aria-labelledby="start-title">
      <form id="begin">
        <h2 id="start-title">How did it end?</h2>
        <p>
          You read recorded sessions one by one and say whether the work came out right. Judge the state that was
          reached, not what the agent says of itself. Do not talk about single sessions with the other reader before
          both are done.
        </p>
        <p>{question}</p>
        <label htmlFor="reader">Your name or initials</label>
        <input id="reader" required maxLength={60} autoComplete="off" />
        <button type="submit" className="main">
          Begin
        </button>
      </form>
    </dialog>
  )
}

const KEYS = [
  ['1', 'solved'],
  ['2', 'failed'],
  ['3', 'cannot tell'],
  ['→ j', 'next session'],
  ['← k', 'session before'],
  ['n', 'write a note; Escape leaves it'],
  ['s', 'save the labels as a file'],
  ['?', 'these keys'],
] as const

function KeyDialog(): ReactElement {
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {KEYS.flatMap(([key, words]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={words}>{words}</dd>,
        ])}
      </dl>
      <button type="button" className="main" id="keys-close">
        Close
      </button>
    </dialog>
  )
}
