import { escapeLabel } from './escape-label.js';

/** A label: its name is ours, its value foreign. An empty value is as good as none, and is left out. */
export type Label = readonly [name: string, value: string | null | undefined];

/** One sample of a gauge. */
export interface Sample {
  labels: readonly Label[];
  value: number;
}

/** All samples of one name. */
export interface Family {
  name: string;
  help: string;
  samples: readonly Sample[];
}

/** Labels as they stand between the braces; two samples of a family must not have the same. */
export function labelsText(labels: readonly Label[]): string {
  return labels
    .flatMap(([name, value]) => (value === undefined || value === null || value === '' ? [] : [`${name}="${escapeLabel(value)}"`]))
    .join(',');
}

/** A family in the text exposition format; nothing for a family without samples. */
export function familyLines({ name, help, samples }: Family): string[] {
  if (samples.length === 0) return [];
  const lines = samples.map(({ labels, value }) => `${name}{${labelsText(labels)}} ${String(value === 0 ? 0 : value)}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines];
}
