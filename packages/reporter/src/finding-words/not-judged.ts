import type { NotJudged } from '@loadline/schema/types';
import type { WordsByCode } from './words.js';

/** Why something with a limit was not judged; a new reason does not compile until it is described. */
export const notJudged: WordsByCode<NotJudged['reason']> = {
  'no-data': {
    title: 'Neither side has it',
    meaning: 'A gate asks for a metric that neither the baseline nor this run holds. It is listed, and counts as no pass.',
    whatToDo: 'Correct the name of the metric in the gate, or give result files that hold it.',
  },
  rare: {
    title: 'Too rare to miss',
    meaning: 'The baseline hardly has it: fewer than 20 requests were to be expected in this run, so that their absence says nothing.',
    whatToDo: 'Run longer if it matters to you; else leave it.',
  },
  'too-few-requests': {
    title: 'Too few requests for a percentile',
    meaning: 'Fewer than ten requests lie beyond the percentile, and no lower one can stand in for it, so that it would rest on a handful.',
    whatToDo: 'Send more requests of this endpoint: a median needs 20 in each run, a p95 200, a p99 1,000.',
  },
  'ungated-direction': {
    title: 'Neither more nor less of it is good',
    meaning: 'The metric has no good side, such as a number of requests, so that a limit on its change cannot be worse or better.',
    whatToDo: 'Say `better: lower` or `better: higher` for a metric of your own, or limit another one.',
  },
};
