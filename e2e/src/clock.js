// A page's clock for long waits: they pass when the story says so, and not by themselves.
(() => {
  'use strict';
  const LONG = 5000;
  const soon = window.setTimeout.bind(window);
  let passed = 0;
  let waiting = [];
  window.setTimeout = (call, milliseconds, ...values) => {
    if (!(milliseconds >= LONG)) return soon(call, milliseconds, ...values);
    waiting.push({ due: passed + milliseconds, call: () => call(...values) });
    return 0;
  };
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    const end = () => controller.abort(new DOMException('The time is over.', 'TimeoutError'));
    window.setTimeout(end, milliseconds);
    return controller.signal;
  };
  window.e2eLetTimePass = (milliseconds) => {
    passed += milliseconds;
    const due = waiting.filter((wait) => wait.due <= passed);
    waiting = waiting.filter((wait) => wait.due > passed);
    for (const wait of due) wait.call();
    return due.length;
  };
})();
