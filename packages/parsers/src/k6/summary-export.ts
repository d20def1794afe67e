import { field } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { noSummary, readChecks, readMetrics, readSummaryJson } from './summary-json.js';
import { summaryPart } from './summary-part.js';
import { summaryShape } from './summary-shape.js';

/** What `--summary-export=FILE` writes. */
export const k6SummaryExport: Reader = {
  format: 'k6-summary-export',
  tool: 'k6',
  title: 'k6 summary (--summary-export)',
  detect: (head) => summaryShape(head.text) === 'export',
  read: readSummary,
};

/** What `handleSummary(data)` is given, written as JSON: all of it, or the metrics alone. */
export const k6HandleSummary: Reader = {
  format: 'k6-handle-summary',
  tool: 'k6',
  title: 'k6 summary (handleSummary)',
  detect: (head) => ['handle-summary', 'metrics-only'].includes(summaryShape(head.text) ?? ''),
  read: readSummary,
};

async function readSummary(input: ReaderInput): Promise<RunPart> {
  const document = await readSummaryJson(input);
  const metrics = field(document, 'metrics') ?? (summaryShape(input.head.text) === 'metrics-only' ? document : undefined);
  if (metrics === null || typeof metrics !== 'object') throw noSummary(input, 'a summary without its metrics');
  const ms = field(field(document, 'state'), 'testRunDurationMs');
  return summaryPart(input, {
    ...readMetrics(input, metrics),
    checks: readChecks(field(document, 'root_group')),
    ...(typeof ms === 'number' && ms > 0 ? { part: { durationSeconds: ms / 1000 } } : {}),
  });
}
