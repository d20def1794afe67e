import type { Endpoint, RunTotal } from '@loadline/schema';
import { withoutLnError } from '../grouping/ln-errors.js';
import type { Reader, RunPart } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { abGnuplotScan, HEADER } from './ab-gnuplot-scan.js';

/** Starts are whole seconds: of a run shorter than this, the length would be known to no better than a tenth. */
const SHORTEST_SECONDS = 10;

/**
 * What ab writes with `-g`: a row for each complete request, ordered by its time and not by its start, in whole
 * milliseconds. Nothing in it says which requests failed, and starts are whole seconds.
 */
export const abGnuplot: Reader = {
  format: 'ab-gnuplot-tsv',
  tool: 'ab',
  title: 'ab single requests (-g)',
  isRaw: true,
  detect: ({ text }) => HEADER.test(text),
  async read(input) {
    const { recorder } = await scanFile(input, { format: abGnuplotScan, setup: undefined, skip: 0, skipLines: 0 });
    const part = recorder.part({ load: { model: 'closed' } });
    input.diagnostics.add('warning', 'failures-unknown', 'the rows of ab -g do not say which requests failed; its report does', {
      file: input.name,
    });
    return withoutUnknown(part);
  },
};

/** Takes out what the rows cannot say: failures, the autocorrelation of ordered times, the length of a short run. */
function withoutUnknown(part: RunPart): RunPart {
  const { durationSeconds, errors: _, state, ...rest } = part;
  const isLong = durationSeconds !== undefined && durationSeconds >= SHORTEST_SECONDS;
  const metricsOf = ({ metrics }: Pick<Endpoint, 'metrics'>) =>
    metrics.flatMap((metric) => {
      if (metric.name === 'error_rate_pct') return [];
      if (metric.name !== 'rps') return [withoutLnError(metric)];
      return isLong ? [{ ...metric, provenance: 'histogram' as const, resolution: metric.value / durationSeconds }] : [];
    });
  const endpoints = (state?.endpoints ?? []).map(({ vif: __, ...endpoint }) => ({
    ...endpoint,
    failures: null,
    metrics: metricsOf(endpoint),
  }));
  const total: RunTotal | undefined =
    state?.total === undefined ? undefined : { ...state.total, failures: null, metrics: metricsOf(state.total) };
  return {
    ...rest,
    state: { endpoints, ...(total === undefined ? {} : { total }), rank: 1 },
    ...(isLong ? { durationSeconds } : {}),
  };
}
