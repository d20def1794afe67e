import { readFileSync, writeFileSync } from 'node:fs';

const [BEGIN, END] = ['<!-- operating characteristics -->', '<!-- /operating characteristics -->'];

/** Puts a text between the two markers of a page, in place of what is there. */
export function writeBetweenMarkers(file, text) {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${file}: expected the lines ${BEGIN} and ${END}`);
  writeFileSync(file, `${page.slice(0, from + BEGIN.length)}\n\n${text}\n\n${page.slice(to)}`);
}
