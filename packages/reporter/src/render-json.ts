import type { Comparison } from '@loadline/schema/types';
import type { ExplanationLike } from './explanation-like.js';
import { safeJson } from './safe-json.js';

/**
 * A comparison, or the explanation of a finding, as JSON: two spaces, one line break at the end. Nothing is cut; invisible and control characters are
 * written as `\uXXXX`, so that printing it to a terminal does nothing.
 *
 * @example renderJson(comparison).startsWith('{\n  "$schema"') // true
 */
export function renderJson(document: Comparison | ExplanationLike): string {
  return `${safeJson(document, 2)}\n`;
}
