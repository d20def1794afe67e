import type { Tone } from '../verdict-words.js';
import { countSubjects } from './count-subjects.js';
import { groupWords } from './group-subjects.js';
import type { StoryGroups, StorySubject } from './story.js';

/** A group in a few words. */
export interface ToldGroup {
  /** `worse`; `watch` where nothing is more than that. */
  title: string;
  tone: Tone;
  /** `2 endpoints, 3 endpoints and 1 service to watch`: counted as the headline counts. */
  text: string;
}

/** The words over a group of subjects: what is to watch is counted apart from what is worse, as in the headline. */
export function tellGroup(group: keyof StoryGroups, subjects: readonly StorySubject[]): ToldGroup {
  const { title, tone } = groupWords[group];
  const watched = group === 'worse' ? subjects.filter(({ verdict }) => verdict === 'warn') : [];
  if (watched.length === 0) return { title, tone, text: countSubjects(subjects) };
  if (watched.length === subjects.length) return { title: 'watch', tone: 'doubt', text: countSubjects(subjects) };
  const failed = subjects.filter(({ verdict }) => verdict !== 'warn');
  return { title, tone, text: `${countSubjects(failed)}, ${countSubjects(watched)} to watch` };
}
