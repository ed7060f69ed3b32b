import type { StudySetup, StudySource } from './study-setup.js'

/** Does something with a study, and gives back what its worlds and its candidates hold, however it ends. */
export async function closing<T>(
  setup: Pick<StudySource, 'families'> & Pick<StudySetup, 'close'>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } finally {
    await Promise.all([...setup.families.map(async (family) => family.close?.()), setup.close?.()])
  }
}
