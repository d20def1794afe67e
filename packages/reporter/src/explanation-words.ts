/** What every step is called. */
export const stepTitles = {
  values: 'What the files say',
  expected: 'What is expected beforehand',
  noise: 'How far one run moves by itself here',
  change: 'The change, and how sure it is',
  errors: 'The failures, and how sure their rise is',
  drift: 'Without what moved all endpoints',
  'not-computed': 'Why nothing was computed',
  look: 'Which look this is, and its share of the error rates',
  family: 'Among all numbers of the report',
  limit: 'The limit',
  rule: 'The rule',
  verdict: 'The verdict',
  next: 'What would tell',
  again: 'Whether to run again',
} as const;

const LEND =
  'Each endpoint has few runs, so all of them lend each other what they know: mostly the common noise counts, and a little its own.';
const THETA =
  'The change is that of the natural logarithm of the value, from the mean of one side to that of the other; above 0 it got worse. p is how often unchanged code shows such a change or a larger one.';
const FAMILY =
  'Of many numbers some look worse by luck alone. Each p is therefore adjusted for all tests of the report (Benjamini and Hochberg); it asks only whether it got worse.';
const EXPECTED =
  'Two runs of the same code never agree. So much was expected of one run before any was looked at (standard deviations; their squares add up).';
const SHARES =
  'Whoever looks again with more runs, and stops at the first alarm, cries wolf more often. So each look has only a share of the error rates. Up to look k of K so much of a rate α is spent: 2 − 2Φ(z(1 − α/2)/√(k/K)), next to nothing early, all of it at the end (Lan and DeMets, after O’Brien and Fleming). A look is judged by what it adds to the look before.';
const MEASURED =
  'What the number of requests makes of it was measured in each run, from its own single requests: how far their times lie apart about the value, and how much a request resembles the one before.';
const TYPED = 'Somebody wrote it.';
const DEFAULT = 'It is a default: it never decides without evidence.';

/** Said where σ0 is no assumption. */
export const CALIBRATED = 'How far runs differ here was measured over identical runs (loadline calibrate).';

