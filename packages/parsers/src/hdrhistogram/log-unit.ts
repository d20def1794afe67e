/** How many units of a log's values make a millisecond, and whether the log itself shows it. */
export interface LogUnit {
  perMs: number;
  isShown: boolean;
}

/** What is taken for the unit where a log shows none: nanoseconds, which HdrHistogram takes for granted too. */
const USUAL = 1e6;
/** No clock counts in more than hours or less than femtoseconds. */
const [SMALLEST, GREATEST] = [1e-7, 1e12];

/**
 * The unit of a log's values. The log states none, but prints the greatest value of each interval beside the histogram,
 * divided by a ratio, 1,000,000 unless it was chosen otherwise, so that it is in ms.
 *
 * @param greatest the greatest value of some interval.
 * @param printed the same as it was printed, to three digits behind the point.
 */
export function unitOf(greatest: number, printed: number): LogUnit {
  if (!(greatest > 0) || !(printed > 0) || !Number.isFinite(printed)) return { perMs: USUAL, isShown: false };
  const ratio = greatest / printed;
  if (!(ratio >= SMALLEST && ratio <= GREATEST)) return { perMs: USUAL, isShown: false };
  const round = 10 ** Math.round(Math.log10(ratio));
  const off = Math.abs(greatest / round - printed);
  return { perMs: off <= 0.0015 + printed * 0.002 ? round : ratio, isShown: true };
}
