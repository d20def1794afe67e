/** A row of CSV (RFC 4180), without its end. */
export function csvRow(cells: readonly (string | number | boolean)[]): string {
  return cells.map((cell) => quoted(String(cell))).join(',');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
