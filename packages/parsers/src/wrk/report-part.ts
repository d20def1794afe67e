import type { Endpoint, ErrorCount, Metric } from '@loadline/schema';
import type { Claim } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { customMetric } from '../values/custom-metric.js';
import { nameOfUrl } from '../values/name-of-url.js';
import { type PrintedLatency, printedLatency, type PrintedTime, printedTime } from '../values/printed-time.js';
import { hdrWidthMs, spectrumHistogram } from './spectrum-histogram.js';
import type { WrkReport, WrkSection } from './wrk-report.js';

/** What one report gives. */
export interface WrkPart {
  endpoint: Endpoint;
  errors: ErrorCount[];
  claims: Claim[];
  /** What wrk2 measured from the moment of sending: the uncorrected times. */
  customs: Metric[];
  durationSeconds: number | undefined;
  /** The run ended before the length that was asked for. */
  wasStopped: boolean;
  /** Answers that came after wrk's timeout, and whose times it left out. */
  late: number;
  /** Times that wrk2 found a connection waiting for longer than its timeout; these are no requests. */
  waiting: number;
}

/**
 * The endpoint that a report is about. Requests are answers and connections that broke (connect, read, write); wrk itself
 * counts the answers alone. A request failed when its answer was of status 400 or above, when its connection broke, or, in
 * wrk, when its answer came after the timeout; wrk2's timeouts count waiting connections again and again, and are left out.
 */
export function wrkPart(report: WrkReport): WrkPart {
  const { answered, socket, isWrk2 } = report;
  const broken = (socket?.connect ?? 0) + (socket?.read ?? 0) + (socket?.write ?? 0);
  const late = isWrk2 ? 0 : Math.min(socket?.timeout ?? 0, answered ?? 0);
  const refused = report.refused ?? 0;
  const requests = answered === undefined ? null : answered + broken;
  const failures = requests === null || report.rps === undefined ? null : Math.min(requests, refused + late + broken);
  const measured = printedTime(report.measured)?.ms;
  const durationSeconds = measured === undefined || measured === 0 ? undefined : measured / 1000;
  const latency = latencyOf(report);
  const histogram = spectrumHistogram(recorded(report) ?? { title: '', percentiles: [], spectrum: [] });
  const endpoint = buildEndpoint(
    { kind: 'request', name: nameOfUrl(report.url) },
    {
      requests,
      failures,
      ...(latency === undefined ? {} : { latency }),
      ...(broken === 0 ? { rps: report.rps } : {}),
      durationSeconds,
      ...(histogram === undefined ? {} : { histogram }),
    },
  );
  return {
    endpoint,
    errors: errorsOf(report, refused, late),
    claims: claimsOf(report, endpoint, broken + late),
    customs: uncorrectedMetrics(report),
    durationSeconds,
    wasStopped: measured !== undefined && measured < (printedTime(report.planned)?.ms ?? 0) * 0.95,
    late,
    waiting: isWrk2 ? (socket?.timeout ?? 0) : 0,
  };
}

/** The distribution that counts: wrk's only one, or the one that wrk2 corrected for coordinated omission. */
function recorded({ sections }: WrkReport): WrkSection | undefined {
  return sections.find(({ title }) => title === '' || title.startsWith('Recorded'));
}

function latencyOf(report: WrkReport): LatencyValues | undefined {
  const section = recorded(report);
  const max = printedTime(report.max);
  // Where no time was taken, wrk prints zeros.
  if (max === undefined || max.ms === 0) return undefined;
  const printed = printedLatency(fineTimes({ avg: printedTime(report.avg), max, percentiles: percentilesOf(section) }, section));
  if (!report.isWrk2) return printed;
  const step = printed.resolution;
  return {
    ...printed,
    provenance: 'histogram',
    resolution: (ms) => Math.max(hdrWidthMs(ms), typeof step === 'function' ? (step(ms) ?? 0) : 0),
  };
}

function percentilesOf(section: WrkSection | undefined): [number, PrintedTime | undefined][] {
  const printed = (section?.percentiles ?? []).filter(([percentile]) => percentile > 0 && percentile < 100);
  const times = new Map(printed.map(([percentile, text]) => [percentile, atLeastOneMicrosecond(printedTime(text))]));
  // The list has no 95 %, the spectrum has.
  for (const { ms, share } of section?.spectrum ?? []) {
    const percentile = Number((share * 100).toPrecision(8));
    if (SPECTRUM_PERCENTILES.has(percentile) && !times.has(percentile)) times.set(percentile, { ms, step: 0.001 });
  }
  return [...times];
}

const SPECTRUM_PERCENTILES: ReadonlySet<number> = new Set([50, 75, 90, 95]);

/** wrk counts in whole microseconds, whatever it prints. */
function atLeastOneMicrosecond(time: PrintedTime | undefined): PrintedTime | undefined {
  return time === undefined ? undefined : { ms: time.ms, step: Math.max(time.step, 0.001) };
}

function fineTimes(times: PrintedLatency, section: WrkSection | undefined): PrintedLatency {
  const fine = (ms: number | undefined) => (ms === undefined || ms <= 0 ? undefined : { ms, step: 0.001 });
  return { ...times, avg: fine(section?.mean) ?? times.avg, max: fine(section?.max) ?? atLeastOneMicrosecond(times.max) };
}

function uncorrectedMetrics({ sections }: WrkReport): Metric[] {
  const section = sections.find(({ title }) => title.startsWith('Uncorrected'));
  if (section === undefined || section.max === 0) return [];
  return customMetric({
    name: 'uncorrected_latency',
    type: 'trend',
    contains: 'time',
    better: 'lower',
    provenance: 'histogram',
    resolution: hdrWidthMs,
    avg: section.mean,
    max: section.max,
    percentiles: percentilesOf(section).map(([percentile, time]) => [percentile, time?.ms]),
    count: section.total,
  });
}

function errorsOf({ socket }: WrkReport, refused: number, late: number): ErrorCount[] {
  return [
    { message: 'Non-2xx or 3xx responses', count: refused },
    { message: 'Socket errors: connect', count: socket?.connect ?? 0 },
    { message: 'Socket errors: read', count: socket?.read ?? 0 },
    { message: 'Socket errors: write', count: socket?.write ?? 0 },
    { message: 'Socket errors: timeout', count: late },
  ].filter(({ count }) => count > 0);
}

function claimsOf({ answered, refused, rps }: WrkReport, endpoint: Endpoint, apart: number): Claim[] {
  if (apart === 0 || answered === undefined || endpoint.requests === null || endpoint.failures === null) return [];
  const about = { subject: endpoint.name };
  const ownRps = endpoint.metrics.find(({ name }) => name === 'rps')?.value;
  const claims: Claim[] = [
    {
      ...about,
      metric: 'requests',
      theirs: answered,
      ours: endpoint.requests,
      unit: 'requests',
      why: 'it does not count requests whose connection broke',
    },
    {
      ...about,
      metric: 'failures',
      theirs: refused ?? 0,
      ours: endpoint.failures,
      unit: 'requests',
      why: 'it prints socket errors apart from answers of status 400 and above',
    },
    { ...about, metric: 'rps', theirs: Number(rps), ours: ownRps, unit: '/s', why: 'its rate is of answers alone' },
  ];
  return claims.filter(({ theirs, ours }) => Math.abs((theirs ?? 0) - (ours ?? 0)) > Math.abs(theirs ?? 0) * 0.01 + 0.01);
}
