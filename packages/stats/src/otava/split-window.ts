import { changePointAt } from './change-point-at.js';

/** Indexes at which a window is split, ascending: the clearest split again and again, until one is not significant. */
export function splitWindow(window: readonly number[], maxPValue: number): number[] {
  const found: number[] = [];
  for (;;) {
    const ends = [0, ...found, window.length];
    let best: { index: number; q: number } | undefined;
    for (let at = 0; at + 1 < ends.length; at++) {
      const candidate = bestSplit(window, ends[at] ?? 0, ends[at + 1] ?? 0);
      if (candidate !== undefined && (best === undefined || candidate.q > best.q)) best = candidate;
    }
    if (best === undefined || changePointAt(window, best.index, found).p > maxPValue) return found;
    found.push(best.index);
    found.sort((a, b) => a - b);
  }
}

/** The split of [from, to) with the largest Q over all ends of its second part. */
function bestSplit(window: readonly number[], from: number, to: number): { index: number; q: number } | undefined {
  let best: { index: number; q: number } | undefined;
  let within = 0;
  for (let tau = from + 1; tau < to; tau++) {
    const moved = window[tau - 1] ?? 0;
    for (let i = from; i < tau - 1; i++) within += Math.abs(moved - (window[i] ?? 0));
    const m = tau - from;
    let between = 0;
    let second = 0;
    for (let kappa = tau + 1; kappa <= to; kappa++) {
      const added = window[kappa - 1] ?? 0;
      for (let i = from; i < tau; i++) between += Math.abs(added - (window[i] ?? 0));
      for (let i = tau; i < kappa - 1; i++) second += Math.abs(added - (window[i] ?? 0));
      const n = kappa - tau;
      const q = (2 * between - (m > 1 ? (2 * n * within) / (m - 1) : 0) - (n > 1 ? (2 * m * second) / (n - 1) : 0)) / (m + n);
      if (best === undefined || q > best.q) best = { index: tau, q };
    }
  }
  return best;
}
