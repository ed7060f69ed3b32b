/** A document of the bench with every field that its schema allows. */
export const BENCH_DOCUMENT = {
  schemaVersion: 1,
  kind: 'bench',
  createdAt: '2026-05-14T09:30:00.000Z',
  release: '0.1.0',
  commit: '9fceb02d0ae598e95dc970b74767f19372d61af8-dirty',
  form: 'full',
  machine: { cores: 2, cpu: 'a processor', memoryGib: 8, node: '24.0.0', platform: 'linux x64' },
  figures: [
    {
      name: 'harness-per-step',
      value: 2.5,
      unit: 'ms',
      atMost: 2,
      isMet: false,
      n: 1_000,
      of: 'steps',
      how: 'wall time less the time inside models',
    },
    { name: 'events', value: 12, unit: 'events', atLeast: 10, isMet: true, n: 12, of: 'events', how: 'counted' },
  ],
  missed: ['harness-per-step'],
}
