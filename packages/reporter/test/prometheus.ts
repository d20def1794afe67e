/** One sample of a text. */
export interface PrometheusSample {
  name: string;
  labels: ReadonlyMap<string, string>;
  value: number;
}

/** A family as it was read. */
export interface PrometheusFamily {
  help: string;
  samples: PrometheusSample[];
}

/**
 * Reads the text exposition format as its description has it, and no more leniently: each family in one piece, with help
 * and type before its samples, no series twice, no timestamps.
 */
export function readPrometheus(text: string): Map<string, PrometheusFamily> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, PrometheusFamily>();
  const series = new Set<string>();
  let open = '';
  let help: [name: string, text: string] | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const helped = /^# HELP ([a-zA-Z_:][\w:]*) ([^\\]+)$/.exec(line);
    const typed = /^# TYPE ([a-zA-Z_:][\w:]*) gauge$/.exec(line);
    if (helped !== null) help = [helped[1] ?? '', helped[2] ?? ''];
    else if (typed !== null) {
      open = typed[1] ?? '';
      if (help?.[0] !== open || families.has(open)) throw new Error(`a family without help, or there twice: ${line}`);
      families.set(open, { help: help[1], samples: [] });
    } else {
      const sample = readSample(line);
      const key = JSON.stringify([sample.name, [...sample.labels].sort()]);
      if (sample.name !== open || series.has(key)) throw new Error(`outside of its family, or there twice: ${line}`);
      series.add(key);
      families.get(open)?.samples.push(sample);
    }
  }
  return families;
}

function readSample(line: string): PrometheusSample {
  const found = /^([a-zA-Z_:][\w:]*)\{(.*)\} (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?))$/.exec(line);
  if (found === null) throw new Error(`no sample: ${line}`);
  const labels = new Map<string, string>();
  let rest = found[2] ?? '';
  while (rest !== '') {
    const label = /^([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,(?=.)|$)/.exec(rest);
    if (label === null || labels.has(label[1] ?? '')) throw new Error(`no label, or there twice: ${rest}`);
    labels.set(
      label[1] ?? '',
      (label[2] ?? '').replace(/\\([\\"n])/g, (_all, character: string) => (character === 'n' ? '\n' : character)),
    );
    rest = rest.slice(label[0].length);
  }
  return { name: found[1] ?? '', labels, value: Number(found[3]) };
}
