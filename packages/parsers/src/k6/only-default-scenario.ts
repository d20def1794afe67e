import type { EndpointId } from '@loadline/schema';
import type { RunPart } from '../reader.js';

/**
 * Leaves the scenario out where the run has only one, and that is `default`: the name that k6 gives to a test without
 * scenarios. Any other scenario is part of an endpoint's identity.
 */
export function onlyDefaultScenario(part: RunPart): RunPart {
  const { state, errors, slos } = part;
  const scenarios = new Set(state?.endpoints.map((endpoint) => endpoint.scenario));
  scenarios.delete(undefined);
  if (state === undefined || scenarios.size !== 1 || !scenarios.has('default')) return part;
  return {
    ...part,
    state: { ...state, endpoints: state.endpoints.map(withoutScenario) },
    ...(errors === undefined ? {} : { errors: errors.map(ofEndpoint) }),
    ...(slos === undefined ? {} : { slos: slos.map(ofEndpoint) }),
  };
}

function ofEndpoint<Item extends { endpoint?: EndpointId }>(item: Item): Item {
  return item.endpoint === undefined ? item : { ...item, endpoint: withoutScenario(item.endpoint) };
}

function withoutScenario<Item extends EndpointId>(item: Item): Item {
  const { scenario: _scenario, ...rest } = item;
  return rest as Item;
}
