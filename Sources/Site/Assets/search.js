// Finds sections of chapters and terms. Katakana, hiragana, width and case are one; a term is also found by its reading, its English,
// and, with one sign wrong, by what comes near to it.
var studykitIndex = { parts: [], terms: [] };

// The signs of formulas that running text has; other commands are only how it would look.
var studykitSigns = {
  times: '×', cdot: '·', div: '÷', pm: '±', le: '≤', leq: '≤', ge: '≥', geq: '≥', ne: '≠', neq: '≠', approx: '≈', to: '→',
  rightarrow: '→', sum: 'Σ', prod: 'Π', sqrt: '√', partial: '∂', infty: '∞', alpha: 'α', beta: 'β', gamma: 'γ', lambda: 'λ', mu: 'μ',
  sigma: 'σ', ldots: '…', cdots: '…', dots: '…', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', log: 'log', exp: 'exp', max: 'max',
  min: 'min', frac: ' ', dfrac: ' '
};

// A text without what only a typesetter reads of its formulas.
function studykitReadable(text) {
  'use strict';
  return text.replace(/\\([a-zA-Z]+) ?/g, function (whole, name) { return Object.prototype.hasOwnProperty.call(studykitSigns, name) ? studykitSigns[name] : ''; })
    .replace(/\\[,;:! ]/g, ' ').replace(/\\[\\{}]|\$/g, '').replace(/\{([^{}]*)\}/g, '$1');
}

function studykitSearch(part) {
  'use strict';
  if (part.terms) { studykitIndex.terms = part.terms; return; }
  part.sections.forEach(function (section) {
    section[0] = studykitReadable(section[0]);
    section[2] = studykitReadable(section[2]);
  });
  studykitIndex.parts.push(part);
}

