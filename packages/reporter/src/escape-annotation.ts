import { replaceInvisible } from './invisible.js';
import { withoutRunnerCommand } from './runner-command.js';

const IN_MESSAGE: ReadonlyMap<string, string> = new Map([['%', '%25']]);
const IN_TITLE: ReadonlyMap<string, string> = new Map([...IN_MESSAGE, [':', '%3A'], [',', '%2C']]);

/**
 * Foreign text made fit for a workflow command of GitHub Actions, as a property such as the title, or as the message after
 * it: it ends neither and begins no command of its own, nor one of another runner (`##[…`). Line breaks and invisible characters
 * become `�`.
 *
 * @example escapeAnnotation('50 %: slow', 'title') // '50 %25%3A slow'
 */
export function escapeAnnotation(text: string, place: 'title' | 'message'): string {
  const table = place === 'title' ? IN_TITLE : IN_MESSAGE;
  return withoutRunnerCommand(replaceInvisible(text), ' #').replace(/[%:,]/g, (character) => table.get(character) ?? character);
}
