import { beginOf, findCells, wholeOf } from './log-rows.js';
import type { LogState } from './log-state.js';
import { countUser } from './user-counts.js';

/**
 * A user who started or ended: behind the cell `START` comes the moment, behind `END` the moment, in some generations
 * after that of the start.
 */
export function scanUser(
  bytes: Uint8Array,
  from: number,
  to: number,
  ends: Int32Array,
  firstCell: number,
  state: LogState,
  isLast: boolean,
): boolean {
  const cells = findCells(bytes, from, to, ends);
  for (let cell = firstCell; cell < cells - 1 && cell < firstCell + 3; cell++) {
    const word = wordOf(bytes, beginOf(ends, cell, from), ends[cell] as number);
    if (word === undefined) continue;
    const at = word === 'END' && cell + 2 < cells ? cell + 2 : cell + 1;
    const atMs = wholeOf(bytes, beginOf(ends, at, from), ends[at] as number);
    // A moment with fewer digits than one of this century was cut.
    if (atMs < (isLast ? 1e12 : 0)) continue;
    countUser(state.users, atMs, word === 'START');
    return true;
  }
  if (isLast) return false;
  state.oddUsers++;
  return true;
}

function wordOf(bytes: Uint8Array, from: number, to: number): 'START' | 'END' | undefined {
  if (to - from === 3) return bytes[from] === 69 && bytes[from + 1] === 78 && bytes[from + 2] === 68 ? 'END' : undefined;
  if (to - from !== 5) return undefined;
  return bytes[from] === 83 && bytes[from + 1] === 84 && bytes[from + 2] === 65 && bytes[from + 3] === 82 && bytes[from + 4] === 84
    ? 'START'
    : undefined;
}
