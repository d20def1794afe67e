import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { countRequests, type RequestRows } from './request-rows.js';
import { parseRustDebug } from './rust-debug.js';

/** The request log as Rust prints it for debugging (`--request-format raw`, a line each, or `pretty`, several lines each). */
export const requestLogRaw: Reader = {
  format: 'goose-request-log-raw',
  tool: 'goose',
  title: 'goose request log (raw, pretty)',
  isRaw: true,
  detect: ({ text }) => /^GooseRequestMetric \{\s{1,20}elapsed: \d/.test(text),
  async read(input) {
    const rows = countRequests(input);
    let lines: string[] = [];
    let start = 0;
    let length = 0;
    await forEachLine(input, ({ text, number: line, ended }) => {
      if (lines.length === 0) start = line;
      lines.push(text);
      length += text.length;
      // One that is printed over several lines ends with a brace at the beginning of a line.
      const isWhole = text === '}' || (lines.length === 1 && (!text.startsWith('GooseRequestMetric {') || text !== 'GooseRequestMetric {'));
      if (!isWhole && ended && length <= input.limits.lineLength) return;
      addRow(rows, lines.join('\n'), start, ended);
      lines = [];
      length = 0;
    });
    if (lines.length > 0) rows.cut(start);
    return rows.part();
  },
};

function addRow(rows: RequestRows, text: string, line: number, ended: boolean): void {
  if (text.trim() === '') return;
  const fields = parseRustDebug(text);
  if (fields === undefined) {
    if (ended) rows.reject(line, 'a line that is no request of goose');
    else rows.cut(line);
    return;
  }
  const raw = fields.get('raw');
  const inner = raw instanceof Map ? (raw as ReadonlyMap<string, unknown>) : new Map<string, unknown>();
  const custom = inner.get('custom_method');
  const method = typeof custom === 'string' && custom !== '' ? custom : inner.get('method');
  rows.row({ get: (name) => fields.get(name), method: typeof method === 'string' ? method : '', line });
}
