import type { Finding } from './generated/types.js';

/** What is fine and gets full detail all the same, unless a reader is told otherwise: so many of the largest changes. */
export const mostDetailedChanges = 200;

/** What deserves full detail. */
export interface Detailed<Subject> {
  /** All of which a finding is neither `pass` nor `improved`, in the order in which they were given. */
  notFine: Subject[];
  /** Of the others the largest changes, gated ones before others, the largest first. */
  changes: Subject[];
}

/**
 * Which endpoints, services and runs get full detail: all that is not fine, and the largest changes of what is. One rule for
 * whoever works out the data of pictures and whoever shows them, so that none is without the other.
 *
 * @param subjects each with all its findings.
 * @param largestChanges so many of what is fine.
 * @example chooseDetailed(subjects).notFine
 */
export function chooseDetailed<Subject extends { findings: readonly Finding[] }>(
  subjects: readonly Subject[],
  largestChanges: number = mostDetailedChanges,
): Detailed<Subject> {
  const isFine = ({ findings }: Subject) => findings.every(({ verdict }) => verdict === 'pass' || verdict === 'improved');
  const changes = subjects
    .map((subject, at) => ({ subject, at }))
    .filter(({ subject }) => isFine(subject))
    .map(({ subject, at }) => ({
      subject,
      at,
      isGated: subject.findings.some(({ gated }) => gated),
      size: largestChange(subject.findings),
    }))
    .sort((a, b) => Number(b.isGated) - Number(a.isGated) || b.size - a.size || a.at - b.at)
    .map(({ subject }) => subject);
  return { notFine: subjects.filter((subject) => !isFine(subject)), changes: changes.slice(0, largestChanges) };
}

/** By the logarithm, so that half is as much as twice; of a rate in % by its points, since “+100 %” of 0.01 % is nothing. */
function largestChange(findings: readonly Finding[]): number {
  const sizes = findings.map(({ unit, change: { absolute, relativePct } }) => {
    if (unit === '%') return Math.abs(absolute ?? 0) / 100;
    return relativePct === null ? 0 : Math.abs(Math.log(Math.max(1 + relativePct / 100, 1e-9)));
  });
  return sizes.reduce((most, size) => Math.max(most, size), 0);
}
