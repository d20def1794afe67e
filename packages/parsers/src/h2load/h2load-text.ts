import { UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import { parseDurationMs } from '../input/parse-duration.js';
import type { Reader } from '../reader.js';
import type { LatencyValues } from '../values/build-endpoint.js';
import { countOf, numberOf } from '../values/number-of.js';
import { h2loadPart } from './h2load-summary.js';

const FINISHED = /^finished in ([\d.]{1,30}(?:us|ms|s|m|h)), ([\d.]{1,30}) req\/s/m;

/** The report that h2load prints: percentiles in 1.70 and not in 1.52, times to three digits or so. */
export const h2loadText: Reader = {
  format: 'h2load-text',
  tool: 'h2load',
  title: 'h2load report',
  isReport: true,
  detect: ({ text }) =>
    (FINISHED.test(text) && /^requests: \d{1,15} total, /m.test(text)) ||
    /^spawning thread #\d{1,9}: \d{1,9} total client\(s\)\./m.test(text),
  async read(input) {
    const text = await readWhole(input);
    const finished = FINISHED.exec(text);
    if (finished === null)
      throw new UserError({
        code: 'no-results',
        found: 'the beginning of an output of h2load, without its report',
        expected: 'the lines from `finished in` on',
        place: { file: input.name },
      });
    const line = (start: string) => new RegExp(`^${start}: ([^\\n]{1,400})$`, 'm').exec(text)?.[1] ?? '';
    const count = (list: string, name: string) => countOf(new RegExp(`(?:^|, )(\\d{1,15}) ${name}\\b`).exec(list)?.[1]);
    const [requests, codes] = [line('requests'), line('status codes')];
    const latency = latencyOf(text);
    const [, duration = '', rps] = finished;
    const part = h2loadPart(
      {
        done: count(requests, 'done'),
        succeeded: count(requests, 'succeeded'),
        failed: count(requests, 'failed'),
        errored: count(requests, 'errored'),
        statuses: {
          '2xx': count(codes, '2xx') ?? 0,
          '3xx': count(codes, '3xx') ?? 0,
          '4xx': count(codes, '4xx') ?? 0,
          '5xx': count(codes, '5xx') ?? 0,
        },
        finishedSeconds: (millisecondsOf(duration) ?? NaN) / 1000,
        rps: numberOf(rps),
        latency: latency ?? { unit: 'ms', provenance: 'reported' },
      },
      input.name,
    );
    const isCut = latency === undefined || codes === '';
    if (isCut) input.diagnostics.add('warning', 'file-cut', 'the report of h2load ends early', { file: input.name });
    const clients = [...text.matchAll(/^spawning thread #\d{1,9}: (\d{1,9}) total client\(s\)/gm)];
    const users = clients.reduce((sum, [, number]) => sum + Number(number), 0);
    return { ...part, load: { model: 'closed', ...(users === 0 ? {} : { users }) }, partial: isCut };
  },
};

/** `time for request:` min, max, mean and deviation; in 1.70 `request     :` min, max, median, p95, p99, mean and deviation. */
function latencyOf(text: string): LatencyValues | undefined {
  const row = /^(?:time for request|request {1,12}): {1,12}(\d[^\n]{1,200})$/m.exec(text)?.[1] ?? '';
  const times = row.trim().split(/\s+/).slice(0, -1).map(millisecondsOf);
  const form = { unit: 'ms', provenance: 'reported', resolution: resolutionOf, min: times[0], max: times[1] } as const;
  if (times.length === 4) return { ...form, avg: times[2] };
  if (times.length !== 7) return undefined;
  return {
    ...form,
    avg: times[5],
    percentiles: [
      [50, times[2]],
      [95, times[3]],
      [99, times[4]],
    ],
  };
}

/** Whole µs below 1 ms, hundredths of a ms below 1 s, hundredths of a second above. */
function resolutionOf(ms: number): number {
  if (ms < 1) return 0.001;
  return ms < 1000 ? 0.01 : 10;
}

function millisecondsOf(text: string): number | undefined {
  const parsed = parseDurationMs(text);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
