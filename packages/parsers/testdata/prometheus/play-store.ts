import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';

/** What a recorded session with a store holds. */
export interface Recorded {
  address: string;
  answers: Record<string, unknown>;
}

/** A recorded session: `live-k6-native.json`. */
export function readRecorded(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Recorded;
}

/** A store that answers on 127.0.0.1 as it was recorded, and keeps the headers it was sent. */
export async function playStore({
  answers,
}: Pick<Recorded, 'answers'>): Promise<{ server: Server; host: string; headers: Record<string, unknown>[] }> {
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers.push({ ...request.headers, method: request.method });
      const url = new URL(request.url ?? '/', 'http://localhost');
      const query = new URLSearchParams(request.method === 'POST' ? Buffer.concat(chunks).toString() : url.search).get('query') ?? '';
      const answer = answers[query];
      response.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { status: 'error', errorType: 'bad_data', error: `not recorded: ${query}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, host: typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '', headers };
}
