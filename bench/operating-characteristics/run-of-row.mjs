import { percentileMetric, schemaAddress, schemaVersion } from '../../packages/schema/dist/index.js';

/** The Run of one run of a report: `{ 'GET /cart': [count, failures, rps, p50, …] }`. */
export function runOfRow(row, fields, id) {
  const endpoints = Object.entries(row).map(([name, numbers]) =>
    endpointOf(name, Object.fromEntries(fields.map((field, at) => [field, numbers[at]]))),
  );
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: { id, tool: 'simulate', load: { model: 'open' }, partial: false, sources: [] },
    endpoints,
    errors: [],
    diagnostics: [],
  };
}

function endpointOf(text, { count, failures, rps, ...percentiles }) {
  const [, method, name = text] = /^([A-Z]+) (.+)$/.exec(text) ?? [];
  const exact = (metric, value) => ({ name: metric, value, provenance: 'exact' });
  return {
    kind: 'request',
    ...(method === undefined ? {} : { method }),
    name,
    requests: count,
    failures,
    metrics: [
      ...Object.entries(percentiles).map(([field, value]) => exact(percentileMetric(Number(field.slice(1))), value)),
      exact('rps', rps),
      exact('error_rate_pct', (failures / count) * 100),
    ],
  };
}
