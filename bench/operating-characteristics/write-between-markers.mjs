import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a text between `<!-- name -->` and `<!-- /name -->` of a page, in place of what is there. */
export function writeBetweenMarkers(file, name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file}: expected the lines ${begin} and ${end}`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`);
}
