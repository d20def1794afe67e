import { echo, UserError } from '@loadline/schema';
import { field, fieldsOf, findJson, readWhole } from '../input/json-text.js';
import type { Claim, Reader, ReaderInput, RunPart } from '../reader.js';
import { ALL_REQUESTS, nameOfUrl } from '../values/name-of-url.js';
import { countOf, numberOf } from '../values/number-of.js';
import { autocannonPart } from './autocannon-part.js';
import { documentsOf } from './documents.js';
import { claimsOf, sayCounts } from './explain-counts.js';
import { countRequests, type Counts } from './failure-counts.js';
import type { Round } from './round.js';

/** What `autocannon -j` prints: a document, or with `--forever` one in each line; and a list of what its API gives. */
export const autocannonJson: Reader = {
  format: 'autocannon-json',
  tool: 'autocannon',
  title: 'autocannon JSON (-j)',
  detect: ({ text }) => findJson(text) >= 0 && /"p(?:97_5|99999)"\s{0,9}:/.test(text) && /"(?:throughput|latency)"\s{0,9}:/.test(text),
  read: readAutocannonJson,
};

async function readAutocannonJson(input: ReaderInput): Promise<RunPart> {
  const documents = documentsOf(await readWhole(input), input);
  const results = documents.values.filter((value, index) => isResult(input, value, index));
  if (results.length === 0)
    throw new UserError({
      code: 'no-requests',
      found: 'JSON without a count of requests',
      expected: 'the result of autocannon',
      place: { file: input.name, path: '/requests/total' },
    });
  const claims: Claim[] = [];
  const rounds = results.map((result) => roundOf(input, result, claims));
  const part = autocannonPart(input, rounds, documents.cut);
  const [first] = results;
  const isOld = field(first, 'sampleInt') === undefined;
  return {
    ...part,
    claims,
    toolVersion: isOld ? (field(field(first, 'latency'), 'p97_5') === undefined ? '<3' : '3-4') : '>=5',
    load: { ...part.load, model: results.some(isPaced) ? 'open' : 'closed' },
  };
}

function isResult(input: ReaderInput, value: unknown, index: number): boolean {
  if (countRequests(value) !== undefined) return true;
  const found = 'its responses cannot be read (`requests.total`)';
  input.diagnostics.add('warning', 'row-rejected', `a result was not counted: ${found}`, { file: input.name, path: `/${index}` });
  return false;
}

/** Where a rate is set, autocannon adds times of requests that it should have sent: more times than answers. */
function isPaced(result: unknown): boolean {
  const timed = countOf(field(field(result, 'latency'), 'totalCount'));
  const responses = countOf(field(field(result, 'requests'), 'total'));
  return timed !== undefined && responses !== undefined && timed > responses;
}

function roundOf(input: ReaderInput, result: unknown, claims: Claim[]): Round {
  const counts = countRequests(result) as Counts;
  const latency = field(result, 'latency');
  const timed = countOf(field(latency, 'totalCount')) ?? (counts.responses === 0 ? 0 : undefined);
  const startMs = momentOf(field(result, 'start'));
  const endMs = momentOf(field(result, 'finish'));
  const isWhole = startMs !== undefined && endMs !== undefined && endMs > startMs;
  const name = nameOf(field(result, 'url'));
  sayCounts(input, name, counts, timed);
  claims.push(...claimsOf(name, result, counts));
  return {
    name,
    requests: counts.requests,
    failures: counts.failures,
    timed: timed ?? counts.responses,
    ...(isShifted(result, counts) ? withoutTimes(input, name, latency, claims) : timesOf(latency)),
    seconds: isWhole ? (endMs - startMs) / 1000 : numberOf(field(result, 'duration')),
    startMs,
    kinds: counts.kinds,
    connections: countOf(field(result, 'connections')),
  };
}

type Times = Pick<Round, 'avg' | 'min' | 'max' | 'percentiles'>;

function timesOf(latency: unknown): Times {
  const percentiles = fieldsOf(latency).flatMap(([key, value]): [number, unknown][] => {
    const share = shareOf(key);
    return share === undefined || share < 1 ? [] : [[share, value]];
  });
  return {
    avg: field(latency, 'average') ?? field(latency, 'mean'),
    ...(isSmallest(latency) ? { min: field(latency, 'min') } : {}),
    max: field(latency, 'max'),
    percentiles,
  };
}

/**
 * Since version 5 a request that dies with its connection stays in autocannon's list of open ones: each answer after it is
 * timed from the request before its own. A server that takes 5 ms is then said to take 200.
 */
function isShifted(result: unknown, { responses, lost }: Counts): boolean {
  const broken = (countOf(field(result, 'errors')) ?? 0) - (countOf(field(result, 'timeouts')) ?? 0);
  return field(result, 'sampleInt') !== undefined && responses > 0 && (lost > 0 || broken > 0);
}

function withoutTimes(input: ReaderInput, name: string, latency: unknown, claims: Claim[]): Times {
  const why = 'after a connection broke, autocannon times answers from the request before their own';
  input.diagnostics.add('warning', 'latency-shifted', `\`${echo(name)}\`: ${why}; its response times were left out`, { file: input.name });
  for (const [key, metric] of [
    ['average', 'avg'],
    ['p50', 'p50'],
    ['p99', 'p99'],
  ] as const)
    claims.push({ subject: name, metric: `${metric}_latency_ms`, theirs: numberOf(field(latency, key)), ours: undefined, unit: 'ms', why });
  return { percentiles: [] };
}

/** `p97_5` is 97.5, and in version 2 `p999` is 99.9. */
function shareOf(key: string): number | undefined {
  const match = /^p(\d{1,3}(?:_\d{1,6})?|\d{3,6})$/.exec(key);
  if (match?.[1] === undefined) return undefined;
  const text = match[1].includes('_') || match[1].length < 3 ? match[1].replace('_', '.') : `${match[1].slice(0, 2)}.${match[1].slice(2)}`;
  const share = Number(text);
  return share > 0 && share < 100 ? share : undefined;
}

/** The smallest time that autocannon prints is the smallest above 0: with percentiles below it, there were times of 0. */
function isSmallest(latency: unknown): boolean {
  const min = numberOf(field(latency, 'min'));
  const low = numberOf(field(latency, 'p0_001') ?? field(latency, 'p50'));
  return min !== undefined && low !== undefined && (min <= low || min === 0);
}

function nameOf(url: unknown): string {
  const one = Array.isArray(url) ? (url.length === 1 ? (url[0] as unknown) : undefined) : url;
  return typeof one === 'string' ? nameOfUrl(one) : ALL_REQUESTS;
}

function momentOf(value: unknown): number | undefined {
  const moment = typeof value === 'string' && value.length < 40 ? Date.parse(value) : NaN;
  return Number.isFinite(moment) ? moment : undefined;
}
