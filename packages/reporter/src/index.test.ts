import { expect, test } from 'vitest';
import * as reporter from './index.js';

test('the public names', () => {
  expect(Object.keys(reporter).sort()).toEqual([
    'escapeMarkdown',
    'escapeTerminal',
    'fillLinks',
    'formatChange',
    'formatLimit',
    'formatMetric',
    'formatNumber',
    'formatPair',
    'formatQuantity',
    'formatSigned',
    'formatSignedQuantity',
    'formatValues',
    'groupWords',
    'limitUse',
    'notJudgedWords',
    'readMarkdown',
    'renderAnnotations',
    'renderBadge',
    'renderBaseline',
    'renderBaselineDiff',
    'renderClaims',
    'renderCsv',
    'renderDiagnostics',
    'renderError',
    'renderExplanation',
    'renderIssue',
    'renderJson',
    'renderJunit',
    'renderMarkdown',
    'renderNoise',
    'renderPlan',
    'renderProgress',
    'renderPrometheus',
    'renderRunLine',
    'renderSlack',
    'renderTerminal',
    'reportFormats',
    'tellMetric',
    'tellStory',
    'verdictWords',
  ]);
});

test('the formats by name', () => {
  expect(reporter.reportFormats.map(({ name }) => name)).toEqual([
    'terminal',
    'md',
    'json',
    'junit',
    'prometheus',
    'csv',
    'annotations',
    'badge',
    'slack',
  ]);
});
