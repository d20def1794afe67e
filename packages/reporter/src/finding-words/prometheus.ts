import type { WordsByCode } from './words.js';

/** What is told of runs that are read from a time-series store. */
export const prometheus = {
  'counts-extrapolated': {
    title: 'Counts are estimates',
    meaning:
      'A counter began anew within the window: several runs, or an exporter that was restarted. The counts are what `increase()` makes of it.',
    whatToDo: 'Name a window that holds one run, or a label of its own (`testid`).',
    severity: 'warning',
  },
  'counts-since-start': {
    title: 'Counts since the exporter began',
    meaning:
      'The file holds one moment of the counters. Its counts are of all that the exporter saw since it began, earlier runs included.',
    whatToDo: 'Save an answer of `query_range` over the window of the run, or ask the store directly.',
    severity: 'warning',
  },
  'credentials-in-the-clear': {
    title: 'Credentials were sent without encryption',
    meaning: 'The store was asked over http. Everybody on the way can read the credentials and use them.',
    whatToDo: 'Use `prometheus+https`, and replace the credentials.',
    severity: 'warning',
  },
  'percentile-beyond-buckets': {
    title: 'A percentile beyond the largest bucket',
    meaning:
      'The percentile lies above the largest bound of its histogram. All that is known is that it is greater, so that it was left out.',
    whatToDo: 'Give the histogram larger bounds.',
    severity: 'warning',
  },
  'store-warning': {
    title: 'The store warns',
    meaning: 'The store answered with a warning of its own, which is repeated here. Its answer may not be whole.',
    whatToDo: 'Read what it says; a partial answer is no basis for a comparison.',
    severity: 'warning',
  },
  'values-apart': {
    title: 'Values of several series could not be joined',
    meaning:
      'An endpoint has several series and none says how many requests it stands for. A mean or percentile of all cannot be made of theirs.',
    whatToDo: 'Let the exporter write native histograms, or choose one series with `selector`.',
    severity: 'warning',
  },
  'window-idle': {
    title: 'The window is longer than the run',
    meaning: 'At the ends of the window no request was made for a tenth of it or more. Throughput is over all of it, and so too low.',
    whatToDo: 'Name the window of the load with `start` and `end` or `duration`.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
