import type { ReactElement } from 'react'
import { dateWords } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { threeFigures } from '../figures.js'
import { leadOf, surpriseWords } from '../headline.js'
import { shortNames, systemsOf } from '../names.js'
import { NamedText } from '../sections/section.js'
import { INSTRUMENT_CHECK_WORDS } from '../words.js'

/** What a reader sees first: the decision in words and three numbers. */
export function FirstPage({ document }: { readonly document: ReportDocument }): ReactElement {
  const lead = leadOf(document)
  const surprise = surpriseWords(document)
  const scopes = document.decision?.choices.map(({ scope }) => scope) ?? []
  const names = [...systemsOf(document).map(shortNames(document)), ...scopes]
  return (
    <header>
      <div className="bar">
        <p className="brand">
          <Mark />
          Leadline
        </p>
        <button type="button" id="theme" hidden aria-label="Change between light and dark">
          ◐
        </button>
      </div>
      {document.isInstrumentCheck && (
        <p className="notice" role="note">
          {INSTRUMENT_CHECK_WORDS}
        </p>
      )}
      <p className="kicker">{`${document.title} · ${dateWords(document.createdAt)}`}</p>
      <h1 className={lead.length > 90 ? 'long' : undefined}>
        <NamedText text={lead} names={names} />
      </h1>
      <p className="lede">{basisOf(document)}</p>
      {surprise !== undefined && (
        <p className="surprise">
          <strong>One surprise</strong> <NamedText text={surprise} names={names} />
        </p>
      )}
      <dl className="figures">
        {threeFigures(document).map((figure) => (
          <div key={figure.label}>
            <dt>
              <NamedText text={figure.label} names={names} />
            </dt>
            <dd>
              <span className="value">{figure.value}</span>
              <span className="note">{figure.note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </header>
  )
}

/** What the lead rests on, in a sentence. */
function basisOf({ isInstrumentCheck, source, decision }: ReportDocument): string {
  if (isInstrumentCheck) return 'Models of known truth went through the same study as any other system.'
  const runs = source === 'recorded' ? 'recorded runs' : 'trials run by Leadline'
  if (decision === undefined) return `From ${runs}. Nothing is decided here: no success was required.`
  return `From ${runs}. Each choice is the cheapest system whose whole interval lies above the success required.`
}

function Mark(): ReactElement {
  return (
    <svg viewBox="0 0 20 28" width={14} height={20} aria-hidden="true">
      <path d="M10 1v13" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
      <path d="M7 14h6l2.5 12.2h-11z" fill="currentColor" />
    </svg>
  )
}
