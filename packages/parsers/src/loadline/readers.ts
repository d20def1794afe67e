import type { Reader } from '../reader.js';
import { runDocument } from './run-document.js';

/** Loadline's own documents. */
export const loadlineReaders: readonly Reader[] = [runDocument];
