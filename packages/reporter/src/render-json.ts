import type { Comparison } from '@loadline/schema/types';
import { safeJson } from './safe-json.js';

/**
 * A comparison as JSON: two spaces, one line break at the end. Nothing is cut; invisible and control characters are
 * written as `\uXXXX`, so that printing it to a terminal does nothing.
 *
 * @example renderJson(comparison).startsWith('{\n  "$schema"') // true
 */
export function renderJson(comparison: Comparison): string {
  return `${safeJson(comparison, 2)}\n`;
}
