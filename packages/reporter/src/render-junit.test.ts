import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../test/cases.js';
import { elementsOf, junitProblems, readXml, type XmlElement } from '../test/xml.js';
import { replaceInvisible } from './invisible.js';
import { renderJunit } from './render-junit.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%' };

function testCases(...given: Parameters<typeof buildComparison>): XmlElement[] {
  return elementsOf(readXml(renderJunit(buildComparison(...given))), 'testcase');
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
    expect(fine && summary(fine)).toEqual(['shop', 'POST /checkout errors', 'system-out', undefined]);
    expect(testCases([{ ...at, gated: false }, at])).toHaveLength(1);
  });

  test('says the latency that was measured as its time, in seconds', () => {
    const times = testCases([at, { ...at, metric: 'rps', before: 40, after: 41 }, { ...at, metric: 'p50', after: 0.25 }]);
    expect(times.map(({ attributes }) => attributes.get('time'))).toEqual(['0.66', undefined, '0.00025']);
  });

  test.each([
    ['fail', 'failure', 'p95 412 → 660 ms, +60.2 %, limit +30%'],
    ['missing', 'failure', 'not measured: the baseline has 1,200 requests of it, this run has none'],
    ['warn', 'system-out', undefined],
    ['pass', 'system-out', undefined],
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
    const [found] = testCases([{ ...at, verdict, after: verdict === 'missing' ? null : 660 }]);
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
      ['loadline', 'comparison', 'skipped', 'Nothing <was> judged'],
    ]);
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
