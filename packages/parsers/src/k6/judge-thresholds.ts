import type { Endpoint, Slo } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { addDistribution, createDistribution, type Distribution, levelsOf, meanOf } from '../samples/distribution.js';
import { quantileOf } from '../samples/distribution-values.js';
import type { SampleRecord } from '../samples/record.js';
import type { CustomRecord } from '../samples/record-customs.js';
import { parseThreshold, type Threshold } from './threshold.js';

/** What the thresholds of the points are judged by. */
export interface JudgedPoints {
  /** Requests and custom metrics. */
  record: SampleRecord;
  /** Endpoints with their failures. */
  endpoints: readonly Endpoint[];
}

/** Thresholds with their verdicts, and those that the points cannot judge. */
export interface Judgement {
  slos: Slo[];
  open: string[];
}

/** Thresholds that are told of. */
const MOST_THRESHOLDS = 1000;

/**
 * The thresholds that points of `--out json` name, judged by the points as k6 judges them when a test is over: the file
 * itself holds no verdict. Those of submetrics do not stand in it. Not judged are rates of counters, since k6 divides by a
 * length that the file does not have, and metrics that are not kept.
 */
export function judgeThresholds(thresholds: ReadonlyMap<string, readonly string[]>, points: JudgedPoints): Judgement {
  const judgement: Judgement = { slos: [], open: [] };
  for (const [metric, expressions] of thresholds) {
    for (const expression of expressions) {
      if (judgement.slos.length + judgement.open.length >= MOST_THRESHOLDS) return judgement;
      const threshold = parseThreshold(expression);
      const value = threshold === undefined ? undefined : valueOf(metric, threshold, points);
      if (threshold === undefined || value === undefined) judgement.open.push(`${metric}: ${expression}`);
      else judgement.slos.push({ expression: cleanName(expression), held: threshold.holds(value), metric: cleanName(metric) });
    }
  }
  return judgement;
}

/** The value that a threshold is about; undefined where the points do not give it. */
function valueOf(metric: string, threshold: Threshold, { record, endpoints }: JudgedPoints): number | undefined {
  const family = FAMILIES.get(metric);
  if (family !== undefined) {
    const times = createDistribution();
    for (const { id, times: own } of record.slots) if (family(id.method)) addDistribution(times, own);
    return timeOf(threshold, times);
  }
  const http = endpoints.filter(({ kind, method }) => kind === 'request' && isHttp(method));
  if (metric === 'http_reqs') return threshold.of === 'count' ? (sumOf(http, 'requests') ?? undefined) : undefined;
  if (metric === 'http_req_failed') return threshold.of === 'rate' ? shareOf(sumOf(http, 'failures'), sumOf(http, 'requests')) : undefined;
  const custom = record.customs.find(({ name, count }) => name === metric && count > 0);
  return custom === undefined ? undefined : customValue(custom, threshold);
}

const isHttp = (method: string | undefined) => method !== 'gRPC' && method !== 'WS';

/** Metrics of response times, and the methods of the endpoints that they are of. */
const FAMILIES: ReadonlyMap<string, (method: string | undefined) => boolean> = new Map([
  ['http_req_duration', isHttp],
  ['grpc_req_duration', (method: string | undefined) => method === 'gRPC'],
  ['ws_connecting', (method: string | undefined) => method === 'WS'],
]);

function sumOf(endpoints: readonly Endpoint[], key: 'requests' | 'failures'): number | null {
  return endpoints.reduce<number | null>((sum, each) => (sum === null || each[key] === null ? null : sum + each[key]), 0);
}

function shareOf(part: number | null, whole: number | null): number | undefined {
  return part === null || whole === null || whole === 0 ? undefined : part / whole;
}

function customValue(custom: CustomRecord, threshold: Threshold): number | undefined {
  const sum = custom.sum + custom.sumRest;
  if (custom.type === 'counter') return threshold.of === 'count' ? sum : undefined;
  if (custom.type === 'rate') return threshold.of === 'rate' ? custom.nonZero / custom.count : undefined;
  if (custom.type === 'gauge') return threshold.of === 'value' ? custom.last : undefined;
  if (!custom.negative) return timeOf(threshold, custom.times);
  return { avg: sum / custom.count, min: custom.min, max: custom.max, count: custom.count }[threshold.of as string];
}

function timeOf({ of }: Threshold, times: Distribution): number | undefined {
  if (times.count === 0) return undefined;
  if (of === 'min' || of === 'max' || of === 'count') return times[of];
  if (of === 'avg') return meanOf(times);
  return typeof of === 'number' ? quantileOf(levelsOf(times), times.count, of / 100).value : undefined;
}
