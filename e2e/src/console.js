// Writes down what the page says to the console, in the form of chromedriver's log.
(() => {
  'use strict';
  for (const [method, level] of [['error', 'SEVERE'], ['warn', 'WARNING']]) {
    const say = console[method];
    console[method] = (...words) => {
      const kept = JSON.parse(window.e2eShelves.getItem('e2e.console') || '[]');
      kept.push({ source: 'console-api', level, message: words.join(' ') });
      window.e2eShelves.setItem('e2e.console', JSON.stringify(kept));
      say.apply(console, words);
    };
  }
})();
