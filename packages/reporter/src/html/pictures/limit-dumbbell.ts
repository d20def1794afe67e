import { html, type Html } from '../html.js';
import { boxOf, dotOf, lineOf } from './svg.js';
import type { DumbbellValues } from './dumbbell.js';

const WIDTH = 160;
const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const START = 48;
const LIMIT = 104;
const EDGE = 6;

/**
 * A row's dumbbell, on the scale that rows share: every baseline stands at one place and every limit at another, worse to
 * the right, so that what is beyond its limit is seen at once, whatever the unit. Beyond the limit the scale is
 * logarithmic. It says nothing that the row does not say in words, so that it needs none. Undefined without a limit away
 * from the baseline.
 */
export function limitDumbbell({ baseline, current, low, high, limit, tone }: DumbbellValues): Html | undefined {
  if (limit === undefined || limit === baseline) return undefined;
  const x = (value: number): number => placeOf((value - baseline) / (limit - baseline));
  const parts = [
    ...(low === undefined || high === undefined ? [] : [boxOf('spread', [x(low), MIDDLE - 4], [x(high), MIDDLE + 4])]),
    lineOf('way', [START, MIDDLE], [x(current), MIDDLE]),
    lineOf('limit', [LIMIT, 1], [LIMIT, HEIGHT - 1]),
    dotOf('ring', [START, MIDDLE], 4),
    dotOf('disc', [x(current), MIDDLE], 4.5),
  ];
  return html`<svg class="mini ${tone}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">
    ${parts}
  </svg>`;
}

/** Limits' distances from the baseline that still have room to the right. */
const FARTHEST = 64;

/** Where so many times the limit's distance from the baseline lies. */
function placeOf(limits: number): number {
  if (Number.isNaN(limits)) return START;
  if (limits <= 1) return Math.max(EDGE, START + (LIMIT - START) * limits);
  const share = Math.log(Math.min(limits, FARTHEST)) / Math.log(FARTHEST);
  return LIMIT + 8 + (WIDTH - EDGE - LIMIT - 8) * share;
}
