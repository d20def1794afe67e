import { expect, test } from 'vitest';
import * as github from './index.js';

test('exports', () => {
  expect(Object.keys(github).sort()).toEqual(['DeliveryError', 'planIssues', 'readMarker', 'resolveGithub', 'syncIssues', 'writeMarker']);
});
