/** What the report of one run of wrk or wrk2 says, as it was printed. */
export interface WrkReport {
  /** Line on which it begins, from 1. */
  line: number;
  /** Length that was asked for. */
  planned: string;
  url: string;
  connections?: number;
  /** Something that wrk2 alone prints. */
  isWrk2: boolean;
  /** The line `Latency`: mean and maximum. */
  avg?: string;
  max?: string;
  /** Distributions; wrk has one without a title. */
  sections: WrkSection[];
  /** Answers, whatever their status. */
  answered?: number;
  /** Length that was measured. */
  measured?: string;
  socket?: { connect: number; read: number; write: number; timeout: number };
  /** Answers of status 400 and above. */
  refused?: number;
  rps?: string;
}

/** A distribution of response times. */
export interface WrkSection {
  /** `Recorded Latency` or `Uncorrected Latency (…)`; empty in wrk. */
  title: string;
  percentiles: [percentile: number, time: string][];
  /** Rows of the percentile spectrum: a time in ms, the share up to it, and the requests up to it. */
  spectrum: { ms: number; share: number; count: number }[];
  /** Exact values at its end, in ms. */
  mean?: number;
  max?: number;
  total?: number;
}

/** What a line says, tried from the top. */
type LineRule = readonly [pattern: RegExp, take: (report: WrkReport, cells: readonly string[]) => void];

const rules: readonly LineRule[] = [
  [
    /^ +(\d{1,12}\.\d{1,9}) +([01]\.\d{1,9}) +(\d{1,15}) +(?:\d{1,18}\.\d\d|inf)$/,
    (report, [ms, share, count]) => report.sections.at(-1)?.spectrum.push({ ms: Number(ms), share: Number(share), count: Number(count) }),
  ],
  [
    /^ {0,5}(\d{1,3}(?:\.\d{1,6})?)% +(\S{1,30})$/,
    (report, [percentile, time = '']) => report.sections.at(-1)?.percentiles.push([Number(percentile), time]),
  ],
  [/^ {2}(\d{1,9}) threads and (\d{1,9}) connections$/, (report, cells) => (report.connections = Number(cells[1]))],
  [/^ {2}Thread calibration: /, (report) => (report.isWrk2 = true)],
  [/^ {4}Latency +(\S{1,30}) +(\S{1,30}) +(\S{1,30}) +\S{1,30}$/, (report, [avg = '', , max = '']) => Object.assign(report, { avg, max })],
  [/^ {4}Req\/Sec +-nan +-nan /, (report) => (report.isWrk2 = true)],
  [
    /^ {2}Latency Distribution(?: \(HdrHistogram - (.{1,100})\))?$/,
    (report, [title = '']) => {
      report.sections.push({ title, percentiles: [], spectrum: [] });
      if (title !== '') report.isWrk2 = true;
    },
  ],
  [/^#\[Mean {1,9}= +([\d.]{1,20}),/, (report, cells) => setLast(report, 'mean', cells[0])],
  [
    /^#\[Max {1,9}= +([\d.]{1,20}), Total count {1,9}= +(\d{1,15})\]$/,
    (report, cells) => {
      setLast(report, 'max', cells[0]);
      setLast(report, 'total', cells[1]);
    },
  ],
  [
    /^ {2}(\d{1,15}) requests in (\S{1,30}), \S{1,30} read$/,
    (report, [answered, measured = '']) => Object.assign(report, { answered: Number(answered), measured }),
  ],
  [
    /^ {2}Socket errors: connect (\d{1,15}), read (\d{1,15}), write (\d{1,15}), timeout (\d{1,15})$/,
    (report, cells) => {
      const [connect = 0, read = 0, write = 0, timeout = 0] = cells.map(Number);
      report.socket = { connect, read, write, timeout };
    },
  ],
  [/^ {2}Non-2xx or 3xx responses: (\d{1,15})$/, (report, cells) => (report.refused = Number(cells[0]))],
  [/^Requests\/sec: +(\S{1,30})$/, (report, [rps = '']) => (report.rps = rps)],
];

function setLast(report: WrkReport, key: 'mean' | 'max' | 'total', text: string | undefined): void {
  const value = Number(text);
  const last = report.sections.at(-1);
  if (last !== undefined && text !== undefined && Number.isFinite(value)) last[key] = value;
}

/**
 * The reports of wrk and wrk2 in a text, one after the other. What else stands in it, such as what a Lua script printed
 * behind a report, is passed over.
 */
export function parseWrkReports(text: string): WrkReport[] {
  const reports: WrkReport[] = [];
  let current: WrkReport | undefined;
  text.split('\n').forEach((raw, index) => {
    const line = raw.slice(0, 4096).replace(/\r{1,4}$/, '');
    const start = /^Running (\S{1,20}) test @ (\S.{0,2047})$/.exec(line);
    if (start !== null) {
      current = { line: index + 1, planned: start[1] ?? '', url: start[2] ?? '', isWrk2: false, sections: [] };
      reports.push(current);
      return;
    }
    if (current === undefined) return;
    for (const [pattern, take] of rules) {
      const match = pattern.exec(line);
      if (match === null) continue;
      take(current, match.slice(1));
      break;
    }
    // The rate is printed last but for the transfer: what follows is not wrk's.
    if (current.rps !== undefined) current = undefined;
  });
  return reports;
}
