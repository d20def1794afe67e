import type { Diagnostic, Place } from '@loadline/schema';

/** Collects what a reader has to say. One code is said at most 20 times with its place; the rest is counted. */
export interface Diagnostics {
  /** Adds one. */
  add(severity: Diagnostic['severity'], code: string, message: string, place?: Place): void;
  /** All of them, in order, with one more for each code that was said too often. */
  list(): Diagnostic[];
}

const SAID_EACH = 20;

/** An empty collection. */
export function createDiagnostics(): Diagnostics {
  const said: Diagnostic[] = [];
  const counts = new Map<string, { severity: Diagnostic['severity']; count: number }>();
  return {
    add(severity, code, message, place) {
      const entry = counts.get(code) ?? { severity, count: 0 };
      entry.count++;
      counts.set(code, entry);
      if (entry.count <= SAID_EACH) said.push({ code, severity, message, ...(place === undefined ? {} : { place }) });
    },
    list() {
      const more = [...counts].filter(([, entry]) => entry.count > SAID_EACH);
      return [
        ...said,
        ...more.map(([code, { severity, count }]): Diagnostic => ({
          code,
          severity,
          message: `${count - SAID_EACH} more of the same kind`,
          count: count - SAID_EACH,
        })),
      ];
    },
  };
}
