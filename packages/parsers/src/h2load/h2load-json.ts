import type { Endpoint, Metric } from '@loadline/schema';
import { field, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Claim, Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { countOf, numberOf } from '../values/number-of.js';
import { h2loadPart, identity } from './h2load-summary.js';

const BEGINNING = /^\{\s{0,8}"version":\s{0,4}"[^"\n]{1,20}",\s{0,8}"metadata":\s{0,4}\{\s{0,8}"generator":\s{0,4}"h2load /m;
const PRINTED: readonly (readonly [metric: string, field: string])[] = [
  ['avg_latency_ms', 'mean'],
  ['p50_latency_ms', 'median'],
  ['p95_latency_ms', 'p95'],
  ['p99_latency_ms', 'p99'],
];

/**
 * The result that h2load writes with `--output-file`, which 1.70 has and 1.52 has not. It holds the time of each answer, up to a million of
 * them, from which all is computed; where it holds a choice of them only, it is what h2load summed up.
 */
export const h2loadJson: Reader = {
  format: 'h2load-json',
  tool: 'h2load',
  title: 'h2load JSON',
  detect: ({ text }) => BEGINNING.test(text),
  async read(input) {
    const result = await readDocument(input, (text) => text.search(BEGINNING));
    const measurements = field(result, 'measurements');
    const count = (group: string, name: string) => countOf(field(field(measurements, group), name));
    const times = field(field(measurements, 'performance'), 'request');
    const status = (name: string) => count('status_codes', name) ?? 0;
    const statuses = { '2xx': status('2xx'), '3xx': status('3xx'), '4xx': status('4xx'), '5xx': status('5xx') };
    const part = h2loadPart(
      {
        done: count('requests', 'done'),
        succeeded: count('requests', 'succeeded'),
        failed: count('requests', 'failed'),
        errored: count('requests', 'errored'),
        statuses,
        finishedSeconds: numberOf(field(measurements, 'duration')),
        rps: numberOf(field(measurements, 'request_per_second')),
        latency: {
          unit: 's',
          provenance: 'reported',
          avg: field(times, 'mean'),
          min: field(times, 'min'),
          max: field(times, 'max'),
          percentiles: [
            [50, field(times, 'median')],
            [95, field(times, 'p95')],
            [99, field(times, 'p99')],
          ],
        },
      },
      input.name,
    );
    const version = /^h2load (\d{1,4}(?:\.\d{1,4}){1,2})/.exec(String(field(field(result, 'metadata'), 'generator')))?.[1];
    const answered = statuses['2xx'] + statuses['3xx'] + statuses['4xx'] + statuses['5xx'];
    return { ...withSamples(part, times, answered, input), ...(version === undefined ? {} : { toolVersion: version }) };
  },
};

/** Puts what follows from the single times in place of what h2load printed, if all of them are there. */
function withSamples(part: RunPart, times: unknown, answered: number, input: ReaderInput): RunPart {
  const samples = listOf(field(times, 'samples')).map((sample) => numberOf(sample) ?? NaN);
  const printed = part.state?.endpoints[0];
  if (printed === undefined || samples.length === 0 || samples.length !== answered || samples.some((sample) => !(sample >= 0))) return part;
  const recorder = createRecorder(input);
  const slot = recorder.endpoint(identity);
  for (const sample of samples) recorder.sample(slot, NaN, Number((sample * 1000).toPrecision(12)), false);
  const exact = recorder.part().state?.endpoints[0];
  if (exact === undefined) return part;
  const isTime = (metric: Metric) => metric.name.endsWith('_latency_ms');
  const endpoint: Endpoint = {
    ...printed,
    metrics: [...exact.metrics.filter(isTime), ...printed.metrics.filter((metric) => !isTime(metric))],
    ...(exact.histogram === undefined ? {} : { histogram: exact.histogram }),
  };
  return { ...part, state: { endpoints: [endpoint], rank: 1 }, claims: [...(part.claims ?? []), ...timeClaims(times, endpoint)] };
}

function timeClaims(times: unknown, { name: subject, metrics }: Endpoint): Claim[] {
  return PRINTED.flatMap(([metric, name]) => {
    const ours = metrics.find((own) => own.name === metric)?.value;
    const theirs = (numberOf(field(times, name)) ?? NaN) * 1000;
    if (ours === undefined || !(Math.abs(theirs - ours) > 1e-5 * ours)) return [];
    return [{ subject, metric, theirs, ours, unit: 'ms', why: 'h2load takes the time of one request, without interpolation' }];
  });
}
