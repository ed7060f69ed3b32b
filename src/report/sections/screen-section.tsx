import type { ReactElement } from 'react'
import { count, counted, type Screen } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { MOST_FINDS, pCell, pointsCell, screenWords } from '../terminal/index.js'
import { DataTable, Section, SystemName } from './section.js'

/** What deserves a closer look, of many small tests. */
export function ScreenSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const screens = [document.screen, document.analysis?.screen].filter((screen) => screen !== undefined)
  if (screens.length === 0) return null
  const finds = screens.reduce((sum, { tests }) => sum + tests.filter(({ isFound }) => isFound).length, 0)
  const tests = screens.reduce((sum, screen) => sum + screen.tests.length, 0)
  return (
    <Section
      id="screen"
      title="For a closer look"
      finding={`${finds === 0 ? 'Nothing stands' : `${count(finds)} ${finds === 1 ? 'stands' : 'stand'}`} out of ${counted(tests, 'small test')}.`}
    >
      {screens.map((screen) => (
        <Finds key={screenWords(screen)} screen={screen} />
      ))}
    </Section>
  )
}

function Finds({ screen }: { readonly screen: Screen }): ReactElement {
  const finds = screen.tests.filter(({ isFound }) => isFound)
  const hasChange = finds.some(({ intervention }) => intervention !== undefined)
  const rest = finds.length - MOST_FINDS
  return (
    <>
      <p>{screenWords(screen)}</p>
      {finds.length > 0 && (
        <DataTable
          columns={[
            { title: 'system', share: hasChange ? 20 : 22 },
            ...(hasChange ? [{ title: 'change', share: 22 }] : []),
            { title: 'work', share: hasChange ? 12 : 26 },
            { title: 'difference', share: hasChange ? 23 : 28 },
            { title: 'p', share: 11, isNumber: true },
            { title: 'adjusted', share: hasChange ? 12 : 13, isNumber: true },
          ]}
          rows={finds.slice(0, MOST_FINDS).map(({ system, intervention, work, difference, p, adjustedP }) => ({
            key: [system, intervention, work.name].join(' '),
            cells: [
              <SystemName key="system" label={system} />,
              ...(hasChange ? [intervention ?? ''] : []),
              work.name,
              pointsCell(difference),
              pCell(p),
              pCell(adjustedP),
            ],
          }))}
        />
      )}
      {rest > 0 && <p className="small">{`And ${count(rest)} more in the JSON.`}</p>}
    </>
  )
}
