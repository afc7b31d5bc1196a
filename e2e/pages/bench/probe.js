// Runs before everything else on the page of a benchmark, and writes down what is measured.
(() => {
  "use strict";
  const bench = window.bench = { long: [], states: [], clicks: [], click: null, sent: null, early: null };
  performance.mark("bench-start");

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.long.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // When the request for the payment leaves.
  const { fetch } = window;
  window.fetch = (what, how) => {
    if (/\/payments(\?|$)/.test(what.url ?? what)) bench.sent ??= performance.now();
    return fetch(what, how);
  };

  // The time at which the browser got the click, and not that at which the page came to handle it.
  addEventListener("click", ({ isTrusted, timeStamp }) => {
    if (!isTrusted) return;
    bench.clicks.push(timeStamp);
    if (bench.click !== null) return;
    performance.mark("bench-click");
    bench.click = timeStamp;
    bench.early = bench.first().state === "loading";
  }, true);
  addEventListener("ec-state-change", ({ detail }) => bench.states.push([detail.to, performance.now()]));

  // The memory of the wasm module, if there is one. Its later modules use the same.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const inner = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await inner.apply(WebAssembly, given);
      const all = Object.values((made.instance ?? made).exports);
      bench.memory ??= all.find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  }
  bench.wasm = () => bench.memory?.buffer.byteLength ?? 0;

  bench.first = () => document.getElementById("checkout");
  const isElement = () => bench.first().localName === "express-checkout";
  bench.ready = () => (isElement() ? bench.first().state === "ready" : bench.first().offsetHeight > 40);
  bench.paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
  bench.files = () => {
    const files = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(location.origin));
    return [files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), files.length];
  };

  const later = () => new Promise((done) => setTimeout(done));
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const another = () => {
    const host = bench.first().cloneNode(false);
    host.removeAttribute("id");
    document.body.append(host);
    bench.draw?.(host);
    return host;
  };
  // Resolves when as many elements are ready. The others are ready when the last of them has its height.
  const until = async (count, add) => {
    if (!isElement()) {
      const last = add().at(-1);
      while (last.offsetHeight < 40) await later();
      return;
    }
    await new Promise((done) => {
      let ready = 0;
      const hear = () => {
        if (++ready < count) return;
        removeEventListener("ec-ready", hear);
        done();
      };
      addEventListener("ec-ready", hear);
      add();
    });
  };

  // Adds elements, and waits until all are ready and drawn.
  bench.add = async (count) => {
    await until(count, () => Array.from({ length: count }, another));
    await frame();
    await frame();
  };
  // Adds an element and removes it when it is ready, so many times.
  bench.mount = async (count) => {
    for (let at = 0; at < count; at += 1) {
      let host;
      await until(1, () => [host = another()]);
      bench.undraw?.(host);
      host.remove();
      await later();
    }
  };
  // Waits for a state. The error says what happened instead.
  bench.reach = (state) => new Promise((done, fail) => {
    const late = setTimeout(() => {
      const passed = bench.states.slice(-8).map(([to]) => to).join(", ");
      fail(new Error(`not ${state}: the states were ${passed}; it is ${bench.first().state}, after ${bench.clicks.length} clicks`));
    }, 20_000);
    const look = () => {
      if (bench.first().state !== state) return;
      removeEventListener("ec-state-change", look);
      clearTimeout(late);
      done();
    };
    addEventListener("ec-state-change", look);
    look();
  });
  // Waits for the payer's window, cancels the attempt, and waits until the next one can begin.
  bench.cancel = async () => {
    await bench.reach("awaiting-approval");
    bench.first().cancel();
    await bench.reach("ready");
    bench.click = bench.sent = null;
  };

  // Reads the cart again.
  bench.read = async () => {
    const read = new Promise((done) => addEventListener("ec-request", ({ detail }) => {
      if (detail.path.endsWith("/checkout-data")) done();
    }));
    bench.first().reload();
    await read;
    await bench.reach("ready");
    await frame();
  };

  // From the click to the order: how long the page itself took, and how long it waited for responses. The time that the payer and
  // the shopper took is left out.
  bench.flow = () => {
    const at = (name) => bench.states.findLast(([to]) => to === name)[1];
    const parts = [[bench.click, at("awaiting-approval")], [at("fetching-customer"), at("review")], [bench.clicks.at(-1), at("placed")]];
    const requests = performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "fetch");
    let own = 0;
    let waited = 0;
    for (const [begin, end] of parts) {
      let reached = begin;
      for (const { startTime, responseEnd } of requests.sort((one, other) => one.startTime - other.startTime)) {
        const [from, to] = [Math.max(startTime, reached), Math.min(responseEnd, end)];
        if (to <= from) continue;
        own += from - reached;
        waited += to - from;
        reached = to;
      }
      own += end - reached;
    }
    return [own, waited];
  };
})();
