import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { nameOfUrl } from '../values/name-of-url.js';
import { numberOf } from '../values/number-of.js';

const BEFORE_URL = 5;
const AFTER_URL = 7;

/**
 * `tsung.dump`, with a row for each request (`dumptraffic="protocol"`). A request failed when its status was 4xx or 5xx,
 * when it had none, or when tsung names an error.
 */
export const trafficDump: Reader = {
  format: 'tsung-dump',
  tool: 'tsung',
  title: 'tsung traffic dump',
  isRaw: true,
  detect: ({ text }) =>
    /^#date;pid;id;http method;host;URL;HTTP status;size;duration;transaction;match;error(?:;tag)?\r?(?:\n|$)/.test(text),
  async read(input) {
    const recorder = createRecorder(input);
    let columns = BEFORE_URL + 1 + AFTER_URL;
    await forEachLine(input, ({ text, number: line, ended }) => {
      const row = text.trimEnd();
      if (row.startsWith('#date;')) columns = row.split(';').length;
      if (row === '' || row.startsWith('#')) return;
      const cells = row.split(';');
      if (cells.length < columns) {
        if (ended) recorder.reject({ line }, `${cells.length} columns where the header has ${columns}`);
        else recorder.cut({ line });
        return;
      }
      // An address may hold semicolons: it is what stands between the columns before and behind it.
      const end = cells.length - (columns - BEFORE_URL - 1);
      const [date, , , method = ''] = cells;
      addRow(recorder, { date, method, url: cells.slice(BEFORE_URL, end).join(';'), after: cells.slice(end), line });
    });
    return recorder.part({ load: { model: 'open' } });
  },
};

interface Row {
  date: string | undefined;
  method: string;
  url: string;
  /** Status, size, duration, transaction, match, error, tag. */
  after: string[];
  line: number;
}

function addRow(recorder: Recorder, { date, method, url, after, line }: Row): void {
  const [status = '', , duration, transaction = '', , error = ''] = after;
  const seconds = numberOf(date);
  const ms = numberOf(duration);
  if (seconds === undefined || ms === undefined || ms < 0) {
    recorder.reject({ line }, 'no date or no duration');
    return;
  }
  const slot = recorder.endpoint({
    kind: 'request',
    method: method.toUpperCase(),
    name: nameOfUrl(url),
    ...(transaction === '' || transaction === '-' ? {} : { group: transaction.replace(/^tr_/, '') }),
  });
  const code = /^[1-5]\d\d$/.test(status) ? status : undefined;
  const failed = code === undefined || Number(code) >= 400 || error !== '';
  const kind = failed
    ? recorder.errorKind({
        slot,
        message: error || (code === undefined ? status || 'no answer' : `status ${code}`),
        ...(code === undefined ? {} : { status: code }),
      })
    : undefined;
  // The date is that of the end.
  recorder.sample(slot, seconds * 1000 - ms, ms, failed, kind);
}
