/** The tables of a Markdown text, read as GitHub reads them: a pipe after an odd number of backslashes is text. */
export function readTables(markdown: string): string[][][] {
  const tables: string[][][] = [];
  let rows: string[][] = [];
  for (const line of [...markdown.split('\n'), '']) {
    if (line.startsWith('|')) rows.push(splitRow(line));
    else if (rows.length > 0) {
      tables.push(rows);
      rows = [];
    }
  }
  return tables;
}

/** The cells of one row, trimmed, still escaped. */
export function splitRow(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < line.length; at++) {
    if (line[at] === '\\') cell += line[at] + (line[++at] ?? '');
    else if (line[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += line[at];
  }
  if (cell.trim() !== '') throw new Error(`a row that does not end with a pipe: ${line}`);
  return cells;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&#8203;', ''],
  ['&#36;', '$'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);

/** What a reader sees of an escaped cell. */
export function showCell(cell: string): string {
  return cell.replace(/\\([!-/:-@[-`{-~])|&(?:#\d+|[a-z]+);/g, (whole, character?: string) => character ?? ENTITIES.get(whole) ?? whole);
}

/** A report without the comparison that it carries. */
export function visible(markdown: string): string {
  return markdown.replace(/\n<!-- loadline:comparison:v2 .* -->\n$/, '\n');
}
