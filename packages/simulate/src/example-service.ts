import type { Service, ServiceEndpoint } from './types.js';

const NAMED: readonly (readonly [name: string, errorRatePct: number])[] = [
  ['/cart', 0],
  ['/checkout', 0],
  ['/home', 0.1],
  ['/items', 0.1],
  ['/login', 0.1],
  ['/orders', 0.5],
  ['/pay', 0.5],
  ['/profile', 0],
  ['/search', 0.1],
  ['/stock', 1],
];

/**
 * A shop of so many endpoints, `GET /cart` to `GET /stock`, of which 0 to 1 % of the requests fail; past ten of them
 * `GET /page-11` and on, without failures.
 *
 * @param endpoints how many.
 * @param errorRatePct error rate of each, in place of its own.
 * @example exampleService(2).endpoints[1] // { method: 'GET', name: '/checkout', errorRatePct: 0 }
 */
export function exampleService(endpoints = NAMED.length, errorRatePct?: number): Service {
  return {
    endpoints: Array.from({ length: endpoints }, (_, index): ServiceEndpoint => {
      const [name, ownPct] = NAMED[index] ?? [`/page-${index + 1}`, 0];
      return { method: 'GET', name, errorRatePct: errorRatePct ?? ownPct };
    }),
  };
}
