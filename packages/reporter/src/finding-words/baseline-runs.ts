import type { WordsByCode } from './words.js';

/** What is told of the runs that a baseline or a measurement of noise is made of. */
export const baselineRuns = {
  'baseline-users-differ': {
    title: 'Baseline runs with different numbers of users',
    meaning: 'The runs of the baseline had different numbers of users. Their medians mix different loads, and the load counts as noise.',
    whatToDo: 'Build the baseline from runs with the same number of users.',
    severity: 'warning',
  },
  'baseline-tools-differ': {
    title: 'Baseline runs of different load generators',
    meaning: 'The runs of the baseline were made by different load generators, which measure differently. That counts as noise.',
    whatToDo: 'Build the baseline from runs of one load generator.',
    severity: 'warning',
  },
  'baseline-versions-differ': {
    title: 'Baseline runs of different versions',
    meaning: 'The load generator was updated between the runs of the baseline. What the update changed counts as noise.',
    whatToDo: 'Build the baseline from runs of one version.',
    severity: 'warning',
  },
  'baseline-models-differ': {
    title: 'Baseline runs of open and closed load',
    meaning: 'Some runs of the baseline sent at a fixed rate, others with users that wait. No run can be compared with both.',
    whatToDo: 'Build one baseline for each load model.',
    severity: 'warning',
  },
  'baseline-environments-differ': {
    title: 'Baseline runs of different environments',
    meaning: 'The runs of the baseline are of different environments, such as staging and production. Their medians are of neither.',
    whatToDo: 'Build one baseline for each environment.',
    severity: 'warning',
  },
  'baseline-machines-differ': {
    title: 'Baseline runs on different machines',
    meaning: 'The runs of the baseline were made on machines of different types. A run on either cannot be compared with the mixture.',
    whatToDo: 'Build the baseline from runs on one type of machine.',
    severity: 'warning',
  },
  'baseline-warmups-differ': {
    title: 'Baseline runs with different warm-ups',
    meaning:
      'More was cut off the beginning of some runs of the baseline than of others, so that slow first seconds count in some of them.',
    whatToDo: 'Extract and build all of them again with one `read.warmup`.',
    severity: 'warning',
  },
  'baseline-durations-differ': {
    title: 'Baseline runs of different length',
    meaning: 'The longest run of the baseline is more than a tenth longer than the shortest. Short runs weigh warm-up and pauses more.',
    whatToDo: 'Build the baseline from runs of the same length.',
    severity: 'warning',
  },
  'commits-differ': {
    title: 'Noise measured over several commits',
    meaning:
      'The runs that were to show the noise are of different commits. What changed between them was taken for noise, which then looks larger.',
    whatToDo: 'Measure the noise over runs of one commit.',
    severity: 'warning',
  },
  'versions-differ': {
    title: 'Noise measured over several versions of the tool',
    meaning: 'The load generator was updated between the runs that were to show the noise. What the update changed was taken for noise.',
    whatToDo: 'Measure the noise over runs of one version.',
    severity: 'warning',
  },
  'systems-differ': {
    title: 'Noise measured on several systems',
    meaning:
      'The runs that were to show the noise were made on different operating systems or numbers of processors. That was taken for noise.',
    whatToDo: 'Measure the noise on one kind of machine.',
    severity: 'warning',
  },
  'durations-differ': {
    title: 'Noise measured over runs of different length',
    meaning: 'The longest of the runs that were to show the noise is more than a tenth longer than the shortest. That was taken for noise.',
    whatToDo: 'Measure the noise over runs of the same length.',
    severity: 'warning',
  },
  'noise-not-used': {
    title: 'The measured noise is of elsewhere and was not used',
    meaning:
      'The file with the measured noise is of another environment or suite than this comparison. What is usual was expected in its place.',
    whatToDo: 'Run `loadline calibrate` over runs of this environment and suite, or use `--no-noise`.',
    severity: 'warning',
  },
  'noise-differs': {
    title: 'The noise was measured on something else',
    meaning:
      'The measured noise was used, though another load generator, load or scenario, or few of these endpoints, were behind it. They may move by more or less.',
    whatToDo: 'Run `loadline calibrate` again over runs like these.',
    severity: 'warning',
  },
  'no-noise-seen': {
    title: 'No noise beyond chance',
    meaning:
      'The runs differ by no more than their number of requests explains. The noise from run to run may be small, or hidden by too few requests.',
    whatToDo: 'Send more requests in each run to see how small it is.',
    severity: 'info',
  },
} as const satisfies WordsByCode;
