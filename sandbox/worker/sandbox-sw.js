// The service worker that runs the sandbox in the page: it answers as Glue, as the payment app and as the payment providers.
// `sandbox.js` and `sandbox_bg.wasm` (wasm-bindgen, target no-modules) are in the same folder.
'use strict';

// The build inserts a hash of the module here, because the browser detects a new worker only by a change of its scripts.
const BUILD = '__BUILD__';
const folder = new URL('./', self.location.href);
const prefixes = ['glue/', 'psp/', 'sandbox/'].map((prefix) => folder.pathname + prefix);
const memory = { cache: 'express-checkout-sandbox', key: new URL('sandbox-state', folder).href };

importScripts(new URL('sandbox.js', folder).href);

// A service worker must add its listeners synchronously, so the module is compiled in the background.
const compiled = wasm_bindgen({ module_or_path: new URL(`sandbox_bg.wasm?v=${BUILD}`, folder).href });
compiled.catch(() => {}); // The functions that await it handle the error.

let running = null;
let saving = Promise.resolve();

// The state is read at the first request, because before that another version of this worker may be active.
function start() {
  running ??= (async () => {
    await compiled;
    return new wasm_bindgen.Worker(await recall());
  })();
  return running;
}

// The browser stops an idle worker after some seconds, so the state is saved.
async function recall() {
  try {
    const kept = await (await caches.open(memory.cache)).match(memory.key);
    return kept && (await kept.text());
  } catch {
    return undefined; // Storage is blocked: the sandbox works, but loses its state when it is stopped.
  }
}

function remember(state) {
  saving = saving.then(async () => {
    try {
      await (await caches.open(memory.cache)).put(memory.key, new Response(state));
    } catch {
      // Storage is blocked, as above.
    }
  });
  return saving;
}

async function answer(request, url) {
  const sandbox = await start();
const input = {
    method: request.method,
    path: `/${url.pathname.slice(folder.pathname.length)}`,
    query: url.search.slice(1),
    headers: [...request.headers],
    body: await request.text(),
    origin: folder.href.slice(0, -1),
  };
  const output = sandbox.handle(JSON.stringify(input), Date.now());
  if (output === undefined) return Response.error();
  await remember(sandbox.state());
  const reply = JSON.parse(output);
  if (reply.delayMs > 0) await new Promise((resolve) => { setTimeout(resolve, reply.delayMs); });
  return respond(reply);
}

// Simulates faults of the connection, as far as a service worker can.
function respond({ status, headers, body, hangup }) {
  const bodiless = status === 204 || status === 303;
  switch (hangup) {
    case 'never': return new Promise(() => {});
    case 'drop': return Response.error();
    case 'cut-off': return new Response(halfOf(body), { status, headers });
    case 'drip': return new Response(dripping(), { status, headers });
    default: return new Response(bodiless ? null : body, { status, headers });
  }
}

function halfOf(body) {
  const bytes = new TextEncoder().encode(body);
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, bytes.length / 2));
      setTimeout(() => controller.error(new TypeError('simulated fault: connection cut')), 20);
    },
  });
}

function dripping() {
  let timer;
  return new ReadableStream({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array([32])), 500);
    },
    cancel() {
      clearInterval(timer);
    },
  });
}

self.addEventListener('install', (event) => event.waitUntil(compiled.then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data === 'claim') event.waitUntil(self.clients.claim());
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === folder.origin && prefixes.some((prefix) => url.pathname.startsWith(prefix))) {
    event.respondWith(answer(event.request, url));
  }
});
