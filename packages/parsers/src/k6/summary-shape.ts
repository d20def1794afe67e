import { findJson } from '../input/json-text.js';
import { outlineJson, type OutlineKey } from './json-outline.js';

/** Which summary a JSON document is: of `--summary-export`, of `handleSummary()`, its metrics alone, or machine-readable. */
export type SummaryShape = 'export' | 'handle-summary' | 'metrics-only' | 'machine-readable';

/** Metrics that k6 writes in every test, one of which every summary has. */
const ALWAYS: ReadonlySet<string> = new Set([
  'iterations',
  'iteration_duration',
  'data_sent',
  'data_received',
  'http_reqs',
  'http_req_duration',
  'vus',
]);

/** The summary that a text begins with, told by the keys of the document; undefined for any other text. */
export function summaryShape(text: string): SummaryShape | undefined {
  const start = findJson(text);
  if (start < 0 || text[start] !== '{') return undefined;
  const keys = outlineJson(text, start);
  const has = (...path: string[]) => keys.some((key) => key.path.length === path.length && path.every((part, at) => part === key.path[at]));
  if (has('metadata', 'k6_version') || has('metadata', 'k6Version') || (has('config', 'execution') && has('config', 'script')))
    return 'machine-readable';
  return shapeOfMetrics(keys) ?? shapeOfGroups(keys) ?? (isSetupFirst(keys) ? 'export' : undefined);
}

function shapeOfMetrics(keys: readonly OutlineKey[]): SummaryShape | undefined {
  const isKnown = keys.some(({ path }) => path[0] === 'root_group' || (path[0] === 'metrics' && ALWAYS.has(path[1] ?? '')));
  const inner = keys.filter(({ path }) => path.length === 3 && path[0] === 'metrics');
  if (inner.some(({ path, opens }) => path[2] === 'values' && opens === '{') && inner.some(({ path }) => path[2] === 'contains'))
    return 'handle-summary';
  if (
    isKnown &&
    inner.some(({ path, opens }) => /^(?:count|value|passes|avg|min|max|med|p\(.{1,20}\))$/.test(path[2] ?? '') && /\d/.test(opens))
  )
    return 'export';
  const isBare = (name: string) =>
    ALWAYS.has(name) && keys.some(({ path, opens }) => path.length === 2 && path[0] === name && path[1] === 'values' && opens === '{');
  return keys.some(({ path }) => path.length === 2 && path[1] === 'contains' && isBare(path[0] ?? '')) ? 'metrics-only' : undefined;
}

/** Where the metrics come too late to be seen: groups and checks are lists in `handleSummary()`, objects in the export. */
function shapeOfGroups(keys: readonly OutlineKey[]): SummaryShape | undefined {
  const list = keys.find(({ path }) => path.length === 2 && path[0] === 'root_group' && (path[1] === 'groups' || path[1] === 'checks'));
  return list?.opens === '[' ? 'handle-summary' : list?.opens === '{' ? 'export' : undefined;
}

function isSetupFirst(keys: readonly OutlineKey[]): boolean {
  return keys[0]?.path[0] === 'setup_data' && keys.every(({ path }) => path[0] === 'setup_data');
}
