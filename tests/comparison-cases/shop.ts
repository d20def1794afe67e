import type { ServiceEndpoint } from '../../packages/simulate/src/index.js';

type Row = readonly [method: string, name: string, medianMs: number, requests: number, errorRatePct: number];

const ROWS: readonly Row[] = [
  ['GET', '/', 21, 3600, 0],
  ['GET', '/products', 48, 4200, 0.05],
  ['GET', '/products/:id', 34, 5200, 0.05],
  ['GET', '/search', 95, 2600, 0.2],
  ['GET', '/cart', 42, 1900, 0],
  ['POST', '/cart/items', 61, 1500, 0.1],
  ['POST', '/checkout', 172, 1200, 0.4],
  ['POST', '/login', 130, 900, 0],
  ['GET', '/users/me', 27, 2100, 0],
  ['GET', '/orders', 88, 1100, 0.1],
  ['GET', '/orders/:id', 52, 1300, 0],
  ['GET', '/health', 3.2, 600, 0],
];

/** The twelve endpoints of the shop's API: median response time in ms, requests of a run, failures in per cent. */
export const shop: readonly ServiceEndpoint[] = ROWS.map(([method, name, medianMs, requests, errorRatePct]) => ({
  method,
  name,
  medianMs,
  requests,
  errorRatePct,
}));

/** The services they belong to; `/health` belongs to none. */
export const shopServices = [
  { name: 'storefront', match: ['/', '/products*', '/v2/products*', '/search'] },
  { name: 'checkout', match: ['/cart*', '/checkout', '/orders*', '/invoices', '/reports/*', '/payments/*'] },
  { name: 'accounts', match: ['/login', '/users/*', '/index'] },
];

/** Limits as a team writes them: percentiles, errors and throughput of every endpoint, p95 of each service. */
export const shopGates = [
  {
    p50: { warn: '+15%', fail: '+30%' },
    p95: { warn: '+15%', fail: '+30%' },
    errors: { fail: '+0.5pp' },
    rps: { warn: '-20%' },
  },
];

/** Where a report leads to. */
export const shopLinks = {
  traces: 'https://traces.shop.example/search?service={service}&operation={name}&start={startMs}&end={endMs}',
  dashboard: 'https://grafana.shop.example/d/load-test?from={startMs}&to={endMs}&var-commit={commit}',
};
