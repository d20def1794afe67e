import type { Comparison } from '@loadline/schema/types';
import { expect, test } from 'vitest';
import { manyEndpoints } from '../../test/cases.js';
import { formatNumber } from '../format-number.js';
import { readMarkdown, renderMarkdown } from '../index.js';
import { reportFormats } from '../report-formats.js';
import { tellOmitted } from './tell-omitted.js';

const whole = manyEndpoints(2000, 'fail');
const copy = readMarkdown(renderMarkdown(whole)) as Comparison;
const flat = (text: string) => text.replace(/[\s\\]+/g, ' ');

test('a reduced copy says how much of it is here, a whole comparison says nothing', () => {
  expect(tellOmitted(whole)).toBeUndefined();
  expect(tellOmitted(copy)).toMatch(/^incomplete: .* had room for [\d,]+ of 4,000 metrics, the worst first; /);
});

test.each(['terminal', 'md', 'html', 'slack', 'annotations'])('a report as %s says it beside the headline', (name) => {
  const format = reportFormats.find((each) => each.name === name);
  const show = (comparison: Comparison) => flat(format?.render(comparison, { color: false, width: 200, unicode: true, all: false }) ?? '');
  const said = `had room for ${formatNumber(copy.findings.length)} of 4,000 metrics`;
  expect(
    show(copy)
      .replace(/<style>.*?<\/style>/, '')
      .indexOf(said),
  ).toBeGreaterThan(0);
  expect(
    show(copy)
      .replace(/<style>.*?<\/style>/, '')
      .indexOf(said),
  ).toBeLessThan(4000);
  expect(show(whole)).not.toContain('had room for');
});
