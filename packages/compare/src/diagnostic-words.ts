/** A stable word for what differs between the sides and does not forbid to compare them. */
export type GuardCode =
  | 'suite-differs'
  | 'scenario-differs'
  | 'users-differ'
  | 'stages-differ'
  | 'rate-differs'
  | 'duration-differs'
  | 'warmup-differs'
  | 'tool-differs'
  | 'tool-version-differs'
  | 'system-differs'
  | 'run-partial'
  | 'provenance-differs'
  | 'resolution-differs';

/** What a guard may speak of; texts as they are to be read, units included. */
export interface GuardFacts {
  /** What is stated of either side. */
  before: string;
  now: string;
  /** One metric of many, where one shows it best. */
  example?: string | undefined;
}

/** The words for every guard; a new code does not compile until it is described. Plain text, not escaped. */
export const guardWords: Readonly<Record<GuardCode, (facts: GuardFacts) => string>> = {
  'suite-differs': ({ before, now }) => `suites differ: ${before} before, ${now} now`,
  'scenario-differs': ({ before, now }) => `scenarios differ: ${before} before, ${now} now`,
  'users-differ': ({ before, now }) => `users differ: ${before} before, ${now} now`,
  'stages-differ': ({ before, now }) => `stages of users differ: ${before} before, ${now} now`,
  'rate-differs': ({ before, now }) => `arrival rates differ: ${before} before, ${now} now`,
  'duration-differs': ({ before, now }) => `the runs last ${before} before, ${now} now`,
  'warmup-differs': ({ before, now }) => `warm-up is cut off differently: ${before} before, ${now} now`,
  'tool-differs': ({ before, now }) => `load generators differ: ${before} before, ${now} now`,
  'tool-version-differs': ({ before, now }) => `versions of the load generator differ: ${before} before, ${now} now`,
  'system-differs': ({ before, now }) => `the systems differ: ${before} before, ${now} now`,
  'run-partial': () => 'a run was interrupted: its results are of a part of it',
  'provenance-differs': ({ before, now }) => `percentiles came to be in different ways: ${before} before, ${now} now`,
  'resolution-differs': ({ before, now, example }) =>
    `percentiles are known less exactly on one side, by more than their noise: ${before} before, ${now} now${example === undefined ? '' : ` (${example})`}`,
};
