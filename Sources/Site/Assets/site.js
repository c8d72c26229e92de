// What every page has: the switch of light and dark, contents that show where the reader is, keys, and a button that copies a listing.
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
    Array.prototype.forEach.call(document.querySelectorAll('pre, .formula, .scroll, .math-display, p > k-x, li > k-x, dd > k-x, k-t > k-x'), function (node) {
      if (node.scrollWidth <= node.clientWidth || node.hasAttribute('tabindex')) { return; }
      node.tabIndex = 0;
      node.setAttribute('role', 'group');
      node.setAttribute('aria-label', node.tagName === 'PRE' ? (japanese ? 'コード' : 'Code') : (japanese ? '数式' : 'Formula'));
    });
  }
  window.addEventListener('load', reach);
  window.addEventListener('resize', reach);
  document.addEventListener('studykit-shown', reach);

  // The contents show where the reader is: at the last heading above the upper third of the window.
  function target(link) {
    try { return document.getElementById(decodeURIComponent(link.hash.slice(1))); } catch (error) { return null; }
  }
  var contents = document.querySelector('.toc');
  var title = document.getElementById('sk-title');
  var links = Array.prototype.filter.call(document.querySelectorAll('.toc a'), target);
  var headings = links.map(target);
  var here = null;
  var isMarking = false;
  function mark() {
    isMarking = false;
    var passed = headings.filter(function (heading) { return heading.getBoundingClientRect().top < innerHeight / 3; }).length;
    var link = links[passed - 1] || null;
    if (link === here) { return; }
    if (here) { here.removeAttribute('aria-current'); }
    here = link;
    if (!here) { return; }
    here.setAttribute('aria-current', 'true');
    keep();
    // Only beside the text the contents are in sight; they are scrolled, not the page.
    if (getComputedStyle(contents).position !== 'sticky') { return; }
    var above = here.getBoundingClientRect().top - contents.getBoundingClientRect().top;
    if (above < 0 || above > contents.clientHeight - 40) { contents.scrollTop += above - contents.clientHeight / 2; }
  }
  if (links.length) {
    window.addEventListener('scroll', function () {
      if (isMarking) { return; }
      isMarking = true;
      requestAnimationFrame(mark);
    }, { passive: true });
    window.addEventListener('load', mark);
    // On a narrow window the contents are far up: a link leads there, once they are out of sight.
    var up = document.createElement('a');
    up.className = 'up';
    up.href = '#sk-toc';
    up.textContent = japanese ? '目次 ↑' : 'Contents ↑';
    contents.appendChild(up);
    new IntersectionObserver(function (entries) { up.classList.toggle('shown', entries[entries.length - 1].boundingClientRect.bottom < 0); }).observe(contents);
  }

  // Where somebody stopped reading is what the home page offers to go on with.
  function keep() {
    var place = { page: location.pathname.split('/').pop(), title: title.textContent, hash: here.hash, heading: here.textContent };
    try { localStorage.setItem('studykit-place', JSON.stringify(place)); } catch (error) { /* Nothing is offered. */ }
  }

  // Scripts that only some need are loaded when they do.
  function load(name) {
    var script = document.createElement('script');
    script.src = 'assets/' + name;
    document.head.appendChild(script);
  }
  if (document.querySelector('.note-ref, .labelled')) { load('notes.js'); }
  if (title && /[?&]q=/.test(location.search)) { load('marks.js'); }

  // MARK: Keys. Signs alone can be switched off, since people who dictate type them without knowing (WCAG 2.1.4).

  function search() {
    var field = document.getElementById('sk-query');
    if (field) { field.focus(); } else { location.href = 'search.html#sk-query'; }
  }

  function turn(direction) {
    var link = document.querySelector('.neighbours a[rel="' + direction + '"]');
    if (link) { link.click(); }
  }

  function help() {
    if (window.studykitKeys) { window.studykitKeys(); } else { load('keys.js'); }
  }

  function hasSigns() {
    try { return localStorage.getItem('studykit-keys') !== 'off'; } catch (error) { return true; }
  }

  document.addEventListener('keydown', function (event) {
    var key = event.key.toLowerCase();
    if (event.altKey || event.defaultPrevented || event.isComposing) { return; }
    if (event.ctrlKey || event.metaKey) {
      if (key !== 'k' || event.shiftKey) { return; }
      event.preventDefault();
      search();
      return;
    }
    // What has the focus has its own keys.
    var active = document.activeElement || document.body;
    if (active.matches('input, select, textarea, dialog, dialog *')) { return; }
    var isFree = active === document.body || active.id === 'sk-main';
    if (isFree && key === 'arrowleft') { turn('prev'); } else if (isFree && key === 'arrowright') { turn('next'); }
    if (!hasSigns()) { return; }
    if (key === '/' || key === 's') { event.preventDefault(); search(); } else if (key === '?') { help(); }
  });

  var foot = document.querySelector('.site-footer p');
  if (foot) {
    var keys = document.createElement('button');
    keys.type = 'button';
    keys.className = 'keys';
    keys.textContent = japanese ? 'キーボード操作' : 'Keyboard';
    keys.addEventListener('click', help);
    foot.appendChild(keys);
  }

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
