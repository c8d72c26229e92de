// What every page has: the switch of light and dark, and a button that copies a listing.
(function () {
  'use strict';
  var root = document.documentElement;
  var japanese = root.lang !== 'en';

  function isDark() {
    var theme = root.getAttribute('data-theme');
    return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  var button = document.querySelector('button.theme');
  if (button) {
    var show = function () { button.setAttribute('aria-pressed', String(isDark())); };
    button.hidden = false;
    show();
    button.addEventListener('click', function () {
      var theme = isDark() ? 'light' : 'dark';
      root.setAttribute('data-theme', theme);
      try { localStorage.setItem('studykit-theme', theme); } catch (error) { /* It holds for this page. */ }
      show();
    });
  }

  // What scrolls inside itself must be reachable by keyboard; which does depends on the window.
  function reach() {
    Array.prototype.forEach.call(document.querySelectorAll('pre, .formula, .scroll, .math-display, p > k-x, li > k-x, dd > k-x'), function (node) {
      if (node.scrollWidth <= node.clientWidth || node.hasAttribute('tabindex')) { return; }
      node.tabIndex = 0;
      node.setAttribute('role', 'group');
      node.setAttribute('aria-label', node.tagName === 'PRE' ? (japanese ? 'コード' : 'Code') : (japanese ? '数式' : 'Formula'));
    });
  }
  window.addEventListener('load', reach);
  window.addEventListener('resize', reach);
  document.addEventListener('studykit-shown', reach);

  if (!navigator.clipboard) { return; }
  Array.prototype.forEach.call(document.querySelectorAll('.listing pre'), function (listing) {
    var copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'copy';
    copy.textContent = japanese ? 'コピー' : 'Copy';
    copy.addEventListener('click', function () {
      navigator.clipboard.writeText(listing.textContent).then(function () {
        copy.textContent = japanese ? 'コピーしました' : 'Copied';
        setTimeout(function () { copy.textContent = japanese ? 'コピー' : 'Copy'; }, 2000);
      });
    });
    listing.parentNode.appendChild(copy);
  });
})();
