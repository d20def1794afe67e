/** Columns of a bar with so many cells on each side of the limit. */
export function barWidth(cells: number): number {
  return 2 * cells + 1;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar for a change against its limit, `barWidth(cells)` columns wide: the mark in its middle is the limit, what stands right
 * of it is beyond. It ends at twice the limit; an arrow says that the change is larger. Nothing is drawn for a change the
 * good way, and what is beyond by however little shows.
 *
 * @param use how much of the limit is used up; see `limitUse`.
 * @example limitBar(1.5, 4, true) // '████│██  '
 */
export function limitBar(use: number, cells: number, unicode: boolean): string {
  const isBeyond = use > 1 + 1e-9;
  const within = fill(Math.min(Math.max(use, 0), 1), cells, unicode, false);
  const beyond = use > 2 ? arrow(cells, unicode) : fill(Math.min(Math.max(use - 1, 0), 1), cells, unicode, isBeyond);
  return `${within}${unicode ? '│' : '|'}${beyond}`;
}

function fill(share: number, cells: number, unicode: boolean, atLeastOne: boolean): string {
  const steps = unicode ? 8 : 1;
  const most = cells * steps;
  // Nothing but the limit itself looks like the limit.
  const size = Math.min(share < 1 && !atLeastOne ? most - 1 : most, Math.max(atLeastOne ? 1 : 0, Math.round(share * most)));
  const drawn = (unicode ? '█' : '#').repeat(Math.floor(size / steps)) + (unicode ? (EIGHTHS[size % 8] ?? '') : '');
  return drawn.padEnd(cells, unicode ? ' ' : '-');
}

function arrow(cells: number, unicode: boolean): string {
  return (unicode ? '█' : '#').repeat(cells - 1) + (unicode ? '▶' : '>');
}
