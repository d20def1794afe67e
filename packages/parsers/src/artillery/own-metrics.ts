import type { Metric, Slo } from '@loadline/schema';
import { customMetric, type CustomValues } from '../values/custom-metric.js';
import { numberOf } from '../values/number-of.js';
import type { TimesOf } from './latency-metrics.js';
import { countersUnder, type Metrics, type Summary } from './metrics.js';

const READ = /^http\.(?:requests$|responses$|codes\.|response_time(?:\.|$)|request_rate$)/;
const IN_MS = /^(?:vusers\.session_length$|http\.|browser\.(?!page\.CLS)|socketio\.response_time|plugins\.)/;

/** What is no request, failure or response time: users, bytes, the test's own counters, rates and distributions. */
export function ownMetrics(metrics: Metrics, prefixes: readonly string[], times: TimesOf): Metric[] {
  const isOwn = (name: string) =>
    !READ.test(name) && !/^errors\.[A-Z][A-Z0-9_]*$/.test(name) && !prefixes.some((prefix) => name.startsWith(`${prefix}.`));
  return [
    ...[...metrics.counters].flatMap(([name, count]) =>
      isOwn(name)
        ? customMetric({ name, type: 'counter', contains: name.endsWith('_bytes') ? 'data' : 'default', provenance: 'exact', count })
        : [],
    ),
    ...[...metrics.rates].flatMap(([name, perSecond]) =>
      isOwn(name) ? customMetric({ name, type: 'counter', provenance: 'reported', perSecond }) : [],
    ),
    ...[...metrics.summaries].flatMap(([name, { count, min, max, mean, percentiles }]) =>
      isOwn(name)
        ? customMetric({
            name,
            type: 'trend',
            contains: IN_MS.test(name) ? 'time' : 'default',
            provenance: 'reported',
            count,
            min,
            max,
            avg: mean,
            ...(times === 'sketch' ? sketched(percentiles) : { percentiles }),
          })
        : [],
    ),
  ];
}

/** The percentiles of version 2 come from a sketch, 2 % wide. */
function sketched(percentiles: Summary['percentiles']): Pick<CustomValues, 'percentiles' | 'percentileProvenance'> {
  return {
    percentileProvenance: 'histogram',
    percentiles: percentiles.map(([percentile, value]) => [
      percentile,
      value,
      Number((0.02 * Math.abs(numberOf(value) ?? 0)).toPrecision(3)),
    ]),
  };
}

/** What the plugin expect checked, by kind: held when none of that kind failed. */
export function expectedSlos(metrics: Metrics): Slo[] {
  const kinds = new Map<string, number>();
  for (const [kind] of countersUnder(metrics, 'plugins.expect.ok.')) kinds.set(kind, 0);
  for (const [kind, count] of countersUnder(metrics, 'plugins.expect.failed.')) kinds.set(kind, count);
  return [...kinds].map(([kind, failed]) => ({ expression: `expect ${kind}`, held: failed === 0 }));
}
