import { formatNumber } from './format-number.js';
import { layRow, openPage, type TerminalOptions } from './terminal/page.js';

/** How far something is. */
export interface ProgressLike {
  /** What is read. */
  name: string;
  /** Bytes that were read. */
  bytes: number;
  /** Bytes in all; undefined where it is not known. */
  size?: number | undefined;
  /** Seconds since the start. */
  seconds: number;
}

const BAR = 20;

/**
 * How far a file is read, in one line: a bar, the share, bytes, rate, and the time that is left. Never wider than the page.
 *
 * @example renderProgress({ name: 'run.jtl', bytes: 5e8, size: 1e9, seconds: 2 })
 */
export function renderProgress({ name, bytes, size, seconds }: ProgressLike, options: TerminalOptions = {}): string {
  const page = openPage(options);
  const rate = seconds > 0 ? bytes / seconds : 0;
  const share = size === undefined || size <= 0 ? undefined : Math.min(bytes / size, 1);
  const [full, empty] = page.unicode ? ['█', '░'] : ['#', '.'];
  const filled = Math.floor((share ?? 0) * BAR);
  const left = size === undefined || rate <= 0 ? undefined : Math.max(0, Math.ceil((size - bytes) / rate));
  const cells = [
    ...(share === undefined ? [] : [{ text: full.repeat(filled) + empty.repeat(BAR - filled) }, { text: `${Math.floor(share * 100)} %` }]),
    { text: `${megabytes(bytes)}${size === undefined ? '' : ` of ${megabytes(size)}`} MB` },
    { text: `${megabytes(rate)} MB/s` },
    ...(left === undefined ? [] : [{ text: `${left} s left` }]),
    { text: name },
  ];
  return layRow(page, { indent: 0, gap: 2 }, cells)[0] ?? '';
}

function megabytes(bytes: number): string {
  return formatNumber(bytes / 1e6, { unicode: false });
}
