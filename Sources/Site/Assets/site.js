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

  // The contents show where the reader is: at the last heading above the upper third of the window.
  function target(link) {
    try { return document.getElementById(decodeURIComponent(link.hash.slice(1))); } catch (error) { return null; }
  }
  var contents = document.querySelector('.toc');
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
  }

  // Ctrl+K or Command+K leads to the search.
  document.addEventListener('keydown', function (event) {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) { return; }
    event.preventDefault();
    var field = document.getElementById('sk-query');
    if (field) { field.focus(); } else { location.href = 'search.html#sk-query'; }
  });

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
