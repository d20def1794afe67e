import type { WordsByCode } from './words.js';

/** What is told of results of small HTTP load generators: ab, Artillery, autocannon, drill, ghz, hey, oha, siege, wrk. */
export const httpTools = {
  'lengths-differ': {
    title: 'Answers of different length',
    meaning: 'ab counts an answer of another length than the first one as failed. Here it is none, since dynamic pages differ in length.',
    whatToDo: 'Do nothing where lengths may differ; run `ab -l` to have ab agree.',
    severity: 'info',
  },
  'requests-open': {
    title: 'Requests that neither ended nor failed',
    meaning: 'Requests were sent that were neither answered nor counted as failed when Artillery ended. They are in no number.',
    whatToDo: 'Where there are many, look whether the service hung at the end, and let the test end with a quiet phase.',
    severity: 'warning',
  },
  'errors-after-answers': {
    title: 'Errors that fail no request',
    meaning:
      'Artillery reports errors that came after an answer, such as a capture or an expectation that failed. The answers count by their status.',
    whatToDo: 'Look at these errors yourself: the error rate does not show them.',
    severity: 'warning',
  },
  'requests-unanswered': {
    title: 'Requests without an answer',
    meaning: 'More requests were sent than answered, which autocannon does not call errors. They count as failed.',
    whatToDo: 'Look why the service closes connections.',
    severity: 'warning',
  },
  'requests-unclear': {
    title: 'More sent than answered, perhaps',
    meaning:
      'autocannon counted more requests as sent than were answered. With a rate it counts too many by itself, so that these were not counted.',
    whatToDo: 'Look at the service’s own count where you need to be sure.',
    severity: 'warning',
  },
  'latency-corrected': {
    title: 'Response times were added',
    meaning:
      'With a rate (`-R`) autocannon adds times of requests that it could not send in time. Percentiles are of both, and no longer of answers alone.',
    whatToDo: 'Turn that off with `-C`, on both sides.',
    severity: 'warning',
  },
  'latency-excludes': {
    title: 'Times of failed requests are missing',
    meaning: 'With `-x` autocannon leaves failed requests out of its times. Latencies are of the others alone.',
    whatToDo: 'Do nothing, and use the same setting on both sides.',
    severity: 'info',
  },
  'latency-shifted': {
    title: 'Response times cannot be relied on',
    meaning: 'After a connection broke, autocannon times answers from the request before their own. Its response times were left out.',
    whatToDo: 'Look why connections break; for the times use a run without errors.',
    severity: 'warning',
  },
  'counts-computed': {
    title: 'Requests computed from their rate',
    meaning:
      'The printed report of autocannon rounds its requests to thousands; their number was computed from the rate beside it, and may be off by about 1 in 1,000.',
    whatToDo: 'Do nothing, or give the JSON (`autocannon -j`), which has the number itself.',
    severity: 'info',
  },
  'counts-rounded': {
    title: 'Counts are rounded to thousands',
    meaning:
      'The printed report of autocannon rounds its counts, and the rate beside them does not give them either. No error rate is judged.',
    whatToDo: 'Give the JSON (`autocannon -j`).',
    severity: 'warning',
  },
  'no-statistics': {
    title: 'No statistics of drill',
    meaning: 'drill ran without `--stats`, or was ended early. Its lines of single requests were counted, to 1 ms.',
    whatToDo: 'Do nothing, or run with `--stats`.',
    severity: 'info',
  },
  'unanswered-not-counted': {
    title: 'Requests without an answer are not counted',
    meaning: 'drill does not print which requests got no answer, so that they are in no endpoint. The error rate is too low.',
    whatToDo: 'Run drill with `--stats`, which counts them.',
    severity: 'warning',
  },
  'zero-times': {
    title: 'Lost requests count as 0 ms',
    meaning: 'drill takes requests without an answer into its times as 0 ms. Means and percentiles are too low.',
    whatToDo: 'Look why answers are missing, and compare runs without them.',
    severity: 'warning',
  },
  'details-incomplete': {
    title: 'Not every call is in the file',
    meaning: 'The details of ghz hold fewer calls than it made. Its own summary was read in their place.',
    whatToDo: 'Keep the details whole where you want exact percentiles; ghz keeps the first million of calls.',
    severity: 'info',
  },
  'answers-left-out': {
    title: 'Only the first million answers',
    meaning: 'hey keeps its first 1,000,000 answers. What came later is in no time, and perhaps in no count.',
    whatToDo: 'Make shorter runs, or several.',
    severity: 'warning',
  },
  'requests-aborted': {
    title: 'Requests were under way at the end',
    meaning: 'When the time of oha was up, some requests had no answer yet. They are neither requests nor failures.',
    whatToDo: 'Do nothing; where there are as many as connections at every end, that is usual.',
    severity: 'info',
  },
  'summary-missing': {
    title: 'The summary of siege is missing',
    meaning: 'The file holds the lines of single requests and no summary. Requests without an answer leave no line and are not counted.',
    whatToDo: 'Write both into the file: `siege -v … > run.txt 2>&1`.',
    severity: 'warning',
  },
  'times-left-out': {
    title: 'Times of late answers are missing',
    meaning:
      'Answers that came after wrk’s timeout count as failures, and wrk left their times out of mean and percentiles. The slowest are not in the latencies.',
    whatToDo: 'Set a longer timeout (`--timeout`) than the service ever needs.',
    severity: 'warning',
  },
  'timeouts-not-counted': {
    title: 'Waiting connections are no requests',
    meaning: 'wrk2 counts each look at a connection that waits longer than the timeout. These are no requests and fail none.',
    whatToDo: 'Look at the highest percentiles: requests did wait that long.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
