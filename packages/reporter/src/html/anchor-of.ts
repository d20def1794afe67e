import { endpointName, serviceName, subjectKey, type Subject } from '../subject.js';
import { sha256Hex } from '../sha256.js';

/**
 * The address of an endpoint within the page, the same in every report: a readable part, and a hash of its whole
 * identity. Letters, digits and hyphens alone.
 *
 * @example anchorOf({ service: 'all', endpoint: { kind: 'request', method: 'POST', name: '/checkout' } }) // 'e-post-checkout-…'
 */
export function anchorOf(subject: Subject): string {
  const words = (subject.endpoint === undefined ? serviceName(subject.service) : endpointName(subject.endpoint)).slice(0, 200);
  const slug = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `e-${slug === '' ? '' : `${slug}-`}${sha256Hex(subjectKey(subject)).slice(0, 10)}`;
}
