import { countOf, numberOf } from '../values/number-of.js';

/** What stands in a report of ab. Missing parts are undefined. */
export interface AbReport {
  /** Version of ab, which is not that of the server it comes with. */
  version: string | undefined;
  /** Path of the address that was asked for. */
  path: string;
  /** Connections at a time. */
  concurrency: number | undefined;
  /** Length of the run in seconds. */
  durationSeconds: number | undefined;
  /** `Complete requests`. */
  complete: number | undefined;
  /** `Failed requests` as ab counts them. */
  failed: number;
  /** What ab's failures are made of. */
  kinds: { connect: number; receive: number; length: number; exceptions: number };
  /** `Non-2xx responses`. */
  not2xx: number;
  /** `Write errors`. */
  writeErrors: number;
  /** Bytes received, headers included. */
  bytes: number | undefined;
  /** `Requests per second`. */
  rps: number | undefined;
  /** The row `Total` of the connection times, in ms. */
  times: { min: string; avg: string; median?: string; max: string } | undefined;
  /** Percentiles in ms; 100 is left out, it is the maximum. */
  percentiles: [percentile: number, value: string][];
}

/** Takes a report of ab apart: the text that it prints, or that of its HTML tables. */
export function readAbReport(text: string): AbReport {
  const fields = fieldsOf(text);
  const number = (name: string) => numberOf(/^[\d.]{1,40}/.exec(fields.get(name) ?? '')?.[0]);
  const count = (name: string) => countOf(number(name));
  const kind = (name: string) => countOf(new RegExp(`${name}: (\\d{1,15})`).exec(fields.get('(kinds)') ?? '')?.[1]) ?? 0;
  return {
    version: /ApacheBench, Version (\d{1,4}(?:\.\d{1,4}){0,3})/.exec(text)?.[1],
    path: fields.get('Document Path') ?? '',
    concurrency: count('Concurrency Level'),
    durationSeconds: number('Time taken for tests'),
    complete: count('Complete requests'),
    failed: count('Failed requests') ?? 0,
    kinds: { connect: kind('Connect'), receive: kind('Receive'), length: kind('Length'), exceptions: kind('Exceptions') },
    not2xx: count('Non-2xx responses') ?? 0,
    writeErrors: count('Write errors') ?? 0,
    bytes: count('Total transferred'),
    rps: number('Requests per second'),
    times: timesOf(fields.get('Total')),
    percentiles: percentilesOf(text),
  };
}

/** `Name:   value`; the first of a name counts, since ab prints some twice with a second meaning. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r*\n/)) {
    const [, name = '', value = ''] = /^([A-Z][A-Za-z0-9 -]{1,40}):(.{0,4096})$/.exec(line) ?? [];
    if (name !== '' && !fields.has(name)) fields.set(name, value.trim());
    if (line.startsWith('   (Connect: ') && !fields.has('(kinds)')) fields.set('(kinds)', line);
  }
  return fields;
}

/** `min mean sd median max`, or with -S and in HTML `min avg max`. */
function timesOf(row: string | undefined): AbReport['times'] {
  const cells = (row ?? '').split(/\s+/);
  if (cells.length === 3) return { min: cells[0] ?? '', avg: cells[1] ?? '', max: cells[2] ?? '' };
  if (cells.length !== 5) return undefined;
  return { min: cells[0] ?? '', avg: cells[1] ?? '', median: cells[3] ?? '', max: cells[4] ?? '' };
}

function percentilesOf(text: string): [number, string][] {
  const list = text.split(/^Percentage of the requests served within a certain time/m)[1] ?? '';
  const found = new Map<number, string>();
  for (const [, percentile, value = ''] of list.matchAll(/^ {1,3}(\d{1,2})% {1,12}(\d{1,15})\r?$/gm))
    if (!found.has(Number(percentile))) found.set(Number(percentile), value);
  return [...found];
}

/** The rows of ab's HTML tables (`-w`) as the lines of its text. */
export function abTextOfHtml(html: string): string {
  return html
    .split('\n')
    .map((line) =>
      line
        .replace(/<[^<>]{0,100}>/g, ' ')
        .replaceAll('&nbsp;', ' ')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .trim(),
    )
    .join('\n');
}
