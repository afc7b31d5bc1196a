// The sandbox inside the page: Glue, the payment app and the payment providers, answered by a service worker.
// `sandbox.js` and `sandbox_bg.wasm` (wasm-bindgen, target no-modules) stand beside this file, in any folder.
'use strict';

// A build hook puts a hash of the module here: the browser compares only scripts to find out whether a worker is new.
const BUILD = '__BUILD__';
const folder = new URL('./', self.location.href);
const rooms = ['glue/', 'psp/', 'sandbox/'].map((room) => folder.pathname + room);
const memory = { cache: 'express-checkout-sandbox', key: new URL('sandbox-state', folder).href };

importScripts(new URL('sandbox.js', folder).href);

// The listeners below have to be there at once, so the module waits behind a promise.
const compiled = wasm_bindgen({ module_or_path: new URL(`sandbox_bg.wasm?v=${BUILD}`, folder).href });
compiled.catch(() => {}); // Whoever awaits it hears of it.

let running = null;
let saving = Promise.resolve();

// The state is read at the first request and not before: until then another version of this worker may be in charge.
function start() {
  running ??= (async () => {
    await compiled;
    return new wasm_bindgen.Worker(await recall());
  })();
  return running;
}

// The browser stops idle workers after seconds; carts and payments must outlive that.
async function recall() {
  try {
    const kept = await (await caches.open(memory.cache)).match(memory.key);
    return kept && (await kept.text());
  } catch {
    return undefined; // Storage is blocked: the sandbox works, and forgets.
  }
}

function remember(state) {
  saving = saving.then(async () => {
    try {
      await (await caches.open(memory.cache)).put(memory.key, new Response(state));
    } catch {
      // As above.
    }
  });
  return saving;
}

async function answer(request, url) {
  const sandbox = await start();
  const asked = {
    method: request.method,
    path: `/${url.pathname.slice(folder.pathname.length)}`,
    query: url.search.slice(1),
    headers: [...request.headers],
    body: await request.text(),
    origin: folder.href.slice(0, -1),
  };
  const told = sandbox.handle(JSON.stringify(asked), Date.now());
  if (told === undefined) return Response.error();
  await remember(sandbox.state());
  const reply = JSON.parse(told);
  if (reply.delayMs > 0) await new Promise((resolve) => { setTimeout(resolve, reply.delayMs); });
  return respond(reply);
}

// Faults of the connection, as well as a worker can play them.
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
      setTimeout(() => controller.error(new TypeError('cut on purpose')), 20);
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
  if (url.origin === folder.origin && rooms.some((room) => url.pathname.startsWith(room))) {
    event.respondWith(answer(event.request, url));
  }
});
