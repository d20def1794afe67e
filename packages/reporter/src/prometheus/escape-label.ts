import { cutMiddle } from '../display-width.js';
import { replaceInvisible } from '../invisible.js';

/** Longest value, in columns; Prometheus itself has no limit, services that store for it do. */
const LABEL_WIDTH = 200;

/**
 * Foreign text made fit for the value of a label: backslashes and quotes are escaped, line breaks and invisible characters
 * become `�`, and what is too long loses its middle.
 *
 * @example escapeLabel('a"b\\c') // 'a\\"b\\\\c'
 */
export function escapeLabel(text: string): string {
  return cutMiddle(replaceInvisible(text), LABEL_WIDTH).replace(/[\\"]/g, '\\$&');
}
