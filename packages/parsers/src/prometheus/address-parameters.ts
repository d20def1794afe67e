import { echo, nearest, UserError } from '@loadline/schema';

const KNOWN = [
  ...['start', 'end', 'duration', 'window', 'step', 'job', 'testid', 'selector', 'exporter', 'histogram', 'requests'],
  ...['failures', 'failed', 'users', 'endpoint', 'method', 'unit', 'percentiles'],
];
const DEFAULT_PERCENTILES = [50, 75, 90, 95, 99, 99.9];

/** Gives the parameters of an address by name. @throws UserError for one that is not known, or stands twice. */
export function readParameters(url: URL, name: string): (parameter: string) => string | undefined {
  for (const parameter of url.searchParams.keys()) {
    const near = nearest(parameter, KNOWN);
    if (!KNOWN.includes(parameter))
      throw new UserError({
        code: 'prometheus-address',
        found: `the parameter \`${echo(parameter, 40)}\`, which is not known`,
        expected: near === undefined ? `one of ${KNOWN.join(', ')}` : `\`${near}\`?`,
        place: { file: name },
      });
    if (url.searchParams.getAll(parameter).length > 1)
      throw new UserError({
        code: 'prometheus-address',
        found: `\`${parameter}\` more than once`,
        expected: 'it once',
        place: { file: name },
      });
  }
  return (parameter) => url.searchParams.get(parameter) ?? undefined;
}

/** A parameter that is one of some words. */
export function oneOf<Word extends string>(name: string, value: string | undefined, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(name, value, `one of ${words.join(', ')}`);
  return found;
}

/** A parameter that is the name of a metric. */
export function metric(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^[a-zA-Z_:][a-zA-Z0-9_:]{0,200}$/.test(value)) throw wrong(name, value, 'the name of a metric');
  return value;
}

/** A parameter that is the name of a label, or nothing. */
export function label(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^(?:[a-zA-Z_][a-zA-Z0-9_]{0,200})?$/.test(value))
    throw wrong(name, value, 'the name of a label, or nothing');
  return value;
}

/** The percentiles of a list such as `50,95,99.9`. */
export function parsePercentiles(value: string | undefined): readonly number[] {
  if (value === undefined) return DEFAULT_PERCENTILES;
  const numbers = value.split(',').map((each) => (/^\s*\d{1,2}(?:\.\d{1,4})?\s*$/.test(each) ? Number(each) : NaN));
  if (numbers.length > 20 || !numbers.every((each) => each > 0 && each < 100))
    throw wrong('percentiles', value, 'percentiles between 0 and 100, such as 50,95,99');
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The error for a parameter that will not do. */
export function wrong(name: string, value: string, expected: string): UserError {
  return new UserError({ code: 'prometheus-address', found: `\`${name}=${echo(value, 80)}\``, expected });
}
