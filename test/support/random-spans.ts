import fc from 'fast-check'

/** Few values, so that ties are common. */
export const exposure = fc.integer({ min: 1, max: 30 })
/** The sample of a span. */
export const cluster = fc.constantFrom('a', 'b', 'c', 'd', 'e')
/** How many equal trials a span stands for. */
export const weight = fc.integer({ min: 1, max: 3 })
/** Trials of one system. */
export const spans = fc.array(fc.record({ exposure, failed: fc.boolean(), cluster, weight }), {
  minLength: 1,
  maxLength: 40,
})
/** Trials of two systems on the same tasks. */
export const grouped = fc.array(
  fc.record({ exposure, failed: fc.boolean(), group: fc.constantFrom(0, 1), task: cluster, weight }),
  { minLength: 2, maxLength: 50 },
)
