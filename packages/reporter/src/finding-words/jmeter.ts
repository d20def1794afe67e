import type { WordsByCode } from './words.js';

/** What is told of results of JMeter alone. */
export const jmeter = {
  'sub-results': {
    title: 'Sub-results were not counted',
    meaning: 'Redirects and files embedded in a page have rows of their own. The sample above them holds their time already.',
    whatToDo: 'Do nothing.',
    severity: 'info',
  },
  'transactions-left-out': {
    title: 'Transaction controllers were left out',
    meaning: 'Rows of transaction controllers sum up the samples in them. Counting both would count every request twice.',
    whatToDo: 'Do nothing, or choose them in place of the samples with `read.jmeter.rows: transactions`.',
    severity: 'info',
  },
  'samples-left-out': {
    title: 'Samples were left out',
    meaning: 'The configuration asks for transactions, so that single samples are in no number.',
    whatToDo: 'Do nothing where it is meant; else set `read.jmeter.rows: samples`.',
    severity: 'info',
  },
  'only-transactions': {
    title: 'Only transaction controllers in the file',
    meaning: 'The file holds no samples but those of transaction controllers. They were counted, as transactions.',
    whatToDo: 'Do nothing; to see single requests, let JMeter save them too.',
    severity: 'info',
  },
  transactions: {
    title: 'Some rows are transaction controllers',
    meaning:
      'The rows of the dashboard count more samples than its total. Some of them are transaction controllers, which the file does not tell from requests.',
    whatToDo: 'Give the JTL, which tells them apart, or ignore those rows under `endpoints.ignore`.',
    severity: 'info',
  },
  'times-averaged': {
    title: 'Rows that stand for several samples',
    meaning: 'Rows hold the sum of several response times. Of these endpoints the mean is known, and no percentile.',
    whatToDo: 'Turn off the sample sender or listener that joins samples (`SampleCount`), and run again.',
    severity: 'warning',
  },
  'percentiles-assumed': {
    title: 'The percentiles were taken for 90, 95 and 99',
    meaning: 'The dashboard’s file has three percentiles and does not name them. JMeter’s defaults were assumed.',
    whatToDo: 'Do nothing, unless you set `aggregate_rpt_pct1` to `3` otherwise: then give the JTL.',
    severity: 'info',
  },
  'percentiles-unknown': {
    title: 'The percentiles are not the usual ones',
    meaning:
      'The three percentiles of the dashboard’s file cannot be 90, 95 and 99, and the file does not say which they are. They were left out.',
    whatToDo: 'Give the JTL, of which any percentile can be taken.',
    severity: 'warning',
  },
  'percentiles-window': {
    title: 'Percentiles of the last 20,000 samples',
    meaning:
      'JMeter’s dashboard takes its percentiles from the last 20,000 samples of a row, and there were more. What was slow before is not in them.',
    whatToDo: 'Give the JTL, of which all samples count.',
    severity: 'info',
  },
} as const satisfies WordsByCode;
