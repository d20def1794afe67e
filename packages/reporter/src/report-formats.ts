import type { Comparison } from '@loadline/schema/types';
import { renderAnnotations } from './render-annotations.js';
import { renderBadge } from './render-badge.js';
import { renderCsv } from './render-csv.js';
import { renderHtml, type RenderHtmlOptions } from './render-html.js';
import { renderJson } from './render-json.js';
import { renderJunit } from './render-junit.js';
import { renderPrometheus } from './render-prometheus.js';
import { renderMarkdown, type RenderMarkdownOptions } from './render-markdown.js';
import { renderSlack } from './render-slack.js';
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
  /** For the `Content-Type` of an answer: `text/html`. */
  mediaType: string;
  /** It shows or holds the curves, timelines and history of a comparison; the others need none. */
  hasPictures?: true;
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
  {
    name: 'html',
    description: 'One page with pictures',
    extension: 'html',
    mediaType: 'text/html',
    hasPictures: true,
    render: renderHtml,
  },
  {
    name: 'json',
    description: 'The comparison itself',
    extension: 'json',
    mediaType: 'application/json',
    hasPictures: true,
    render: renderJson,
  },
  {
    name: 'junit',
    description: 'JUnit XML for Jenkins, GitLab and their like',
    extension: 'xml',
    mediaType: 'application/xml',
    render: renderJunit,
  },
  {
    name: 'prometheus',
    description: 'Metrics for the textfile collector or a Pushgateway',
    extension: 'prom',
    mediaType: 'text/plain; version=0.0.4',
    render: renderPrometheus,
  },
  {
    name: 'csv',
    description: 'One row a finding, for spreadsheets and scripts',
    extension: 'csv',
    mediaType: 'text/csv',
    render: renderCsv,
  },
  {
    name: 'annotations',
    description: 'Errors and warnings in the log of GitHub Actions',
    extension: 'txt',
    mediaType: 'text/plain',
    render: renderAnnotations,
  },
  {
    name: 'badge',
    description: 'JSON for the endpoint badge of shields.io',
    extension: 'json',
    mediaType: 'application/json',
    render: renderBadge,
  },
  {
    name: 'slack',
    description: 'A message for an incoming webhook of Slack',
    extension: 'json',
    mediaType: 'application/json',
    render: renderSlack,
  },
];
