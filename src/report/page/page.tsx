import type { ReactElement } from 'react'
import type { ReportDocument } from '../document.js'
import { PageHead } from '../frame/page-head.js'
import { EscalationSection } from '../live/escalation-section.js'
import { LiveSection } from '../live/section.js'
import { ManifoldSection } from '../manifold/section.js'
import { BehaviourSection } from '../sections/behaviour-section.js'
import { CalibrationSection } from '../sections/calibration-section.js'
import { DecisionSection } from '../sections/decision-section.js'
import { EffectSection } from '../sections/effect-section.js'
import { FailureSection } from '../sections/failure-section.js'
import { GapSection } from '../sections/gap-section.js'
import { HorizonSection } from '../sections/horizon-section.js'
import { ScreenSection } from '../sections/screen-section.js'
import { ShadowSection } from '../sections/shadow-section.js'
import { SurvivalSection } from '../sections/survival-section.js'
import { TrialSection } from '../sections/trial-section.js'
import { FirstPage } from './first-page.js'
import { LimitsSection, MethodSection } from './method-section.js'
import { TranscriptDialog } from './transcript-dialog.js'

/** Everything that `Page` needs, already in text. */
interface PageProps {
  readonly document: ReportDocument
  readonly style: string
  readonly script: string
  /** Content security policy. */
  readonly policy: string
  readonly blocks: readonly { readonly id: string; readonly data: string }[]
}

/** The whole page: decision first, three numbers, and every other part one click away. */
export function Page({ document, style, script, policy, blocks }: PageProps): ReactElement {
  return (
    <html lang="en">
      <PageHead title={`${document.title}: Leadline report`} policy={policy} style={style} />
      <body>
        <main>
          <FirstPage document={document} />
          <div className="sections">
            {document.isInstrumentCheck && <CalibrationSection document={document} />}
            <ManifoldSection document={document} />
            <DecisionSection document={document} />
            <LiveSection document={document} />
            <GapSection document={document} />
            <ShadowSection document={document} />
            <HorizonSection document={document} />
            <SurvivalSection document={document} />
            <FailureSection document={document} />
            <EscalationSection document={document} />
            <EffectSection document={document} />
            <BehaviourSection document={document} />
            <ScreenSection document={document} />
            {!document.isInstrumentCheck && <CalibrationSection document={document} />}
            <TrialSection document={document} />
            <LimitsSection document={document} />
            <MethodSection document={document} />
          </div>
        </main>
        <TranscriptDialog />
        {blocks.map(({ id, data }) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: base64 holds no markup
          <script key={id} id={id} type="text/plain" dangerouslySetInnerHTML={{ __html: data }} />
        ))}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own script, named in the policy by its hash */}
        <script type="module" dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  )
}
