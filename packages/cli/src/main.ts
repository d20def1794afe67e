#!/usr/bin/env node
import process from 'node:process';
import { NOT_DELIVERED } from './commands/compare.js';
import { runCli } from './run-cli.js';
import { removeTemporaryFiles } from './temporary-file.js';
import { writeError } from './write-error.js';

let undelivered = false;

// A reader that goes away (`loadline compare … | head`) is no error: what it left is dropped, and the command ends as it would
// have, with its files and its exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || undelivered) return;
  undelivered = true;
  process.stderr.write(`loadline: ${writeError('standard output', error).message}\n`);
});
process.stderr.on('error', () => undefined);
process.on('exit', (code) => {
  if (undelivered && code === 0) process.exitCode = NOT_DELIVERED;
});

// Ends by the signal itself, as a shell expects: leaving by an exit code waits for a pipe that nobody reads.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    removeTemporaryFiles();
    process.kill(process.pid, signal);
    // The first process of a container does not end by a signal.
    process.exit(code);
  });

const writeTo = (stream: NodeJS.WriteStream) => (text: string) => {
  if (!stream.destroyed) stream.write(text);
};

process.exitCode = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  writeOut: writeTo(process.stdout),
  writeErr: writeTo(process.stderr),
  now: () => new Date(),
  columns: process.stdout.columns,
  isTerminal: process.stdout.isTTY === true,
  isErrorTerminal: process.stderr.isTTY === true,
});