(function () {
  'use strict';
  var most = 30;

  // One sign out is one sign in, so that places in the folded text are places in the text.
  function fold(text) {
    var result = '';
    for (var index = 0; index < text.length; index += 1) {
      var sign = text.charAt(index);
      var plain = sign.normalize('NFKC').toLowerCase();
      if (plain.length !== 1) { plain = sign; }
      var code = plain.charCodeAt(0);
      result += code >= 0x30A1 && code <= 0x30F6 ? String.fromCharCode(code - 0x60) : plain;
    }
    return result;
  }

  function query(text) { return fold(text.normalize('NFKC')).trim().split(/\s+/).filter(Boolean); }

  // At most one sign more, less or other.
  function isNear(left, right) {
    if (Math.abs(left.length - right.length) > 1) { return false; }
    var start = 0;
    while (start < left.length && start < right.length && left[start] === right[start]) { start += 1; }
    var end = 0;
    while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) { end += 1; }
    return Math.max(left.length, right.length) - start - end <= 1;
  }

  // A kana ending that some write and some don't: 畳み込み, 畳込み.
  function bare(text) { return text.replace(/[\u3041-\u3096]/g, ''); }

  // A term is [name, reading, English, anchor, other spellings …].
  function names(term) { return term.slice(0, 3).concat(term.slice(4)); }

  function termsFor(word) {
    return studykitIndex.terms.filter(function (term) {
      return names(term).some(function (name) {
        var folded = fold(name);
        if (word.length > 1 && folded.indexOf(word) >= 0) { return true; }
        if (word.length >= 4 && isNear(folded, word)) { return true; }
        var kanji = bare(folded);
        return /[\u3400-\u9FFF]{2}/.test(kanji) && kanji === bare(word);
      });
    });
  }

  // A term that is the word itself comes before those that have it in them.
  function rank(term, word) {
    return names(term).some(function (name) { return fold(name) === word; }) ? 0 : 1;
  }

  // Every word, in one of the spellings of its terms.
  function spellings(word) {
    var all = [word];
    termsFor(word).forEach(function (term) {
      var reading = fold(term[1]);
      var english = fold(term[2]);
      var isWhole = reading === word || isNear(reading, word) || english === word || (word.length >= 4 && isNear(english, word)) ||
        term.slice(4).concat(term[0]).some(function (name) { return fold(name) === word || (/[\u3400-\u9FFF]{2}/.test(bare(word)) && bare(fold(name)) === bare(word)); });
      term.slice(4).concat(term[0]).forEach(function (name) {
        if (isWhole && all.indexOf(fold(name)) < 0) { all.push(fold(name)); }
      });
    });
    return all;
  }

  function place(text, alternatives) {
    var best = -1;
    var length = 0;
    alternatives.forEach(function (word) {
      var at = text.indexOf(word);
      if (at >= 0 && (best < 0 || at < best)) {
        best = at;
        length = word.length;
      }
    });
    return { at: best, length: length };
  }

  function find(words) {
    var alternatives = words.map(spellings);
    var found = [];
    studykitIndex.parts.forEach(function (part, chapter) {
      part.sections.forEach(function (section, index) {
        var title = fold(section[0]);
        var text = fold(section[2]);
        var score = 0;
        var first = { at: -1, length: 0 };
        var all = alternatives.every(function (words) {
          var inTitle = place(title, words);
          var inText = place(text, words);
          if (inTitle.at < 0 && inText.at < 0) { return false; }
          score += (inTitle.at >= 0 ? 10 : 0) + (inText.at >= 0 ? 1 : 0);
          if (first.at < 0) { first = inText; }
          return true;
        });
        if (all) { found.push({ part: part, section: section, score: score, first: first, words: [].concat.apply([], alternatives), order: chapter * 1000 + index }); }
      });
    });
    return found.sort(function (left, right) { return right.score - left.score || left.order - right.order; });
  }

  function element(name, text) {
    var node = document.createElement(name);
    if (text) { node.textContent = text; }
    return node;
  }

  function link(address, text) {
    var node = element('a', text);
    node.href = address;
    return node;
  }

  // The text with everything marked that was searched for.
  function marked(node, text, words) {
    var folded = fold(text);
    var done = 0;
    for (var hit = place(folded, words); hit.at >= 0; hit = place(folded.slice(done), words)) {
      var start = done + hit.at;
      node.appendChild(document.createTextNode(text.slice(done, start)));
      node.appendChild(element('mark', text.slice(start, start + hit.length)));
      done = start + hit.length;
    }
    node.appendChild(document.createTextNode(text.slice(done)));
    return node;
  }

  function excerpt(hit) {
    var text = hit.section[2];
    var start = Math.max(0, hit.first.at - 30);
    var end = Math.min(text.length, Math.max(0, hit.first.at) + hit.first.length + 60);
    return marked(element('p'), (start > 0 ? '…' : '') + text.slice(start, end) + (end < text.length ? '…' : ''), hit.words);
  }

  // To the section, on a page that marks what was found.
  function address(hit) {
    var words = hit.section[2].slice(Math.max(0, hit.first.at), Math.max(0, hit.first.at) + hit.first.length);
    return hit.part.page + (words ? '?q=' + encodeURIComponent(words) : '') + (hit.section[1] ? '#' + hit.section[1] : '');
  }

  function run() {
    var form = document.querySelector('form.search');
    var field = document.getElementById('sk-query');
    var list = document.querySelector('.results');
    var said = document.querySelector('.found');
    if (!form || !field) { return; }
    var japanese = document.documentElement.lang !== 'en';
    form.hidden = false;

    // The index comes, in the order of the chapters, when the field is first used.
    var files = form.getAttribute('data-index').split(' ');
    var missing = -1;
    function load() {
      if (missing >= 0) { return; }
      missing = files.length;
      list.setAttribute('aria-busy', 'true');
      files.forEach(function (name) {
        var script = document.createElement('script');
        script.src = name;
        script.async = false;
        script.onload = script.onerror = function () {
          missing -= 1;
          if (missing) { return; }
          list.removeAttribute('aria-busy');
          show();
        };
        document.head.appendChild(script);
      });
    }

    function show() {
      load();
      var words = query(field.value);
      if (missing) {
        said.textContent = words.length ? (japanese ? '索引を読んでいます…' : 'Reading the index…') : '';
        return;
      }
      list.textContent = '';
      said.textContent = '';
      if (!words.length) { return; }
      var terms = words.length === 1 ? termsFor(words[0]).sort(function (left, right) { return rank(left, words[0]) - rank(right, words[0]); }).slice(0, 5) : [];
      terms.forEach(function (term) {
        var item = element('li');
        item.appendChild(link('glossary.html#' + term[3], term[0]));
        item.appendChild(element('p', term[1] + ' · ' + term[2]));
        list.appendChild(item);
      });
      var found = find(words);
      found.slice(0, most).forEach(function (hit) {
        var item = element('li');
        item.appendChild(marked(link(address(hit)), hit.section[1] ? hit.section[0] : hit.part.title, hit.words));
        if (hit.section[1]) { item.appendChild(element('p', hit.part.title)).className = 'where'; }
        item.appendChild(excerpt(hit));
        list.appendChild(item);
      });
      var count = found.length + terms.length;
      said.textContent = japanese ? count + ' 件見つかりました。' : count + ' found.';
    }

    form.addEventListener('submit', function (event) { event.preventDefault(); show(); });
    field.addEventListener('focus', load);
    field.addEventListener('input', show);
    // Up and down lead from the field through the results and back.
    document.addEventListener('keydown', function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      var stops = [field].concat(Array.prototype.slice.call(list.querySelectorAll('a')));
      var at = stops.indexOf(document.activeElement);
      if (at < 0 || !stops[at + step]) { return; }
      event.preventDefault();
      stops[at + step].focus();
    });
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    if (asked) {
      try { field.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (error) { /* Not an address that this page gave. */ }
      show();
    }
    if (location.hash === '#sk-query') { field.focus(); }
  }

  if (document.readyState === 'complete') { run(); } else { window.addEventListener('load', run); }
})();
