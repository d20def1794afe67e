import { echo } from '@loadline/schema';

/** What Commander says where the words are too many or too few. */
const COUNTS: ReadonlySet<string> = new Set(['commander.excessArguments', 'commander.missingArgument']);

/** Commands that take sides: there a shell makes many arguments of a glob. */
const WITH_SIDES: ReadonlySet<string> = new Set(['compare', 'explain']);

/**
 * What to put in quotes where a command got too many or too few words: a name with a space (`explain GET /search p95 …`) or a
 * glob that the shell has spread out. Undefined where quotes would not help.
 *
 * @param code Commander's code of the error.
 * @param argv arguments after the program's name.
 */
export function quoteHint(code: string, argv: readonly string[]): string | undefined {
  const [command = '', method = '', path = '', ...rest] = argv;
  if (!COUNTS.has(code) || !WITH_SIDES.has(command)) return undefined;
  if (command === 'explain' && /^[A-Z]{3,10}$/.test(method) && path !== '' && !path.startsWith('-')) {
    const metric = rest[0] === undefined || rest[0].startsWith('-') ? 'p95' : echo(rest[0], 60);
    return `A name with a space in it needs quotes: loadline explain "${method} ${echo(path)}" ${metric} BEFORE AFTER`;
  }
  if (code !== 'commander.excessArguments') return undefined;
  const what = command === 'explain' ? 'explain NAME METRIC' : 'compare';
  return `Several runs are one argument: quote the glob, as in loadline ${what} "results/good-*" results/now, or name their folder.`;
}
