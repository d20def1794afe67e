import { type Endpoint, type Metric, percentileOf, type RunTotal } from '@loadline/schema';
import { UserError } from '@loadline/schema/errors';
import { errorRate } from '../collect-endpoints.js';
import { withLnErrors } from '../grouping/ln-errors.js';
import type { RunPart } from '../reader.js';
import { addDistribution, createDistribution, levelsOf } from './distribution.js';
import { latencyMetrics } from './distribution-values.js';
import { inflationsOf } from './inflations.js';
import { type SampleRecord, settleWarmup, type Slot } from './record.js';
import { customMetricsOf } from './record-customs.js';
import { errorCounts } from './record-errors.js';
import { timelineOf } from './record-timeline.js';
import { storeDistribution } from './remember-distribution.js';
import type { RecorderInput, RecorderOptions } from './recorder.js';

/**
 * What was recorded, as the part of a run.
 *
 * @throws UserError when no request was counted.
 */
export function recordedPart(input: RecorderInput, record: SampleRecord, options: RecorderOptions, extra: Partial<RunPart>): RunPart {
  const cut = record.warmupMs > 0 ? settleWarmup(record) : 0;
  sayRejections(input, record);
  const used = record.slots.filter((slot) => slot.times.count > 0);
  if (used.length === 0) throw nothingCounted(input, record, cut);
  // A Run's start is a whole millisecond: from there, so that the windows of parts join to that of the whole.
  const durationSeconds = record.end > record.start ? (record.end - Math.floor(record.start)) / 1000 : undefined;
  const isDated = record.start > 3.2e10 && record.start < 4.2e12;
  sayFolded(input, record);
  if (cut > 0)
    input.diagnostics.add('info', 'warmup-cut', `${count(cut, 'request')} of the first ${input.settings.warmupSeconds} s were left out`, {
      file: input.name,
    });
  const timeline = Number.isFinite(record.start) ? timelineOf(record.timeline, record.start) : undefined;
  const customMetrics = record.customs.flatMap((custom) => customMetricsOf(custom, durationSeconds));
  const endpoints = used.map((slot) => endpointOf(slot, durationSeconds, options.stepMs));
  return {
    state: {
      endpoints,
      total: totalOf(used, endpoints, durationSeconds, options.stepMs),
      rank: 1,
    },
    errors: errorCounts(record.errors, (slot) => (record.slots[slot] as Slot).id),
    ...(isDated ? { startedAtMs: record.start } : {}),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(record.mostUsers < 0 ? {} : { users: record.mostUsers }),
    ...(timeline === undefined ? {} : { timeline }),
    ...(customMetrics.length === 0 ? {} : { customMetrics }),
    ...(record.warmupMs > 0 && Number.isFinite(record.firstStart) ? { warmupSeconds: input.settings.warmupSeconds } : {}),
    partial: record.cutAt !== undefined,
    ...extra,
  };
}

function endpointOf(slot: Slot, durationSeconds: number | undefined, stepMs: number | undefined): Endpoint {
  const { times, failures, series, seriesLength } = slot;
  const histogram = storeDistribution(times);
  const levels = levelsOf(times);
  const inflations = inflationsOf(series.subarray(0, seriesLength));
  const metrics = latencyMetrics(times, stepMs, levels);
  const endpoint: Endpoint = {
    ...slot.id,
    requests: times.count,
    failures,
    metrics: [...metrics, ...rates(times.count, failures, durationSeconds)],
    ...(histogram === undefined ? {} : { histogram }),
  };
  if (inflations === undefined) return endpoint;
  const { vif } = inflations;
  const inflated = endpoint.metrics.map((metric) => {
    const percentile = percentileOf(metric.name);
    return percentile === undefined ? metric : { ...metric, vif: inflations.at(percentile) };
  });
  return { ...endpoint, metrics: withLnErrors(inflated, [{ ...endpoint, metrics: inflated, vif }], levels), vif };
}

/** @param endpoints what the slots became. */
function totalOf(
  slots: readonly Slot[],
  endpoints: readonly Endpoint[],
  durationSeconds: number | undefined,
  stepMs: number | undefined,
): RunTotal {
  const kind = slots.some((slot) => slot.id.kind === 'request') ? 'request' : slots[0]?.id.kind;
  const counted = slots.filter((slot) => slot.id.kind === kind);
  const all = createDistribution();
  for (const slot of counted) addDistribution(all, slot.times);
  const failures = counted.reduce((sum, slot) => sum + slot.failures, 0);
  const levels = levelsOf(all);
  const parts = endpoints.filter((endpoint) => endpoint.kind === kind);
  return {
    requests: all.count,
    failures,
    metrics: [...withLnErrors(latencyMetrics(all, stepMs, levels), parts, levels), ...rates(all.count, failures, durationSeconds)],
  };
}

function rates(requests: number, failures: number, durationSeconds: number | undefined): Metric[] {
  const rate = errorRate(requests, failures);
  return [
    ...(rate === undefined ? [] : [rate]),
    ...(durationSeconds === undefined ? [] : [{ name: 'rps', value: requests / durationSeconds, provenance: 'exact' as const }]),
  ];
}

function sayRejections({ diagnostics, name }: RecorderInput, record: SampleRecord): void {
  if (record.namesCut > 0) diagnostics.add('warning', 'name-cut', 'names of more than 2,048 characters were cut', { file: name });
  for (const { line, column, message } of record.rejections)
    diagnostics.add('warning', 'row-rejected', `a row was not counted: ${message}`, placeOf(name, line, column));
  if (record.rejected > record.rejections.length)
    diagnostics.add('warning', 'rows-rejected', `${count(record.rejected, 'row')} were not counted in all`, { file: name });
  if (record.cutAt !== undefined)
    diagnostics.add('warning', 'file-cut', record.cutAt.message, placeOf(name, record.cutAt.line, record.cutAt.column));
}

function sayFolded({ diagnostics, limits, name }: RecorderInput, record: SampleRecord): void {
  if (record.otherSlot !== undefined)
    diagnostics.add(
      'warning',
      'endpoints-folded',
      `the file has more than ${limits.endpoints.toLocaleString('en-US')} endpoints; ${count(record.foldedRequests, 'request')} of the others were folded into \`(other)\``,
      { file: name },
    );
  if (record.errors.folded)
    diagnostics.add('info', 'failures-folded', 'there are more than 1,000 kinds of failures; the others were folded into one', {
      file: name,
    });
}

function nothingCounted({ name, settings }: RecorderInput, record: SampleRecord, cut: number): UserError {
  const [first] = record.rejections;
  if (cut > 0)
    return new UserError({
      code: 'warmup-all',
      found: `a run whose ${count(cut, 'request')} all began in the first ${settings.warmupSeconds} s, which are cut as warm-up`,
      expected: 'a run that is longer than its warm-up',
      place: { file: name },
    });
  return new UserError({
    code: 'no-requests',
    found:
      record.rejected === 0
        ? 'no request at all'
        : `${count(record.rejected, 'row')}, and none that could be counted: ${first?.message ?? ''}`,
    expected: 'at least one request',
    place: first === undefined ? { file: name } : placeOf(name, first.line, first.column),
  });
}

function placeOf(file: string, line: number | undefined, column: number | undefined): { file: string; line?: number; column?: number } {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;
}
