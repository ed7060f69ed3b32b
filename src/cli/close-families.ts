import type { TaskFamily } from '../domain/index.js'

/** Does something with families, and gives back what their worlds hold, however it ends. */
export async function withFamilies<T>(families: readonly TaskFamily[], act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } finally {
    await Promise.all(families.map(async (family) => family.close?.()))
  }
}
