import type { SiegeSummary } from './siege-summary.js';

/** What siege prints around the requests of a run. */
export interface SiegeOutput {
  /** Its summary; undefined where the output ends before it. */
  summary: SiegeSummary | undefined;
  /** Version, from the line that siege begins with. */
  version?: string;
  /** Users, from the same lines. */
  users?: number;
  /** Siege gave up since too many connections failed. */
  isAborted: boolean;
  /** What siege said of connections, by its words. */
  errors: { message: string; count: number }[];
}

/** Takes colours out of what was printed for a terminal. */
export function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.replace(/\u001b?\[\d{0,3}(?:;\d{1,3}){0,4}m/g, '') : text;
}

/** Collects what siege prints around the requests, line by line. */
export function createSiegeOutput(): { line(text: string): void; output(): SiegeOutput } {
  const values = new Map<string, string>();
  const errors = new Map<string, number>();
  let isAborted = false;
  return {
    line(text) {
      const [, name = '', value = ''] = /^([A-Z][a-z]{1,20}(?: [a-z]{1,20})?):\s{1,40}(\S.{0,60})$/.exec(text) ?? [];
      if (name !== '') values.set(name, value.trim());
      const [, what = '', rest = ''] = /^\*\* (SIEGE|Preparing) (.{1,60})$/.exec(text) ?? [];
      if (what !== '') values.set(what, rest);
      isAborted ||= text.includes('siege aborted due to excessive socket failure');
      const error = /\[error\] (.{1,300})/.exec(text)?.[1]?.trim();
      if (error !== undefined && (errors.size < 100 || errors.has(error))) errors.set(error, (errors.get(error) ?? 0) + 1);
    },
    output() {
      const version = /^\d{1,4}(?:\.\d{1,4}){1,3}/.exec(values.get('SIEGE') ?? '')?.[0];
      const users = /^(\d{1,9}) concurrent users/.exec(values.get('Preparing') ?? '')?.[1];
      return {
        summary: values.has('Transactions') && values.has('Failed transactions') ? summaryOf(values) : undefined,
        ...(version === undefined ? {} : { version }),
        ...(users === undefined ? {} : { users: Number(users) }),
        isAborted,
        errors: [...errors].map(([message, count]) => ({ message, count })),
      };
    },
  };
}

function summaryOf(values: ReadonlyMap<string, string>): SiegeSummary {
  const number = (name: string) => /^[\d.]{1,40}/.exec(values.get(name) ?? '')?.[0];
  return {
    transactions: number('Transactions'),
    failed: number('Failed transactions'),
    elapsed: number('Elapsed time'),
    // `0.04 secs` up to 4.0, `36.11 ms` since 4.1.
    unit: / ms$/.test(values.get('Response time') ?? '') ? 'ms' : 's',
    response: number('Response time'),
    longest: number('Longest transaction'),
    shortest: number('Shortest transaction'),
    rate: number('Transaction rate'),
  };
}
