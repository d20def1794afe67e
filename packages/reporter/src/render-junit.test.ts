import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../test/cases.js';
import { elementsOf, junitProblems, readXml, type XmlElement } from '../test/xml.js';
import { replaceInvisible } from './invisible.js';
import { renderJunit } from './render-junit.js';
import { tellStory } from './story/tell-story.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%' };

function testCases(...given: Parameters<typeof buildComparison>): XmlElement[] {
  return elementsOf(readXml(renderJunit(buildComparison(...given))), 'testcase');
}

/** The cases that are errors; the totals have to say so too. */
function errorsOf(comparison: Comparison): (string | undefined)[][] {
  const root = readXml(renderJunit(comparison));
  const found = elementsOf(root, 'testcase').filter(({ children }) => children[0]?.name === 'error');
  expect(elementsOf(root, 'testsuite')[0]?.attributes.get('errors')).toBe(String(found.length));
  return found.map(summary);
}

function summary(element: XmlElement): (string | undefined)[] {
  const [child] = element.children;
  return [element.attributes.get('classname'), element.attributes.get('name'), child?.name, child?.attributes.get('message')];
}

describe('the schema of Jenkins', () => {
  test.each(cases)('takes $name', async ({ comparison }) => {
    expect(await junitProblems(renderJunit(comparison))).toEqual([]);
  });

  test('takes a report with 2,000 endpoints', async () => {
    expect(await junitProblems(renderJunit(manyEndpoints(2000, 'fail')))).toEqual([]);
  });

  test('is really asked', async () => {
    expect(await junitProblems(renderJunit(buildComparison([at])).replace(' name="POST', ' title="POST'))).not.toEqual([]);
  });
});

