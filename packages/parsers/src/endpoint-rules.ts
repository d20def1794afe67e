import type { Diagnostic, Endpoint, EndpointId, EndpointRules, Run, Timeline } from '@loadline/schema';
import { fitsMatch } from '@loadline/schema';
import { joinSame } from './grouping/join-endpoints.js';
import { sumCounts } from './grouping/measured.js';
import { renamer } from './grouping/rename.js';
import { totalOf } from './grouping/total-of.js';

/**
 * Rewrites endpoint names and leaves endpoints out.
 *
 * `rename` rules are applied in order, each to the result of the one before; the name only, never the method. Endpoints
 * that become the same are joined: counts are summed, histograms merged, means weighted, percentiles from the histograms
 * or else interpolated. `ignore` sees the new names. Errors and the tool's own thresholds follow their endpoints. When
 * anything is left out, what speaks of the whole run is made anew or goes: the total, and the rates and percentiles of the
 * timeline. Services are dropped when anything changes; group afterwards.
 *
 * @returns a new Run; the given one is not changed.
 * @throws UserError when a rule's regular expression is none.
 * @example applyEndpointRules(run, { rename: [{ from: { glob: '/users/{int}' }, to: '/users/:id' }], ignore: [] })
 */
export function applyEndpointRules(run: Run, rules: EndpointRules): Run {
  if (rules.rename.length === 0 && rules.ignore.length === 0) return run;
  const rename = renameWith(rules);
  const isIgnored = (endpoint: EndpointId | undefined) =>
    endpoint !== undefined && rules.ignore.some((match) => fitsMatch(match, endpoint));
  const diagnostics: Diagnostic[] = [...run.diagnostics];
  const named = run.endpoints.map(rename);
  const ignored = named.filter(isIgnored);
  const endpoints = joinNamed(
    named.filter((endpoint) => !isIgnored(endpoint)),
    run.run.durationSeconds,
    diagnostics,
  );
  const renamed: Run = {
    ...run,
    endpoints,
    errors: run.errors
      .map((error) => (error.endpoint === undefined ? error : { ...error, endpoint: rename(error.endpoint) }))
      .filter((error) => !isIgnored(error.endpoint)),
    ...(run.slos === undefined
      ? {}
      : {
          slos: run.slos
            .map((slo) => (slo.endpoint === undefined ? slo : { ...slo, endpoint: rename(slo.endpoint) }))
            .filter((slo) => !isIgnored(slo.endpoint)),
        }),
    diagnostics,
  };
  delete renamed.services;
  if (ignored.length === 0) return renamed;
  diagnostics.push(ignoredDiagnostic(ignored.length, sumCounts(ignored.map((endpoint) => endpoint.requests))));
  return withoutWhole(renamed);
}

function renameWith({ rename }: EndpointRules): <Id extends EndpointId>(id: Id) => Id {
  const renamers = rename.map(renamer);
  return (id) => ({ ...id, name: renamers.reduce((name, apply) => apply(name) ?? name, id.name) });
}

/** Rules may join thousands: one note speaks of them all, and what got lost is told apart. */
function joinNamed(named: readonly Endpoint[], durationSeconds: number | undefined, diagnostics: Diagnostic[]): Endpoint[] {
  const notes: Diagnostic[] = [];
  const endpoints = joinSame(named, notes, durationSeconds);
  const rows = notes.filter((note) => note.code === 'endpoints-joined').map((note) => note.count ?? 0);
  const before = rows.reduce((sum, count) => sum + count, 0);
  if (rows.length > 0)
    diagnostics.push({
      code: 'endpoints-joined',
      severity: 'info',
      message: `${before} endpoints became ${rows.length} by the rules under endpoints.rename`,
      count: before,
    });
  diagnostics.push(...notes.filter((note) => note.code !== 'endpoints-joined'));
  return endpoints;
}

function ignoredDiagnostic(count: number, requests: number | null): Diagnostic {
  const what = `${count} endpoint${count === 1 ? '' : 's'}${requests === null ? '' : ` with ${requests} requests`}`;
  return { code: 'endpoints-ignored', severity: 'info', message: `${what} left out by the rules under endpoints.ignore`, count };
}

function withoutWhole(run: Run): Run {
  const result: Run = { ...run };
  delete result.total;
  const total = run.total === undefined ? undefined : totalOf(run.endpoints, run.run.durationSeconds);
  if (total !== undefined) result.total = total;
  if (run.timeline !== undefined) result.timeline = usersOnly(run.timeline);
  return result;
}

/** A tool's timeline counts what was left out too; the users it does not. */
function usersOnly(timeline: Timeline): Timeline {
  return {
    ...timeline,
    points: timeline.points.map(({ offsetSeconds, users }) => ({ offsetSeconds, ...(users === undefined ? {} : { users }) })),
  };
}
