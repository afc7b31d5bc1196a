// Starts the sandbox's service worker and waits until it answers this page's requests.

const LONGEST_WAIT_MS = 5000;

/**
 * Registers `sandbox-sw.js` from the folder of this file, installs a newer build of it, and waits until it controls the
 * page. Requests to the sandbox work only after that.
 * @returns {Promise<ServiceWorkerRegistration>}
 */
export async function startSandbox() {
  const workers = navigator.serviceWorker;
  if (!workers) throw new Error('The sandbox needs a service worker. Serve the page over https or from localhost.');
  const folder = new URL('./', import.meta.url);
  const registration = await workers.register(new URL('sandbox-sw.js', folder), { scope: folder.pathname, updateViaCache: 'none' });
  // Without this, the old worker would answer the first page load after a rebuild. Offline, the old worker is used.
  await registration.update().catch(() => {});
  const coming = registration.installing ?? registration.waiting;
  if (coming) await activated(coming);
  // After a forced reload the page has no controller, although the worker is active.
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
