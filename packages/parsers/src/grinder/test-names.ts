import type { EndpointId } from '@loadline/schema';
import type { RunPart } from '../reader.js';

/** Names of the tests by number, as far as a log tells them. */
export type TestNames = Map<string, string>;

/** Takes the name of a test out of a line: of the table at the end (`Test 1   20 … "login"`), or as Taurus writes it. */
export function addTestName(names: TestNames, line: string): void {
  const taurus = /(?:^| )Test name for ID (\d{1,10}): (.{1,2000})$/.exec(line);
  if (taurus !== null) {
    names.set(taurus[1] ?? '', taurus[2] ?? '');
    return;
  }
  const row = /^\(?Test (\d{1,10})\)? +\d/.exec(line);
  const name = row === null || !line.endsWith('"') ? -1 : line.indexOf('"');
  if (row !== null && name > 0 && name < line.length - 1) names.set(row[1] ?? '', line.slice(name + 1, -1));
}

/** What The Grinder calls a test in its data: by its number. */
export const numberedTest = (number: string): EndpointId => ({ kind: 'request', name: `Test ${number}` });

/** A part whose tests bear their names, where these are known. */
export function withTestNames(part: RunPart, names: TestNames): RunPart {
  const { state, errors } = part;
  const rename = <Item extends EndpointId>(item: Item): Item => {
    const name = names.get(item.name.replace(/^Test /, ''));
    return name === undefined ? item : { ...item, name };
  };
  if (names.size === 0 || state === undefined) return part;
  // Two tests of one name stay apart.
  if (new Set(names.values()).size < names.size) return part;
  return {
    ...part,
    state: { ...state, endpoints: state.endpoints.map(rename) },
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => (error.endpoint === undefined ? error : { ...error, endpoint: rename(error.endpoint) })) }),
  };
}
