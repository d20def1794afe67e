import type { Run, Service } from '@loadline/schema';

/** Requests and failures of a whole run; where it has no total, of its services together; null where one does not say. */
export function countRun({ total, services = [] }: Run): { requests: number | null; failures: number | null } {
  const sum = (pick: (service: Service) => number | null) =>
    services.reduce<number | null>((whole, service) => {
      const count = pick(service);
      return whole === null || count === null ? null : whole + count;
    }, 0);
  return {
    requests: total?.requests ?? sum((service) => service.requests),
    failures: total?.failures ?? sum((service) => service.failures),
  };
}
