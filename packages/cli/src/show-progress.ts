import { stat } from 'node:fs/promises';
import type { ReadProgress, Source } from '@loadline/parsers';
import { renderProgress } from '@loadline/reporter';
import { type Context, styleOf } from './context.js';

/** A line on standard error that says how far the reading is, while a person is looking. */
export interface ShownProgress {
  update(progress: ReadProgress): void;
  /** Takes the line away. */
  end(): void;
}

const FIRST_AFTER_MS = 1000;
const EVERY_MS = 100;

/** Shows nothing in the first second, nor where nobody is looking. */
export async function showProgress(context: Context, sources: readonly Source[], quiet: boolean): Promise<ShownProgress> {
  if (quiet || !context.isErrorTerminal) return { update: () => undefined, end: () => undefined };
  const sizes = new Map(await Promise.all(sources.map(async (source) => [source.name, await sizeOf(source)] as const)));
  const style = styleOf(context);
  const start = context.now().getTime();
  let last = start;
  let isShown = false;
  return {
    update({ name, bytes }) {
      const now = context.now().getTime();
      if (now - start < FIRST_AFTER_MS || now - last < EVERY_MS) return;
      last = now;
      isShown = true;
      const line = renderProgress(
        { name, bytes, size: sizes.get(name), seconds: (now - start) / 1000 },
        { unicode: style.unicode, width: style.width - 1 },
      );
      context.writeErr(`\r\u001B[2K${line}`);
    },
    end() {
      if (isShown) context.writeErr('\r\u001B[2K');
    },
  };
}

async function sizeOf(source: Source): Promise<number | undefined> {
  if (source.path === undefined) return source.size;
  const entry = await stat(source.path).catch(() => undefined);
  return entry?.isFile() === true ? entry.size : undefined;
}
