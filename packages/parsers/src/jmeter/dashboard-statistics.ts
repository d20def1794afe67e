import { echo, type Endpoint, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { field, fieldsOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Reader, ReaderInput } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf, numberOf } from '../values/number-of.js';

/**
 * `statistics.json` of JMeter's dashboard. Failures are JMeter's own (`errorCount`). The three percentiles carry no name:
 * they are 90, 95 and 99 unless JMeter was told otherwise, which shows only where they do not ascend from the median.
 */
export const jmeterStatisticsJson: Reader = {
  format: 'jmeter-statistics-json',
  tool: 'jmeter',
  title: 'JMeter dashboard statistics',
  isReport: true,
  detect: ({ text }) =>
    text.startsWith('{') && ['"transaction"', '"sampleCount"', '"errorPct"', '"pct1ResTime"'].every((key) => text.includes(key)),
  async read(input) {
    const value = await readDocument(input);
    const rows = fieldsOf(value);
    const total = totalRow(input, rows);
    const isUsual = areUsual(input, rows);
    const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
    for (const [name, row] of rows) {
      if (total !== undefined && name === TOTAL) continue;
      const endpoint = endpointOf(input, name, row, isUsual);
      if (endpoint !== undefined) endpoints.add(endpoint);
    }
    const list = endpoints.list();
    if (list.length === 0) throw nothing(input);
    if (isUsual) sayWindow(input, list);
    const whole = total === undefined ? undefined : endpointOf(input, TOTAL, total, isUsual);
    const perSecond = numberOf(field(total, 'throughput'));
    const requests = whole?.requests ?? undefined;
    return {
      state: {
        endpoints: list,
        ...(whole === undefined ? {} : { total: { requests: whole.requests, failures: whole.failures, metrics: whole.metrics } }),
        rank: 1,
      },
      ...(requests === undefined || perSecond === undefined || !(perSecond > 0) ? {} : { durationSeconds: requests / perSecond }),
      partial: false,
    };
  },
};

const TOTAL = 'Total';
/** Samples of which the dashboard takes percentiles: the last ones. */
const WINDOW = 20_000;
/** Transactions within transactions count every request again, and so does each level; more levels than this are not assumed. */
const MOST_TIMES = 4;

/**
 * The row of the whole run, which leaves transaction controllers out. A sampler called Total takes its place in the file:
 * it counts far less than the other rows do.
 */
function totalRow({ diagnostics, name: file }: ReaderInput, rows: readonly (readonly [string, unknown])[]): unknown {
  const total = rows.find(([name]) => name === TOTAL)?.[1];
  const own = countOf(field(total, 'sampleCount'));
  if (own === undefined || rows.length === 1) return undefined;
  const others = rows.filter(([name]) => name !== TOTAL).reduce((sum, [, row]) => sum + (countOf(field(row, 'sampleCount')) ?? 0), 0);
  if (own * MOST_TIMES < others) {
    diagnostics.add('warning', 'total-missing', 'a sampler called Total took the place of the total of the run', { file });
    return undefined;
  }
  if (own > others)
    diagnostics.add('warning', 'total-differs', `the total counts ${own} samples, its rows together ${others}; the rows were used`, {
      file,
    });
  if (own < others)
    diagnostics.add(
      'info',
      'transactions',
      `the rows count ${others - own} samples more than the total: some are transaction controllers, which the file does not tell from requests`,
      { file },
    );
  return total;
}

/**
 * Whether the three percentiles can be 90, 95 and 99: they ascend from the median, and the first one is not the median
 * itself in every row.
 */
function areUsual({ diagnostics, name: file }: ReaderInput, rows: readonly (readonly [string, unknown])[]): boolean {
  const values = rows.map(([, row]) => PRINTED.map((key) => numberOf(field(row, key))));
  const ascend = values.every((row) => {
    const known = row.filter((value) => value !== undefined);
    return known.every((value, at) => at === 0 || value >= (known[at - 1] ?? NaN));
  });
  const areMedians =
    values.some(([median, , , , max]) => median !== undefined && median !== max) && values.every(([median, first]) => median === first);
  if (ascend && !areMedians) return true;
  diagnostics.add(
    'warning',
    'percentiles-unknown',
    'the percentiles are not 90, 95 and 99, and the file does not say which; they were left out',
    { file },
  );
  return false;
}

const PRINTED = ['medianResTime', 'pct1ResTime', 'pct2ResTime', 'pct3ResTime', 'maxResTime'];

function endpointOf({ diagnostics, name: file }: ReaderInput, name: string, row: unknown, isUsual: boolean): Endpoint | undefined {
  const requests = countOf(field(row, 'sampleCount'));
  const failures = countOf(field(row, 'errorCount'));
  if (requests === undefined || failures === undefined || failures > requests) {
    const found = `sampleCount ${echo(String(field(row, 'sampleCount')), 40)}, errorCount ${echo(String(field(row, 'errorCount')), 40)}`;
    diagnostics.add('warning', 'row-rejected', `a row was not counted: \`${echo(name, 60)}\` has ${found}`, { file });
    return undefined;
  }
  if (requests === 0) return undefined;
  const three = isUsual ? [90, 95, 99].map((p, at) => [p, field(row, `pct${at + 1}ResTime`)] as const) : [];
  return buildEndpoint(
    { kind: 'request', name },
    {
      requests,
      failures,
      latency: {
        unit: 'ms',
        provenance: 'reported',
        avg: field(row, 'meanResTime'),
        min: field(row, 'minResTime'),
        max: field(row, 'maxResTime'),
        percentiles: [[50, field(row, 'medianResTime')], ...three],
      },
      rps: field(row, 'throughput'),
    },
  );
}

function sayWindow({ diagnostics, name }: ReaderInput, endpoints: readonly Endpoint[]): void {
  diagnostics.add('info', 'percentiles-assumed', 'the file does not name its percentiles; 90, 95 and 99 were assumed', { file: name });
  if (endpoints.some(({ requests }) => (requests ?? 0) > WINDOW))
    diagnostics.add('info', 'percentiles-window', 'JMeter takes the percentiles of the dashboard from the last 20,000 samples of a row', {
      file: name,
    });
}

function nothing({ name }: ReaderInput): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'no request at all',
    expected: 'at least one row with samples',
    place: { file: name },
  });
}
