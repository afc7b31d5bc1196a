// Starts the sandbox's service worker, and resolves when it answers this page's requests.

const LONGEST_WAIT_MS = 5000;

/**
 * Registers `sandbox-sw.js` from the folder of this file, takes up a newer build of it, and waits until it controls the
 * page. Send no request to the sandbox before.
 * @returns {Promise<ServiceWorkerRegistration>}
 */
export async function startSandbox() {
  const workers = navigator.serviceWorker;
  if (!workers) throw new Error('The sandbox needs service workers: serve the page from https or from localhost.');
  const folder = new URL('./', import.meta.url);
  const registration = await workers.register(new URL('sandbox-sw.js', folder), { scope: folder.pathname, updateViaCache: 'none' });
  // Without this the first load after a rebuild is answered by the old worker. Offline, the old one has to do.
  await registration.update().catch(() => {});
  const coming = registration.installing ?? registration.waiting;
  if (coming) await activated(coming);
  // A forced reload has no controller although the worker is active.
  if (!workers.controller) await claimed(workers, registration.active);
  return registration;
}

function activated(worker) {
  return capped('activated', (resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The sandbox\'s service worker could not be installed.'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

function claimed(workers, worker) {
  return capped('in control of the page', (resolve) => {
    workers.addEventListener('controllerchange', () => resolve(), { once: true });
    worker?.postMessage('claim');
    if (workers.controller) resolve();
  });
}

function capped(goal, executor) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The sandbox's service worker was not ${goal} in time.`)), LONGEST_WAIT_MS);
    new Promise(executor).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
