// Shows a note, an equation or a figure beside the place that refers to it, for the pointer and for the keyboard. The link goes on
// leading there.
(function () {
  'use strict';
  var shown = null;
  var waiting = null;

  function hide() {
    clearTimeout(waiting);
    if (shown) { shown.remove(); }
    shown = null;
  }

  // The pointer may go over to the note.
  function hideSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 250);
  }

  function target(link) {
    try { return document.getElementById(decodeURIComponent(link.hash.slice(1))); } catch (error) { return null; }
  }

  function show(link) {
    var note = target(link);
    hide();
    if (!note) { return; }
    shown = document.createElement('div');
    shown.className = 'note-shown';
    // The link says where it leads; read twice it would only be in the way.
    shown.setAttribute('aria-hidden', 'true');
    // Copied as nodes: text that is written as markup and read again might not stay text.
    Array.prototype.forEach.call(note.childNodes, function (node) { shown.appendChild(node.cloneNode(true)); });
    Array.prototype.forEach.call(shown.querySelectorAll('.back'), function (node) { node.remove(); });
    Array.prototype.forEach.call(shown.querySelectorAll('[id]'), function (node) { node.removeAttribute('id'); });
    Array.prototype.forEach.call(shown.querySelectorAll('a, button, [tabindex]'), function (node) { node.tabIndex = -1; });
    shown.addEventListener('pointerenter', function () { clearTimeout(waiting); });
    shown.addEventListener('pointerleave', hideSoon);
    document.body.appendChild(shown);
    var place = link.getBoundingClientRect();
    var left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - shown.offsetWidth - 8));
    var isBelow = place.bottom + shown.offsetHeight + 8 < innerHeight || place.top < shown.offsetHeight + 8;
    shown.style.left = left + scrollX + 'px';
    shown.style.top = (isBelow ? place.bottom + 4 : place.top - shown.offsetHeight - 4) + scrollY + 'px';
  }

  Array.prototype.filter.call(document.querySelectorAll('main a[href^="#"]'), function (link) {
    return link.parentNode.className === 'note-ref' || (target(link) && target(link).matches('.labelled'));
  }).forEach(function (link) {
    link.addEventListener('pointerenter', function (event) { if (event.pointerType === 'mouse') { show(link); } });
    link.addEventListener('pointerleave', hideSoon);
    link.addEventListener('focus', function () { if (link.matches(':focus-visible')) { show(link); } });
    link.addEventListener('blur', hideSoon);
    link.addEventListener('click', hide);
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') { hide(); } });
})();
