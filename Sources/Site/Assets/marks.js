// Marks what the search found on the page that it led to; Escape takes the marks away.
(function () {
  'use strict';
  var most = 300;
  var words = '';
  try { words = decodeURIComponent(/[?&]q=([^&]*)/.exec(location.search)[1].replace(/\+/g, ' ')).slice(0, 100).trim(); } catch (error) { return; }
  var marks = [];

  // Formulas, pictures and fields stay as they are.
  function nodes() {
    var found = [];
    var walker = document.createTreeWalker(document.getElementById('sk-main'), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, function (node) {
      if (node.nodeType === 3) { return node.data.indexOf(words) >= 0 ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP; }
      return node.matches('k-x, svg, select, textarea, script, .sr') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (walker.nextNode()) { found.push(walker.currentNode); }
    return found;
  }

  function mark(node) {
    for (var at = node.data.indexOf(words); at >= 0 && marks.length < most; at = node.data.indexOf(words)) {
      var hit = node.splitText(at);
      node = hit.splitText(words.length);
      var box = document.createElement('mark');
      hit.parentNode.insertBefore(box, hit);
      box.appendChild(hit);
      marks.push(box);
    }
  }

  function clear() {
    marks.forEach(function (box) {
      var parent = box.parentNode;
      if (!parent) { return; }
      parent.replaceChild(box.firstChild, box);
      parent.normalize();
    });
    marks = [];
  }

  if (words) { nodes().forEach(mark); }
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') { clear(); } });
})();
