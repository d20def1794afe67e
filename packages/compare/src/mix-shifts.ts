import type { Diagnostic, Finding, MixShare, Policy } from '@loadline/schema';
import { endpointKey, formatEndpoint, isBroken } from '@loadline/schema';
import { limitOf } from './sort-findings.js';
import { sideValue, type Subject } from './subjects.js';

/** A service of which the mix of endpoints moved. */
export interface MixShift {
  service: string;
  diagnostic: Diagnostic;
}

/** Shares of one endpoint, in % of its service's requests. */
interface Move {
  name: string;
  before: number;
  after: number;
}

const SHOWN_MOVES = 3;

/**
 * Services whose latency moved, or may have, because the mix of their endpoints moved: an endpoint's share changed by more
 * than `parameters.mixShiftPp`, or a broken latency limit of the service is broken by its mean too, and would not be by the
 * mean with the baseline's mix.
 */
export function mixShifts(subjects: readonly Subject[], findings: readonly Finding[], policy: Policy): MixShift[] {
  const members = meansByService(subjects);
  return subjects.flatMap((subject) => {
    const { baseline, current, service } = subject;
    if (subject.scope !== 'service' || baseline?.mix === undefined || current?.mix === undefined) return [];
    const moves = movesOf(baseline.mix, current.mix);
    const fixed = meanAtMix(baseline.mix, members.get(service) ?? new Map());
    const means: Means = { before: sideValue(baseline, 'avg_latency_ms'), now: sideValue(current, 'avg_latency_ms'), fixed };
    const isMoved = moves.some((move) => Math.abs(move.after - move.before) > policy.parameters.mixShiftPp);
    const isExplained = findings.some((each) => each.scope === 'service' && each.service === service && explains(means, each, policy));
    return isMoved || isExplained ? [{ service, diagnostic: describe(service, moves, means) }] : [];
  });
}

interface Means {
  before: number | null;
  now: number | null;
  /** Mean now, were the mix that of the baseline. */
  fixed: number | null;
}

function explains({ before, now, fixed }: Means, each: Finding, policy: Policy): boolean {
  if (each.unit !== 'ms' || each.limit?.broken !== true || each.limit.level === 'slo') return false;
  const limit = limitOf(each, policy);
  if (limit === undefined || before === null || now === null || fixed === null) return false;
  return isBroken(limit, { baseline: before, current: now }) && !isBroken(limit, { baseline: before, current: fixed });
}

function describe(service: string, moves: readonly Move[], { now, fixed }: Means): Diagnostic {
  const shown = moves.slice(0, SHOWN_MOVES).map(({ name, before, after }) => `${name} ${before.toFixed(0)} % → ${after.toFixed(0)} %`);
  const more = moves.length > SHOWN_MOVES ? ', …' : '';
  const means =
    fixed === null || now === null ? '' : `; with the baseline's mix the mean would be ${short(fixed)} ms instead of ${short(now)} ms`;
  return {
    code: 'mix-shift',
    severity: 'warning',
    message: `the mix of ${service} moved: ${shown.join(', ')}${more} of its requests${means}`,
  };
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** Endpoints whose share moved, the one that moved most first. */
function movesOf(before: readonly MixShare[], after: readonly MixShare[]): Move[] {
  const moves = new Map(
    before.map(({ endpoint, sharePct }) => [endpointKey(endpoint), { name: formatEndpoint(endpoint), before: sharePct, after: 0 }]),
  );
  for (const { endpoint, sharePct } of after) {
    const key = endpointKey(endpoint);
    moves.set(key, { name: formatEndpoint(endpoint), before: moves.get(key)?.before ?? 0, after: sharePct });
  }
  const moved = [...moves].filter(([, move]) => Math.abs(move.after - move.before) >= 0.5);
  moved.sort(([keyA, a], [keyB, b]) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (keyA < keyB ? -1 : 1));
  return moved.map(([, move]) => move);
}

/** Mean now of each endpoint, by service and endpoint. */
function meansByService(subjects: readonly Subject[]): Map<string, Map<string, number | null>> {
  const services = new Map<string, Map<string, number | null>>();
  for (const { scope, service, endpoint, current } of subjects) {
    if (scope !== 'endpoint' || endpoint === undefined || current === undefined) continue;
    const means = services.get(service) ?? new Map<string, number | null>();
    services.set(service, means.set(endpointKey(endpoint), sideValue(current, 'avg_latency_ms')));
  }
  return services;
}

/** Mean of endpoints in given shares; null when the mean of one is not known. */
function meanAtMix(mix: readonly MixShare[], means: ReadonlyMap<string, number | null>): number | null {
  const parts = mix.filter((share) => share.sharePct > 0);
  let sum = 0;
  for (const { endpoint, sharePct } of parts) {
    const mean = means.get(endpointKey(endpoint)) ?? null;
    if (mean === null) return null;
    sum += (sharePct / 100) * mean;
  }
  return parts.length === 0 ? null : sum;
}
