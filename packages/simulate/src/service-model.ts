import { echo, type EndpointId, formatEndpoint, UserError } from '@loadline/schema';
import { latencyAt } from './latency/latency-at.js';
import { type LatencyShape, requestShape } from './latency/latency-shape.js';
import { stretchTail } from './latency/stretch-tail.js';
import { type OrderPlan, orderPlan } from './places/order-plan.js';
import { checkRange, type Settings, shareOf } from './settings.js';
import type { Change, Service, ServiceEndpoint } from './types.js';

/** An endpoint as it is simulated: the description with its changes applied. */
export interface EndpointModel {
  id: EndpointId;
  /** Expected requests. */
  requests: number;
  /** Times of {@link LatencyShape} × this. */
  scale: number;
  shape: LatencyShape;
  /** Expected share of failures before the run's own level. */
  errorShare: number;
  /** Standard deviation from run to run of ln(response time). */
  sigma: number;
  plan: OrderPlan;
}

/** A service as it is simulated. */
export interface ServiceModel {
  settings: Settings;
  endpoints: EndpointModel[];
}

/**
 * The model of a service with changes.
 *
 * @param sigmas standard deviation from run to run per endpoint.
 * @throws UserError when an endpoint's number is out of range, or a change is of an endpoint that is not there.
 */
export function modelOf(service: Service, settings: Settings, sigmas: readonly number[], changes: readonly Change[]): ServiceModel {
  for (const change of changes) checkChange(service, change);
  const plans = plansFor(settings);
  return {
    settings,
    endpoints: service.endpoints.map((endpoint, index) => {
      const own = changes.filter((change) => isOf(change, endpoint));
      const requests = endpoint.requests ?? settings.requests;
      checkRange('requests', requests, 0, 1e9);
      return {
        id: identityOf(endpoint),
        requests: requests * product(own.map(({ rpsFactor = 1 }) => rpsFactor)),
        scale: scaleOf(endpoint) * product(own.map(({ latencyFactor = 1 }) => latencyFactor)),
        shape: stretchTail(requestShape(), product(own.map(({ tailFactor = 1 }) => tailFactor))),
        errorShare: errorShareOf(endpoint, settings, own),
        sigma: sigmas[index] ?? settings.sigma,
        plan: plans(Math.max(1, requests)),
      };
    }),
  };
}

/** Endpoints with the same number of requests share their plan. */
function plansFor({ rho, percentiles }: Settings): (requests: number) => OrderPlan {
  const shares = percentiles.map(shareOf);
  const known = new Map<number, OrderPlan>();
  return (requests) => {
    const plan = known.get(requests) ?? orderPlan(rho, shares, requests);
    known.set(requests, plan);
    return plan;
  };
}

/** The identity of an endpoint in a document. */
function identityOf({ method, name }: ServiceEndpoint): EndpointId {
  return { kind: 'request', ...(method === undefined ? {} : { method }), name };
}

function isOf({ endpoint: wanted }: Change, endpoint: ServiceEndpoint): boolean {
  return wanted === 'all' || wanted === endpoint.name || wanted === formatEndpoint(identityOf(endpoint));
}

function checkChange(service: Service, change: Change): void {
  for (const name of ['latencyFactor', 'tailFactor', 'rpsFactor'] as const) checkRange(name, change[name] ?? 1, 1e-6, 1e6);
  checkRange('errorPp', change.errorPp ?? 0, -100, 100);
  if (service.endpoints.some((endpoint) => isOf(change, endpoint))) return;
  throw new UserError({
    code: 'simulation-endpoint',
    found: `a change of \`${echo(change.endpoint)}\`, which the service does not have`,
    expected: `\`all\` or one of ${service.endpoints
      .slice(0, 5)
      .map((endpoint) => `\`${formatEndpoint(identityOf(endpoint))}\``)
      .join(', ')}`,
  });
}

function scaleOf({ medianMs }: ServiceEndpoint): number {
  if (medianMs === undefined) return 1;
  checkRange('medianMs', medianMs, 1e-6, 1e9);
  return medianMs / latencyAt(requestShape(), 0);
}

function errorShareOf(endpoint: ServiceEndpoint, settings: Settings, changes: readonly Change[]): number {
  const basePct = endpoint.errorRatePct ?? settings.errorRatePct;
  checkRange('errorRatePct', basePct, 0, 100);
  const addedPp = changes.reduce((sum, { errorPp = 0 }) => sum + errorPp, 0);
  return Math.min(Math.max((basePct + addedPp) / 100, 0), 1);
}

const product = (factors: readonly number[]): number => factors.reduce((all, factor) => all * factor, 1);
