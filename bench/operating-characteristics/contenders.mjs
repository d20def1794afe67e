import { adjustPValues, mannWhitney, median, tPredictionLimit } from '../../packages/stats/dist/index.js';

const METRICS = ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms'];

/** Values of each latency of each endpoint, by run. */
function seriesOf({ baseline, current }) {
  const values = (runs, index, metric) => runs.map(({ endpoints }) => endpoints[index].metrics.find(({ name }) => name === metric).value);
  return baseline[0].endpoints.flatMap((endpoint, index) =>
    METRICS.map((metric) => ({ endpoint, metric, before: values(baseline, index, metric), after: values(current, index, metric) })),
  );
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The median is up by more than so much. */
const fixedLimit = (pct) => ({
  name: `fixed +${pct} %`,
  alarmsOf: (report) => seriesOf(report).filter(({ before, after }) => median(after) > median(before) * (1 + pct / 100)),
});

/**
 * Bencher's default: above the one-sided 99 % prediction limit of Student's t, each metric by itself. The mean of several new
 * runs is taken as one value. With one run before there is no such limit.
 */
const bencher = {
  name: 't test .99',
  alarmsOf: (report) =>
    report.baseline.length < 2
      ? undefined
      : seriesOf(report).filter(({ before, after }) => mean(after) > tPredictionLimit(before, 0.99).upper),
};

/** Mann and Whitney's exact test of the runs, adjusted over the report (Benjamini and Hochberg), at 5 %. */
const ranks = {
  name: 'Mann–Whitney, BH .05',
  alarmsOf: (report) => {
    const series = seriesOf(report);
    const adjusted = adjustPValues(series.map(({ before, after }) => mannWhitney(before, after, { alternative: 'greater' }).p));
    return series.filter((_, index) => adjusted[index] <= 0.05);
  },
};

/** What others do with the same thirty latencies: each gives those on which it alarms, undefined where it says nothing. */
export const contenders = [fixedLimit(10), fixedLimit(25), bencher, ranks];
