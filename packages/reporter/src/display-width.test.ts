import { expect, test } from 'vitest';
import { cutMiddle, displayWidth } from './display-width.js';

test.each([
  ['', 0],
  ['abc', 3],
  ['naïve', 5],
  ['nai\u0308ve', 5],
  ['顧客', 4],
  ['🚨', 2],
  ['412 → 660', 9],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('a long name loses its middle and never grows too wide', () => {
  expect(cutMiddle('/api/v1/customers/orders', 13)).toBe('/api/v…orders');
  expect(cutMiddle('short', 13)).toBe('short');
  expect(cutMiddle('顧客顧客顧客顧客', 8)).toBe('顧…顧客');
  expect(displayWidth(cutMiddle('顧客顧客顧客顧客', 8))).toBeLessThanOrEqual(8);
  expect(cutMiddle('/api/v1/customers/orders', 13, '...')).toBe('/api/...rders');
});

test('marks without end are cut, though they take no columns', () => {
  const stacked = `e${'\u0301'.repeat(100_000)}/a`;
  expect(cutMiddle(stacked, 40).length).toBeLessThan(400);
  expect(cutMiddle(stacked, 40)).toMatch(/^e.*….*\/a$/su);
  expect(cutMiddle('\u0939\u093f\u0928\u094d\u0926\u0940', 4)).toBe('\u0939\u093f\u0928\u094d\u0926\u0940');
});
