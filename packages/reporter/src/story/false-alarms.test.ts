import { expect, test } from 'vitest';
import { falseAlarms } from './false-alarms.js';

test('says how many alarms are false, no more exactly than anyone can imagine', () => {
  expect([0, 1e-9, 0.00009, 0.0001, 0.0004, 0.04, 0.3, 1].map(falseAlarms)).toEqual([
    'fewer than 1 in 10,000',
    'fewer than 1 in 10,000',
    'fewer than 1 in 10,000',
    'about 1 in 10,000',
    'about 1 in 2,500',
    'about 1 in 25',
    'about 1 in 3',
    'about 1 in 1',
  ]);
});
