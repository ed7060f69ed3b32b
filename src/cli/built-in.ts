/** The task families and policy models that ship with Leadline; only this file loads them, and the zoo. */
export async function loadBuiltIn(): Promise<typeof import('leadline/tasks')> {
  return await import('leadline/tasks')
}

/** The embedded models: small networks of known lineage. */
export async function loadZoo(): Promise<typeof import('leadline/zoo')> {
  return await import('leadline/zoo')
}