/** What a step means, by step and the way it went; where a way is not listed there is nothing to add. */
export const stepWords: ReadonlyMap<string, string> = new Map([
  ['values single', 'One run on each side.'],
  ['values median', 'Of several runs of a side the median counts.'],
  ['values rate', 'All failures of a side over all its requests.'],
  ['values mean', 'Of counts the mean per run.'],
  [
    'expected percentile',
    `${EXPECTED} The fewer requests lie beyond a percentile, and the steeper the times rise about it, the less exact it is.`,
  ],
  ['expected mean', `${EXPECTED} A mean is taken to be as exact as a median of as many requests.`],
  ['expected percentile-measured', `${EXPECTED} ${MEASURED}`],
  ['expected mean-measured', `${EXPECTED} ${MEASURED}`],
  [
    'expected percentile-partly-measured',
    `${EXPECTED} ${MEASURED} That goes for the runs with single requests; in the others it follows from how steep the times rise from percentile to percentile.`,
  ],
  [
    'expected mean-partly-measured',
    `${EXPECTED} ${MEASURED} That goes for the runs with single requests; in the others a mean is taken to be as exact as a median of as many requests.`,
  ],
  ['expected throughput', EXPECTED],
  ['noise assumed', 'With one run on each side no noise can be measured: what is expected beforehand is taken.'],
  ['noise spread', 'So few runs show no noise, but the endpoints’ changes scatter more than was expected: their scatter is taken.'],
  ['noise measured', `The runs show the noise. ${LEND}`],
  ['noise lent', `The runs show the noise. ${LEND} This one is a sum of endpoints, or was not in every run: it lends nothing and takes.`],
  ['change normal', THETA],
  ['change student', THETA],
  [
    'drift taken-off',
    'The other endpoints show what moved the whole run. The same change with that taken off; either of the two may prove it.',
  ],
  ['drift few-runs', 'It is not taken off where the noise is assumed.'],
  ['drift few-endpoints', 'Too few endpoints have this metric to tell what moved all of them.'],
  ['drift sum', 'It is not taken off a sum of endpoints.'],
  ['drift throughput', 'It is taken off latencies alone.'],
  ['look shared', `${SHARES} The p that is adjusted for all tests is held against that.`],
  ['look advisory', `${SHARES} Here the limits decide whatever the look; the evidence beside them is worded by its share.`],
  ['look unused', 'Nothing was computed here: its share of the error rates decides nothing.'],
  ['family proven', `${FAMILY} This one is proven.`],
  ['family suspected', `${FAMILY} This one is suspected and not proven.`],
  ['family noise', `${FAMILY} This one may be noise.`],
  [
    'errors counts',
    'Failures come in bursts, and their rate differs from run to run. One test divides the counts by the size of a burst (Fisher’s exact test), the other lets the rate vary; the less sure of the two counts. Here it is that of the counts.',
  ],
  [
    'errors rates',
    'Failures come in bursts, and their rate differs from run to run. One test divides the counts by the size of a burst (Fisher’s exact test), the other lets the rate vary; the less sure of the two counts. Here it is that of the rates.',
  ],
  ['not-computed missing', 'There is nothing to compare the baseline with.'],
  ['not-computed invalid', 'The two sides cannot be held against each other, so that a difference would say nothing.'],
  ['not-computed new', 'There is nothing to compare with: the baseline does not have it.'],
  ['not-computed no-baseline', 'The baseline has no value of it, or it does not count.'],
  [
    'not-computed unknown-metric',
    'How far this metric moves by itself is not known: statistics are made of percentiles, means, throughput and error rates.',
  ],
  ['not-computed no-series', 'A value of 0, a run without counts, or too few requests beyond the percentile: its noise cannot be told.'],
  ['not-computed no-data', 'Neither side has measured it.'],
  ['not-computed rare', 'Too few requests were to be expected of it for their absence to mean anything.'],
  ['not-computed too-few-requests', 'No percentile that both sides have is known by enough requests.'],
  ['not-computed ungated-direction', 'It has no good or bad side.'],
  ['limit fail', TYPED],
  ['limit warn', TYPED],
  ['limit slo', 'A goal is held against the value; it needs no evidence.'],
  ['limit fail-default', DEFAULT],
  ['limit warn-default', DEFAULT],
  ['limit slo-default', 'A goal is held against the value; it needs no evidence.'],
  ['limit unused', 'It was held against nothing.'],
  ['rule advisory', 'The limits decide; the evidence is printed beside them.'],
  ['rule within', 'No limit is broken: it passes, whatever the evidence.'],
  ['rule improved', 'No limit is broken, and the same test turned round shows that it got better by more than noise.'],
  ['rule by-value', 'A goal, and a bound on the value itself, are decided by the value: no evidence is needed.'],
  ['rule limit-alone', 'Somebody wrote the limit, and unchanged code breaks it too seldom to matter: it decides alone.'],
  ['rule proven', 'The limit is broken and needs evidence; the change is sure enough for this verdict.'],
  ['rule beyond', 'The limit is broken, and the change is shown to be larger than the limit itself.'],
  ['rule not-proven', 'The limit is broken and needs evidence; the change may be noise.'],
  [
    'rule not-proven-typed',
    'The limit is broken, but unchanged code breaks it too often for it to decide alone; and the change may be noise.',
  ],
  ['rule not-weighed', 'No statistics speak of it, and somebody wrote the limit: it decides alone.'],
  ['rule not-told', 'The limit is broken and needs evidence; there is nothing to weigh the change by.'],
  ['rule faster-because-failing', 'More requests fail: a gain passes and is not called better.'],
  ['next enough', 'With these runs a change as large as the limit is found in four of five cases.'],
  ['next more-runs', 'With so many runs of the candidate a change as large as the limit would be found in four of five cases.'],
  [
    'next more-baseline',
    'No number of runs of the candidate is enough to find a change as large as the limit: the baseline needs more runs.',
  ],
  ['next no-limit', 'What was found in four of five cases:'],
  [
    'again done',
    'Done. Nothing is in doubt, or the runs that are left have no fair chance to settle it, or what fails the report is in no doubt already.',
  ],
  ['again last-look', 'Done. This was the last look: what is not proven now stays so.'],
  ['again run-again', 'Run again: make the same test once more, and give all runs of this code together.'],
]);
