import type { AppliedLimit, Limit, LimitTerm, Reason, Verdict } from '@loadline/schema';
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
 * warns; a change that would break the mirror image of the mildest relative or absolute limit is an improvement.
 *
 * @returns undefined when no limit can be held against these values (changes only, and no baseline).
 */
export function judgeLimits({ limits, gate }: AppliedGate, input: LimitInput): Judgement | undefined {
  const usable = (limit: Limit | undefined): limit is Limit => limit !== undefined && (input.baseline !== null || limit.any.some(({ all }) => all.every((term) => term.kind === 'value')));
  const applied = (level: AppliedLimit['level'], limit: Limit, broken: boolean): AppliedLimit => ({ level, text: limit.text, broken, gate });
  const { slo, fail, warn } = limits;
  if (usable(slo) && !isHeld(slo, input)) return { verdict: 'fail', code: 'slo-broken', limit: applied('slo', slo, true) };
  if (usable(fail) && isBroken(fail, input)) return { verdict: 'fail', code: 'limit-broken', limit: applied('fail', fail, true) };
  if (usable(warn) && isBroken(warn, input)) return { verdict: 'warn', code: 'warn-limit-broken', limit: applied('warn', warn, true) };
  const mildest = usable(warn) ? warn : usable(fail) ? fail : undefined;
  if (mildest !== undefined && isBroken(mirrored(mildest), input)) return { verdict: 'improved', code: 'better-than-noise', limit: applied(mildest === warn ? 'warn' : 'fail', mildest, false) };
  if (usable(fail)) return { verdict: 'pass', code: 'limit-held', limit: applied('fail', fail, false) };
  if (usable(warn)) return { verdict: 'pass', code: 'limit-held', limit: applied('warn', warn, false) };
  return usable(slo) ? { verdict: 'pass', code: 'slo-held', limit: applied('slo', slo, false) } : undefined;
}

const MIRROR: Readonly<Record<LimitTerm['op'], LimitTerm['op']>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '==': '==', '!=': '!=' };

/** The same size of change the other way. A bound on the value has no mirror image: alternatives that hold one are left out. */
function mirrored(limit: Limit): Limit {
  const changes = limit.any.filter(({ all }) => all.every((term) => term.kind !== 'value'));
  return { text: limit.text, any: changes.map(({ all }) => ({ all: all.map((term) => ({ ...term, op: MIRROR[term.op], bound: -term.bound })) })) };
}
