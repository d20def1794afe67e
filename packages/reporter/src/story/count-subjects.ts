import { plural } from '../describe-comparison.js';
import type { StorySubject } from './story.js';

/** How many of what: `11 endpoints`, `3 endpoints and 1 service`, `the whole run`. Empty for none. */
export function countSubjects(subjects: readonly Pick<StorySubject, 'scope'>[]): string {
  const count = (scope: StorySubject['scope']) => subjects.filter((subject) => subject.scope === scope).length;
  const [endpoints, services, runs] = [count('endpoint'), count('service'), count('run')];
  return [
    ...(endpoints > 0 ? [plural(endpoints, 'endpoint')] : []),
    ...(services > 0 ? [plural(services, 'service')] : []),
    ...(runs > 0 ? ['the whole run'] : []),
  ].join(' and ');
}
