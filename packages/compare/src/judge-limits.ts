import type { AppliedLimit, Better, Limit, LimitTerm, Reason, Verdict } from '@loadline/schema';
import { isBroken, isHeld, type LimitInput } from '@loadline/schema';
import type { AppliedGate } from './gates.js';

/** What the limits say of two values. */
export interface Judgement {
  verdict: Extract<Verdict, 'fail' | 'warn' | 'pass' | 'improved'>;
  code: Reason['code'];
  /** The limit that decided, or that came nearest. */
  limit: AppliedLimit;
}

/**
 * What limits say of a value, by themselves: a goal that is not held or a broken `fail` limit fails, a broken `warn` limit
 * warns; a change that would break the mirror image of the mildest relative or absolute limit is an improvement, if the
 * metric has a good side.
 *
 * @returns undefined when no limit can be held against these values (changes only, and no baseline).
 */
export function judgeLimits({ limits, gate }: AppliedGate, input: LimitInput, better: Better): Judgement | undefined {
  const usable = (limit: Limit | undefined): limit is Limit =>
    limit !== undefined && (input.baseline !== null || limit.any.some(({ all }) => all.every((term) => term.kind === 'value')));
  const applied = (level: AppliedLimit['level'], limit: Limit, broken: boolean): AppliedLimit => ({
    level,
    text: limit.text,
    broken,
    gate,
  });
  const { slo, fail, warn } = limits;
  if (usable(slo) && !isHeld(slo, input)) return { verdict: 'fail', code: 'slo-broken', limit: applied('slo', slo, true) };
  if (usable(fail) && isBroken(fail, input)) return { verdict: 'fail', code: 'limit-broken', limit: applied('fail', fail, true) };
  if (usable(warn) && isBroken(warn, input)) return { verdict: 'warn', code: 'warn-limit-broken', limit: applied('warn', warn, true) };
  const held = usable(fail) ? applied('fail', fail, false) : usable(warn) ? applied('warn', warn, false) : undefined;
  const level = mirrored(warn) === undefined ? 'fail' : 'warn';
  const mildest = limits[level];
  const mirror = mirrored(mildest);
  if (better !== 'none' && mildest !== undefined && mirror !== undefined && isBroken(mirror, input))
    return { verdict: 'improved', code: 'better-than-noise', limit: held ?? applied(level, mildest, false) };
  if (held !== undefined) return { verdict: 'pass', code: 'limit-held', limit: held };
  return usable(slo) ? { verdict: 'pass', code: 'slo-held', limit: applied('slo', slo, false) } : undefined;
}

const MIRROR: Readonly<Record<LimitTerm['op'], LimitTerm['op']>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '==': '==', '!=': '!=' };

/** The same size of change the other way. A bound on the value has no mirror image: alternatives that hold one are left out. */
function mirrored(limit: Limit | undefined): Limit | undefined {
  const changes = (limit?.any ?? []).filter(({ all }) => all.every((term) => term.kind !== 'value'));
  const turned = changes.map(({ all }) => ({ all: all.map((term) => ({ ...term, op: MIRROR[term.op], bound: -term.bound })) }));
  return limit === undefined || turned.length === 0 ? undefined : { text: limit.text, any: turned };
}

/**
 * How far values are beyond a limit, as a multiple of the limit: 0 when it is exactly reached, 1 when it is passed by its own
 * size again, negative when it holds. Of terms joined by `and` the smallest counts, of alternatives the greatest. A bound of
 * 0, and a relative change from 0, have no size to be measured by: there the excess itself stands, or Infinity.
 */
export function excess(limit: Limit, input: LimitInput): number {
  return Math.max(...limit.any.map(({ all }) => Math.min(...all.map((term) => termExcess(term, input)))));
}

function termExcess(term: LimitTerm, { baseline, current }: LimitInput): number {
  const found = measured(term, baseline, current);
  if (found === undefined) return -Infinity;
  const distance = term.op.startsWith('>')
    ? found - term.bound
    : term.op.startsWith('<')
      ? term.bound - found
      : Math.abs(found - term.bound);
  return term.bound === 0 || !Number.isFinite(distance) ? distance : distance / Math.abs(term.bound);
}

/** What a term is held against: the value, the change, or the change in per cent; undefined without a baseline. */
function measured({ kind }: LimitTerm, baseline: number | null, current: number): number | undefined {
  if (kind === 'value') return current;
  if (baseline === null) return undefined;
  const change = current - baseline;
  if (kind === 'absolute') return change;
  if (baseline === 0) return change === 0 ? 0 : Math.sign(change) * Infinity;
  return (change / Math.abs(baseline)) * 100;
}
