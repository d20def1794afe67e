import type { Reader } from '../reader.js';
import { h2loadJson } from './h2load-json.js';
import { h2loadLog } from './h2load-log.js';
import { h2loadText } from './h2load-text.js';

/** What h2load writes, most telling first. */
export const h2loadReaders: readonly Reader[] = [h2loadLog, h2loadJson, h2loadText];
