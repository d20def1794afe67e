import { expect, test } from 'vitest';
import * as reporter from './index.js';

test('the public names', () => {
  expect(Object.keys(reporter).sort()).toEqual([
    'docsAddress',
    'escapeMarkdown',
    'escapeTerminal',
    'findingGroups',
    'findingWords',
    'formatChange',
    'formatLimit',
    'formatMetric',
    'formatNumber',
    'formatPair',
    'formatQuantity',
    'formatSigned',
    'formatSignedQuantity',
    'formatValues',
    'notJudgedWords',
    'readMarkdown',
    'renderBaseline',
    'renderBaselineDiff',
    'renderClaims',
    'renderDiagnostics',
    'renderError',
    'renderExplanation',
    'renderIssue',
    'renderJson',
    'renderMarkdown',
    'renderNoise',
    'renderPlan',
    'renderProgress',
    'renderRunLine',
    'renderTerminal',
    'reportFormats',
    'verdictWords',
    'wordsOf',
  ]);
});

test('the formats by name', () => {
  expect(reporter.reportFormats.map(({ name }) => name)).toEqual(['terminal', 'md', 'json']);
});
