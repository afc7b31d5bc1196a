// Remembers shadow roots, closed or not, by their hosts.
(() => {
  'use strict';
  const attach = Element.prototype.attachShadow;
  window.e2eRoots = new WeakMap();
  Element.prototype.attachShadow = function (...how) {
    const root = attach.apply(this, how);
    window.e2eRoots.set(this, root);
    return root;
  };
})();
