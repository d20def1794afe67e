import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './repository.js';

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}
interface Workflow {
  permissions?: Record<string, string>;
  concurrency?: unknown;
  jobs: Record<string, Job>;
}

const folder = join(root, '.github', 'workflows');
/** What a job may ask for beyond reading the code; by workflow and job. */
const MAY_WRITE: Readonly<Record<string, readonly string[]>> = {
  'release.yml release': ['contents', 'id-token', 'pull-requests'],
};

describe.each(readdirSync(folder))('the workflow %s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const workflow = parse(text) as Workflow;

  it('pins each action to a commit and says which version that is', () => {
    const uses = [...text.matchAll(/^\s*(?:-\s+)?uses:\s*(.*)$/gm)].map((match) => match[1] ?? '');
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) expect(use).toMatch(/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('asks for no more than it needs', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const written = Object.entries(job.permissions ?? {}).filter(([, level]) => level !== 'read');
      expect(written.map(([scope]) => scope).sort()).toEqual(MAY_WRITE[`${file} ${name}`] ?? []);
    }
  });

  it('puts nothing that outsiders write into a shell', () => {
    const commands = Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => step.run ?? ''));
    for (const command of commands) expect(command).not.toMatch(/\$\{\{/);
    expect(text).not.toContain('pull_request_target');
  });

  it('ends by itself, and does not run beside itself', () => {
    expect(workflow.concurrency).toBeTruthy();
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });
});
