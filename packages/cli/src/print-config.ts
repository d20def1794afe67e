import type { LoadedConfig } from './config-file.js';

/** The configuration in force: every setting, its value, and where it came from. */
export function printConfig(config: LoadedConfig): string {
  const rows = config.settings.map((setting) => ({ ...setting, from: config.origin(setting.path) }));
  const name = Math.max(...rows.map((row) => row.name.length));
  const from = Math.max(...rows.map((row) => row.from.length));
  const lines = rows.map((row) => `${row.name.padEnd(name)}  ${row.from.padEnd(from)}  ${row.value}`);
  return `${config.file === undefined ? 'no configuration file; every setting is a default unless it says otherwise' : `configuration: ${config.file}`}\n\n${lines.join('\n')}\n`;
}
