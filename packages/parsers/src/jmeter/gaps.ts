/** A time at which no request was under way, between two that follow one another in the file. */
export interface Gap {
  /** End of the last request before, in ms since the epoch. */
  from: number;
  /** Start of the first one after. */
  to: number;
}

/** Long times without a request. Plain data: it can be sent to another thread. */
export interface Gaps {
  /** Start of the first row. */
  first: number;
  /** Latest end so far. */
  end: number;
  /** How many there were. */
  count: number;
  /** The first of them. */
  gaps: Gap[];
}

/** Shortest time in ms that is noted. */
const SHORTEST_MS = 30_000;
const MOST = 10;
/** A test that waits more often than this does so on purpose. */
const MOST_RUNS = 4;

/** No row yet. */
export function createGaps(): Gaps {
  return { first: NaN, end: -Infinity, count: 0, gaps: [] };
}

/** Notes a row, in the order of the file. */
export function noteRow(gaps: Gaps, startMs: number, endMs: number): void {
  if (endMs > gaps.end) {
    if (startMs - gaps.end >= SHORTEST_MS) noteGap(gaps, startMs);
    gaps.end = endMs;
  }
}

function noteGap(gaps: Gaps, startMs: number): void {
  if (gaps.end === -Infinity) {
    gaps.first = startMs;
    return;
  }
  gaps.count++;
  if (gaps.gaps.length < MOST) gaps.gaps.push({ from: gaps.end, to: startMs });
}

/** Adds the gaps of the next part of the same file. */
export function addGaps(into: Gaps, from: Gaps): void {
  if (Number.isNaN(from.first)) return;
  const before = into.end;
  noteRow(into, from.first, from.first);
  into.end = Math.max(into.end, from.end);
  into.count += from.count;
  for (const gap of from.gaps) {
    // A request of the part before may have gone on.
    const start = Math.max(gap.from, before);
    if (gap.to - start < SHORTEST_MS) into.count--;
    else if (into.gaps.length < MOST) into.gaps.push({ from: start, to: gap.to });
  }
}

/** The gaps that look like the time between two runs: a few, where a test that pauses has many. */
export function gapsBetweenRuns(gaps: Gaps): Gap[] {
  return gaps.count <= MOST_RUNS ? gaps.gaps : [];
}
