import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configKeys, defaultPolicy, groupingHash, normalizePolicy } from './policy.js';
import { assertDocument } from './validate.js';

const first = (written: unknown) => normalizePolicy(written).problems[0];

describe('normalizePolicy', () => {
  it('fills in every default, and the result fits its schema', () => {
    const { policy, problems } = normalizePolicy(undefined);
    expect(problems).toEqual([]);
    expect(() => assertDocument(policy)).not.toThrow();
    expect(policy).toEqual(defaultPolicy());
    expect(policy.gates[0]?.limits.map((limits) => `${limits.metric} ${limits.warn?.text ?? '-'} ${limits.fail?.text ?? '-'}`)).toEqual([
      'p50_latency_ms +10% +25%',
      'p95_latency_ms +10% +25%',
      'error_rate_pct - +0.5pp',
      'rps - -25%',
    ]);
  });

  it('takes every kind of evidence; auto unless said otherwise', () => {
    expect(defaultPolicy().evidence).toBe('auto');
    for (const evidence of ['auto', 'advisory', 'required', 'strict'])
      expect(normalizePolicy({ evidence })).toMatchObject({ policy: { evidence }, problems: [] });
  });

  it('fills in every number of the procedure', () => {
    const { policy } = normalizePolicy({ parameters: { latencyNoisePct: 2, q: 0.05 } });
    expect(policy.parameters).toEqual({ ...defaultPolicy().parameters, latencyNoisePct: 2, q: 0.05 });
  });

  it('reads the whole of it', () => {
    const { policy, problems, settings } = normalizePolicy({
      rules: 1,
      suite: 'nightly',
      environment: 'staging',
      baseline: 'base.json',
      evidence: 'advisory',
      failOn: ['fail', 'warn'],
      endpoints: { rename: [{ from: '/users/{int}', to: '/users/:id' }], ignore: ['/health'] },
      services: [
        { name: 'api', match: ['/v1/*', { regex: '^/v[12]/' }] },
        { name: 'rag', match: '/query' },
      ],
      metrics: [
        { name: 'query_p95_ms', from: 'p95', service: 'rag', endpoint: '/query' },
        { name: 'timeouts_pct', from: 'errors', match: '*timeout*', service: 'rag' },
        { name: 'violations', unit: 'count', better: 'lower' },
      ],
      gates: [
        { p95: { warn: '+15% and +10ms', fail: '+30%' }, rps: '-20%' },
        { match: 'POST /checkout', p95: { slo: '< 1s' } },
        { service: 'rag', query_p95_ms: { fail: '+50%' }, violations: { slo: '== 0' } },
        { run: true, errors: { fail: '> 1%' } },
        { match: '/health', p95: false },
      ],
      mute: [{ match: '/index', until: '2026-12-15', reason: 'reindex' }],
      read: { warmup: '30s', jmeter: { rows: 'both' }, columns: ['queueDepth'] },
      reports: [{ format: 'md', to: 'a/b.md' }, 'json=out.json'],
    });
    expect(problems).toEqual([]);
    assertDocument(policy);
    expect(policy.baseline).toEqual({ from: 'base.json', runs: 10 });
    expect(policy.read).toEqual({ warmupSeconds: 30, jmeter: { rows: 'both' }, columns: ['queueDepth'] });
    expect(policy.reports).toEqual([
      { format: 'md', to: 'a/b.md' },
      { format: 'json', to: 'out.json' },
    ]);
    expect(policy.gates.map((gate) => gate.scope)).toEqual(['endpoint', 'endpoint', 'service', 'run', 'endpoint']);
    expect(policy.gates[4]?.limits).toEqual([{ metric: 'p95_latency_ms' }]);
    expect(policy.metrics[1]).toMatchObject({ unit: '%', better: 'lower', from: 'error_rate_pct', message: { glob: '*timeout*' } });
    expect(settings.find((setting) => setting.name === 'suite')).toEqual({ name: 'suite', value: 'nightly', path: ['suite'] });
    expect(settings.find((setting) => setting.name === 'parameters.maxFailurePct')?.path).toBeUndefined();
    expect(settings.find((setting) => setting.name === 'gates[0].rps')).toEqual({
      name: 'gates[0].rps',
      value: 'each endpoint: fail -20%',
      path: ['gates', 0, 'rps'],
    });
  });

  it.each([
    [{ suit: 1 }, 'the key `suit`', 'Did you mean `suite`?'],
    [{ gates: [{ p95: { fial: '+1%' } }] }, '`fial`', 'Did you mean `fail`?'],
    [{ gates: [{ p59x: { fail: '+1%' } }] }, 'the metric `p59x`', undefined],
    [{ gates: [{ erors: { fail: '+1pp' } }] }, 'the metric `erors`', 'Did you mean `errors`?'],
    [{ gates: [{ p95: { fail: 50 } }] }, '`50` as a fail limit for p95', 'write "+50%" or "> 50ms"'],
    [{ gates: [{ p95: { fail: '< 800ms' } }] }, '`< 800ms`', 'slo: "< 800ms"'],
    [{ gates: [{ match: '/a', service: 'all', p95: '+1%' }] }, '`match` and `service` in one gate', 'match: { service: NAME }'],
    [{ services: [{ name: 'api', match: '/a' }], gates: [{ service: 'apo', p95: '+1%' }] }, 'the service `apo`', 'Did you mean `api`?'],
    [{ evidence: 'advisery' }, '`advisery`', 'Did you mean `advisory`?'],
    [{ baseline: 'history' }, 'the baseline `history`', 'comes with a later version'],
    [{ scenarios: {} }, 'the key `scenarios`', 'reserved for a later version'],
    [{ links: ['https://a.example'] }, 'a list for `links`', undefined],
    [{ links: { traces: 'javascript:alert(1)' } }, 'the address `javascript:alert(1)`', undefined],
    [{ links: { traces: 'https://a.example/?from={startMS}' } }, 'the placeholder `{startMS}`', 'Did you mean `{startMs}`?'],
    [{ mute: [{ match: '/a', until: '2026-02-30', reason: 'x' }] }, 'the text `2026-02-30`', undefined],
    [{ services: [{ name: 'a', match: { regex: '(' } }] }, 'the regular expression `(`', ''],
    [{ metrics: [{ name: 'p95_latency_ms', better: 'lower' }] }, 'the built-in name', undefined],
    [{ metrics: [{ name: 'x', from: 'p95', match: '*t*' }] }, '`match` in a metric', undefined],
    [{ metrics: [{ name: 'x' }] }, 'without `better`', undefined],
    [{ rules: 2 }, '`rules: 2`', undefined],
    [[1], 'a list for `the configuration`', undefined],
    [{ read: { warmup: 'soon' } }, 'the text `soon`', undefined],
    [{ failOn: ['fial'] }, '`fial`', 'Did you mean `fail`?'],
  ])('%j: %s', (written, found, hint) => {
    const problem = first(written);
    expect(problem?.found).toContain(found);
    if (hint !== undefined) expect(problem?.hint ?? '').toContain(hint);
    expect(problem?.severity).toBe('error');
  });

  it('says where in a limit', () => {
    expect(first({ gates: [{ p95: { fail: '+10% and fast' } }] })).toMatchObject({ path: ['gates', 0, 'p95', 'fail'], offset: 9 });
  });

  it('never throws, whatever is written, and always gives a policy that fits', () => {
    const words = fc.constantFrom(
      'gates',
      'services',
      'metrics',
      'match',
      'p95',
      'fail',
      'name',
      'regex',
      '__proto__',
      'from',
      'service',
      'run',
      'mute',
      'until',
    );
    fc.assert(
      fc.property(fc.object({ key: words, maxDepth: 4 }), (written) => {
        assertDocument(normalizePolicy(written).policy);
      }),
    );
  });

  it('knows the keys that the editor’s schema knows', () => {
    const schema = JSON.parse(readFileSync(new URL('../schemas/config.schema.json', import.meta.url), 'utf8')) as {
      properties: Record<string, unknown>;
    };
    expect(
      Object.keys(schema.properties)
        .filter((key) => key !== '$schema')
        .sort(),
    ).toEqual([...configKeys].sort());
  });
});

describe('groupingHash', () => {
  it('changes with the rules and with nothing else', () => {
    const policy = defaultPolicy();
    expect(groupingHash({ ...policy, services: [] })).toBe(groupingHash(policy));
    expect(groupingHash({ ...policy, services: [{ name: 'a', match: [] }] })).not.toBe(groupingHash(policy));
    expect(groupingHash(policy)).toMatch(/^[0-9a-f]{16}$/);
  });
});
