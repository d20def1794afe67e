import type { Comparison } from '@loadline/schema/types';
import { renderHtml, type RenderHtmlOptions } from './render-html.js';
import { renderJson } from './render-json.js';
import { renderMarkdown, type RenderMarkdownOptions } from './render-markdown.js';
import { renderTerminal, type RenderTerminalOptions } from './render-terminal.js';

/** What a format may be told; each takes what concerns it. */
export interface ReportOptions extends RenderTerminalOptions, RenderMarkdownOptions, RenderHtmlOptions {}

/** A way to write a comparison. */
export interface ReportFormat {
  /** Name in `--report NAME` and in `reports:`. */
  name: string;
  /** What it is for, in one line. */
  description: string;
  /** Usual ending of a file, without the dot. */
  extension: string;
  mediaType: string;
  render: (comparison: Comparison, options?: ReportOptions) => string;
}

/** Every format, in the order in which they are listed to people. */
export const reportFormats: readonly ReportFormat[] = [
  { name: 'terminal', description: 'Text for a terminal', extension: 'txt', mediaType: 'text/plain', render: renderTerminal },
  {
    name: 'md',
    description: 'Markdown for GitHub; carries the comparison',
    extension: 'md',
    mediaType: 'text/markdown',
    render: renderMarkdown,
  },
  { name: 'html', description: 'One page with pictures', extension: 'html', mediaType: 'text/html', render: renderHtml },
  { name: 'json', description: 'The comparison itself', extension: 'json', mediaType: 'application/json', render: renderJson },
];
