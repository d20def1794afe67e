import { unescapeHtml } from './html-text.js';

/** One table of a page: the texts of its cells. */
export interface HtmlTable {
  /** Rows of cells, headings included. */
  rows: string[][];
  /** The page ends within the table. */
  cut: boolean;
}

/**
 * The tables of a server-rendered page, in order. Looks for tags one after the other from left to right, so that the
 * time is in proportion to the page, whatever it holds. Tables within tables are not expected.
 */
export function readTables(html: string): HtmlTable[] {
  const tables: HtmlTable[] = [];
  const lower = html.toLowerCase();
  for (let open = lower.indexOf('<table'); open >= 0;) {
    const close = lower.indexOf('</table', open);
    const body = html.slice(open, close < 0 ? undefined : close);
    tables.push({ rows: readRows(body), cut: close < 0 });
    open = close < 0 ? -1 : lower.indexOf('<table', close);
  }
  return tables.filter((table) => table.rows.length > 0);
}

function readRows(table: string): string[][] {
  // A row that the page's end cuts has no end tag, and is left out.
  return table
    .split(/<\/tr\s{0,10}>/i)
    .slice(0, -1)
    .map((row) => readCells(row));
}

function readCells(row: string): string[] {
  return row
    .split(/<\/t[dh]\s{0,10}>/i)
    .slice(0, -1)
    .map((piece) => {
      const open = piece.search(/<t[dh][\s>]/i);
      const start = open < 0 ? -1 : piece.indexOf('>', open);
      return start < 0 ? '' : unescapeHtml(stripTags(piece.slice(start + 1))).trim();
    });
}

function stripTags(text: string): string {
  let plain = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('<', at);
    if (open < 0) return plain + text.slice(at);
    const close = text.indexOf('>', open);
    if (close < 0) return plain + text.slice(at);
    plain += text.slice(at, open);
    at = close + 1;
  }
}
