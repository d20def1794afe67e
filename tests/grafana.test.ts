import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderPrometheus } from '../packages/reporter/src/index.js';
import type { Comparison } from '../packages/schema/src/index.js';
import { root } from './repository.js';

const folder = join(root, 'examples/grafana');
const comparisons = join(root, 'packages/reporter/testdata/comparisons');

/** Every name and label that a comparison of the reporter's test data is written with. */
const known = { names: new Set<string>(), labels: new Set(['job', 'instance']) };
for (const file of readdirSync(comparisons)) {
  const comparison = JSON.parse(readFileSync(join(comparisons, file), 'utf8')) as Comparison;
  const text = renderPrometheus({ ...comparison, sensitivity: { detectablePct: 15, runNoisePct: 3 } });
  for (const [, name = ''] of text.matchAll(/^(loadline_\w+)\{/gm)) known.names.add(name);
}
for (const label of ['suite', 'environment', 'scope', 'service', 'kind', 'method', 'endpoint', 'group', 'scenario', 'tags', 'metric'])
  known.labels.add(label);
for (const label of ['verdict', 'unit', 'duplicate', 'commit', 'baseline_commit', 'tool', 'version']) known.labels.add(label);

interface Panel {
  id: number;
  type: string;
  title: string;
  description: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets: { expr: string; datasource: { type: string; uid: string } }[];
}

interface Dashboard {
  uid: string;
  title: string;
  templating: { list: { name: string; definition?: string }[] };
  annotations: { list: { expr: string }[] };
  panels: Panel[];
}

const dashboard = JSON.parse(readFileSync(join(folder, 'loadline-dashboard.json'), 'utf8')) as Dashboard;
const { groups } = parse(readFileSync(join(folder, 'loadline-alerts.yaml'), 'utf8')) as { groups: { rules: { expr: string }[] }[] };

const queries = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition }) => (definition === undefined ? [] : [definition])),
  ...dashboard.annotations.list.map(({ expr }) => expr),
  ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
];

const namesIn = (text: string): string[] => [...text.matchAll(/\bloadline_\w+/g)].map(([name]) => name);

describe('the dashboard for Grafana', () => {
  it.each(queries)('asks for what is written: %s', (query) => {
    expect(namesIn(query).length).toBeGreaterThan(0);
    for (const name of namesIn(query)) expect(known.names).toContain(name);
    const labels = [...query.matchAll(/[{,]\s*(\w+)=[~"]|\b(?:by|on) \(([\w, ]+)\)/g)].flatMap(
      ([, label, list]) => label ?? list?.split(/,\s*/) ?? [],
    );
    for (const label of labels) expect(known.labels).toContain(label);
  });

  it('uses the variables that it has', () => {
    const names = new Set(dashboard.templating.list.map(({ name }) => name));
    const used = [...JSON.stringify(dashboard).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name = '']) => name);
    expect([...new Set(used)].sort()).toEqual([...names].sort());
  });

  it('has panels of its data source that say what they show and lie beside each other', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { title, description, targets, gridPos } of dashboard.panels) {
      expect([title, description].every((text) => text !== '')).toBe(true);
      for (const { datasource } of targets) expect(datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('its README', () => {
  const names = namesIn(readFileSync(join(folder, 'README.md'), 'utf8'));

  it('names every metric, and none besides', () => {
    const custom = ['loadline_baseline_custom_ratio', 'loadline_baseline_custom_value', 'loadline_custom_ratio', 'loadline_custom_value'];
    expect([...new Set([...names, ...custom])].sort()).toEqual([...new Set([...known.names, ...custom])].sort());
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

// Without promtool the queries are held against the names that are written, which is most of what can go wrong.
it.skipIf(!hasPromtool)('promtool accepts the rules, and every query as an expression', () => {
  const asked = queries.filter((query) => !query.startsWith('label_values(')).map((query) => query.replaceAll(/\$\w+/g, 'x'));
  const rules = { groups: [{ name: 'dashboard', rules: asked.map((expr, index) => ({ record: `loadline:query_${index}`, expr })) }] };
  const temporary = mkdtempSync(join(tmpdir(), 'loadline-grafana-'));
  try {
    const file = join(temporary, 'queries.json');
    writeFileSync(file, JSON.stringify(rules));
    for (const each of [join(folder, 'loadline-alerts.yaml'), file]) {
      const { status, stderr } = spawnSync('promtool', ['check', 'rules', each], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
});
