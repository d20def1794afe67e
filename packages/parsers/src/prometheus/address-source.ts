import { UserError } from '@loadline/schema';
import type { Source } from '../input/source.js';
import { prometheusName } from './parse-address.js';

/**
 * The address of a time-series store as a source. It has no bytes: `readRun` asks the store.
 *
 * @param address `prometheus+https://HOST:PORT/PREFIX?start=…&duration=…`.
 */
export function addressSource(address: string): Source {
  const name = prometheusName(address);
  return {
    name,
    address,
    bytes() {
      throw new UserError({
        code: 'input-unreadable',
        found: 'the address of a time-series store',
        expected: 'a file',
        place: { file: name },
      });
    },
  };
}
