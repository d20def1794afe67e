import type { WordsByCode } from './words.js';

/** What is told of rows, counts and totals that any result may have. */
export const counts = {
  'row-rejected': {
    title: 'A row was not counted',
    meaning: 'A row, or an entry, could not be read and is in no number. The message says what was found and where.',
    whatToDo: 'Use the file as the load generator wrote it; a few rows of many do not matter.',
    severity: 'warning',
  },
  'rows-rejected': {
    title: 'Rows were not counted',
    meaning: 'More rows could not be read than are listed one by one. This is their whole number; none of them is in any number.',
    whatToDo: 'Compare it with the number of requests: where it is more than a trifle, do not rely on the run.',
    severity: 'warning',
  },
  'entry-rejected': {
    title: 'An entry was not counted',
    meaning: 'An entry of a Gatling report lacks what it needs to be read. A request or an assertion is missing because of it.',
    whatToDo: 'Give `simulation.log`, which holds every request, or write the report again.',
    severity: 'warning',
  },
  'value-unreadable': {
    title: 'A value cannot be read',
    meaning: 'A value is no number that could have been measured. It was left out; the rest of its row counts.',
    whatToDo: 'Use the file as the load generator wrote it.',
    severity: 'warning',
  },
  'column-missing': {
    title: 'A column of yours is not in the file',
    meaning: 'The configuration names a column under `read.columns` that this file does not have. The metric made of it is missing.',
    whatToDo: 'Correct the name, or have the load generator write the column.',
    severity: 'warning',
  },
  'total-differs': {
    title: 'The total is not the sum of its parts',
    meaning: 'The file states another number in all than its parts add up to. Rows may be missing, or the total counts something else.',
    whatToDo: 'Use the file as the load generator wrote it; the message says which of the two was used.',
    severity: 'warning',
  },
  'total-missing': {
    title: 'The total is missing',
    meaning: 'The row of the whole run is not in the file, though its tool writes one. The file may have been cut.',
    whatToDo: 'Run the test to its end, and use the file as it was written.',
    severity: 'warning',
  },
  'counts-contradict': {
    title: 'More failures than requests',
    meaning: 'The tool counted more failures than requests, which cannot be. Its failures were left out, and no error rate is known.',
    whatToDo: 'Use the file as the load generator wrote it, or the output with single requests.',
    severity: 'warning',
  },
  'failures-impossible': {
    title: 'A count of failures that cannot be',
    meaning: 'An endpoint has more failures than requests. The failures were left out, and its error rate is not known.',
    whatToDo: 'Give the result of the run as its tool wrote it.',
    severity: 'warning',
  },
  'failures-unknown': {
    title: 'Failures are not known',
    meaning: 'The file does not say which requests failed, or says it in a way that cannot be relied on. No error rate is judged.',
    whatToDo: 'Give the output of the tool that counts failures; the message says which.',
    severity: 'warning',
  },
  'failures-ambiguous': {
    title: 'Failures may be counted on top',
    meaning:
      'Locust up to 0.11 did not count failed requests as requests, and the file does not show its version. They were taken as counted, so that the error rate may be off.',
    whatToDo: 'Use a newer Locust; where failures are few, the difference is small.',
    severity: 'warning',
  },
  'failures-folded': {
    title: 'Too many kinds of failures to name',
    meaning: 'There are more than 1,000 different failures. All of them count; those beyond are not named.',
    whatToDo: 'Take what differs in every message (an id, a time) out of your failure messages.',
    severity: 'info',
  },
  'failures-rounded': {
    title: 'Shares of failures are rounded',
    meaning:
      'The report prints the share of failures with so few digits that it fits several counts. The share is judged; the count is left open.',
    whatToDo: 'Give the JTL, which holds every sample.',
    severity: 'info',
  },
  'failures-unlisted': {
    title: 'Requests without an answer are not in the file',
    meaning: 'The CSV holds answers alone. Requests that got none are missing from requests and failures.',
    whatToDo: 'Give the printed report too where requests may have been lost: it counts them.',
    severity: 'info',
  },
  'errors-cut': {
    title: 'Kinds of failures were left out',
    meaning: 'The failures file holds more kinds than are kept. The number of failures is whole; the list of messages is not.',
    whatToDo: 'Take what differs in every message (an id, a time) out of your failure messages.',
    severity: 'warning',
  },
  'status-missing': {
    title: 'No statuses in the file',
    meaning: 'The CSV has no column of statuses, so that nobody knows which requests failed. No error rate is judged.',
    whatToDo: 'Use a newer version of the load generator, or its printed report.',
    severity: 'warning',
  },
  'success-missing': {
    title: 'Rows do not say whether they succeeded',
    meaning: 'Some samples tell neither success nor a status. They were counted as successful.',
    whatToDo: 'Set `jmeter.save.saveservice.successful=true` and run again.',
    severity: 'warning',
  },
  'histogram-differs': {
    title: 'The histogram does not add up',
    meaning: 'The counts of the histogram are not the number of requests. Percentiles rest on what it holds, or are left out.',
    whatToDo: 'Use the file as the load generator wrote it, after the run has ended.',
    severity: 'warning',
  },
  'histogram-unreadable': {
    title: 'The histogram cannot be read',
    meaning: 'A bucket of the histogram makes no sense. Percentiles are those that are printed, where there are any, else none.',
    whatToDo: 'Use the file as the load generator wrote it.',
    severity: 'warning',
  },
  'unit-assumed': {
    title: 'The unit was assumed',
    meaning: 'The file does not say what its values are measured in. If the assumption is wrong, every latency is off by the same factor.',
    whatToDo: 'Check one value against what you know of the service.',
    severity: 'warning',
  },
  'latencies-differ': {
    title: 'The list of response times is not whole',
    meaning: 'The file holds another number of response times than of answers. The printed percentiles were taken in place of exact ones.',
    whatToDo: 'Write the file again with all of its samples.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
