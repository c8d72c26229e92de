// What a chapter's page and the practice exam share: the history kept in this browser (in the form of `studykit history`), the
// sealed data of chapters, and what judges answers, both loaded when first needed.
var studykit = (function () {
  'use strict';
  var storageKey = 'studykit-history';
  var session = uuid();
  var words = window.studykitWords || {};

  // MARK: History

  function uuid() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var digits = Array.prototype.map.call(bytes, function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join('').toUpperCase();
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
  }

  function isAnswer(answer) {
    return answer && typeof answer.id === 'string' && answer.item && typeof answer.item.chapter === 'string' &&
      typeof answer.item.exercise === 'string' && [answer.answeredAt, answer.earned, answer.points].every(isFinite);
  }

  function isHistory(history) {
    return history && history.format === 'studykit-history' && history.version === 1 && Array.isArray(history.answers) &&
      Array.isArray(history.exams) && history.answers.every(isAnswer) && history.exams.every(function (exam) {
        return exam && typeof exam.id === 'string' && Array.isArray(exam.questions);
      });
  }

  function history() {
    try {
      var text = localStorage.getItem(storageKey);
      var kept = null;
      try { kept = JSON.parse(text); } catch (error) { /* Not a history. */ }
      if (isHistory(kept)) { return kept; }
      // Perhaps a newer version's: it is put aside, not written over.
      if (text !== null) { localStorage.setItem(storageKey + '-unreadable', text); }
    } catch (error) { /* A browser without storage. */ }
    return { format: 'studykit-history', version: 1, answers: [], exams: [] };
  }

  function save(history) {
    try {
      localStorage.setItem(storageKey, JSON.stringify(history));
      return true;
    } catch (error) {
      return false;
    }
  }

  function merge(theirs) {
    var own = history();
    var known = {};
    own.answers.forEach(function (answer) { known[answer.id.toUpperCase()] = answer; });
    var added = 0;
    theirs.answers.forEach(function (answer) {
      var same = known[answer.id.toUpperCase()];
      if (same) {
        same.isRetracted = same.isRetracted || answer.isRetracted;
      } else {
        known[answer.id.toUpperCase()] = answer;
        own.answers.push(answer);
        added += 1;
      }
    });
    theirs.exams.forEach(function (exam) {
      if (!own.exams.some(function (other) { return other.id === exam.id; })) { own.exams.push(exam); }
    });
    if (!own.goal && theirs.goal) { own.goal = theirs.goal; }
    return save(own) ? added : -1;
  }

  // MARK: Texts

  function phrase(name, values) {
    return (words[name] || '').replace(/\{(\w+)\}/g, function (whole, key) { return values && key in values ? values[key] : whole; });
  }

  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (sign) { return '&#' + sign.charCodeAt(0) + ';'; });
  }

  // A template with the drawn numbers in it, or the HTML of this draw. All of it was made when the page was.
  function html(piece, draw, parameters) {
    if (Array.isArray(piece)) { return piece[draw] || ''; }
    return (piece || '').replace(/\uE004(\d+)\uE005/g, function (whole, index) {
      return index in parameters ? escaped(parameters[index]) : '?';
    });
  }

  // MARK: Data

  var chapters = {};
  var waiting = {};

  function script(address) {
    if (!waiting[address]) {
      waiting[address] = new Promise(function (resolve, reject) {
        var node = document.createElement('script');
        node.src = address;
        node.onload = resolve;
        node.onerror = function () {
          delete waiting[address];
          reject(new Error(address));
        };
        document.head.appendChild(node);
      });
    }
    return waiting[address];
  }

  // A page opened from a file can't fetch data, but it can load a script, which calls `studykitData`. What judges answers comes along.
  function load(address) {
    return Promise.all([address, 'assets/answers.js', 'assets/judge.js'].map(script)).then(function () {
      if (!chapters[address]) { throw new Error(address); }
      return chapters[address];
    });
  }

  function take(data) {
    data.open = function (sealed) { return open(sealed, data.key); };
    chapters[document.currentScript.getAttribute('src')] = data;
  }

  function open(sealed, key) {
    var state = key || 1;
    var text = atob(sealed);
    var bytes = new Uint8Array(text.length);
    for (var index = 0; index < text.length; index += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[index] = text.charCodeAt(index) ^ (state >>> 24);
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(stream).text().then(JSON.parse);
  }

  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }

  // MARK: What an answer is told

  // The first line says whether it is right; lines of HTML were made with the page.
  function verdictBox(verdict) {
    var box = element('div', 'result ' + (verdict.problem ? 'partial' : verdict.isRight ? 'correct' : 'incorrect'));
    (verdict.problem ? [{ text: verdict.problem }] : verdict.lines).forEach(function (line) {
      var paragraph = element('p', '', line.text);
      if (line.html) { paragraph.innerHTML = line.html; }
      box.appendChild(paragraph);
    });
    return box;
  }

  function button(name, label, action) {
    var node = element('button', name, label);
    node.type = 'button';
    node.addEventListener('click', action);
    return node;
  }

  return {
    session: session, uuid: uuid, history: history, save: save, merge: merge, isHistory: isHistory, phrase: phrase, html: html,
    load: load, take: take, element: element, button: button, verdictBox: verdictBox
  };
})();

function studykitData(data) {
  'use strict';
  studykit.take(data);
}
