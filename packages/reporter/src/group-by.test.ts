import { expect, test } from 'vitest';
import { groupBy } from './group-by.js';

test('items of one key stand together, in their order', () => {
  expect([...groupBy(['a', 'bb', 'c', 'dd', '__proto__'], (text) => String(text.length))]).toEqual([
    ['1', ['a', 'c']],
    ['2', ['bb', 'dd']],
    ['9', ['__proto__']],
  ]);
  expect(groupBy([], () => '').size).toBe(0);
});

test('takes a group of many', () => {
  expect(
    groupBy(
      Array.from({ length: 200_000 }, (_, index) => index),
      () => 'all',
    ).get('all'),
  ).toHaveLength(200_000);
});
