import type { Reader } from '../reader.js';
import { prometheusJson } from './prometheus-json.js';

/** What Prometheus answers. */
export const prometheusReaders: readonly Reader[] = [prometheusJson];
