import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type ConfigSetting, echo, type Noise, readDocument, UserError } from '@loadline/schema';
import { type LoadedConfig, loadConfig, type Override } from './config-file.js';
import type { Context } from './context.js';

/** The name that `calibrate` writes, and that is looked for in the working folder and nowhere else. */
export const noiseFileName = 'loadline.noise.json';

/** Larger files are something else, in bytes. */
const SIZE_LIMIT = 4 * 1024 * 1024;

/** Measured noise and the file it stands in. */
export interface NoiseFile {
  name: string;
  document: Noise;
}

/** A configuration with the noise that it takes over. */
export interface NoisyConfig extends LoadedConfig {
  noise?: NoiseFile;
}

/**
 * The configuration as {@link loadConfig} finds it, with the noise that was measured.
 *
 * @param noise name of its file; without it `loadline.noise.json`, where it is there; false for none.
 */
export async function loadNoisyConfig(
  context: Context,
  file: string | undefined,
  overrides: readonly Override[],
  noise: string | false | undefined,
): Promise<NoisyConfig> {
  const config = await loadConfig(context, file, overrides);
  return applyNoise(config, await readNoise(context, noise), typeof noise === 'string');
}

/**
 * The noise that was measured here: of the file that is named, else of `loadline.noise.json` where it is there.
 *
 * @param given name of a file; false for none.
 * @throws UserError when a named file is not there, and for one that holds something else.
 */
async function readNoise(context: Context, given: string | false | undefined): Promise<NoiseFile | undefined> {
  if (given === false) return undefined;
  const name = given ?? noiseFileName;
  const path = resolve(context.cwd, name);
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined && given === undefined) return undefined;
  if (entry?.isFile() !== true || entry.size > SIZE_LIMIT)
    throw unreadable(name, entry === undefined ? 'does not exist' : 'is no such file');
  const text = await readFile(path, 'utf8').catch(() => {
    throw unreadable(name, 'this user may not read');
  });
  return { name, document: readDocument('noise', parse(text, name), basename(name)).document };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw unreadable(name, 'is not valid JSON');
  }
}

function unreadable(name: string, why: string): UserError {
  return new UserError({
    code: 'noise-unreadable',
    found: `the noise \`${echo(name)}\`, which ${why}`,
    expected: `a file that \`loadline calibrate\` wrote`,
  });
}

/**
 * A configuration with what was measured in place of what is usual. What the configuration itself sets stands. Noise of
 * another environment is refused where it was asked for, else left out with a word.
 */
function applyNoise(config: LoadedConfig, file: NoiseFile | undefined, isGiven: boolean): NoisyConfig {
  if (file === undefined) return config;
  const { name, document } = file;
  const { environment } = document.noise;
  if (config.policy.environment !== null && environment !== undefined && environment !== config.policy.environment) {
    if (isGiven) throw otherEnvironment(name, environment, config.policy.environment);
    return {
      ...config,
      warnings: [...config.warnings, `${name} was measured in the environment \`${echo(environment)}\` and is not used`],
    };
  }
  const isOpen = (key: string) =>
    config.settings.some((setting) => setting.name === `parameters.${key}` && config.origin(setting.path) === 'default');
  const taken = Object.entries(document.parameters).filter(([key]) => isOpen(key));
  const changed = taken.map(([key, value]): ConfigSetting => ({ name: `parameters.${key}`, value: String(value), path: ['noise', key] }));
  const whole: ConfigSetting = { name: 'noise', value: `measured over ${document.runs.length} runs`, path: ['noise'] };
  return {
    ...config,
    noise: file,
    policy: {
      ...config.policy,
      parameters: { ...config.policy.parameters, ...Object.fromEntries(taken) },
      ...(taken.some(([key]) => key === 'latencyNoisePct') ? { noise: { from: name, runs: document.runs.length } } : {}),
    },
    settings: [...config.settings.map((setting) => changed.find((each) => each.name === setting.name) ?? setting), whole],
    origin: (path) => (path?.[0] === 'noise' ? name : config.origin(path)),
  };
}

function otherEnvironment(name: string, found: string, expected: string): UserError {
  return new UserError({
    code: 'environment-differs',
    found: `noise of the environment \`${echo(found)}\``,
    expected: `noise of \`${expected}\``,
    place: { file: name },
  });
}
