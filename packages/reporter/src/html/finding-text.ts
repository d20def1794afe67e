import type { Finding } from '@loadline/schema/types';
import { cutMiddle } from '../display-width.js';
import { changeParts, formatMetric, formatValues, readableChange } from '../format-change.js';
import { formatNumber } from '../format-number.js';
import { tellLimit, tellReason } from '../story/tell-metric.js';
import { limitValue } from './limit-value.js';
import type { DumbbellValues } from './pictures/dumbbell.js';
import type { PictureWords } from './pictures/svg.js';
import { stateOfFinding } from './state-of-finding.js';
import { toneOf, wordOf } from './verdict-mark.js';

/** The words for one finding, short as they are shown and exact as they are hovered. Foreign text, not escaped. */
export interface FindingText {
  metric: string;
  values: string;
  exactValues: string;
  /** `+60 %`. */
  change: string;
  /** What stands behind it in smaller letters: its interval, and the same in the language of the limit, as far as there are any. */
  aside: readonly string[];
  exactChange: string;
  /** `limit +30%`, `warn +10%` (`warn beyond +10%` where it is kept), `SLO < 2s`; empty where there is none. */
  limit: string;
  /** Why, where that says more than the rest does. */
  reason: string | undefined;
}

/** Says a finding in words. */
export function findingText(finding: Finding): FindingText {
  const { change, unit } = finding;
  const { interval, relativePct, absolute } = change;
  const parts = changeParts(finding);
  const inUnit = unit === '' || unit === 'count' ? '' : ` ${short(unit)}`;
  return {
    metric: formatMetric(finding.metric, finding.inPlaceOf),
    values: short(formatValues(finding)),
    exactValues: `${exact(finding.baseline.value)} → ${exact(finding.current.value)}${inUnit}`,
    change: short(parts.change),
    aside: [parts.spread, parts.other].filter((part) => part !== '').map(short),
    exactChange: [
      ...(relativePct === null ? [] : [`${relativePct} %`]),
      ...(absolute === null ? [] : [`${absolute}${unit === '%' ? ' pp' : inUnit}`]),
      ...(interval === null ? [] : [`${tellLevel(interval.level)}interval from ${interval.lowPct} % to ${interval.highPct} %`]),
    ].join('; '),
    limit: tellUnbroken(finding) ?? tellLimit(finding.limit),
    reason: tellReason(finding),
  };
}

/** `95 % `; nothing of what is no share. */
const tellLevel = (level: number): string => (level > 0 && level <= 1 ? `${formatNumber(level * 100)} % ` : '');

/** A limit that only warns, where it did not: said so that it does not look like a warning. */
function tellUnbroken({ limit }: Finding): string | undefined {
  return limit?.level === 'warn' && !limit.broken && /^[+-]/.test(limit.text) ? `warn beyond ${limit.text}` : undefined;
}

/** Units come from outside too. */
const short = (text: string): string => cutMiddle(text, 80);

const exact = (value: number | null): string => (value === null ? 'not measured' : String(value));

/** What a dumbbell draws of a finding; undefined where a side is missing. */
export function dumbbellValues(finding: Finding): DumbbellValues | undefined {
  const { baseline, current, unit } = finding;
  if (baseline.value === null || current.value === null) return undefined;
  const { interval } = readableChange(finding.change);
  const end = (pct: number | undefined): number | undefined =>
    pct === undefined || baseline.value === null ? undefined : baseline.value * (1 + pct / 100);
  return {
    unit,
    baseline: baseline.value,
    current: current.value,
    low: end(interval?.lowPct),
    high: end(interval?.highPct),
    limit: limitValue(finding),
    tone: toneOf(stateOfFinding(finding)),
  };
}

/** What a picture of a finding says to those who do not see it. */
export function pictureWords(finding: Finding): PictureWords {
  const { metric, values, change, aside, limit } = findingText(finding);
  return {
    title: `${metric} ${values}, ${[change, ...aside].join(' ')}`,
    description: `${limit === '' ? 'no limit' : limit}: ${wordOf(stateOfFinding(finding))}`,
  };
}
