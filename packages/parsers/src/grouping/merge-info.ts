import { createHash } from 'node:crypto';
import type { Labels, Load, LoadStage, Run, RunInfo, Source } from '@loadline/schema';
import { sumCounts } from './measured.js';
import type { Window } from './merge-window.js';

/** What the runs agree on stays; what they say differently, or only some say, goes. */
export function mergeInfo(runs: readonly Run[], window: Window): RunInfo {
  const infos = runs.map(({ run }) => run);
  const shared = sharedFields(infos, ['suite', 'scenario', 'toolVersion', 'environment', 'warmupSeconds', 'pairId']);
  const labels = mergeLabels(infos.map((info) => info.labels ?? {}));
  const sources = infos.flatMap((info) => info.sources).sort(bySource);
  return {
    ...shared,
    ...window,
    id: mergedId(infos, sources),
    tool: infos[0]?.tool ?? '',
    load: mergeLoad(infos.map((info) => info.load)),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    partial: infos.some((info) => info.partial),
    sources,
  };
}

/** The fields that all of them have with the same value. */
function sharedFields<Item extends object, Key extends keyof Item>(items: readonly Item[], keys: readonly Key[]): Partial<Pick<Item, Key>> {
  const [first, ...others] = items;
  const shared: Partial<Pick<Item, Key>> = {};
  for (const key of keys) {
    const found = first?.[key];
    if (found !== undefined && others.every((item) => canonical(item[key]) === canonical(found))) shared[key] = found;
  }
  return shared;
}

/** A text that is the same for the same value, whatever the order of its fields. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part,
    ) ?? ''
  );
}

function mergeLabels(all: readonly Labels[]): Labels {
  const labels: Labels = sharedFields(all, ['commit', 'branch', 'environment', 'repository', 'pullRequest', 'job', 'buildUrl']);
  const custom = (all[0]?.custom ?? []).filter((tag) =>
    all.every((each) => each.custom?.some((other) => other.name === tag.name && other.value === tag.value)),
  );
  return { ...labels, ...(custom.length === 0 ? {} : { custom }) };
}

function mergeLoad(loads: readonly Load[]): Load {
  const models = new Set(loads.map((load) => load.model));
  const stages = mergeStages(loads.map((load) => load.stages));
  return {
    model: models.size === 1 ? (loads[0]?.model ?? 'unknown') : 'unknown',
    users: sumCounts(loads.map((load) => load.users ?? null)),
    ...(stages === undefined ? {} : { stages }),
  };
}

/** Stages of the same lengths in all parts, with users and rates added up. */
function mergeStages(all: readonly (LoadStage[] | undefined)[]): LoadStage[] | undefined {
  const [first] = all;
  const lengths = (stages: LoadStage[] | undefined) => stages?.map((stage) => stage.durationSeconds).join(' ');
  if (first === undefined || all.some((stages) => lengths(stages) !== lengths(first))) return undefined;
  return first.map((stage, index) => {
    const same = all.map((stages) => stages?.[index]);
    return { durationSeconds: stage.durationSeconds, ...addStages(same, 'users'), ...addStages(same, 'ratePerSecond') };
  });
}

function addStages(stages: readonly (LoadStage | undefined)[], field: 'users' | 'ratePerSecond'): Partial<LoadStage> {
  const sum = sumCounts(stages.map((stage) => stage?.[field] ?? null));
  return sum === null ? {} : { [field]: sum };
}

function bySource(a: Source, b: Source): number {
  return a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The same files give the same id, in whatever order they were merged; runs that were read from no file give theirs. */
function mergedId(infos: readonly RunInfo[], sources: readonly Source[]): string {
  if (infos.every((info) => info.sources.length > 0))
    return createHash('sha256')
      .update(sources.map((source) => source.sha256).join('\n'))
      .digest('hex')
      .slice(0, 16);
  return infos
    .flatMap((info) => info.id.split('+'))
    .sort()
    .join('+');
}
