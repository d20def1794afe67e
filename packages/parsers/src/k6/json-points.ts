import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { pointPart } from './point-part.js';
import { k6JsonScan } from './point-scans.js';
import { joinStates } from './point-state.js';

/** What `--out json=FILE` writes: one line per point. What k6 prints itself may stand between the lines. */
export const k6Json: Reader = {
  format: 'k6-json',
  tool: 'k6',
  title: 'k6 points (--out json)',
  isRaw: true,
  detect: (head) =>
    /^\{"type":"(?:Metric|Point)","data":\{|^\{"metric":"[^"\n]{1,200}","type":"(?:Metric|Point)"|^\{"type":"(?:Metric|Point)","metric":"/m.test(
      head.text,
    ),
  read: readJsonPoints,
};

async function readJsonPoints(input: ReaderInput): Promise<RunPart> {
  const { limits, settings } = input;
  const scanned = await scanFile(input, { format: k6JsonScan, setup: { limits, settings }, skip: 0, skipLines: 0 });
  return pointPart(input, joinStates(input, scanned));
}
