import { expect, test } from 'vitest';
import * as reporter from './index.js';
import type { ExplainedNumberName, ExplanationStepCode, TellStoryOptions } from './index.js';

test('the public names', () => {
  expect(Object.keys(reporter).sort()).toEqual([
    'docsAddress',
    'escapeMarkdown',
    'escapeTerminal',
    'fillLinks',
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
    'renderHtml',
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
    'wordsOf',
  ]);
});

test('what functions take can be named', () => {
  const options: TellStoryOptions = { mostNames: 1 };
  const step: [ExplanationStepCode, ExplainedNumberName] = ['values', 'baselineValue'];
  expect([options.mostNames, ...step]).toEqual([1, 'values', 'baselineValue']);
});

test('the formats by name', () => {
  expect(reporter.reportFormats.map(({ name }) => name)).toEqual([
    'terminal',
    'md',
    'html',
    'json',
    'junit',
    'prometheus',
    'csv',
    'annotations',
    'badge',
    'slack',
  ]);
});
