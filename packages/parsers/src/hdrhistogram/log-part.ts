import type { RunTotal } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import type { ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { addCounts, type BucketCounts } from './bucket-counts.js';
import { countedEndpoint, countedMetrics, type CountedUnit } from './counted-endpoint.js';
import type { LogContent } from './log-content.js';
import type { LogHead } from './log-row.js';

/** Name of the requests without a tag, beside others that have one. */
const UNTAGGED = '(untagged)';
/** Name of tags past the limit. */
const OTHER = '(other)';

/** Counts by the name of the endpoint. Tags that are the same once they are clean are one; past the limit all are `(other)`. */
export function namedCounts(
  { tags, untaggedIsTotal, budget }: LogContent,
  head: LogHead,
  { limits, diagnostics, name: file }: ReaderInput,
): Map<string, BucketCounts> {
  const named = new Map<string, BucketCounts>();
  let folded = 0;
  for (const [tag, counts] of tags) {
    if (counts.total === 0 || (untaggedIsTotal && tag === '')) continue;
    let name = cleanName(tag !== '' ? tag : (head.subject ?? (tags.size > 1 ? UNTAGGED : ALL_REQUESTS)));
    if (named.size >= limits.endpoints && !named.has(name)) {
      name = OTHER;
      folded++;
    }
    const known = named.get(name);
    if (known === undefined) named.set(name, counts);
    else addCounts(known, counts, budget);
  }
  if (folded > 0)
    diagnostics.add(
      'warning',
      'endpoints-folded',
      `the log has more than ${limits.endpoints.toLocaleString('en-US')} tags; ${folded} of them were folded into \`(other)\``,
      { file },
    );
  return named;
}

/**
 * The part of a run that a log gives.
 *
 * @param offset seconds to add to its times.
 */
export function logPart(
  content: LogContent,
  named: ReadonlyMap<string, BucketCounts>,
  unit: CountedUnit,
  offset: number,
  isCut: boolean,
): RunPart {
  const isTotal = content.untaggedIsTotal;
  const used = content.intervals
    .map(({ whole, untagged }) => (isTotal ? (untagged ?? whole) : whole))
    .filter(({ requests = 0 }) => requests > 0);
  const start = used.reduce((least, { from }) => Math.min(least, from), Infinity);
  const durationSeconds = Number((used.reduce((most, { to }) => Math.max(most, to), -Infinity) - start).toFixed(6));
  const hasLength = durationSeconds > 0;
  const endpoints = [...named].map(([name, counts]) => countedEndpoint(name, counts, unit, hasLength ? durationSeconds : undefined));
  const untagged = content.tags.get('');
  const total: RunTotal | undefined =
    isTotal && untagged !== undefined ? { requests: untagged.total, failures: null, metrics: countedMetrics(untagged, unit) } : undefined;
  const isDated = start + offset > 3.2e7 && start + offset < 4.2e9;
  return {
    state: { endpoints, rank: 1, ...(total === undefined ? {} : { total }) },
    ...(isDated ? { startedAtMs: Math.round((start + offset) * 1000) } : {}),
    ...(hasLength ? { durationSeconds } : {}),
    slices: (isTotal
      ? content.intervals.map(({ whole, untagged: alone }) => alone ?? whole)
      : content.intervals.map(({ whole }) => whole)
    ).map((slice) => moved(slice, offset, unit.perMs)),
    load: { model: 'unknown' },
    partial: isCut,
  };
}

function moved({ from, to, requests, p50, p95 }: TimelineSlice, offset: number, perMs: number): TimelineSlice {
  return {
    from: from + offset,
    to: to + offset,
    ...(requests === undefined ? {} : { requests }),
    ...(p50 === undefined ? {} : { p50: p50 / perMs }),
    ...(p95 === undefined ? {} : { p95: p95 / perMs }),
  };
}
