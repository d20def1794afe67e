/**
 * A stand-in for three services, for load tests that anybody can repeat.
 *
 *   API gateway   POST /v1/chat/completions   GET /v1/models   GET /health
 *   RAG service   POST /query   POST /index
 *   MCP server    POST /execute   {"tool": "read_file" | "write_file" | "git_status" | "git_log"}
 *
 * It computes nothing: each answer waits on a timer for a latency drawn from a seeded lognormal
 * distribution. The n-th request of an endpoint always draws the same values for a given seed.
 *
 *   node server.mjs [--profile good|slow] [--port 8642] [--seed 1] [--max-seconds 120]
 *
 * Port 0 takes any free port. The server listens on 127.0.0.1 only and ends by itself.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const MAX_BODY_BYTES = 64 * 1024;
/** How long the gateway waits for its vector store before it gives up. */
const VECTOR_STORE_TIMEOUT_MS = 1200;
/** Two runs never meet quite the same machine: each seed shifts each service by about this much. */
const RUN_TO_RUN_SPREAD = 0.015;

/** `medianMs` and `sigma` are those of the lognormal; `errorRatio` is 0 to 1. */
const GOOD = {
  'POST /v1/chat/completions': {
    service: 'api_gateway',
    medianMs: 140,
    sigma: 0.4,
    errorRatio: 0.001,
    error: [503, 'model overloaded'],
  },
  'GET /v1/models': { service: 'api_gateway', medianMs: 25, sigma: 0.3 },
  'GET /health': { service: 'api_gateway', medianMs: 20, sigma: 0.25 },
  'POST /query': {
    service: 'rag_service',
    medianMs: 110,
    sigma: 0.42,
    errorRatio: 0.001,
    error: [500, 'embedding failed'],
  },
  'POST /index': {
    service: 'rag_service',
    medianMs: 180,
    sigma: 0.35,
    errorRatio: 0.0005,
    error: [503, 'index is busy'],
  },
  'tool read_file': { service: 'mcp_server', medianMs: 30, sigma: 0.35 },
  'tool write_file': {
    service: 'mcp_server',
    medianMs: 45,
    sigma: 0.35,
    errorRatio: 0.0005,
    error: [500, 'file is locked'],
  },
  'tool git_status': { service: 'mcp_server', medianMs: 70, sigma: 0.35 },
  'tool git_log': { service: 'mcp_server', medianMs: 90, sigma: 0.35 },
};

/** The regression: the vector store has become slow and sometimes does not answer at all. */
const SLOW_CHANGES = {
  // p95 about +70 %: 1.40 × e^(1.645 × 0.12)
  'POST /query': { medianMs: 154, sigma: 0.54, timeoutRatio: 0.008 },
  // p95 about +30 %, since some chats look something up: 1.15 × e^(1.645 × 0.075)
  'POST /v1/chat/completions': { medianMs: 161, sigma: 0.475 },
  'POST /index': { errorRatio: 0.025 },
};

const PROFILES = {
  good: GOOD,
  slow: Object.fromEntries(Object.entries(GOOD).map(([name, model]) => [name, { ...model, ...SLOW_CHANGES[name] }])),
};

/** A small seeded generator (mulberry32) of numbers from 0 up to, not including, 1. */
function randomFrom(text) {
  let state = 2166136261;
  for (const character of text) {
    state = Math.imul(state ^ character.codePointAt(0), 16777619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One draw from the standard normal distribution (Box and Muller). */
function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** For one endpoint: a function that plays its next request as `{status, latencyMs, message?}`. */
function playerOf(name, model, seed) {
  const random = randomFrom(`${seed}/${name}`);
  const runFactor = Math.exp(RUN_TO_RUN_SPREAD * gaussian(randomFrom(`${seed}/${model.service}`)));
  return () => {
    const latencyMs = runFactor * model.medianMs * Math.exp(model.sigma * gaussian(random));
    const fate = random();
    const timeoutRatio = model.timeoutRatio ?? 0;
    if (fate < timeoutRatio) {
      const message = 'vector store timed out: qdrant timeout';
      return { status: 504, latencyMs: VECTOR_STORE_TIMEOUT_MS, message };
    }
    if (fate < timeoutRatio + (model.errorRatio ?? 0)) {
      const [status, message] = model.error;
      return { status, latencyMs: latencyMs / 2, message };
    }
    return { status: 200, latencyMs };
  };
}

/** The body of a request, or undefined where it is too long. */
async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

/** The name of the endpoint that a request means, or the refusal of it. */
function route(method, path, body) {
  if (method === 'POST' && body === undefined) return { status: 413, message: 'body too large' };
  let json = {};
  if (method === 'POST') {
    try {
      json = JSON.parse(body) ?? {};
    } catch {
      return { status: 400, message: 'the body is not JSON' };
    }
  }
  const name = path === '/execute' && method === 'POST' ? `tool ${json.tool}` : `${method} ${path}`;
  return Object.hasOwn(GOOD, name) ? { name } : { status: 404, message: 'no such endpoint or tool' };
}

function send(response, status, value) {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function optionsFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      profile: { type: 'string', default: 'good' },
      port: { type: 'string', default: '8642' },
      seed: { type: 'string', default: '1' },
      'max-seconds': { type: 'string', default: '120' },
    },
  });
  const whole = (name, lowest, highest) => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < lowest || number > highest) {
      throw new Error(`--${name} is a whole number from ${lowest} to ${highest}`);
    }
    return number;
  };
  if (!Object.hasOwn(PROFILES, values.profile)) {
    throw new Error(`--profile is one of: ${Object.keys(PROFILES).join(', ')}`);
  }
  return {
    profile: values.profile,
    port: whole('port', 0, 65535),
    seed: whole('seed', 0, 2 ** 31),
    maxSeconds: whole('max-seconds', 1, 3600),
  };
}

function serve({ profile, port, seed, maxSeconds }) {
  const players = new Map(Object.entries(PROFILES[profile]).map(([name, model]) => [name, playerOf(name, model, seed)]));
  /** By how much each answer came later than planned: the share of this machine in the latencies. */
  const lateMs = [];

  const server = createServer(async (request, response) => {
    const begin = performance.now();
    let body;
    try {
      body = await bodyOf(request);
    } catch {
      return; // the client has gone
    }
    const target = route(request.method, request.url.split('?')[0], body);
    if (target.name === undefined) {
      send(response, target.status, { error: { message: target.message } });
      return;
    }
    const { status, latencyMs, message } = players.get(target.name)();
    setTimeout(() => {
      lateMs.push(performance.now() - begin - latencyMs);
      send(response, status, message === undefined ? { ok: true } : { error: { message } });
    }, latencyMs);
  });
  server.keepAliveTimeout = 60_000;

  const stop = () => {
    server.close();
    server.closeAllConnections();
    lateMs.sort((a, b) => a - b);
    const at = (share) => (lateMs[Math.floor(share * (lateMs.length - 1))] ?? 0).toFixed(1);
    console.log(`answered ${lateMs.length} requests; later than planned by ` + `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`);
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  setTimeout(stop, maxSeconds * 1000);

  server.on('error', (error) => {
    console.error(`server.mjs: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${server.address().port}`;
    console.log(`listening on ${address} (profile ${profile}, seed ${seed}, ${maxSeconds} s at most)`);
  });
}

let options;
try {
  options = optionsFrom(process.argv.slice(2));
} catch (error) {
  console.error(`server.mjs: ${error.message}`);
  process.exit(2);
}
serve(options);
