import type { Diagnostic, Endpoint, EndpointId, EndpointRules, Run } from '@loadline/schema';
import { endpointId, endpointKey, fitsMatch } from '@loadline/schema';
import { combine } from './grouping/combine.js';
import { joinSame } from './grouping/join-endpoints.js';
import { renamer } from './grouping/rename.js';

/**
 * Rewrites endpoint names and leaves endpoints out. Rules are applied in order, each to the result of the one before; the
 * name only, never the method. Endpoints that become the same are joined. Errors follow their endpoints. When anything is
 * left out the run's total is made anew, so that it does not speak of what is gone.
 *
 * @returns a new Run; the given one is not changed.
 */
export function applyEndpointRules(run: Run, rules: EndpointRules): Run {
  if (rules.rename.length === 0 && rules.ignore.length === 0) return run;
  const renamers = rules.rename.map(renamer);
  const rename = <Id extends EndpointId>(id: Id): Id => ({ ...id, name: renamers.reduce((name, apply) => apply(name) ?? name, id.name) });
  const ignored = (id: EndpointId) => rules.ignore.some((match) => fitsMatch(match, id));
  const diagnostics: Diagnostic[] = [...run.diagnostics];
  const named = run.endpoints.map(rename);
  const kept = named.filter((endpoint) => !ignored(endpoint));
  const left = named.length - kept.length;
  if (left > 0) diagnostics.push(ignoredDiagnostic(named.filter(ignored)));
  const errors = run.errors.map((error) => (error.endpoint === undefined ? error : { ...error, endpoint: rename(error.endpoint) }));
  const endpoints = joinSame(kept, undefined, run.run.durationSeconds);
  const gone = new Set(named.filter(ignored).map((endpoint) => endpointKey(endpointId(endpoint))));
  const result: Run = { ...run, endpoints, errors: errors.filter((error) => error.endpoint === undefined || !gone.has(endpointKey(error.endpoint))), diagnostics };
  if (left > 0) {
    delete result.total;
    if (endpoints.length > 0) {
      const { requests, failures, metrics } = combine(endpoints.filter((endpoint) => endpoint.kind === 'request'), run.run.durationSeconds);
      result.total = { requests, failures, metrics };
    }
  }
  return result;
}

function ignoredDiagnostic(endpoints: readonly Endpoint[]): Diagnostic {
  const requests = endpoints.reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
  return { code: 'endpoints-ignored', severity: 'info', message: `${endpoints.length} endpoints with ${requests} requests were left out by the rules under endpoints.ignore`, count: endpoints.length };
}
