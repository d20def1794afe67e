import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { numberOf } from '../values/number-of.js';

/**
 * The report that drill writes (`--report`), in YAML: the name, time in ms and status of each request of one iteration. A
 * request failed when its status was no 2xx; one without an answer has the status 520.
 */
export const drillReport: Reader = {
  format: 'drill-report-yaml',
  tool: 'drill',
  title: 'drill report (YAML)',
  isRaw: true,
  detect: ({ text }) =>
    /^(?:---\s{0,10}\n)?- name: [^\n]{1,2000}\n {2}duration: [\d.e-]{1,30}\r?\n(?: {2}status: \d{3}\r?\n)?\s{0,10}(?:- name: |$)/.test(
      text,
    ),
  async read(input) {
    const recorder = createRecorder(input);
    let row: { name: string; line: number; ms?: number; status?: string } | undefined;
    const settle = (isLast: boolean) => {
      if (row === undefined) return;
      const { name, line, ms, status } = row;
      row = undefined;
      if (ms === undefined || status === undefined) {
        if (isLast) recorder.cut({ line });
        else recorder.reject({ line }, 'no time or no status');
        return;
      }
      const slot = recorder.endpoint({ kind: 'request', name });
      const failed = !status.startsWith('2');
      recorder.sample(slot, NaN, ms, failed, failed ? recorder.errorKind({ slot, status, message: `status ${status}` }) : undefined);
    };
    await forEachLine(input, ({ text, number: line, ended }) => {
      const [, key, value = ''] = /^(?:- | {2})(name|duration|status): (.*)$/.exec(text) ?? [];
      if (key === 'name') {
        settle(false);
        row = { name: unquote(value.trim()), line };
      } else if (row !== undefined && key === 'duration') {
        const ms = numberOf(value);
        if (ms !== undefined && (ended || /\d$/.test(value))) row = { ...row, ms };
      } else if (row !== undefined && key === 'status' && /^\d{3}$/.test(value.trim())) row = { ...row, status: value.trim() };
    });
    settle(true);
    return recorder.part({ load: { model: 'unknown' } });
  },
};

function unquote(text: string): string {
  if (/^".*"$/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  return /^'.*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}
