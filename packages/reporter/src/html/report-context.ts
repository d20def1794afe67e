import type { Comparison } from '@loadline/schema/types';
import type { Story } from '../story/story.js';
import { tellStory } from '../story/tell-story.js';
import { hasManyServices, serviceName, subjectScope } from '../subject.js';
import { pictureData, type PictureData } from './picture-data.js';
import { rowGroups, type RowGroup } from './report-rows.js';

/** What the parts of a page share. */
export interface ReportContext {
  comparison: Comparison;
  story: Story;
  groups: readonly RowGroup[];
  pictures: PictureData;
  manyServices: boolean;
  /** The services to choose from, sorted; none where there is no choice. */
  services: readonly string[];
}

/** Works out once what all parts of a page need. */
export function reportContext(comparison: Comparison): ReportContext {
  const story = tellStory(comparison);
  const groups = rowGroups(story, comparison);
  const manyServices = hasManyServices(comparison);
  return { comparison, story, groups, pictures: pictureData(comparison), manyServices, services: manyServices ? servicesOf(groups) : [] };
}

/** Where each row is a service, the rows themselves are the choice. */
function servicesOf(groups: readonly RowGroup[]): string[] {
  const subjects = groups.flatMap(({ rows, unjudged }) => [...rows.map(({ shown }) => shown), ...unjudged]);
  if (subjects.every((subject) => subjectScope(subject) !== 'endpoint')) return [];
  return [...new Set(subjects.map(({ service }) => serviceName(service)))].sort();
}
