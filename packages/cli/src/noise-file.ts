import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fitNoise, type NoiseFit, type NoiseSides } from '@loadline/compare';
import { type ConfigSetting, type Diagnostic, echo, type Noise, type Policy, readDocument, UserError } from '@loadline/schema';
import { type LoadedConfig, loadConfig, type Override } from './config-file.js';
import type { Context } from './context.js';

/** The name that `calibrate` writes, and that is looked for in the working folder and nowhere else. */
export const noiseFileName = 'loadline.noise.json';

/** Larger files are something else, in bytes. */
const SIZE_LIMIT = 64 * 1024 * 1024;

/** Measured noise and the file it stands in. */
export interface NoiseFile {
  name: string;
  document: Noise;
  /** It was asked for, and not only found. */
  isGiven: boolean;
}

/** A configuration with the noise that it takes over. */
export interface NoisyConfig extends LoadedConfig {
  noise?: NoiseFile;
  /** The policy with what is usual in its place. */
  withoutNoise: Policy;
  /** Why noise that was found is not used. */
  noiseDiagnostics: Diagnostic[];
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
  return applyNoise(config, await readNoise(context, noise));
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
  return { name, document: readDocument('noise', parse(text, name), basename(name)).document, isGiven: given !== undefined };
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

/** Names of the files that a configuration was read from. */
export function configFiles({ file, noise }: NoisyConfig): string[] {
  return [file, noise?.name].filter((name) => name !== undefined);
}

/** A configuration with what was measured in place of what is usual. What the configuration itself sets stands. */
function applyNoise(config: LoadedConfig, file: NoiseFile | undefined): NoisyConfig {
  if (file === undefined) return { ...config, withoutNoise: config.policy, noiseDiagnostics: [] };
  const { name, document } = file;
  const { against, diagnostics } = fitNoise(document, name, config.policy);
  if (against !== undefined) {
    if (file.isGiven) throw otherNoise(name, against);
    return { ...config, withoutNoise: config.policy, noiseDiagnostics: diagnostics };
  }
  const isOpen = (key: string) =>
    config.settings.some((setting) => setting.name === `parameters.${key}` && config.origin(setting.path) === 'default');
  const taken = Object.entries(document.parameters).filter(([key]) => isOpen(key));
  const changed = taken.map(([key, value]): ConfigSetting => ({ name: `parameters.${key}`, value: String(value), path: ['noise', key] }));
  const whole: ConfigSetting = { name: 'noise', value: `measured over ${document.runs.length} runs`, path: ['noise'] };
  return {
    ...config,
    noise: file,
    withoutNoise: config.policy,
    noiseDiagnostics: [],
    policy: {
      ...config.policy,
      parameters: { ...config.policy.parameters, ...Object.fromEntries(taken) },
      ...(taken.some(([key]) => key === 'latencyNoisePct') ? { noise: { from: name, runs: document.runs.length } } : {}),
    },
    settings: [...config.settings.map((setting) => changed.find((each) => each.name === setting.name) ?? setting), whole],
    origin: (path) => (path?.[0] === 'noise' ? name : config.origin(path)),
  };
}

/**
 * The policy for two sides, by what they state of themselves: with the measured noise where that holds for them.
 *
 * @throws UserError when noise that was asked for is of another environment or suite.
 */
export function policyFor(config: NoisyConfig, sides: Required<NoiseSides>): { policy: Policy; diagnostics: Diagnostic[] } {
  const { noise, policy, withoutNoise, noiseDiagnostics } = config;
  if (noise === undefined) return { policy, diagnostics: noiseDiagnostics };
  const { against, diagnostics } = fitNoise(noise.document, noise.name, policy, sides);
  if (against !== undefined && noise.isGiven) throw otherNoise(noise.name, against);
  return { policy: against === undefined ? policy : withoutNoise, diagnostics };
}

function otherNoise(name: string, { what, measured, here }: NonNullable<NoiseFit['against']>): UserError {
  return new UserError({
    code: `${what}-differs`,
    found: `noise of the ${what} \`${echo(measured)}\``,
    expected: `noise of \`${echo(here)}\``,
    place: { file: name },
  });
}
