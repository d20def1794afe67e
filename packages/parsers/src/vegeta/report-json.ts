import { type Histogram, UserError } from '@loadline/schema';
import { field, fieldsOf, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { reportPart } from './report-part.js';

const START = /^(?:\u001B\[[0-9;]{1,10}[A-Z]){0,4}[ \t]{0,100}\{/gm;

/**
 * The report as JSON (`vegeta report -type=json`), of every version; of several in one capture (`-every`) the last.
 * Percentiles are those of a sketch. A request failed unless its status code is 200 to 399.
 */
export const vegetaJson: Reader = {
  format: 'vegeta-json',
  tool: 'vegeta',
  title: 'vegeta report as JSON',
  isReport: true,
  detect: ({ text }) =>
    /"latencies"\s{0,10}:\s{0,10}\{/.test(text) &&
    /"bytes_in"\s{0,10}:\s{0,10}\{/.test(text) &&
    /"status_codes"\s{0,10}:/.test(text) &&
    /"success"\s{0,10}:/.test(text),
  async read(input) {
    const { report, isCut } = lastReport(await readWhole(input), input);
    const latencies = field(report, 'latencies');
    const seconds = (name: string) => {
      const ns = numberOf(field(report, name));
      return ns === undefined || ns < 0 ? undefined : ns / 1e9;
    };
    const startedAtMs = Date.parse(String(field(report, 'earliest')));
    const codes = field(report, 'status_codes');
    const requests = countOf(field(report, 'requests')) ?? null;
    return reportPart(
      {
        requests,
        statusCodes:
          codes === undefined
            ? undefined
            : fieldsOf(codes).map(([code, count]) => ({ code: countOf(code) ?? 0, count: countOf(count) ?? 0 })),
        errors: listOf(field(report, 'errors')).filter((error) => typeof error === 'string'),
        latency: {
          unit: 'ns',
          provenance: 'reported',
          avg: field(latencies, 'mean'),
          min: field(latencies, 'min'),
          max: field(latencies, 'max'),
          percentiles: fieldsOf(latencies).flatMap(([name, value]) => {
            const percentile = /^(\d{1,2}(?:\.\d{1,6})?)(?:st|nd|rd|th)$/.exec(name);
            return percentile === null ? [] : [[Number(percentile[1]), value] as const];
          }),
        },
        histogram: histogramOf(report),
        attackSeconds: seconds('duration'),
        waitSeconds: seconds('wait'),
        rate: numberOf(field(report, 'rate')),
        throughput: numberOf(field(report, 'throughput')),
        bytesIn: field(field(report, 'bytes_in'), 'total'),
        bytesOut: field(field(report, 'bytes_out'), 'total'),
        startedAtMs: requests === 0 || Number.isNaN(startedAtMs) ? undefined : startedAtMs,
        partial: isCut,
      },
      input,
    );
  },
};

/** The last report of a capture that is whole. */
function lastReport(text: string, input: ReaderInput): { report: unknown; isCut: boolean } {
  const starts = [...text.matchAll(START)].map((match) => match.index + match[0].length - 1);
  let isCut = false;
  for (const start of starts.reverse()) {
    try {
      const { value } = parseJsonAt(text, start, input);
      if (field(value, 'latencies') !== undefined) return { report: value, isCut };
    } catch (error) {
      if (!(error instanceof UserError) || start === starts.at(-1)) throw error;
      if (!isCut)
        input.diagnostics.add('warning', 'file-cut', 'the last report ends early; the one before it was read', { file: input.name });
      isCut = true;
    }
  }
  throw new UserError({
    code: 'json-damaged',
    found: 'no report that begins on a line of its own',
    expected: 'what vegeta report -type=json printed',
    place: { file: input.name },
  });
}

/** The `-buckets` of a report: from each bound in ns up to the next, the last open. */
function histogramOf(report: unknown): Histogram | undefined {
  const buckets = fieldsOf(field(report, 'buckets'))
    .map(([from, count]) => ({ from: numberOf(from) ?? NaN, count: countOf(count) ?? NaN }))
    .sort((a, b) => a.from - b.from);
  if (buckets.length < 2 || buckets.some(({ from, count }) => !(from >= 0) || Number.isNaN(count))) return undefined;
  const latencies = field(report, 'latencies');
  const ms = (name: string) => {
    const ns = numberOf(field(latencies, name));
    return ns === undefined ? {} : { [name === 'total' ? 'sum' : name]: ns / 1e6 };
  };
  return {
    kind: 'bounds',
    bounds: buckets.slice(1).map(({ from }) => from / 1e6),
    counts: buckets.map(({ count }) => count),
    ...ms('min'),
    ...ms('max'),
    ...ms('total'),
  };
}
