import { type Endpoint, type EndpointId, type ErrorCount, type Metric, percentileMetric } from '@loadline/schema';
import { locustResolution, locustRound } from '@loadline/stats';
import type { Measured } from './measure/measured.js';
import type { Settings } from './settings.js';

/** Writes the endpoints of runs with the same settings. */
export function endpointWriter(settings: Settings): (id: EndpointId, measured: Measured) => Endpoint {
  const names = settings.percentiles.map(percentileMetric);
  const { provenance } = settings;
  const percentile = (name: string, ms: number): Metric => {
    if (settings.rounding === 'none') return { name, value: ms, provenance };
    const value = locustRound(ms);
    return { name, value, provenance: provenance === 'exact' ? 'histogram' : provenance, resolution: locustResolution(value) };
  };
  return (id, { requests, failures, latency, vif }) => {
    const metrics: Metric[] = [];
    if (latency !== undefined) {
      metrics.push(
        { name: 'avg_latency_ms', value: latency.avgMs, provenance },
        { name: 'min_latency_ms', value: latency.minMs, provenance },
        { name: 'max_latency_ms', value: latency.maxMs, provenance },
      );
      for (let index = 0; index < names.length; index++) metrics.push(percentile(names[index] ?? '', latency.percentilesMs[index] ?? NaN));
      metrics.push({ name: 'error_rate_pct', value: (failures / requests) * 100, provenance });
    }
    metrics.push({ name: 'rps', value: requests / settings.durationSeconds, provenance });
    const endpoint: Endpoint = { ...id, requests, failures, metrics };
    if (latency?.histogram !== undefined) endpoint.histogram = latency.histogram;
    if (vif !== undefined) endpoint.vif = vif;
    return endpoint;
  };
}

/** The failures of an endpoint as the run lists them. */
export function errorsOf(endpoint: EndpointId, { failures }: Measured): ErrorCount[] {
  return failures === 0 ? [] : [{ message: 'Internal Server Error', status: '500', count: failures, endpoint }];
}
