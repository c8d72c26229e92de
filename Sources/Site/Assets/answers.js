// Reads an answer as a person wrote it and compares it with a value: the rules of GivenAnswer and AnswerValue, which the tests
// hold it against. No document here, and nothing newer than ES5 but normalize, so that it also runs in the engine of the tests.
var studykitAnswers = (function () {
  'use strict';
  var minus = /[\u2010-\u2015\u2212\u207B\u208B\uFE58\uFE63\uFF0D\u30FC\uFF70\u2500\u2796]/g;
  var superscripts = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-' };
  var leads = ['約', 'およそ', '≈', '≒', '~', '答えは', '答え:'];
  var counters = ('個 枚 回 倍 点 行 列 本 層 次元 画素 要素 通り つ 箇所 か所 ヶ所 カ所 組 px pixel pixels ピクセル ' +
    'パラメータ パラメーター times').split(' ');

  function compatible(text) { return text.normalize ? text.normalize('NFKC') : text; }

  function fold(text) {
    text = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, function (run) {
      return '^' + run.split('').map(function (sign) { return superscripts[sign]; }).join('');
    });
    // In パーセント the sign is a long vowel.
    text = text.replace(minus, function (sign, offset, whole) {
      var before = whole.charAt(offset - 1);
      return (sign === 'ー' || sign === 'ｰ') && /[A-Za-z\u3040-\u30FA\u3400-\u9FFF\uFF66-\uFF9D]/.test(before) ? sign : '-';
    });
    // Without the space, 1½ would read 11/2.
    text = text.replace(/[\u00BC-\u00BE\u2150-\u215F\u2189\u2460-\u2473]/g, function (sign) { return ' ' + compatible(sign) + ' '; });
    text = compatible(text);
    text = text.replace(/、/g, ',').replace(/[×✕]/g, 'x').replace(/[⁄÷∕]/g, '/').replace(/'/g, '_').trim();
    var equals = text.lastIndexOf('=');
    if (equals >= 0) { text = text.slice(equals + 1).trim(); }
    leads.forEach(function (lead) {
      if (text.trim().indexOf(lead) === 0) { text = text.trim().slice(lead.length); }
    });
    return text.replace(/。$/, '').replace(/です$/, '').trim();
  }

  function withoutBrackets(text) {
    text = text.trim();
    return /^\(.+\)$/.test(text) && text.indexOf(',') < 0 && text.length > 2 ? text.slice(1, -1) : text;
  }

  function decimal(text) {
    text = text.trim();
    if (/^[+-]?\d{1,3}(,\d{3})+(\.|$)/.test(text)) { text = text.replace(/,/g, ''); }
    if (/^[+-]?\d{1,3}( \d{3})+(\.|$)/.test(text)) { text = text.replace(/ /g, ''); }
    if (/^[+-]?\d{1,3}(_\d{3})+(\.|$)/.test(text)) { text = text.replace(/_/g, ''); }
    text = text.replace(/^([+-])\s+/, '$1');
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) { return null; }
    var value = Number(text);
    return isFinite(value) ? value : null;
  }

  function number(text) {
    text = text.trim();
    var caret = text.indexOf('^');
    if (caret < 0) { return decimal(text); }
    var exponent = decimal(withoutBrackets(text.slice(caret + 1)));
    if (exponent === null || Math.abs(exponent) > 64 || exponent !== Math.round(exponent)) { return null; }
    var head = text.slice(0, caret);
    var times = Math.max(head.lastIndexOf('x'), head.lastIndexOf('*'));
    var mantissa = times < 0 ? 1 : decimal(head.slice(0, times));
    var base = decimal(head.slice(times + 1));
    if (mantissa === null || base === null) { return null; }
    var value = mantissa * Math.pow(base, exponent);
    return isFinite(value) ? value : null;
  }

  function fraction(text) {
    var parts = withoutBrackets(text).split('/');
    if (parts.length !== 2) { return null; }
    var above = number(parts[0]);
    var below = number(parts[1]);
    return above === null || below === null || below === 0 ? null : { above: above, below: below };
  }

  function either(text) {
    var parts = fraction(text);
    return parts ? parts.above / parts.below : number(text);
  }

  function list(text) {
    var inner = text.trim();
    var bracketed = /^(\(.*\)|\[.*\]|\{.*\})$/.test(inner) && inner.length > 1;
    if (bracketed) { inner = inner.slice(1, -1); }
    if (/[()[\]{}\n;]/.test(inner) || /(^|[^0-9])0x/i.test(inner)) { return null; }
    // Twice, since the numbers between two signs belong to both.
    inner = inner.replace(/(\d\s*)[xX*](?=\s*\d)/g, '$1,');
    var parts = inner.split(/[, ]+/).filter(function (part) { return part !== ''; });
    var numbers = parts.map(either);
    if (numbers.indexOf(null) >= 0) { return null; }
    return numbers.length > 1 || (bracketed && numbers.length === 1) ? numbers : null;
  }

  function nested(text) {
    var position = 0;
    function skip() { while (/[\s,]/.test(text.charAt(position)) && position < text.length) { position += 1; } }
    function parse(depth) {
      skip();
      var open = text.charAt(position);
      if (depth > 6 || position >= text.length) { return null; }
      if (open !== '[' && open !== '(') {
        var token = /^[^,[\]()\s]+/.exec(text.slice(position));
        if (!token) { return null; }
        position += token[0].length;
        return either(token[0]);
      }
      position += 1;
      var items = [];
      for (;;) {
        skip();
        if (position >= text.length) { return null; }
        if (/[\])]/.test(text.charAt(position))) { position += 1; return items; }
        var item = parse(depth + 1);
        if (item === null) { return null; }
        items.push(item);
      }
    }
    if (!/^(\[\s?\[|\(\()/.test(text)) { return null; }
    var node = parse(0);
    return node !== null && text.slice(position).trim() === '' ? node : null;
  }

  // The shape of lists in lists; null when the rows differ in length.
  function shapeOf(node) {
    if (!Array.isArray(node)) { return []; }
    var shapes = node.map(shapeOf);
    if (!shapes.length || shapes.some(function (shape) { return shape === null || String(shape) !== String(shapes[0]); })) { return null; }
    return [node.length].concat(shapes[0]);
  }

  function flat(node) {
    return Array.isArray(node) ? node.reduce(function (all, item) { return all.concat(flat(item)); }, []) : [node];
  }

  function table(text) {
    if (/[;\n]/.test(text) && text.indexOf('[[') < 0) {
      var rows = text.split(/[;\n]/).map(function (row) { return row.trim(); }).filter(function (row) { return row !== ''; });
      var lists = rows.map(function (row) {
        var single = either(row);
        return list(row) || (single === null ? null : [single]);
      });
      if (!lists.length || lists.some(function (row) { return row === null || row.length !== lists[0].length; })) { return null; }
      return { shape: [lists.length, lists[0].length], values: flat(lists) };
    }
    var node = nested(text);
    var shape = node === null ? null : shapeOf(node);
    return shape && shape.length > 1 ? { shape: shape, values: flat(node) } : null;
  }

  function take(text, given) {
    given.fraction = fraction(text);
    given.number = given.fraction ? given.fraction.above / given.fraction.below : number(text);
    given.list = list(text);
    given.table = table(text);
    return given.number !== null || given.list !== null || given.table !== null;
  }

  // null: not an answer.
  function read(text) {
    if (text.length > 1000) { return null; }
    var body = fold(text);
    if (!body) { return null; }
    var given = { number: null, fraction: null, list: null, table: null, isPercentage: false, unit: '' };
    var percent = /(%|パーセント|percent)$/i.exec(body);
    if (percent) {
      given.isPercentage = true;
      body = body.slice(0, -percent[0].length).trim();
    }
    var isRead = take(body, given);
    if (!isRead && !given.isPercentage) {
      var split = /^(.*[0-9)\]}])\s*([^0-9)\]}]{1,12})$/.exec(body);
      if (split && /^[A-Za-z\u00C0-\u024F\u3040-\u30FF\u3400-\u9FFF々ー\/・ ]+$/.test(split[2])) {
        isRead = take(split[1], given);
        if (isRead) { given.unit = split[2].trim(); }
      }
    }
    if (!isRead) { return null; }
    if (given.isPercentage) {
      given.number = given.number === null ? null : given.number / 100;
      given.fraction = null;
    }
    return given;
  }

  function isClose(given, value, tolerance) {
    return Math.abs(given - value) <= tolerance * (1 + 1e-9) + 1e-12 * Math.abs(value);
  }

  function same(left, right) { return left !== null && left.length === right.length && left.every(function (item, index) { return item === right[index]; }); }

  function matches(value, given) {
    var tolerance = value.tolerance || 0;
    if (value.integer !== undefined) { return given.number === value.integer || same(given.list, [value.integer]); }
    if (value.shape !== undefined) { return same(given.list, value.shape) || (given.number !== null && same([given.number], value.shape)); }
    if (value.fraction !== undefined) {
      var above = value.fraction[0];
      var below = value.fraction[1];
      if (below === 0) { return false; }
      if (given.fraction) {
        var left = above * given.fraction.below;
        return Math.abs(left - given.fraction.above * below) <= 1e-9 * Math.max(1, Math.abs(left));
      }
      return given.number !== null && isClose(given.number, above / below, tolerance);
    }
    if (value.percent !== undefined) {
      return given.number !== null && isClose(given.isPercentage ? given.number * 100 : given.number, value.percent, tolerance);
    }
    if (value.tensor !== undefined) {
      var shape = value.tensor.shape;
      var elements = given.table ||
        (given.list ? { shape: [given.list.length], values: given.list } : null) ||
        (given.number === null ? null
          : { shape: shape.every(function (length) { return length === 1; }) ? shape : [], values: [given.number] });
      return elements !== null && same(elements.shape, shape) && elements.values.length === value.tensor.values.length &&
        elements.values.every(function (element, index) { return isClose(element, value.tensor.values[index], tolerance); });
    }
    return given.number !== null && isClose(given.number, value.decimal, tolerance);
  }

  function plain(unit) { return compatible(unit).toLowerCase().replace(/\s/g, ''); }

  // Why an answer that can be read says nothing about the question: 'unreadable', 'percent', or '' when it does.
  function complaint(value, unit, given) {
    if (given.unit && plain(given.unit) !== plain(unit) && counters.indexOf(plain(given.unit)) < 0) { return 'unreadable'; }
    if (value.integer !== undefined) {
      if (given.isPercentage) { return 'unreadable'; }
      return given.number === null && (given.list === null || given.list.length !== 1) ? 'unreadable' : '';
    }
    if (value.shape !== undefined) {
      if (given.isPercentage || (given.list === null && given.number === null)) { return 'unreadable'; }
      return given.list === null && value.shape.length > 1 ? 'unreadable' : '';
    }
    if (value.tensor !== undefined) {
      if (given.isPercentage) { return 'unreadable'; }
      var shape = value.tensor.shape;
      return given.table || shape.length <= 1 || shape.every(function (length) { return length === 1; }) ? '' : 'unreadable';
    }
    if (given.number === null) { return 'unreadable'; }
    if (value.percent !== undefined && !given.isPercentage && isClose(given.number * 100, value.percent, value.tolerance || 0) &&
      !isClose(given.number, value.percent, value.tolerance || 0)) { return 'percent'; }
    return '';
  }

  return { fold: fold, read: read, matches: matches, complaint: complaint };
})();
