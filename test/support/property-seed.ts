import fc from 'fast-check'

// A check that lets a change in or not has to say the same of the same sources; elsewhere properties wander, and a
// counterexample prints its seed.
if (process.env.CI === 'true') fc.configureGlobal({ seed: 20_261_126 })
