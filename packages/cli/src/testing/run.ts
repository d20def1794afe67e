import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Context } from '../context.js';
import { runCli } from '../run-cli.js';

/** What a command printed. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Runs a command line in a folder, as in a shell of 80 columns with nobody looking. */
export async function run(
  cwd: string,
  argv: readonly string[],
  more: Partial<Pick<Context, 'env' | 'columns' | 'now' | 'isTerminal' | 'isErrorTerminal'>> & { stdin?: string } = {},
): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', err: '' };
  ran.code = await runCli(argv, {
    cwd,
    env: more.env ?? {},
    stdin: Readable.from([Buffer.from(more.stdin ?? '')]),
    writeOut: (text) => (ran.out += text),
    writeErr: (text) => (ran.err += text),
    now: more.now ?? (() => new Date('2026-11-21T12:00:00.000Z')),
    columns: more.columns ?? 80,
    isTerminal: more.isTerminal ?? false,
    isErrorTerminal: more.isErrorTerminal ?? false,
  });
  return ran;
}

/** Calls a function with an empty folder that is gone afterwards. */
export async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loadline-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HEADER =
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%';

/** A statistics file as Locust writes it, with given 95th percentiles; for what no real run holds (hostile names, exact values). */
export function statsCsv(rows: readonly { method?: string; name: string; requests?: number; failures?: number; p95: number }[]): string {
  const line = (method: string, name: string, requests: number, failures: number, p95: number) => {
    const quoted = /[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
    return `${method},${quoted},${requests},${failures},${p95 / 2},${p95 / 2},1,${p95 * 2},10,${requests / 10},${failures / 10},${[0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 1.8, 1.9, 2].map((factor) => Math.round(p95 * factor)).join(',')}`;
  };
  const all = rows.map(({ method = 'GET', name, requests = 1000, failures = 0, p95 }) => line(method, name, requests, failures, p95));
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return [
    HEADER,
    ...all,
    line(
      '',
      'Aggregated',
      sum((row) => row.requests ?? 1000),
      sum((row) => row.failures ?? 0),
      Math.max(...rows.map((row) => row.p95)),
    ),
    '',
  ].join('\r\n');
}
