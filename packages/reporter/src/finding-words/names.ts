import type { WordsByCode } from './words.js';

/** What is told of endpoints, their names, services and metrics of one's own. */
export const names = {
  'endpoint-twice': {
    title: 'An endpoint stands in the file twice',
    meaning: 'Several rows have the same method and name. Their counts were added up; printed percentiles cannot be, and are missing.',
    whatToDo: 'Give the two requests different names in the test, or give a file with single requests.',
    severity: 'warning',
  },
  'endpoints-folded': {
    title: 'Too many endpoints',
    meaning: 'The file has more than 10,000 endpoints. Those beyond were folded into one, `(other)`, and are not judged one by one.',
    whatToDo: 'Name requests by their route (`/users/:id`) and not by their address, in the test or under `endpoints.rename`.',
    severity: 'warning',
  },
  'endpoints-joined': {
    title: 'Endpoints were joined',
    meaning: 'Several endpoints have the same name after your rules, or stood in the file twice. They count as one.',
    whatToDo: 'Do nothing where it is meant; else make the rule under `endpoints.rename` narrower.',
    severity: 'info',
  },
  'endpoints-ignored': {
    title: 'Endpoints were left out',
    meaning: 'Your rules under `endpoints.ignore` fit these endpoints. They are in no number, the totals of the run included.',
    whatToDo: 'Do nothing where it is meant; else make the rule narrower.',
    severity: 'info',
  },
  'metrics-not-joined': {
    title: 'A value could not be joined',
    meaning: 'Endpoints became one, and a metric that is none of Loadline’s own cannot be computed for them together. It is missing.',
    whatToDo: 'Give the metric for the service by hand (`--metric`), or keep the endpoints apart.',
    severity: 'warning',
  },
  'name-cut': {
    title: 'A name was cut',
    meaning: 'A name has more than 2,048 characters. Its end was cut, so that names which differ only there become one.',
    whatToDo: 'Name requests by their route and not by their whole address.',
    severity: 'warning',
  },
  'custom-metric-unmatched': {
    title: 'A metric of yours fits no endpoint',
    meaning: 'The `endpoint` of a metric under `metrics:` fits nothing in this run. The metric is missing.',
    whatToDo: 'Correct its `endpoint` or `service`.',
    severity: 'warning',
  },
  'custom-metric-absent': {
    title: 'A metric of yours is not known',
    meaning: 'A metric under `metrics:` could not be computed for a service. It is left out rather than guessed.',
    whatToDo: 'Give the file that the message names, or the counts that it lacks.',
    severity: 'warning',
  },
  'flat-value': {
    title: 'A value of a flat file is no number',
    meaning: 'A metric of a flat file is a text or something else. It was left out.',
    whatToDo: 'Write numbers without quotes.',
    severity: 'warning',
  },
  'flat-error-rate': {
    title: 'The error rate contradicts the counts',
    meaning: 'A flat file states another error rate than its failures and requests give. The counts were used.',
    whatToDo: 'Correct the script that writes the file: failures / requests × 100.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
