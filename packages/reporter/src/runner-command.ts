/** Begins a command to the runners of GitHub Actions and Azure Pipelines, wherever in a line it stands: `##[group]`. */
const RUNNER_COMMAND = /##(?=\[|vso\[)/g;

/**
 * A text in which the log of a CI job finds no command: of the two signs that begin one the second is written as the
 * format's own escape for it, so that whoever reads the format still finds the sign.
 *
 * @example withoutRunnerCommand('##[group]', '&#35;') // '#&#35;[group]'
 */
export function withoutRunnerCommand(text: string, escape: string): string {
  return text.includes('##') ? text.replace(RUNNER_COMMAND, `#${escape}`) : text;
}
