import { closeSync, openSync } from 'node:fs';
import { createDiagnostics } from '../input/diagnostics.js';
import type { ReadLimits } from '../input/read-limits.js';
import type { ReadSettings } from '../reader.js';
import type { SampleRecord } from '../samples/record.js';
import { createRecorder } from '../samples/recorder.js';
import { scanFormats } from './scan-formats.js';
import { type Range, type ScannedRange, scanRange } from './scan-range.js';

/** One part of a file to scan, as it is sent to a thread. Plain data. */
export interface PartTask {
  path: string;
  name: string;
  size: number;
  format: string;
  setup: unknown;
  limits: ReadLimits;
  settings: ReadSettings;
  range: Range;
  /** The range begins at a row. */
  isStart: boolean;
}

/** What a thread sends back. */
export interface PartResult extends ScannedRange {
  record: SampleRecord;
  lines: number;
  state: unknown;
  /**
   * More endpoints or kinds of failures than are kept (which are kept, only the whole file tells), or a row that waits for
   * the first of the next part.
   */
  isUnsplittable: boolean;
}

/** Scans one part of a file. */
export function scanPart(task: PartTask, onProgress?: (bytes: number) => void): PartResult {
  const { name, limits, settings, path, size, range, isStart } = task;
  const format = scanFormats.get(task.format);
  if (format === undefined) throw new TypeError(`no scanner is called ${task.format}`);
  const recorder = createRecorder({ name, limits, settings, diagnostics: createDiagnostics() });
  const scanner = format.create(task.setup, recorder, name);
  const fd = openSync(path, 'r');
  try {
    const scanned = scanRange({ fd, name, size, limits }, range, isStart, scanner, onProgress);
    return {
      ...scanned,
      record: recorder.record(),
      lines: scanner.lines(),
      state: scanner.state?.(),
      isUnsplittable: recorder.hasFolded() || (scanned.next < size && scanner.isOpen?.() === true),
    };
  } finally {
    closeSync(fd);
  }
}
