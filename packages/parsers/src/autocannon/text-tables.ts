const COLOURS = /\u001b\[[\d;]{0,12}m/g;

/** A table that autocannon prints: its columns' names and its rows. */
export interface TextTable {
  /** Names of the columns. */
  head: string[];
  /** Rows of cells. */
  rows: string[][];
}

/** A text without the colours of a terminal, its lines ended as on Unix: on Windows a redirection ends them with CR LF. */
export function plainText(text: string): string {
  return text.replace(COLOURS, '').replace(/\r\n/g, '\n');
}

/** The tables of a report without colours: drawn with lines (since version 3), or set in columns (version 2). */
export function tablesOf(lines: readonly string[]): TextTable[] {
  const tables: TextTable[] = [];
  let open = false;
  for (const line of lines) {
    const cells = cellsOf(line);
    const isHead = cells !== undefined && ['Stat', 'Percentile', 'Code'].includes(cells[0] ?? '');
    if (cells !== undefined && isHead) {
      tables.push({ head: cells, rows: [] });
      open = true;
    } else if (cells !== undefined && open) tables.at(-1)?.rows.push(cells);
    else if (!/^[├┌└]/.test(line)) open = false;
  }
  return tables;
}

function cellsOf(line: string): string[] | undefined {
  if (line.startsWith('│')) {
    return line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim());
  }
  if (/^Stat +Avg +Stdev +Max *$/.test(line)) return ['Stat', 'Avg', 'Stdev', 'Max'];
  if (/^Percentile +Latency \(ms\) *$/.test(line)) return ['Percentile', 'Latency (ms)'];
  const row = /^(Latency \(ms\)|Req\/Sec|Bytes\/Sec|\d{1,2}(?:\.\d{1,3})?) {1,20}(\S.{0,200})$/.exec(line);
  return row === null ? undefined : [row[1] ?? '', ...(row[2] ?? '').trim().split(/ {1,20}/)];
}

/** A cell of a table, by the beginning of its row and the name of its column. */
export function cellOf(tables: readonly TextTable[], row: string, column: string): string | undefined {
  for (const { head, rows } of tables) {
    const at = head.indexOf(column);
    const found = at < 0 ? undefined : rows.find(([first]) => first?.startsWith(row) === true);
    if (found !== undefined) return found[at];
  }
  return undefined;
}
