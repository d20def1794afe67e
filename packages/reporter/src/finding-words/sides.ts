import type { WordsByCode } from './words.js';

/** What is told of the two sides of a comparison and of what was decided. */
export const sides = {
  'suite-differs': {
    title: 'Different suites',
    meaning: 'The runs of the two sides name different suites. They may be of two tests, whose numbers have little to do with each other.',
    whatToDo: 'Compare runs of one suite, or give each its name with `--suite`.',
    severity: 'warning',
  },
  'scenario-differs': {
    title: 'Different scenarios',
    meaning: 'The two sides ran different scenarios. Another order or mix of requests changes latencies without any change of the code.',
    whatToDo: 'Run the same scenario on both sides.',
    severity: 'warning',
  },
  'users-differ': {
    title: 'Different numbers of users',
    meaning: 'The two sides ran with different numbers of users. More users make a service slower without any change of its code.',
    whatToDo: 'Run both sides with the same number of users.',
    severity: 'warning',
  },
  'stages-differ': {
    title: 'Different stages of users',
    meaning: 'The two sides raised and lowered their users differently. How fast users come, and how many at the end, is part of the load.',
    whatToDo: 'Run both sides with the same stages.',
    severity: 'warning',
  },
  'rate-differs': {
    title: 'Different arrival rates',
    meaning: 'The two sides asked for different numbers of requests a second. A higher rate alone can make latencies worse.',
    whatToDo: 'Run both sides at the same rates.',
    severity: 'warning',
  },
  'duration-differs': {
    title: 'Runs of different length',
    meaning: 'The mean length of the runs differs by more than a tenth. Warm-up, caches and pauses weigh more in a short run.',
    whatToDo: 'Run both sides equally long.',
    severity: 'warning',
  },
  'warmup-differs': {
    title: 'Warm-up cut off differently',
    meaning: 'One side has a longer warm-up cut off than the other, so that slow first seconds count on one side alone.',
    whatToDo: 'Build the baseline again with the `read.warmup` of now.',
    severity: 'warning',
  },
  'tool-differs': {
    title: 'Different load generators',
    meaning: 'The two sides were made by different load generators, which measure from and to different moments.',
    whatToDo: 'Use one load generator for both sides.',
    severity: 'warning',
  },
  'tool-version-differs': {
    title: 'Different versions of the load generator',
    meaning: 'The load generator was updated between the sides. What it counts and how it times may have changed with it.',
    whatToDo: 'Keep the version fixed, and build a new baseline after an update.',
    severity: 'warning',
  },
  'system-differs': {
    title: 'Different systems',
    meaning: 'The operating system or the number of processors differs between the sides, which alone can change latencies.',
    whatToDo: 'Run both sides on the same kind of machine.',
    severity: 'warning',
  },
  'run-partial': {
    title: 'A run was interrupted',
    meaning: 'A run ended before its end or its file was cut: its numbers are of a part of it, often without the busiest time.',
    whatToDo: 'Run it again to the end.',
    severity: 'warning',
  },
  'provenance-differs': {
    title: 'Percentiles of different origin',
    meaning:
      'The two sides know a percentile in different ways, such as from every request and as the tool printed it. The ways differ by themselves.',
    whatToDo: 'Give the same kind of result file for both sides, best one with single requests.',
    severity: 'warning',
  },
  'resolution-differs': {
    title: 'Percentiles known less exactly on one side',
    meaning: 'One side knows its percentiles only to wide buckets or rounded values. The width alone can look like a change.',
    whatToDo: 'Give finer results for that side, such as the single requests.',
    severity: 'warning',
  },
  'mix-shift': {
    title: 'The mix of endpoints moved',
    meaning:
      'The shares of the endpoints in a service changed. A percentile of the service can move by that alone, with every endpoint as fast as before.',
    whatToDo: 'Judge the service by its endpoints, and make the test send the same mix.',
    severity: 'warning',
  },
  'odd-run': {
    title: 'A run is unlike the others',
    meaning:
      'One run of several is slower or faster than the others over all endpoints. It makes the noise look large, so that real changes are harder to prove.',
    whatToDo: 'Find out what was different; leave the run out only if something happened to it.',
    severity: 'warning',
  },
  'too-noisy': {
    title: 'Too noisy to tell much',
    meaning: 'One run moves so far by itself here that only large changes can be told from noise. That nothing was found says little.',
    whatToDo: 'Make more runs, send more requests, or use a quieter machine.',
    severity: 'warning',
  },
  'run-twice': {
    title: 'A run was given twice',
    meaning: 'The same run, or the same file, was given more than once. It counts once, since it is no more evidence than once.',
    whatToDo: 'Give each run once, and look whether another run was meant.',
    severity: 'warning',
  },
  'run-on-both-sides': {
    title: 'A run is held against itself',
    meaning:
      'A run is in the baseline and is judged as well. Held against itself it looks fine, so that what changed looks smaller than it is.',
    whatToDo: 'Take it out of one side: give the runs from before as the baseline, and those of the change alone.',
    severity: 'warning',
  },
  'sides-swapped': {
    title: 'The baseline is newer',
    meaning: 'Every run of the baseline began after what is judged. Given the wrong way round, what got slower looks faster.',
    whatToDo: 'Give the runs from before first and those of the change second; do nothing where the older code is judged on purpose.',
    severity: 'warning',
  },
  'pairs-incomplete': {
    title: 'Runs without a partner',
    meaning:
      'Pairs of runs were judged by their differences, and some runs belong to none. For the evidence of a change these were left out.',
    whatToDo: 'Make the missing run of each pair, or take the run without a partner out.',
    severity: 'warning',
  },
  'pairs-not-used': {
    title: 'The pairs were not judged as pairs',
    meaning:
      'Some runs name a pair, and too few pairs are whole. All runs were judged as two sides, so that the machine’s good and bad hours count as noise.',
    whatToDo: 'Make three and more pairs, with the same `--label pair=…` for both runs of each.',
    severity: 'warning',
  },
  'mute-expired': {
    title: 'A mute is over',
    meaning: 'The last day of a mute in the configuration has passed. What it covered counts again.',
    whatToDo: 'Take the mute out, or give it a new day and a reason.',
    severity: 'warning',
  },
  'rules-differ': {
    title: 'The baseline was built with other rules',
    meaning:
      'The rules for endpoints, services or metrics changed since the baseline was built, so that the same name may stand for something else.',
    whatToDo: 'Build the baseline again from its runs with the rules of now.',
    severity: 'warning',
  },
  'report-reduced': {
    title: 'The copy in the report is reduced',
    meaning:
      'The comparison did not fit whole into a Markdown report. The copy hidden in it leaves out findings, what is fine first, and so does every report that is made from that copy. The Markdown report itself is not changed by that.',
    whatToDo: 'Write the comparison with `--report json=FILE` beside the Markdown, and make further reports from that file.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
