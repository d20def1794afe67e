import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { countOf, numberOf } from '../values/number-of.js';
import { addTestName, numberedTest, type TestNames, withTestNames } from './test-names.js';

const HEADER = 'Thread, Run, Test, Start time (ms since Epoch), Test time, Errors';
const PREFIX = /^data\.(\S{1,300}) /;

/**
 * The data log of a worker process, with a row for each test; also as Taurus joins it with the process log
 * (`data.NAME …`). A test failed when it was marked as an error, or when an answer of 4xx or 5xx came.
 */
export const dataLog: Reader = {
  format: 'grinder-data-log',
  tool: 'grinder',
  title: 'The Grinder data log',
  isRaw: true,
  detect: ({ text }) =>
    text.startsWith(HEADER) || /^data\.\S{1,300} Thread, Run, Test, Start time \(ms since Epoch\), Test time, Errors/m.test(text),
  async read(input) {
    const recorder = createRecorder(input, { stepMs: 1 });
    const names: TestNames = new Map();
    const threads = new Set<string>();
    let columns: ReadonlyMap<string, number> | undefined;
    let isJoined = false;
    await forEachLine(input, ({ text, number: line, ended }) => {
      const worker = PREFIX.exec(text)?.[1];
      const row = (worker === undefined ? text : text.slice(`data.${worker} `.length)).trimEnd();
      if (row.startsWith('Thread, Run, Test, ')) {
        columns = new Map(row.split(', ').map((name, index) => [name, index]));
        isJoined = worker !== undefined;
      } else if (columns === undefined || isJoined !== (worker !== undefined) || row === '') addTestName(names, row);
      else {
        const cells = row.split(', ');
        const cell = (name: string) => cells[columns?.get(name) ?? -1];
        if (cells.length < columns.size && !ended) recorder.cut({ line });
        else if (cells.length !== columns.size) recorder.reject({ line }, `${cells.length} columns where the header has ${columns.size}`);
        else if (addTest(recorder, cell, line)) threads.add(`${worker ?? ''} ${cell('Thread') ?? ''}`);
      }
    });
    const part = recorder.part({ load: { model: 'closed' }, users: threads.size });
    return withTestNames(part, names);
  },
};

function addTest(recorder: Recorder, cell: (name: string) => string | undefined, line: number): boolean {
  const number = cell('Test') ?? '';
  const [start, ms, marked] = [numberOf(cell('Start time (ms since Epoch)')), numberOf(cell('Test time')), countOf(cell('Errors'))];
  if (!/^\d{1,10}$/.test(number) || start === undefined || ms === undefined || ms < 0 || marked === undefined) {
    recorder.reject({ line }, 'no test, start, time or errors');
    return false;
  }
  const code = countOf(cell('HTTP response code')) ?? 0;
  const refused = code >= 400 || (countOf(cell('HTTP response errors')) ?? 0) > 0;
  const slot = recorder.endpoint(numberedTest(number));
  const failed = marked > 0 || refused;
  const hasStatus = code >= 100 && code <= 599;
  const kind = failed
    ? recorder.errorKind({
        slot,
        message: refused ? `status ${code}` : 'marked as an error',
        ...(hasStatus ? { status: String(code) } : {}),
      })
    : undefined;
  recorder.sample(slot, start, ms, failed, kind);
  return true;
}
