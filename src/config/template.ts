/**
 * Text of a commented configuration that runs as it is, on embedded models and without a key.
 *
 * @param seed of its study; each new one gets its own, so that no two places work on the same samples
 */
export function configTemplate(seed: number): string {
  return `// A Leadline study. \`leadline plan\` shows what it would run, \`leadline probe\` runs it; a rerun goes on where it stopped.
export default {
  name: 'first-study',
  seed: ${seed}, // drawn for this file: nobody else has these samples

  // What is compared. Embedded scripts of known truth: policy:wide, policy:narrow-only, policy:control, policy:wide-twin;
  // embedded networks of known lineage: zoo:teacher, zoo:student-narrow, zoo:student-wide and others (leadline zoo --help).
  // Real ones: 'openai:MODEL', 'anthropic:MODEL', 'google:MODEL' (the key is read from the environment), or a server such as
  // 'http://127.0.0.1:11434/v1#MODEL'; \`leadline models\` shows what is at hand, and with --test whether it answers.
  // A vendor needs a price (US dollars a million tokens) unless it is known, and so does every system where a budget is held.
  systems: [
    { model: 'policy:wide' },
    { model: 'policy:narrow-only' },
    // { model: 'openai:MODEL', price: { inputUsdPerMillion: 1, outputUsdPerMillion: 5 }, provenance: { kind: 'frontier-trained', source: 'vendor' } },
  ],
  reference: 'wide',
  // control: 'control', // a system that is merely weaker: the claim "beyond ordinary weakness" needs one

  // Matched families of the harbour, each in a narrow and a long form; size is the length in reference calls.
  tasks: {
    forms: [
      { stratum: 'narrow', size: 10, samples: 2 },
      { stratum: 'long', size: 60, samples: 2 },
    ],
  },

  // Which constraint is changed, one at a time; left out, the eight of the default set.
  // probes: [{ intervention: 'tool-renamed', trigger: 0.34 }],

  repeats: 3, // baselines of each sample
  forkRepeats: 1, // how many of them are forked
  gate: { solved: 2, of: 3 }, // a sample passes for a system when so many of its baselines are solved
  limits: { stepsPerReferenceCall: 2.5, extraSteps: 20 },

  level: 0.95, // of every interval
  margin: 0.1, // differences inside this count as equivalent
  requiredSuccess: 0.8, // what the decision asks for
  // budgetUsd: 5, // never more than this is spent
  // answerSeconds: 600, // the longest wait for one answer; a system may state its own
  // asksAtATime: { min: 10, start: 20, max: 100 }, // asks in flight for each key; found out between these bounds
}
`
}
