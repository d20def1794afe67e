import { parentPort } from 'node:worker_threads';
import { judgeReports } from './judge-reports.mjs';

parentPort.on('message', (job) => parentPort.postMessage({ at: job.at, effect: job.effect, tally: judgeReports(job) }));
