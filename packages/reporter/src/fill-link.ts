import type { Comparison, EndpointId } from '@loadline/schema/types';
import { checkLinkTemplate, type LinkPlaceholder } from '@loadline/schema/links';

/** A link as a report shows it. */
export interface FilledLink {
  /** Its text, as the configuration has it: to be escaped like any text from outside. */
  name: string;
  /** Its address: http or https, ASCII without blanks, quotation marks or angle brackets. */
  href: string;
}

/** What a link is about; a finding is one. */
export interface LinkSubject {
  service: string;
  endpoint?: EndpointId;
}

/**
 * The links of the configuration with what they are about in place of their placeholders: the window of the judged runs, the
 * commit, and, where there is a subject, its service and endpoint. A link whose placeholder has no value is left out, and so is
 * one that is no address by http or https: a comparison may come from anywhere.
 *
 * Values are percent-encoded whole. None can end the query or the part of the path it stands in, or lead to another host.
 *
 * @param subject a finding, or anything with a service and an endpoint; without it the links that need none.
 * @example fillLinks(comparison) // [{ name: 'dashboard', href: 'https://grafana.example/d/load?from=1767225600000' }]
 */
export function fillLinks(comparison: Pick<Comparison, 'policy' | 'current'>, subject?: LinkSubject): FilledLink[] {
  const templates = comparison.policy.links ?? [];
  if (templates.length === 0) return [];
  const values = valuesOf(comparison, subject);
  return templates.flatMap(({ name, template }) => {
    const href = checkLinkTemplate(template) === undefined ? fill(template, values) : undefined;
    return href === undefined ? [] : [{ name, href }];
  });
}

type Values = Readonly<Record<LinkPlaceholder, string | undefined>>;

function valuesOf({ policy, current }: Pick<Comparison, 'policy' | 'current'>, subject: LinkSubject | undefined): Values {
  const start = timeOf(current.startedAt);
  const end = timeOf(current.endedAt);
  return {
    startMs: start?.getTime().toString(),
    endMs: end?.getTime().toString(),
    startIso: start?.toISOString(),
    endIso: end?.toISOString(),
    name: subject?.endpoint?.name,
    method: subject?.endpoint?.method,
    // With no list of services there is one, `all`: a name of ours, which no dashboard knows.
    service: policy.services.length === 0 && subject?.service === 'all' ? undefined : subject?.service,
    commit: current.commit,
  };
}

function timeOf(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** Undefined where a value is missing, or would make a part of the path that leads up. */
function fill(template: string, values: Values): string | undefined {
  let isKnown = true;
  const filled = template.replace(/\{([^{}]*)\}/g, (_, word: LinkPlaceholder) => {
    const value = values[word] ?? '';
    if (value === '') isKnown = false;
    return encodeValue(value);
  });
  if (!isKnown || leadsUp(template, filled)) return undefined;
  return filled.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}

/** In per cent, with what `encodeURIComponent` leaves and formats of ours or others might take for markup. */
function encodeValue(value: string): string {
  const wellFormed = value.replace(/\p{Cs}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Whether a part of the path is `.` or `..` that was none in the template. Values hold no slash, so that parts stay aligned. */
function leadsUp(template: string, filled: string): boolean {
  const before = pathParts(template);
  return pathParts(filled).some((part, at) => part !== before[at] && /^(?:\.|%2e){1,2}$/i.test(part));
}

function pathParts(address: string): string[] {
  return address.replace(/[?#].*$/s, '').split('/');
}
