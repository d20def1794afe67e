/** A command as the runner of GitHub Actions understands it. */
export interface WorkflowCommand {
  command: string;
  properties: ReadonlyMap<string, string>;
  data: string;
}

/**
 * What a line of the log says to the runner: `::command key=value,…::data` after blanks, or, of old, `##[command key=value;…]data`
 * anywhere. Undefined for a line that is text.
 */
export function readCommand(line: string): WorkflowCommand | undefined {
  const found = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/su.exec(line);
  if (found !== null) return commandOf(found, ',');
  const old = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/su.exec(line);
  return old === null ? undefined : commandOf(old, ';');
}

function commandOf([, command = '', properties = '', data = '']: readonly (string | undefined)[], separator: string): WorkflowCommand {
  const pairs = properties.split(separator).flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), unescape(part.slice(at + 1), ['%0D', '%0A', '%3A', '%2C'])]];
  });
  return { command, properties: new Map(pairs), data: unescape(data, ['%0D', '%0A']) };
}

function unescape(text: string, tokens: readonly string[]): string {
  return tokens.reduce((rest, token) => rest.replaceAll(token, decodeURIComponent(token)), text).replaceAll('%25', '%');
}
