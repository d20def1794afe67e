import type { Reason } from '@loadline/schema/types';
import type { WordsByCode } from './words.js';

/** Why a finding has its verdict; a new code does not compile until it is described. */
export const reasons: WordsByCode<Reason['code']> = {
  'limit-broken': {
    title: 'Beyond the fail limit',
    meaning: 'The metric got worse by more than its fail limit allows, and the change is more than noise. This fails the build.',
    whatToDo: 'Look at what the change does to this endpoint; if the slowdown is meant, accept a new baseline with the reason.',
    verdicts: ['fail'],
  },
  'warn-limit-broken': {
    title: 'Beyond the warning limit',
    meaning: 'The metric got worse by more than its warning limit allows. It is worth a look and does not fail the build by itself.',
    whatToDo: 'Look whether the change explains it, and run again where you doubt it.',
    verdicts: ['warn'],
  },
  suspected: {
    title: 'Beyond the limit, and suspected',
    meaning:
      'The metric got worse by more than its limit allows, and there is evidence that this is more than noise: enough to warn, not enough to fail.',
    whatToDo: 'Run the same test again and give all runs together: if it is real it fails then, and if not it goes away.',
    verdicts: ['warn'],
  },
  'limit-held': {
    title: 'Within its limits',
    meaning: 'The metric broke no limit. It may still have moved: the report says from which size on a change would have been seen.',
    whatToDo: 'Do nothing; tighten the limit where you want to hear of smaller changes.',
    verdicts: ['pass'],
  },
  'slo-broken': {
    title: 'The goal is not met',
    meaning: 'The value of this run is on the wrong side of the goal (`slo`), whatever the baseline was.',
    whatToDo: 'Make it faster, or change the goal where it was never one.',
    verdicts: ['fail'],
  },
  'slo-held': {
    title: 'The goal is met',
    meaning: 'The value of this run is on the right side of the goal (`slo`), and no other limit could be held against it.',
    whatToDo: 'Do nothing.',
    verdicts: ['pass'],
  },
  'better-than-noise': {
    title: 'Better by more than noise',
    meaning: 'The metric got better by more than runs differ by themselves, or by more than its limit would let it get worse.',
    whatToDo: 'Enjoy it; where it is meant to stay, build a new baseline, so that losing it again is noticed.',
    verdicts: ['improved'],
  },
  'faster-because-failing': {
    title: 'Faster only because it fails',
    meaning: 'The metric looks better, and more requests fail. An answer that fails early is quick, so this is no improvement.',
    whatToDo: 'Look at the errors first; the speed can be judged when they are gone.',
    verdicts: ['pass'],
  },
  'not-proven': {
    title: 'Beyond the limit, and not proven',
    meaning:
      'The metric is beyond its limit, and runs of unchanged code could look like that too, or nobody can tell. It is neither a failure nor a pass.',
    whatToDo: 'Run the same test again and give all runs together; the finding says how many would tell, or why none would.',
    verdicts: ['inconclusive'],
  },
  'endpoint-gone': {
    title: 'An endpoint is gone',
    meaning: 'The baseline has requests of this endpoint and this run has none. No data is never a pass.',
    whatToDo:
      'Find out why it was not called; if it was renamed or removed on purpose, rename it in the configuration or build a new baseline.',
    verdicts: ['missing'],
  },
  'service-gone': {
    title: 'A whole service is gone',
    meaning: 'The baseline has this service and this run has not a single request of it. Its endpoints are not listed one by one.',
    whatToDo: 'Check that the test called the service and that its rule under `services` still fits the names.',
    verdicts: ['missing'],
  },
  'metric-gone': {
    title: 'A metric is gone',
    meaning: 'Both sides have the endpoint, and only the baseline has this metric of it, so that its limit could not be checked.',
    whatToDo: 'Give the same kind of result file as for the baseline; another file of the same run may hold the metric.',
    verdicts: ['missing'],
  },
  'gate-matches-nothing': {
    title: 'A gate matches nothing',
    meaning: 'A gate of the configuration speaks of an endpoint or service that is on neither side. What it was to guard is not guarded.',
    whatToDo: 'Correct its `match` or `service`, or take the gate out.',
    severity: 'error',
    verdicts: ['missing'],
  },
  'too-many-failures-baseline': {
    title: 'The baseline failed too much',
    meaning:
      'More than 5 % of its requests failed in the baseline. Failing requests have other speeds, so there is nothing to compare with.',
    whatToDo: 'Build the baseline again from runs that work.',
    verdicts: ['invalid'],
  },
  'too-many-failures-current': {
    title: 'This run failed too much',
    meaning: 'More than 5 % of its requests failed in this run. Its error rate is judged; its speed is that of failing and is not.',
    whatToDo: 'Repair what fails and run again.',
    verdicts: ['invalid'],
  },
  'estimated-value': {
    title: 'An estimate, not a measurement',
    meaning: 'One side holds a percentile that was computed from the mean (p95 as 1.4 times it). Such a number is never judged.',
    whatToDo: 'Give the result files of the load generator in place of the flat numbers.',
    verdicts: ['invalid'],
  },
  'load-model-differs': {
    title: 'Open against closed load',
    meaning: 'One side sent at a fixed rate, the other with users that wait for their answers. Their latencies answer different questions.',
    whatToDo: 'Run both sides with the same executor or load shape.',
    severity: 'error',
    verdicts: ['invalid'],
  },
  'environment-differs': {
    title: 'Different machines or environments',
    meaning:
      'The runs were made on machines of different types, or in different environments, so that a difference may be of those and not of the code.',
    whatToDo: 'Compare with a baseline of the same environment and type of machine, or build one.',
    severity: 'error',
    verdicts: ['invalid'],
  },
  'unknown-word': {
    title: 'A word that this version does not know',
    meaning:
      'A document holds a word from a closed list that this version cannot read, such as a verdict of a newer Loadline. That item is not judged.',
    whatToDo: 'Use the version of Loadline that wrote the document, or a newer one.',
    severity: 'error',
    verdicts: ['invalid'],
  },
  'new-endpoint': {
    title: 'A new endpoint',
    meaning:
      'This run has the endpoint and the baseline does not. A change has nothing to start from; goals and bounds on its values are judged.',
    whatToDo: 'Build a new baseline when it is there to stay; check for a renamed endpoint where another is gone.',
    verdicts: ['new'],
  },
  'new-service': {
    title: 'A new service',
    meaning: 'This run has a service that the baseline does not have. A change has nothing to start from.',
    whatToDo: 'Build a new baseline when it is there to stay; check the rules under `services` where another service is gone.',
    verdicts: ['new'],
  },
  'new-metric': {
    title: 'A new metric',
    meaning: 'The baseline has the endpoint, and not this metric of it. Its limits on changes have nothing to start from.',
    whatToDo: 'Build the baseline again from runs that have the metric.',
    verdicts: ['new'],
  },
};
