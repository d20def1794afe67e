import { expect, it } from 'vitest';
import * as simulate from './index.js';

it('exports these names', () => {
  expect(Object.keys(simulate).sort()).toEqual([
    'exampleService',
    'indicatorInflation',
    'jtlLines',
    'requestTail',
    'simulateReport',
    'simulateRun',
    'simulateSamples',
    'writeJtl',
    'writeLocustStats',
  ]);
});
