// One local GitHub and the runs against it; everything that a run lets out is kept, to be searched for the token.
import { inspect } from 'node:util';
import type { Comparison, Diagnostic } from '@loadline/schema';
import { syncIssues, type IssueResult, type SyncOptions } from '../src/index.js';
import { startLocalGithub, type LocalGithub } from './local-github.js';

/** Has the shape of no token, so that only knowing it can hide it. */
export const TOKEN = 'do-not-show-me-0123456789';

export interface Session {
  github: LocalGithub;
  /** Waits that were asked for, in milliseconds. */
  sleeps: number[];
  logged: Diagnostic[];
  /** Everything that came out: results, logs, errors. */
  outputs: unknown[];
  sync: (comparison: Comparison, more?: Partial<SyncOptions>) => Promise<IssueResult[]>;
  /** The error of a run that must fail. */
  syncError: (comparison: Comparison, more?: Partial<SyncOptions>) => Promise<unknown>;
}

export async function openSession(options: { basePath?: string } = {}): Promise<Session> {
  const github = await startLocalGithub(options);
  const session: Session = {
    github,
    sleeps: [],
    logged: [],
    outputs: [],
    sync: async (comparison, more = {}) => {
      try {
        const results = await syncIssues(comparison, {
          repository: 'octo-org/shop',
          token: TOKEN,
          apiUrl: github.url,
          // No answer of the local server depends on time, so waiting is only noted.
          sleep: async (ms) => void session.sleeps.push(ms),
          timeoutSignal: () => new AbortController().signal,
          log: (diagnostic) => void session.logged.push(diagnostic),
          ...more,
        });
        session.outputs.push(results);
        return results;
      } catch (error) {
        session.outputs.push(error);
        throw error;
      }
    },
    syncError: async (comparison, more) => {
      const results = await session.sync(comparison, more).catch((error: unknown) => ({ error }));
      if (Array.isArray(results)) throw new Error(`no error, but ${inspect(results)}`);
      return results.error;
    },
  };
  return session;
}

/** All that came out as one text, hidden properties, causes and stacks included. */
export function allOutput(session: Session): string {
  return inspect([session.outputs, session.logged], {
    depth: Infinity,
    showHidden: true,
    maxStringLength: Infinity,
    maxArrayLength: Infinity,
  });
}
