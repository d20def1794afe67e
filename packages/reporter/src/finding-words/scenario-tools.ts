import type { WordsByCode } from './words.js';

/** What is told of results of Gatling, goose, Locust and tsung alone. */
export const scenarioTools = {
  'requests-not-sent': {
    title: 'Errors before a request was sent',
    meaning:
      'Something went wrong in the test before a request was sent, such as a value that was not there. These are errors and no failed requests.',
    whatToDo: 'Look at the errors: users that fail early send fewer requests than they should.',
    severity: 'warning',
  },
  'user-rows-rejected': {
    title: 'Rows about users cannot be read',
    meaning:
      'Some rows of the log that say when a user starts or ends make no sense. The number of users may be wrong; requests are not concerned.',
    whatToDo: 'Do nothing, unless you compare the number of users.',
    severity: 'warning',
  },
  'assertions-unknown': {
    title: 'Assertions in an unknown form',
    meaning: 'Assertions of the test are written in a form that this version does not read. They are not among the goals of the run.',
    whatToDo: 'Look at Gatling’s own verdict for them.',
    severity: 'warning',
  },
  'run-description': {
    title: 'The run is described',
    meaning: 'Somebody gave the run a description when Gatling was started. It is repeated here, and changes nothing.',
    whatToDo: 'Do nothing.',
    severity: 'info',
  },
  'decisions-not-logged': {
    title: 'The test’s own decisions are not in the log',
    meaning: 'From 0.19 on, goose does not log where the test itself called a request a failure or a success. Failures are goose’s own.',
    whatToDo: 'Give the report (`--report-file NAME.json`) where the test decides.',
    severity: 'info',
  },
  'made-up-requests': {
    title: 'Made-up requests were not counted',
    meaning: 'goose’s mitigation of coordinated omission adds rows for requests that were never made. They are in no number.',
    whatToDo: 'Do nothing.',
    severity: 'info',
  },
  'updates-apart': {
    title: 'Corrections without their request',
    meaning:
      'Rows change the outcome of requests that are not in the file before them. They were left out, so that failures may be wrong by as many.',
    whatToDo: 'Give the request log whole, from its beginning.',
    severity: 'warning',
  },
  'locust-exception': {
    title: 'The locustfile threw an exception',
    meaning: 'The test itself failed in places. A task that throws ends there, so that its later requests were not made.',
    whatToDo: 'Repair the locustfile and run again.',
    severity: 'warning',
  },
  'entries-cut': {
    title: 'Endpoints are missing',
    meaning: 'Locust’s web UI gives out 500 endpoints at most. The others are in the total and in no endpoint.',
    whatToDo: 'Give the CSV or JSON of the run, and name requests by their route.',
    severity: 'warning',
  },
  'connections-lost': {
    title: 'Connections failed',
    meaning: 'tsung could not connect so many times. It does not count that as requests, so that the error rate does not show it.',
    whatToDo: 'Look why connections fail, and take the error rate for too low.',
    severity: 'warning',
  },
} as const satisfies WordsByCode;
