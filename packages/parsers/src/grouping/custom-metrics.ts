import type { CustomMetric, Diagnostic, Endpoint, ErrorCount, Metric, Run } from '@loadline/schema';
import { echo, fitsMatch, fitsPattern } from '@loadline/schema';
import { combine } from './combine.js';
import { countedEndpoints } from './counted-endpoints.js';
import { metricOf } from './measured.js';

/** One service on its way: its name, its endpoints, and the failures that were counted in them. */
export interface ServiceParts {
  name: string;
  endpoints: readonly Endpoint[];
  errors: readonly ErrorCount[];
  /** Failures that name no endpoint, where there are other services that they may be of. */
  stray: readonly ErrorCount[];
}

/** The outcome for one metric in one service: its value where there is one, and what has to be said where there is none. */
export interface Derived {
  /** The rule fits something here. */
  fits: boolean;
  metric?: Metric;
  diagnostic?: Diagnostic;
}

/**
 * A custom metric of one service.
 *
 * A value that the source itself has under this name, on an endpoint that bears the service's name, is taken over as it is.
 * Else `from` says what it is made of: a built-in metric over the endpoints that fit (of those, the ones that
 * {@link countedEndpoints} counts), or, with `message`, the failures whose message fits in per cent of the requests. The
 * latter is known only when every failure's message is, or when nothing failed.
 */
export function deriveMetric(custom: CustomMetric, service: ServiceParts, run: Run): Derived {
  const own = service.endpoints.filter((endpoint) => endpoint.name === service.name).map((endpoint) => metricOf(endpoint, custom.name));
  const given = own.find((metric) => metric !== undefined);
  if (given !== undefined) return { fits: true, metric: { ...given, unit: custom.unit, better: custom.better } };
  if (custom.from === undefined) return { fits: true };
  const fitting = countedEndpoints(
    service.endpoints.filter(
      (endpoint) => custom.endpoint === undefined || fitsMatch(custom.endpoint, { ...endpoint, service: service.name }),
    ),
  );
  if (fitting.length === 0) return { fits: false };
  const derived =
    custom.message === undefined
      ? fromBuiltIn(custom, custom.from, fitting, service, run)
      : messageRate(custom, custom.message, fitting, service, run);
  return { fits: true, ...derived };
}

function fromBuiltIn(
  custom: CustomMetric,
  from: string,
  endpoints: readonly Endpoint[],
  service: ServiceParts,
  run: Run,
): Omit<Derived, 'fits'> {
  const whole = combine(endpoints, run.run.durationSeconds);
  const counts = new Map([
    ['total_requests', whole.requests],
    ['total_failures', whole.failures],
  ]);
  const count = counts.get(from);
  if (typeof count === 'number') return { metric: valueOf(custom, { name: from, value: count, provenance: 'exact' }) };
  const metric = metricOf(whole, from);
  if (metric !== undefined) return { metric: valueOf(custom, metric) };
  return whole.requests === 0 ? {} : { diagnostic: absent(custom, service, `its endpoints do not all have ${from}`) };
}

function messageRate(
  custom: CustomMetric,
  message: NonNullable<CustomMetric['message']>,
  endpoints: readonly Endpoint[],
  service: ServiceParts,
  run: Run,
): Omit<Derived, 'fits'> {
  const { requests, failures } = combine(endpoints);
  if (requests === 0) return {};
  if (requests === null || failures === null)
    return { diagnostic: absent(custom, service, `its ${requests === null ? 'requests' : 'failures'} are not known`) };
  const isHere = ({ endpoint }: ErrorCount) =>
    endpoint === undefined
      ? custom.endpoint === undefined
      : endpoint.kind === endpoints[0]?.kind &&
        (custom.endpoint === undefined || fitsMatch(custom.endpoint, { ...endpoint, service: service.name }));
  const errors = service.errors.filter(isHere);
  const listed = sumOf(errors);
  if (run.errorsComplete !== true && listed < failures) {
    return { diagnostic: absent(custom, service, `${failures} requests failed and the messages of ${listed} are known`, supplierOf(run)) };
  }
  const stray = [...service.stray, ...service.errors.filter((error) => error.endpoint === undefined && custom.endpoint !== undefined)];
  if (listed < failures && stray.some((error) => fitsPattern(message, error.message))) {
    return { diagnostic: absent(custom, service, 'failures with this message name no endpoint') };
  }
  const matching = sumOf(errors.filter((error) => fitsPattern(message, error.message)));
  return { metric: valueOf(custom, { name: custom.name, value: Math.min((matching / requests) * 100, 100), provenance: 'exact' }) };
}

function sumOf(errors: readonly ErrorCount[]): number {
  return errors.reduce((sum, error) => sum + error.count, 0);
}

function valueOf(custom: CustomMetric, metric: Metric): Metric {
  return { ...metric, name: custom.name, unit: custom.unit, better: custom.better };
}

function absent(custom: CustomMetric, service: ServiceParts, why: string, hint = ''): Diagnostic {
  return {
    code: 'custom-metric-absent',
    severity: 'warning',
    message: `${echo(custom.name, 80)} of ${echo(service.name, 80)} is not known: ${why}${hint}`,
  };
}

/** Which file would have the messages. */
function supplierOf(run: Run): string {
  if (run.run.tool !== 'locust') return '; give the file with the failures too, where the tool writes one';
  const stats = run.run.sources.find(({ name }) => name.endsWith('_stats.csv'));
  const file = stats === undefined ? 'X_failures.csv (--csv X)' : echo(stats.name.replace(/_stats\.csv$/, '_failures.csv'));
  return `; give ${file} or the HTML report of the run too`;
}
