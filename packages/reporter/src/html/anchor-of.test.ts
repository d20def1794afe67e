import { expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../test/cases.js';
import { endpoint } from '../../test/build-comparison.js';
import { anchorOf } from './anchor-of.js';

test('is readable, and the same for the same endpoint', () => {
  const anchor = anchorOf({ service: 'all', endpoint: endpoint('/checkout', 'POST') });
  expect(anchor).toMatch(/^e-post-checkout-[0-9a-f]{10}$/);
  expect(anchorOf({ service: 'all', endpoint: endpoint('/checkout', 'POST'), scope: 'endpoint' })).toBe(anchor);
});

test('tells apart what differs in case, service or kind', () => {
  const anchors = [
    { service: 'all', endpoint: endpoint('/a') },
    { service: 'all', endpoint: endpoint('/A') },
    { service: 'shop', endpoint: endpoint('/a') },
    { service: 'all', endpoint: endpoint('/a', 'GET', { kind: 'transaction' }) },
    { service: '/a' },
  ].map(anchorOf);
  expect(new Set(anchors).size).toBe(anchors.length);
});

test('holds nothing that markup or an address could act upon', () => {
  for (const name of HOSTILE_NAMES) expect(anchorOf({ service: name, endpoint: endpoint(name) })).toMatch(/^e-[a-z0-9-]+$/);
});
