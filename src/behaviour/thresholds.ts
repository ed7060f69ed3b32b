/** The same call with the same result so often in succession is a loop: one retry and one check are ordinary. */
export const LOOP_REPEATS = 3
/** Longest cycle of calls that is looked for. */
export const LONGEST_CYCLE = 4
/** A cycle of several calls counts after so many rounds; a single call needs `LOOP_REPEATS`. */
export const CYCLE_ROUNDS = 3
/** Share of the calls since the onset (or the last new checkpoint) that must be the rest of the old plan, in order. */
export const OLD_PLAN_SHARE = 0.6
/** And at least so many of them: two readings in common are chance. */
export const OLD_PLAN_CALLS = 3
/** A forbidden call that comes so often after the evidence is forced. */
export const FORCED_REPEATS = 2
/** A call that no rule forbids but that was refused is forced when it was made so often without a change. */
export const REFUSED_REPEATS = 3
/** Different own earlier calls, in order, that must reappear to call it a restart. */
export const RESTART_CALLS = 3
/** A restart begins with one of so many first calls. */
export const RESTART_HEAD = 3
/** Share of the calls from the restart on that must repeat the own earlier ones. */
export const RESTART_SHARE = 0.4
/** Steps without a new checkpoint that weigh as much in distress as one repeated or one failed call. */
export const STALLED_STEPS = 5
/** Distress above which a run is moved up where too few successful runs are known to calibrate it. */
export const DISTRESS_LIMIT = 6
