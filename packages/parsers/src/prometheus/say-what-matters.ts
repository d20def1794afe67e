import type { Diagnostics } from '../input/diagnostics.js';
import type { Request } from './parse-address.js';
import type { WindowTimeline } from './read-timeline.js';

/** Share of the window that may be idle at its ends before it is said. */
const IDLE_SHARE = 0.1;

/** Says what a person has to know of a window: extrapolated counts, warnings of the store, time in which nothing happened. */
export function sayWhatMatters(
  request: Request,
  isEstimate: boolean,
  { slices }: WindowTimeline,
  warnings: readonly string[],
  diagnostics: Diagnostics,
): void {
  const place = { file: request.name };
  if (isEstimate)
    diagnostics.add(
      'warning',
      'counts-extrapolated',
      'a counter began anew within the window: several runs, or an exporter that was restarted; the counts are what increase() makes of it',
      place,
    );
  for (const warning of warnings) diagnostics.add('warning', 'store-warning', `the store warns: ${warning.slice(0, 200)}`, place);
  const busy = slices.filter(({ requests, users }) => (requests ?? 0) > 0 || (users ?? 0) > 0);
  const [first, last] = [busy[0], busy.at(-1)];
  const { startMs, endMs } = request.window;
  if (first === undefined || last === undefined) return;
  const idle = first.from - startMs / 1000 + (endMs / 1000 - last.to);
  if (idle > ((endMs - startMs) / 1000) * IDLE_SHARE)
    diagnostics.add(
      'warning',
      'window-idle',
      `no request was made in ${Math.round(idle)} s at the ends of the window; the rates are over all of it`,
      place,
    );
}
