import { basename } from 'node:path';

/** The endings that Locust gives to the files of one run, after the prefix that `--csv`, `--json-file` and `--html` name. */
const ENDINGS = [
  '_stats.csv',
  '_stats_history.csv',
  '_failures.csv',
  '_exceptions.csv',
  '_requests.csv',
  '_distribution.csv',
  '.json',
  '.html',
];

/** The endings with and without compression. */
const ALL_ENDINGS = ENDINGS.flatMap((ending) => [ending, `${ending}.gz`]);

/** A path with the name that it has in messages. */
interface NamedPath {
  path: string;
  name: string;
}

/** A file's path without the ending that marks it as one of several of a run; undefined when it has none. */
export function siblingPrefix(file: NamedPath): NamedPath | undefined {
  const ending = ALL_ENDINGS.find((suffix) => file.path.endsWith(suffix) && basename(file.path).length > suffix.length);
  if (ending === undefined || !file.name.endsWith(ending)) return undefined;
  return { path: file.path.slice(0, -ending.length), name: file.name.slice(0, -ending.length) };
}

/** All names that the files of a run with this prefix may have. */
export function siblingNames(path: string, name: string): NamedPath[] {
  return ALL_ENDINGS.map((ending) => ({ path: `${path}${ending}`, name: `${name}${ending}` }));
}

/** Order of the files of one run: as Locust's manual names them. Files of other names stay in front, by name. */
export function bySiblingOrder(a: NamedPath, b: NamedPath): number {
  const order = (file: NamedPath) => ALL_ENDINGS.findIndex((ending) => file.path.endsWith(ending));
  return order(a) - order(b) || (a.path < b.path ? -1 : 1);
}
