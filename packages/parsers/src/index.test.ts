import { expect, it } from 'vitest';
import * as parsers from './index.js';

it('opens these doors and no others', () => {
  expect(Object.keys(parsers).sort()).toEqual([
    'applyEndpointRules',
    'bytesSource',
    'defaultReadLimits',
    'detectFormat',
    'fileSource',
    'findOverlap',
    'findRuns',
    'formats',
    'groupServices',
    'mergeRuns',
    'readResult',
    'readRun',
    'sameWarmup',
    'streamSource',
  ]);
});
