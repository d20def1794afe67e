import type { Baseline, EndpointId, Series } from '@loadline/schema';
import { endpointKey } from '@loadline/schema';
import { seriesValue } from './series-value.js';

/** One metric of two baselines. */
export interface BaselineDiffRow {
  service: string;
  endpoint?: EndpointId;
  metric: string;
  unit: string;
  /** Median over the runs; null where that baseline does not have it. */
  before: number | null;
  after: number | null;
  change: { absolute: number | null; relativePct: number | null };
  status: 'added' | 'removed' | 'changed' | 'same';
}

/** What two baselines differ in. */
export interface BaselineDiff {
  rows: BaselineDiffRow[];
  /** Runs of each, and the ids of those that only one of them is made of. */
  runs: { before: number; after: number; removed: string[]; added: string[] };
  users: { before: number | null; after: number | null };
  /** The grouping rules are others: services and custom metrics may not mean the same. */
  rulesDiffer: boolean;
}

/**
 * Every metric of every service and endpoint of two baselines, side by side, as medians over their runs; and what changed of
 * runs, users and rules. Pure.
 *
 * @example diffBaselines(before, after).rows.filter((row) => row.status !== 'same')
 */
export function diffBaselines(before: Baseline, after: Baseline): BaselineDiff {
  const left = flatten(before);
  const right = flatten(after);
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return {
    rows: keys.map((key) => toRow(left.get(key), right.get(key))).filter((row) => row.before !== null || row.after !== null),
    runs: { before: before.runs.length, after: after.runs.length, removed: onlyIn(before, after), added: onlyIn(after, before) },
    users: { before: before.baseline.users ?? null, after: after.baseline.users ?? null },
    rulesDiffer: before.baseline.rulesHash !== after.baseline.rulesHash,
  };
}

/** Ids of the runs that one baseline has and the other has not. */
function onlyIn(one: Baseline, other: Baseline): string[] {
  const known = new Set(other.runs.map((run) => run.id));
  return one.runs.map((run) => run.id).filter((id) => !known.has(id));
}

interface Item {
  service: string;
  endpoint?: EndpointId;
  series: Series;
}

function flatten(baseline: Baseline): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const service of baseline.services) {
    for (const series of service.metrics) items.set(JSON.stringify([service.name, '', series.name]), { service: service.name, series });
    for (const { endpoint, metrics } of service.endpoints) {
      for (const series of metrics)
        items.set(JSON.stringify([service.name, endpointKey(endpoint), series.name]), { service: service.name, endpoint, series });
    }
  }
  return items;
}

function toRow(left: Item | undefined, right: Item | undefined): BaselineDiffRow {
  const item = (right ?? left) as Item;
  const before = left === undefined ? null : seriesValue(left.series);
  const after = right === undefined ? null : seriesValue(right.series);
  const absolute = before === null || after === null ? null : after - before;
  const relativePct = absolute === null || before === null || before === 0 ? null : (absolute / before) * 100;
  const status = before === null ? 'added' : after === null ? 'removed' : absolute === 0 ? 'same' : 'changed';
  return {
    service: item.service,
    ...(item.endpoint === undefined ? {} : { endpoint: item.endpoint }),
    metric: item.series.name,
    unit: item.series.unit,
    before,
    after,
    change: { absolute, relativePct },
    status,
  };
}
