import { arch, cpus, platform, totalmem } from 'node:os'

/** The class of machine that the figures hold for; nothing that names this one. */
interface Machine {
  /** Cores that this process may use. */
  readonly cores: number
  readonly cpu: string
  readonly memoryGib: number
  readonly node: string
  /** Operating system and architecture. */
  readonly platform: string
}

/** The machine of this process. */
export function thisMachine(): Machine {
  const processors = cpus()
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() || 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${platform()} ${arch()}`,
  }
}
