/** How far back a sample before the window is looked for: what Prometheus itself takes for the present. */
const BEFORE_MS = 300_000;

/** The part of a counter's life that is read, for the expressions of this file. All are evaluated at the window's end. */
export interface Span {
  /** Length of the window in ms. */
  windowMs: number;
}

/**
 * By how much a counter rose in the window, for each of its series, without the extrapolation of `increase()`: its last
 * value less the one before the window; the last value where it began in the window or just before it (anew); and only
 * where it began anew within the window, `increase()`.
 */
export function rise(counter: string, { windowMs }: Span): string {
  const last = `last_over_time(${counter}[${windowMs}ms])`;
  const before = `last_over_time(${counter}[${BEFORE_MS}ms] offset ${windowMs}ms)`;
  const isNew = `(resets(${counter}[${windowMs + BEFORE_MS}ms]) - resets(${counter}[${BEFORE_MS}ms] offset ${windowMs}ms)) > 0`;
  return `((${last} - (${before} unless ${isNew})) or ${last}) and (resets(${counter}[${windowMs}ms]) == 0) or increase(${counter}[${windowMs}ms])`;
}

/** How many series of a counter began anew within the window. */
export function resetsWithin(counter: string, { windowMs }: Span): string {
  return `count(resets(${counter}[${windowMs}ms]) > 0)`;
}

/** How often counters began anew: within the window, within it and the time before it, within the time before it. */
export function counterResets(counter: string, { windowMs }: Span): [string, string, string] {
  const resets = (rangeMs: number, offset: string) => `sum(resets(${counter}[${rangeMs}ms]${offset}))`;
  return [resets(windowMs, ''), resets(windowMs + BEFORE_MS, ''), resets(BEFORE_MS, ` offset ${windowMs}ms`)];
}

/**
 * The same of native histograms, from their counts, since older versions of Prometheus see no resets of histograms. Less
 * exact: a histogram is taken to be there for five minutes after its last sample.
 */
export function histogramResets(histogram: string, { windowMs }: Span): [string, string, string] {
  const stepMs = Math.max(1000, Math.ceil(windowMs / 1000));
  const resets = (rangeMs: number, offset: string) => `sum(resets(histogram_count(${histogram})[${rangeMs}ms:${stepMs}ms]${offset}))`;
  return [resets(windowMs, ''), resets(windowMs + BEFORE_MS, ''), resets(BEFORE_MS, ` offset ${windowMs}ms`)];
}

/** A metric's state at the end of the window, or before its start; each in the two ways that versions of Prometheus understand for histograms. */
export function states(metric: string, by: readonly string[], { windowMs }: Span): { last: string[]; before: string[] } {
  // Of what is there at the end, what had its last sample before the window belongs to an earlier run.
  const inWindow = `${metric} unless (${metric} unless count_over_time(${metric}[${windowMs}ms]))`;
  return {
    last: [sumBy(by, `last_over_time(${metric}[${windowMs}ms])`), sumBy(by, inWindow)],
    before: [sumBy(by, `last_over_time(${metric}[${BEFORE_MS}ms] offset ${windowMs}ms)`), sumBy(by, `${metric} offset ${windowMs}ms`)],
  };
}

/** How many series there are in the window that were there before it. */
export function inBoth(metric: string, { windowMs }: Span): string {
  return `count(count_over_time(${metric}[${windowMs}ms]) and count_over_time(${metric}[${BEFORE_MS}ms] offset ${windowMs}ms))`;
}

/** How many series there are in the window. */
export function there(metric: string, { windowMs }: Span): string {
  return `count(count_over_time(${metric}[${windowMs}ms]))`;
}

/** Sum by labels. */
export function sumBy(labels: readonly string[], expression: string): string {
  return labels.length === 0 ? `sum(${expression})` : `sum by (${labels.join(', ')}) (${expression})`;
}
