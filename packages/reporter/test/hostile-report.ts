import type { Comparison } from '@loadline/schema/types';
import { buildComparison, endpoint, type FindingSketch } from './build-comparison.js';
import { HOSTILE_NAMES } from './cases.js';
import { withPictures } from './with-pictures.js';

const CALL = 'window.hacked=1';

/** Names that a browser might act upon: each sets `window.hacked` where it is ever run. */
export const BROWSER_NAMES: readonly string[] = [
  `<script>${CALL}</script>`,
  `"><img src=x onerror=${CALL}>`,
  `'><svg onload=${CALL}>`,
  `javascript:${CALL}`,
  `\` onfocus=${CALL} autofocus x=\``,
  `" onmouseover="${CALL}" style="position:fixed;inset:0`,
  `</title><script>${CALL}</script>`,
  `</style><script>${CALL}</script>`,
  `</script><script>${CALL}</script>`,
  `</svg></table></details><iframe srcdoc="<script>parent.hacked=1</script>">`,
  `]]><script>${CALL}</script>`,
  `<!--><script>${CALL}</script>`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `{{constructor.constructor('${CALL}')()}}`,
  '<base href="http://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<link rel=stylesheet href=http://evil.example/x.css>',
  '<form action=http://evil.example/><button>press',
  'url(http://evil.example/x.png)',
  '\u202Etxt.exe\u2066',
  '__proto__',
  'rows',
  'search',
  'toString',
  'x'.repeat(10_000),
  '\uD800<b>\uDC00',
];

/** Every place of a comparison that holds text from outside, filled with names that try to break out. */
export function hostileReport(): Comparison {
  const names = [...BROWSER_NAMES, ...HOSTILE_NAMES];
  const verdicts = ['fail', 'warn', 'missing', 'inconclusive', 'improved', 'new', 'pass', 'invalid'] as const;
  const findings = names.flatMap((name, index): FindingSketch[] => {
    const verdict = verdicts[index % verdicts.length] ?? 'pass';
    const at = {
      service: name,
      endpoint: endpoint(name, name, { group: name, scenario: name, tags: [{ name, value: name }] }),
      before: verdict === 'new' ? null : 100,
      after: verdict === 'missing' ? null : 160,
      verdict,
      limit: '+25%',
      notes: [name],
      reason: { code: 'limit-broken' as const, message: name },
    };
    return [
      { ...at, metric: 'p95' },
      { ...at, metric: name, unit: name, better: 'lower', limit: name, muted: { reason: name, until: name } },
    ];
  });
  const all = names.join(' ');
  const base = withPictures(
    buildComparison(findings, {
      headline: all,
      baseline: { strategy: all, runs: 5, commit: all, tool: all, rationale: all, environment: { name: all, machine: all, os: all } },
      current: { runs: 1, ids: names, commit: all, tool: all, startedAt: all },
      errors: names.slice(0, 20).map((message) => ({ message, status: message, count: 1, endpoint: endpoint(message, message) })),
      diagnostics: names.map((message) => ({ code: message, severity: 'error', message, place: { file: message } })),
      toolVersion: all,
      createdAt: all,
    }),
  );
  return {
    ...base,
    history: {
      series: base.history?.series ?? [],
      runs: (base.history?.runs ?? []).map((run) => ({ ...run, id: all, commit: all, startedAt: all })),
    },
    coverage: { ...base.coverage, notGated: names.map((name) => ({ service: name, endpoint: endpoint(name) })) },
    policy: {
      ...base.policy,
      gates: [
        {
          index: 0,
          scope: 'service',
          service: all,
          default: false,
          limits: [{ metric: all, fail: { text: all, any: [{ all: [{ kind: 'value', op: '>', bound: 1 }] }] } }],
        },
      ],
      links: [
        { name: all, template: 'https://traces.example/{name}?service={service}' },
        { name: 'script', template: `javascript:${CALL}` },
        { name: 'data', template: `data:text/html,<script>${CALL}</script>` },
        { name: 'quote', template: `https://x.example/" onclick="${CALL}` },
      ],
    },
  };
}
