import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, manyEndpoints } from '../test/cases.js';
import { hostileReport } from '../test/hostile-report.js';
import { withPictures } from '../test/with-pictures.js';
import { renderHtml } from './index.js';

const bytes = (text: string) => Buffer.byteLength(text);
const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const regression = withPictures(cases.find(({ name }) => name === 'one-regression')?.comparison ?? manyEndpoints(1));

test('lets nothing run but its own styles and its own script', () => {
  const text = renderHtml(regression);
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1];
  expect(policy).toBe(
    `default-src 'none'; style-src ${hashOf(/<style>([^]*?)<\/style>/.exec(text)?.[1])}; script-src ${hashOf(/<script>([^]*?)<\/script>/.exec(text)?.[1])}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(text).toContain('<meta name="referrer" content="no-referrer"');
});

test('names nothing that a browser would fetch', () => {
  const text = renderHtml(regression).replace(/<a [^>]*>/g, '');
  expect(text.match(/https?:|\bsrc=|@import|url\(|xlink|srcset|<img|<iframe|<link(?! rel="icon" href="data:,")/g)).toBeNull();
  expect(text).not.toMatch(/ style="| on\w+="/);
});

test('a usual report of 12 endpoints is under 300 kB, one of 2,000 under 5 MB', () => {
  expect(bytes(renderHtml(regression))).toBeLessThan(300_000);
  for (const verdict of ['pass', 'fail'] as const)
    expect(bytes(renderHtml(withPictures(manyEndpoints(2000, verdict))))).toBeLessThan(5_000_000);
});

test('has one row an endpoint, and full detail of what is not fine and of the largest changes', () => {
  const count = (text: string, part: string) => text.split(part).length - 1;
  const fine = renderHtml(manyEndpoints(500));
  expect([count(fine, '<tbody'), count(fine, '<summary>Details')]).toEqual([500, 200]);
  const failing = renderHtml(manyEndpoints(500, 'fail'));
  expect([count(failing, '<tbody'), count(failing, '<summary>Details')]).toEqual([500, 500]);
  expect(count(renderHtml(manyEndpoints(50), { largestChanges: 3 }), '<summary>Details')).toBe(3);
});

test.each(['', '/abcdefgh'.repeat(40), '/漢'.repeat(800)])(
  'of 2,000 endpoints with ten metrics each all that is not fine and 200 more have their metrics: %#',
  { timeout: 60_000 },
  (pad) => {
    const change = {
      absolute: 28.88664396448469,
      relativePct: 28.88664396448469,
      interval: { lowPct: -4.903, highPct: 58.28, level: 0.95 },
    };
    const comparison = buildComparison(
      Array.from({ length: 20_000 }, (_, at) => ({
        endpoint: endpoint(`/page-${Math.floor(at / 10)}${pad}`),
        metric: `p${90 + (at % 10)}`,
        before: 455.6883485657293,
        after: 587.3214194035515,
        limit: '+30%',
        verdict: at % 40 === 0 ? ('inconclusive' as const) : ('pass' as const),
        change,
      })),
    );
    const text = renderHtml(comparison);
    expect(bytes(text)).toBeLessThan(5_000_000);
    expect(text.split('<summary>Details').length - 1).toBe(700);
    expect(text).toMatch(/There is no room for the pictures of \d+ rows\.</);
  },
);

test('says of how many rows it has no room for details', () => {
  const small = renderHtml(manyEndpoints(100, 'fail'), { mostBytes: 160_000 });
  expect(small).toMatch(/There is no room for the details of \d\d rows more; the comparison as JSON has them\./);
  const medium = renderHtml(manyEndpoints(100, 'fail'), { mostBytes: 350_000 });
  expect(medium).toMatch(/There is no room for the pictures of \d\d rows\.(?! There is no room)/);
  for (const text of [small, medium]) expect(text).toContain('<table class="metrics">');
  expect(bytes(small)).toBeLessThan(165_000);
  expect(renderHtml(manyEndpoints(10, 'fail'))).not.toContain('There is no room');
});

test('what has no data has no picture', () => {
  const { curves: _curves, timelines: _timelines, history: _history, ...bare } = regression;
  expect(renderHtml(bare)).not.toMatch(/<figure|Over the time/);
  expect(renderHtml({ ...bare, curves: [], timelines: [], history: { runs: [], series: [] } })).toBe(renderHtml(bare));
});

test('hostile names make the same elements as harmless ones', () => {
  const text = renderHtml(hostileReport()).replace(/<script>[^]*?<\/script>$/m, '<script></script>');
  expect(
    text
      .replaceAll('<wbr />', '')
      .match(
        /<(?!\/?(?:html|head|meta|title|link|style|body|a|bdi|header|h1|h2|span|p|main|section|ul|li|div|b|small|svg|desc|path|circle|text|rect|figure|figcaption|nav|code|fieldset|legend|input|label|select|option|table|caption|thead|tbody|tr|th|td|i|details|summary|dl|dt|dd|footer|script)[ >\n/])[^>]{0,40}/gi,
      ),
  ).toEqual(['<!doctype html']);
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(bytes(text)).toBeLessThan(2_000_000);
});

test('shows the exact value of each rounded number on hover', () => {
  const text = renderHtml(regression);
  expect(text).toContain('title="137.14285714285714 → 134.85714285714286 ms">137 → 135 ms');
  expect(text).toContain('title="60.19417475728155 %; 248 ms">+60.2 %');
});

test('a limit that only warns does not look like a warning where it is kept', () => {
  const at = { metric: 'p95', before: 100, after: 106, limit: '+20%', verdict: 'warn' as const, endpoint: endpoint('/cart') };
  const broken = buildComparison([at]);
  const findings = broken.findings.map((finding) => ({
    ...finding,
    verdict: 'pass' as const,
    limit: finding.limit && { ...finding.limit, broken: false },
  }));
  expect(renderHtml(broken)).toContain('<bdi>warn +20%</bdi>');
  const kept = renderHtml({ ...broken, verdict: 'pass', findings });
  expect(kept).toContain('<bdi>warn beyond +20%</bdi>');
  expect(kept).not.toContain('<bdi>warn +20%');
});

test('the name of a metric of one’s own is broken between its words', () => {
  const text = renderHtml(buildComparison([{ metric: 'queue_depth_max', before: 4, after: 6, endpoint: endpoint('/cart') }]));
  expect(text).toContain('queue_<wbr />depth_<wbr />max');
});

test('a link stands at the worst or at the run, not at both', () => {
  const comparison = buildComparison([{ metric: 'p95', before: 412, after: 660, verdict: 'fail', endpoint: endpoint('/cart') }]);
  const links = [{ name: 'dashboard', template: 'https://grafana.example/d/load' }];
  const above = renderHtml({ ...comparison, policy: { ...comparison.policy, links } }).split('id="endpoints"')[0] ?? '';
  expect(above.match(/grafana\.example/g)).toHaveLength(1);
});

test('values that differ by their rounding alone, in a picture with their limit', () => {
  const limit = { level: 'slo', text: '<= 0.7%', broken: false } as const;
  const at = {
    metric: 'errors',
    before: (7 / 1000) * 100,
    after: (14 / 2000) * 100,
    limit,
    endpoint: endpoint('/cart'),
  };
  expect(renderHtml(buildComparison([at]))).toContain('class="bell"');
  expect(renderHtml(buildComparison([{ metric: 'p95', before: 0.3, after: 0.1 + 0.2, endpoint: endpoint('/cart') }]))).toContain(
    'class="bell"',
  );
});

test('the level of an interval is a share, or not told', () => {
  const at = (level: number) =>
    renderHtml(
      buildComparison([
        {
          metric: 'p95',
          before: 100,
          after: 160,
          change: { absolute: 60, relativePct: 60, interval: { lowPct: 38, highPct: 85, level } },
          endpoint: endpoint('/cart'),
        },
      ]),
    );
  expect(at(0.95)).toContain('; 95 % interval from 38 % to 85 %"');
  expect(at(1e308)).toContain('; interval from 38 % to 85 %"');
});
