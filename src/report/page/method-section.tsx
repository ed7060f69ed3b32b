import type { ReactElement } from 'react'
import type { Estimate } from '../../domain/index.js'
import { count, counted, dateWords, percent } from '../../domain/index.js'
import type { Analysis, Exclusion, MethodNote, NotApplicableCount, ReportDocument } from '../document.js'
import { groupBy } from '../pictures/index.js'
import { DataTable, Section } from '../sections/section.js'
import { missingWords, warningWords } from '../words.js'

/** What was left out, and what the data cannot say. */
export function LimitsSection({ document }: { readonly document: ReportDocument }): ReactElement {
  const cannotSay = document.analysis?.cannotSay ?? []
  const notApplicable = groupBy(
    document.notApplicable ?? [],
    ({ intervention, missing }) => `${intervention}: ${missingWords(missing)}`,
  )
  const left = document.exclusions.reduce((sum, exclusion) => sum + exclusion.trials, 0)
  return (
    <Section
      id="limits"
      title="What this cannot say, and what was left out"
      finding={`${left === 0 ? 'No trial was left out' : `${counted(left, 'trial')} left out`}. ${cannotSay[0] ?? ''}`.trim()}
    >
      <ul className="plain">
        {cannotSay.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {document.exclusions.length > 0 && (
        <DataTable
          caption="Left out"
          columns={[{ title: 'reason' }, { title: 'where' }, { title: 'trials', isNumber: true }]}
          rows={groupBy(document.exclusions, ({ reason }) => reason).map(({ key, members }) => ({
            key,
            cells: [
              key,
              members.map(exclusionWords).join(', '),
              count(members.reduce((sum, { trials }) => sum + trials, 0)),
            ],
          }))}
        />
      )}
      {notApplicable.length > 0 && (
        <DataTable
          caption="Changes that could not be made: nothing ran there"
          columns={[{ title: 'intervention' }, { title: 'what was missing' }, { title: 'fork points' }]}
          rows={notApplicable.map(({ key, members }) => ({
            key,
            cells: [members[0]?.intervention ?? '', members[0]?.missing ?? '', placesOf(members)],
          }))}
        />
      )}
    </Section>
  )
}

function placesOf(members: readonly NotApplicableCount[]): string {
  return members.map(({ where, forkPoints }) => `${where} ${count(forkPoints)}`).join(', ')
}

/** How it was done, and what is needed to do it again. */
export function MethodSection({ document }: { readonly document: ReportDocument }): ReactElement {
  const { systems, samples, trials } = document.counts
  const methods = methodsUsed(document)
  const warnings = [...new Set(estimatesOf(document).flatMap((estimate) => estimate.warnings))].sort()
  return (
    <Section
      id="method"
      title="Method, seeds and versions"
      finding={`${counted(systems, 'system')}, ${counted(samples, 'task')}, ${counted(trials, 'trial')}.`}
    >
      <dl className="terms">
        {[...document.method, ...basisOf(document, methods)].map(({ title, words }) => (
          <div key={`${title} ${words}`}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {warnings.length > 0 && (
        <ul className="plain small">
          {warnings.map((code) => (
            <li key={code}>{warningWords(code)}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Estimators, seeds, versions and the moment of writing, as notes like all others. */
function basisOf({ seeds, versions, createdAt }: ReportDocument, methods: readonly string[]): readonly MethodNote[] {
  const words = (record: Readonly<Record<string, string | number>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  return [
    { title: 'Estimators', words: methods.join(', ') },
    { title: 'Seeds', words: words(seeds) },
    { title: 'Versions', words: words(versions) },
    { title: 'Written', words: `${dateWords(createdAt)}, ${createdAt.slice(11, 16)} UTC` },
  ].filter((note) => note.words !== '')
}

function methodsUsed(document: ReportDocument): readonly string[] {
  return [...new Set(estimatesOf(document).map(({ method, level }) => `${method} at ${percent(level)}`))].sort()
}

function estimatesOf(document: ReportDocument): readonly Estimate[] {
  const { analysis } = document
  return [
    ...(analysis?.successes.map((finding) => finding.success) ?? []),
    ...(analysis?.pairs.map((finding) => finding.difference) ?? []),
    ...(analysis?.shadows.flatMap((finding) => [finding.shadow, finding.oddsRatio]) ?? []),
    ...(analysis?.survival.map((finding) => finding.median) ?? []),
    ...lengthEstimates(analysis),
    ...(document.interventions?.map((finding) => finding.effect) ?? []),
  ]
}

function lengthEstimates(analysis: Analysis | undefined): readonly Estimate[] {
  return [
    ...(analysis?.horizons.flatMap(({ h50, h80, resampled }) => [h50, h80, resampled.h50]) ?? []),
    ...(analysis?.horizonComparisons.flatMap((found) => [found.horizonRatio, found.meanGap, found.slopeChange]) ?? []),
    ...(analysis?.survivalComparisons?.map(({ difference }) => difference) ?? []),
    ...(analysis?.failureModes?.flatMap(({ final }) => final.map(({ share }) => share)) ?? []),
    ...(analysis?.hazardTrends?.flatMap(({ slope, withinFamilies }) => [slope, withinFamilies]) ?? []),
  ]
}

function exclusionWords({ where, trials, example }: Exclusion): string {
  return `${where} ${count(trials)}${example === undefined ? '' : ` (such as: ${example})`}`
}
