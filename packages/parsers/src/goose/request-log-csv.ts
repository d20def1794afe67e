import { forEachRecord, splitCells } from '../input/csv.js';
import type { Reader } from '../reader.js';
import { countRequests } from './request-rows.js';

/** The request log as CSV (`--request-log F --request-format csv`). The method stands in a column that Rust printed for debugging. */
export const requestLogCsv: Reader = {
  format: 'goose-request-log-csv',
  tool: 'goose',
  title: 'goose request log (CSV)',
  isRaw: true,
  detect: ({ text }) =>
    /^elapsed,(?:[a-z_]{1,40},){4,20}coordinated_omission_elapsed,user_cadence(?:,|\r?$)/m.test(text.split('\n', 1)[0] ?? ''),
  async read(input) {
    const rows = countRequests(input);
    let columns: ReadonlyMap<string, number> | undefined;
    await forEachRecord(input, 'csv', ({ text, line, ended, open }) => {
      const cells = splitCells(text, ',').map((cell) => cell.text);
      if (columns === undefined) {
        columns = new Map(cells.map((name, index) => [name, index]));
        return;
      }
      const found = columns;
      if (cells.length < found.size && (!ended || open)) rows.cut(line);
      else if (cells.length !== found.size) rows.reject(line, `${cells.length} columns where the header has ${found.size}`);
      else {
        const get = (name: string) => cells[found.get(name) ?? -1];
        const raw = get('raw') ?? '';
        const custom = /, custom_method: "([^"]{1,100})" \}$/.exec(raw)?.[1];
        rows.row({ get, method: custom ?? /^GooseRawRequest \{ method: (\w{1,20}),/.exec(raw)?.[1] ?? '', line });
      }
    });
    return rows.part();
  },
};