describe('a test case', () => {
  test('is there for each gate, with its service and a name that holds no value', () => {
    const [worse, fine] = testCases([
      { ...at, verdict: 'fail', service: 'shop' },
      { ...at, metric: 'errors', before: 0.1, after: 0.1, service: 'shop' },
      { ...at, metric: 'p99', gated: false },
    ]);
    expect(worse && summary(worse)).toEqual(['shop', 'POST /checkout p95', 'failure', 'p95 412 → 660 ms, +60.2 %, limit +30%']);
    expect(fine && summary(fine)).toEqual(['shop', 'POST /checkout errors', undefined, undefined]);
    expect(testCases([{ ...at, gated: false }, at])).toHaveLength(1);
  });

  test('says the latency that was measured as its time, in seconds', () => {
    const times = testCases([at, { ...at, metric: 'rps', before: 40, after: 41 }, { ...at, metric: 'p50', after: 0.25 }]);
    expect(times.map(({ attributes }) => attributes.get('time'))).toEqual(['0.66', undefined, '0.00025']);
  });

  test.each([0, 100_000, 1e15, 1e24, 1.7e308])('of %d ms has no time that the schema does not take', async (after) => {
    const { current } = buildComparison([]);
    const comparison = buildComparison([{ ...at, after }], { current: { ...current, runs: 9, durationSeconds: after } });
    const text = renderJunit(comparison);
    expect(await junitProblems(text)).toEqual([]);
    for (const [, time] of text.matchAll(/ time="(.*?)"/g)) expect(time).toMatch(/^\d+(?:\.\d+)?$/);
    expect(text.includes(' time="')).toBe(after < 1e12);
  });

  test.each([
    ['fail', 'failure', 'p95 412 → 660 ms, +60.2 %, limit +30%'],
    ['missing', 'failure', 'not measured: the baseline has 1,200 requests of it, this run has none'],
    ['warn', 'system-out', undefined],
    ['pass', undefined, undefined],
    ['improved', 'system-out', undefined],
    [
      'inconclusive',
      'skipped',
      'not proven: one run moves more than this by itself; 3 more runs would decide; p95 412 → 660 ms, +60.2 %, limit +30%',
    ],
    [
      'invalid',
      'skipped',
      'not comparable: 24 of 32 requests of the baseline failed (75 %), more than 5 %; p95 412 → 660 ms, +60.2 %, limit +30%',
    ],
    ['new', 'skipped', 'new: the baseline does not have it'],
  ] as const)('of a %s is a %s', (verdict, element, message) => {
    const sketches = [
      { ...at, metric: 'errors' },
      { ...at, verdict, after: verdict === 'missing' ? null : 660 },
    ];
    const found = testCases(sketches).find(({ attributes }) => attributes.get('name') === 'POST /checkout p95');
    expect(found && summary(found).slice(2)).toEqual([element, message]);
  });

  test('of a warning says what was found', () => {
    const [found] = testCases([{ ...at, verdict: 'warn' }]);
    expect(found?.children[0]?.text.split('\n')).toEqual(['p95 412 → 660 ms, +60.2 %, warn +30%', 'watch: the warn limit is broken']);
  });

  test('fails as well for what makes the exit code 1', () => {
    const base = buildComparison([{ ...at, verdict: 'warn' }]);
    const [found] = testCases([{ ...at, verdict: 'warn' }], { policy: { ...base.policy, failOn: ['fail', 'warn'] } });
    expect(found?.children[0]?.name).toBe('failure');
  });

  test('that is muted is skipped, with what it would be', () => {
    const [found] = testCases([{ ...at, verdict: 'fail', muted: { reason: 'reindex', until: '2026-12-15' } }]);
    expect(found && summary(found).slice(2)).toEqual([
      'skipped',
      'muted until 2026-12-15 (reindex); it would be worse: the limit is broken; p95 412 → 660 ms, +60.2 %, limit +30%',
    ]);
  });

  test('goes by its gate where a lower percentile was judged in its place', () => {
    const [found] = testCases([{ ...at, metric: 'p90', inPlaceOf: 'p95_latency_ms', verdict: 'fail' }]);
    expect(found && summary(found)).toEqual([
      'all',
      'POST /checkout p95',
      'failure',
      'p90 instead of p95 412 → 660 ms, +60.2 %, limit +30%',
    ]);
  });

  test('is skipped where a limit could not be held to anything', () => {
    const comparison = cases.find(({ name }) => name === 'service-scope')?.comparison;
    const skipped = elementsOf(readXml(renderJunit(comparison ?? buildComparison([]))), 'testcase').filter(
      ({ children }) => children[0]?.name === 'skipped',
    );
    expect(skipped.map(summary)[0]).toEqual(['api_gateway', 'p95', 'skipped', 'not judged: neither side has it, limit +50%']);
  });

  test('is there even where nothing is', () => {
    expect(testCases([], { headline: 'Nothing <was> judged' }).map(summary)).toEqual([
      ['loadline', 'comparison', 'error', 'Nothing <was> judged'],
    ]);
  });

  test.each(['not-comparable', 'nothing-judged'])('is an error where nothing was judged: %s', (name) => {
    const comparison = cases.find((each) => each.name === name)?.comparison ?? buildComparison([at]);
    expect(errorsOf(comparison)).toEqual([['loadline', 'comparison', 'error', tellStory(comparison).headline]]);
  });

  test('is an error where a gate matches nothing, beside what was judged', () => {
    const message = 'gate 2 of the configuration (POST /chekout) matches nothing on either side';
    const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message, gate: { index: 1, name: 'POST /chekout' } };
    const told = 'not judged as asked: gate 2 (POST /chekout) matches nothing: correct the configuration';
    expect(errorsOf(buildComparison([at], { diagnostics: [dead] }))).toEqual([['loadline', 'comparison', 'error', told]]);
    expect(errorsOf(buildComparison([at]))).toEqual([]);
  });
});

test('the totals are those of the cases', () => {
  const comparison = cases.find(({ name }) => name === 'every-verdict')?.comparison ?? buildComparison([]);
  const root = readXml(renderJunit(comparison));
  const [suite] = elementsOf(root, 'testsuite');
  for (const [attribute, element] of [
    ['tests', 'testcase'],
    ['failures', 'failure'],
    ['skipped', 'skipped'],
  ] as const)
    expect(suite?.attributes.get(attribute)).toBe(String(elementsOf(root, element).length));
  expect(suite?.attributes.get('time')).toBe('120.000');
});

test.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))('the name %s is text and nothing else', async (_shown, name) => {
  const document = renderJunit(
    buildComparison(
      [{ ...at, service: name, endpoint: endpoint(name), verdict: 'fail', reason: { code: 'unknown-word', message: name } }],
      {
        headline: name,
      },
    ),
  );
  expect(await junitProblems(document)).toEqual([]);
  const [found] = elementsOf(readXml(document), 'testcase');
  const shown = replaceInvisible(name === '' ? '(no name)' : name);
  expect(found && summary(found).slice(0, 2)).toEqual([shown, `GET ${shown} p95`]);
  expect(elementsOf(readXml(document), 'testcase')).toHaveLength(1);
});
