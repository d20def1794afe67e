import { mostDetailedChanges } from '@loadline/schema/detail';
import type { Comparison } from '@loadline/schema/types';
import { page } from './html/page.js';
import { reportContext } from './html/report-context.js';

/** What {@link renderHtml} can be told. */
export interface RenderHtmlOptions {
  /** Of the endpoints that are fine, so many with the largest changes get their details. Default 200. */
  largestChanges?: number;
  /** So large the page becomes at the most, in bytes; what needs action has the room first. Default 4,900,000. */
  mostBytes?: number;
}

/**
 * A comparison as one HTML file for a browser, with pictures: no network, no fonts, nothing from elsewhere. Search, sorting
 * and filters by a script of its own; without it everything but these and the choice of a service is there. Everything from outside is escaped, and
 * the page's own policy lets nothing run but what this package wrote.
 *
 * @example renderHtml(comparison)
 */
export function renderHtml(
  comparison: Comparison,
  { largestChanges = mostDetailedChanges, mostBytes = 4_900_000 }: RenderHtmlOptions = {},
): string {
  return `${page(reportContext(comparison), { largestChanges, bytes: mostBytes }).markup}\n`;
}
