/** Slowdowns of one endpoint, as shares: the smallest that is found is sought between them. */
export const EFFECTS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];
/** Of these the table tells the share found. */
export const SHOWN_EFFECTS = [0.1, 0.2, 0.3, 0.5];
/** The endpoint that gets slower. */
export const CHANGED = { method: 'GET', name: '/checkout' };

/** Cells of the table: runs on both sides, and how far runs move by themselves. */
export function cellsOf(designs, noises) {
  return noises.flatMap((noisePct) =>
    designs.map((design) => {
      const [, before, after] = /^(\d+)v(\d+)$/.exec(design) ?? [];
      if (before === undefined || !(noisePct > 0))
        throw new Error(`${design} at ${noisePct} %: expected runs such as 5v1, and a noise in %`);
      return { design, noisePct, baselineRuns: Number(before), currentRuns: Number(after) };
    }),
  );
}

const REPORTS_A_JOB = 250;

/**
 * What is to be judged, in portions for threads: of each cell so many clean reports, and half as many of each effect. Every
 * report has a seed of its own, which neither the threads nor the other cells change.
 */
export function jobsOf(cells, { reports, requests, seed }) {
  return cells.flatMap((cell, at) =>
    [0, ...EFFECTS].flatMap((effect, kind) => {
      const all = effect === 0 ? reports : Math.ceil(reports / 2);
      const first = seed * 100_000_007 + (at * 100 + kind) * 100_003;
      return Array.from({ length: Math.ceil(all / REPORTS_A_JOB) }, (_, part) => ({
        at,
        cell: { ...cell, requests },
        effect,
        seed: first + part * REPORTS_A_JOB,
        count: Math.min(REPORTS_A_JOB, all - part * REPORTS_A_JOB),
      }));
    }),
  );
}
