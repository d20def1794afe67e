import { field, fieldsOf, findJson, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { bombardierPart, type BombardierSummary } from './bombardier-part.js';

const KEYS = ['"numberOfConnections"', '"timeTakenSeconds"', '"req2xx"'];
/** What Go prints for 0 / 0, which is no JSON. */
const NO_NUMBER = /"(mean|stddev|max|\d{1,3})":\s{0,5}(?:NaN|[+-]?Inf)\b/g;

/** bombardier's JSON (`-o json`), with or without its line of introduction. Times are in µs. */
export const bombardierJson: Reader = {
  format: 'bombardier-json',
  tool: 'bombardier',
  title: 'bombardier JSON',
  detect: ({ text }) => KEYS.every((key) => text.includes(key)) && findJson(text) >= 0,
  async read(input) {
    const text = (await readWhole(input)).replace(NO_NUMBER, '"$1":null');
    const document = parseJsonAt(text, Math.max(findJson(text), 0), input);
    if (document.trailing)
      input.diagnostics.add('info', 'text-left-out', 'what stands behind the document was left out', { file: input.name });
    return partOf(field(document.value, 'spec'), field(document.value, 'result'), input);
  },
};

function partOf(spec: unknown, result: unknown, input: ReaderInput): RunPart {
  const latency = field(result, 'latency');
  const durationSeconds = numberOf(field(result, 'timeTakenSeconds'));
  const counts = countsIn(result, input);
  return bombardierPart({
    method: textOf(field(spec, 'method')),
    url: textOf(field(spec, 'url')),
    connections: countOf(field(spec, 'numberOfConnections')),
    counts,
    errors: listOf(field(result, 'errors')).map((error) => ({
      message: textOf(field(error, 'description')) ?? '',
      count: countOf(field(error, 'count')) ?? 0,
    })),
    latency: {
      unit: 'us',
      provenance: 'reported',
      resolution: 0.001,
      avg: field(latency, 'mean'),
      max: field(latency, 'max'),
      percentiles: fieldsOf(field(latency, 'percentiles'))
        .map(([percentile, value]) => [Number(percentile), value] as const)
        .filter(([percentile]) => percentile > 0 && percentile < 100),
    },
    durationSeconds,
    meanRate: numberOf(field(field(result, 'rps'), 'mean')),
    isPaced: field(spec, 'rate') !== undefined,
    partial: wasStopped(
      { seconds: numberOf(field(spec, 'testDurationSeconds')), requests: countOf(field(spec, 'numberOfRequests')) },
      { seconds: durationSeconds ?? Infinity, requests: counts?.reduce((sum, each) => sum + each, 0) ?? Infinity },
      input,
    ),
  });
}

const COUNTS = ['req1xx', 'req2xx', 'req3xx', 'req4xx', 'req5xx', 'others'] as const;

/** The counts by class of status; undefined where one of them is no count. */
function countsIn(result: unknown, { diagnostics, name }: ReaderInput): BombardierSummary['counts'] {
  const count = (key: string) => (field(result, key) === undefined ? 0 : countOf(field(result, key)));
  const [one, two, three, four, five, others] = COUNTS.map(count);
  if (one !== undefined && two !== undefined && three !== undefined && four !== undefined && five !== undefined && others !== undefined)
    return [one, two, three, four, five, others];
  const wrong = COUNTS.filter((key) => count(key) === undefined);
  diagnostics.add('warning', 'value-unreadable', `${wrong.join(', ')} is no count: the number of requests is not known`, { file: name });
  return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Whether the run ended before what was asked for: it was stopped by hand. */
function wasStopped(
  asked: { seconds: number | undefined; requests: number | undefined },
  done: { seconds: number; requests: number },
  { diagnostics, name }: ReaderInput,
): boolean {
  const isStopped = done.seconds < (asked.seconds ?? 0) * 0.95 || done.requests < (asked.requests ?? 0);
  if (isStopped)
    diagnostics.add('warning', 'run-interrupted', 'the run ended before the length or the number of requests that was asked for', {
      file: name,
    });
  return isStopped;
}
