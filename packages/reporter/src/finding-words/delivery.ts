import type { WordsByCode } from './words.js';

/** What is told while issues are filed on GitHub. */
export const delivery = {
  'github-unencrypted': {
    title: 'The token is sent without encryption',
    meaning: 'The address of GitHub begins with http. Everybody on the way can read the token and use it.',
    whatToDo: 'Give an address with https as `GITHUB_API_URL`, and replace the token.',
    severity: 'warning',
  },
  'github-author-not-listed': {
    title: 'The author of the issue is not listed',
    meaning:
      'The issue was filed as an account that is not among `github.authors`. The next run will not know it as ours and will file another.',
    whatToDo: 'Add that account to `github.authors` in the configuration.',
    severity: 'warning',
  },
  'github-duplicate-issues': {
    title: 'Two issues for the same thing',
    meaning:
      'More than one open issue bears our marker for the same suite and kind, as when two runs ended at the same moment. The oldest one is kept up to date.',
    whatToDo: 'Close the newer ones that the message names.',
    severity: 'warning',
  },
  'github-foreign-issue': {
    title: 'An issue with our marker of somebody else',
    meaning:
      'An open issue bears Loadline’s marker and was opened by an account that is not listed. It was left alone, since anybody can copy a marker.',
    whatToDo: 'Add the account to `github.authors` where it files your issues; else ignore it.',
    severity: 'warning',
  },
  'github-retry': {
    title: 'GitHub was asked again',
    meaning: 'A request to GitHub was not answered, or refused for a while. It is tried again after a pause.',
    whatToDo: 'Do nothing; an error follows if it does not succeed.',
    severity: 'info',
  },
} as const satisfies WordsByCode;
