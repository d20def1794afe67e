import type { WordsByCode } from './words.js';

/** What is told of results of k6 alone. */
export const k6 = {
  'k6-one-endpoint': {
    title: 'One endpoint only',
    meaning: 'A summary of k6 has the numbers of all requests together. An endpoint that got slower can hide among the others.',
    whatToDo: 'Tag requests with a name and give the points of `--out json=FILE`.',
    severity: 'info',
  },
  'k6-no-requests': {
    title: 'No requests that k6 counts',
    meaning:
      'The test made no HTTP, gRPC or web socket requests. Its iterations were taken as transactions; k6 does not say whether one failed.',
    whatToDo: 'Do nothing where the test is of a browser, a queue or a database.',
    severity: 'info',
  },
  'k6-no-samples': {
    title: 'Submetrics without samples',
    meaning: 'A threshold names requests that the test did not make. k6 prints zeros for them; here they are no data.',
    whatToDo: 'Correct the name in the threshold, or look why these requests were not made.',
    severity: 'info',
  },
  'k6-not-judged': {
    title: 'Thresholds that the points cannot judge',
    meaning: 'The file holds k6’s thresholds and not whether they held, and these cannot be judged from its points.',
    whatToDo: 'Give the summary of the same test beside the points.',
    severity: 'info',
  },
  'k6-setup': {
    title: 'Requests of setup and teardown were left out',
    meaning: 'Requests of `setup()` and `teardown()` are no part of the load and are in no number.',
    whatToDo: 'Do nothing.',
    severity: 'info',
  },
  'k6-other-lines': {
    title: 'Lines that are no points',
    meaning: 'Between the points stand other lines, such as what k6 printed. They were passed over.',
    whatToDo: 'Do nothing; to keep them out, write the points to a file of their own.',
    severity: 'info',
  },
  'k6-metrics-folded': {
    title: 'Too many metrics of the script’s own',
    meaning: 'The script makes more metrics than are kept. Points of those beyond were left out; requests are not concerned.',
    whatToDo: 'Put what differs into tags and not into names of metrics.',
    severity: 'info',
  },
  'k6-types-guessed': {
    title: 'Types of metrics were guessed',
    meaning: 'CSV does not say of what type the script’s own metrics are. Values of 0 and 1 were taken as a rate, others as a trend.',
    whatToDo: 'Give the points as JSON (`--out json=FILE`) where a guess is wrong.',
    severity: 'info',
  },
  'k6-whole-seconds': {
    title: 'Times in whole seconds',
    meaning:
      'The CSV tells when a request was made to the second. In a short run the throughput is rough because of it; latencies are exact.',
    whatToDo: 'Set `K6_CSV_TIME_FORMAT=unix_milli`.',
    severity: 'info',
  },
  'k6-sections': {
    title: 'Sections of groups were passed over',
    meaning: 'The summary has sections of single groups or scenarios. Only the numbers of the whole test were read.',
    whatToDo: 'Give the points of `--out json=FILE` to have them apart.',
    severity: 'info',
  },
} as const satisfies WordsByCode;
