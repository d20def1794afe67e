import type { ReaderInput } from '../reader.js';
import type { StatsHeader } from './stats-header.js';
import type { StatsRow } from './stats-rows.js';

/** Finds out whether `# requests` of a file counts failed requests too. */
export interface FailureCounting {
  /** Takes a row and gives back those that can be counted now. */
  release(row: StatsRow): StatsRow[];
  /** Gives back the rows that are left. */
  finish(): StatsRow[];
  /** Failures come on top of `# requests`. */
  excluded(): boolean;
  /** Says so when it cannot be told. */
  warn(input: ReaderInput, total: StatsRow | undefined): void;
}

/** Rows that are held back at most until the counting is clear. */
const HELD_BACK = 20_000;

/**
 * Up to some 0.11, Locust did not count failed requests as requests; later it does, and the file does not say. More
 * failures than requests in any row: not counted. A row of which all failed: counted, since as many successes as
 * failures would be chance. A total called `Aggregated`: 0.12.2 or later, counted. No failures: no question. Anything
 * else cannot be told; they are taken as counted, with a warning.
 */
export function failureCounting(header: StatsHeader): FailureCounting {
  let held: StatsRow[] = [];
  let decided = !header.maybeExcludesFailures;
  let excluded = false;
  let included = false;
  let anyFailures = false;
  const look = (row: StatsRow) => {
    if (row.failures > row.requests) excluded = true;
    if (row.failures > 1 && row.failures === row.requests) included = true;
    if (row.failures > 0) anyFailures = true;
  };
  const letGo = () => {
    const rows = held;
    held = [];
    decided = true;
    return rows;
  };
  return {
    release(row) {
      if (decided) return [row];
      look(row);
      held.push(row);
      return held.length >= HELD_BACK ? letGo() : [];
    },
    finish: letGo,
    excluded: () => excluded,
    warn(input, total) {
      const isClear = !header.maybeExcludesFailures || excluded || included || !anyFailures || total?.name === 'Aggregated';
      if (isClear || header.method < 0) return;
      const message =
        'Locust up to 0.11 did not count failed requests as requests, and this file does not show which Locust wrote it; they were taken as counted';
      input.diagnostics.add('warning', 'failures-ambiguous', message, { file: input.name });
    },
  };
}
