import type { Diagnostic, Finding, Mute, Policy } from '@loadline/schema';
import { fitsMatch, fitsPattern } from '@loadline/schema';

/**
 * Marks what is muted; it keeps its verdict and does not count. A mute holds through its last day, by the day (UTC) of `now`;
 * one that is over is told.
 */
export function muteFindings(
  findings: readonly Finding[],
  policy: Policy,
  now: string,
): { findings: Finding[]; diagnostics: Diagnostic[] } {
  const today = dayOf(now);
  const active = policy.mute.filter((mute) => mute.until >= today);
  const over = policy.mute.filter((mute) => mute.until < today);
  return {
    diagnostics: over.map((mute) => ({
      code: 'mute-expired',
      severity: 'warning',
      message: `the mute until ${mute.until} (${mute.reason}) is over; what it covered counts again`,
    })),
    findings: findings.map((each) => {
      const mute = active.find((candidate) => covers(candidate, each));
      return mute === undefined ? each : { ...each, muted: { reason: mute.reason, until: mute.until } };
    }),
  };
}

/** The day of a moment, YYYY-MM-DD; the text's own first ten characters where it is no time. */
function dayOf(now: string): string {
  const time = Date.parse(now);
  return Number.isNaN(time) ? now.slice(0, 10) : new Date(time).toISOString().slice(0, 10);
}

function covers(mute: Mute, each: Finding): boolean {
  if (mute.metric !== undefined && mute.metric !== each.metric && mute.metric !== each.inPlaceOf) return false;
  if (each.endpoint !== undefined) return fitsMatch(mute.match, { ...each.endpoint, service: each.service });
  const { service, text } = mute.match;
  return (
    each.scope === 'service' &&
    ((service !== undefined && mute.match.name === undefined && fitsPattern(service, each.service)) ||
      (text !== undefined && fitsPattern(text, each.service)))
  );
}
