import { siegeRequest, type SiegeRequest } from './siege-line.js';

/** A line of siege's output. */
interface Line {
  line: number;
  text: string;
}

/** Finds requests in the lines of siege's output, where its summary may stand amid a line. */
export interface RequestJoiner {
  /** The request of a line, if it is one; lines that are none come back as `other`. */
  next(line: Line): { request?: SiegeRequest; other?: string; broken?: number };
  /** A line that was broken off and never went on. */
  end(): { broken?: number };
}

/**
 * Requests go to standard output in blocks and the summary to standard error. With both in one file the summary may break
 * a request in two: what stands before `Transactions:` goes on behind the summary.
 */
export function createRequestJoiner(): RequestJoiner {
  let before: Line | undefined;
  let fragment: Line | undefined;
  const brokenOf = (line: Line | undefined) => (line !== undefined && siegeRequest(line.text) === 'broken' ? { broken: line.line } : {});
  return {
    next(line) {
      const request = siegeRequest(line.text);
      const last = before;
      before = undefined;
      if (request !== undefined && request !== 'broken') return { request, ...brokenOf(last) };
      if (line.text.startsWith('Transactions:')) {
        fragment = last?.text.trim() === '' ? undefined : last;
        return { other: line.text };
      }
      const joined = fragment === undefined ? undefined : siegeRequest(fragment.text + line.text);
      if (joined !== undefined && joined !== 'broken') {
        fragment = undefined;
        return { request: joined, ...brokenOf(last) };
      }
      before = line;
      return request === 'broken' ? brokenOf(last) : { other: line.text, ...brokenOf(last) };
    },
    end: () => ({ ...brokenOf(fragment), ...brokenOf(before) }),
  };
}
