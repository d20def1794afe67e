import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@loadline/schema/errors';
import { type PartTask, scanPart } from './scan/scan-part.js';

// A thread that scans one part of a file and sends back what it recorded.
const STEP = 16 * 1024 * 1024;
let unsaid = 0;
try {
  const result = scanPart(workerData as PartTask, (bytes) => {
    unsaid += bytes;
    if (unsaid < STEP) return;
    parentPort?.postMessage({ progress: unsaid });
    unsaid = 0;
  });
  parentPort?.postMessage({ result });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  // What a UserError says is found again, with its true line, when the file is read in one go.
  parentPort?.postMessage({ failed: true });
}
