// KaTeX's tree as short markup that looks the same: half a page's bytes would be KaTeX's spans otherwise. Elements of our own
// stand for what is most frequent (see MathStyle.swift, which has their rules); everything else stays as KaTeX writes it. Runs in
// Duktape when a page is made, never in a page; ES5.
var studykitCompact = (function () {
  'use strict';
  // Classes that no rule of KaTeX's style sheet names: they only tell KaTeX itself about spacing.
  var inert = {};
  ('mord mbin mrel mopen mclose mpunct minner mop mtight text textstyle displaystyle mathrm cjk_fallback cramped uncramped enclosing ' +
    'latin_fallback').split(' ').forEach(function (name) { inert[name] = true; });
  // Italic letters by the space that KaTeX puts behind each; struts by height and depth; spaces. Names are MathStyle's.
  var italics = {
    '': 'i', '0.13889': 'k-a', '0.07153': 'k-c', '0.08125': 'k-e', '0.02778': 'k-g', '0.10903': 'k-j', '0.05764': 'k-l',
    '0.03588': 'k-n', '0.05724': 'k-q', '0.02691': 'k-v', '0.07847': 'k-w', '0.03148': 'k-y', '0.01968': 'k-z'
  };
  var struts = {
    '0.6444em ': 'k-b1', '0.6833em ': 'k-b2', '1em -0.25em': 'k-b3', '0.7278em -0.0833em': 'k-b4', '0.7667em -0.0833em': 'k-b5',
    '0.4306em ': 'k-b6', '0.625em -0.1944em': 'k-b7', '0.6944em ': 'k-b8', '0.8141em ': 'k-b9'
  };
  var spaces = { '0.1667em': 'k-1', '0.2222em': 'k-2', '0.2778em': 'k-3' };
  // An operator, or a comma, with the usual space beside it.
  var spaced = { mbin: ['0.2222em', '0.2222em', 'k-o'], mrel: ['0.2778em', '0.2778em', 'k-r'], mpunct: [null, '0.1667em', 'k-p'] };
  var sizes = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];

  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (sign) {
      return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }[sign];
    });
  }

  function own(object, name) { return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined; }

  function short(number) { return String(Math.round(number * 10000) / 10000).replace(/^(-?)0\./, '$1.'); }

  // In ems; NaN for any other unit.
  function ems(text) { return /^-?[0-9.]+em$/.test(text || '') ? parseFloat(text) : NaN; }

  function isSpan(node) { return node && node.children !== undefined && node.classes !== undefined && node.type === undefined && node.attributes !== undefined; }
  function isSymbol(node) { return node && typeof node.text === 'string' && node.classes !== undefined; }
  function has(node, name) { return node.classes !== undefined && node.classes.indexOf(name) >= 0; }

  function isEmpty(object) {
    for (var name in object) { if (own(object, name) !== undefined) { return false; } }
    return true;
  }

  function isInert(node) {
    return isEmpty(node.style || {}) && isEmpty(node.attributes || {}) && !(node.italic > 0) &&
      node.classes.every(function (name) { return !name || own(inert, name); });
  }

  function styleText(style) {
    var text = '';
    for (var name in style) {
      // A negative height is none: browsers leave it out, and validators mind it.
      if (own(style, name) !== undefined && !(name === 'height' && ems(style[name]) < 0)) {
        text += (text ? ';' : '') + name.replace(/[A-Z]/g, function (sign) { return '-' + sign.toLowerCase(); }) + ':' +
          String(style[name]).replace(/(^|[^0-9])0\./g, '$1.');
      }
    }
    return text;
  }

  function tag(name, classes, style, inside) {
    return '<' + name + (classes ? ' class="' + escaped(classes) + '"' : '') + (style ? ' style="' + escaped(style) + '"' : '') + '>' +
      inside + '</' + name + '>';
  }

  // The factor of a span that changes the size, and its other classes.
  function sizing(node) {
    var from = 0;
    var to = 0;
    var rest = [];
    var isSizing = has(node, 'sizing') || has(node, 'fontsize-ensurer');
    node.classes.forEach(function (name) {
      var before = /^reset-size(\d+)$/.exec(name);
      var after = /^size(\d+)$/.exec(name);
      if (isSizing && before) { from = Number(before[1]); } else if (isSizing && after) { to = Number(after[1]); } else if (name && name !== 'sizing' && name !== 'fontsize-ensurer' && !own(inert, name)) { rest.push(name); }
    });
    return isSizing && sizes[from - 1] && sizes[to - 1] ? { factor: sizes[to - 1] / sizes[from - 1], rest: rest } : null;
  }

  function symbol(node, keeps) {
    var text = escaped(node.text);
    var italic = node.italic > 0 ? String(Math.round(node.italic * 100000) / 100000) : '';
    var classes = node.classes.filter(function (name) { return name && !own(inert, name); });
    if (isEmpty(node.style)) {
      if (classes.length === 1 && classes[0] === 'mathnormal' && own(italics, italic)) {
        return '<' + italics[italic] + '>' + text + '</' + italics[italic] + '>';
      }
      if (!classes.length && !italic && !keeps) { return text; }
    }
    var style = styleText(node.style);
    var size = sizing(node);
    if (size) {
      classes = size.rest;
      style = 'font-size:' + short(size.factor) + 'em' + (style ? ';' + style : '');
    }
    if (italic) { style = 'margin-right:' + short(node.italic) + 'em' + (style ? ';' + style : ''); }
    return tag('span', classes.join(' '), style, text);
  }

  // A single sub- or superscript without anything built up in it is running text on another line, in a smaller size.
  function script(node) {
    if (!has(node, 'msupsub') || node.children.length !== 1 || !isEmpty(node.style)) { return null; }
    var table = node.children[0];
    if (!has(table, 'vlist-t') || !table.children[0] || !table.children[0].children[0]) { return null; }
    var entries = table.children[0].children[0].children;
    if (entries.length !== 1 || !isSpan(entries[0]) || entries[0].children.length !== 2) { return null; }
    var style = entries[0].style;
    var strut = entries[0].children[0];
    var body = entries[0].children[1];
    var size = isSpan(body) ? sizing(body) : null;
    for (var name in style) { if (['top', 'marginLeft', 'marginRight'].indexOf(name) < 0) { return null; } }
    if (!has(strut, 'pstrut') || !size || size.rest.length || !isEmpty(body.style)) { return null; }
    var raise = -ems(style.top) - ems(strut.style.height);
    var left = style.marginLeft === undefined ? 0 : ems(style.marginLeft);
    var right = style.marginRight === undefined ? 0 : ems(style.marginRight);
    if (isNaN(raise + left + right) || !body.children.every(isFlat)) { return null; }
    var inside = list(body.children, true);
    var usual = right === 0.05 && Math.abs(size.factor - 0.7) < 1e-9;
    var factor = size.factor;
    var aside = left === 0 ? '' : 'margin-left:' + short(left / factor) + 'em';
    if (usual && Math.abs(raise + 0.15) < 1e-6) { return tag('k-d', '', aside, inside); }
    if (usual && Math.abs(raise - 0.363) < 1e-6) { return tag('k-u', '', aside, inside); }
    return tag('k-s', '', 'font-size:' + short(factor) + 'em;vertical-align:' + short(raise / factor) + 'em;margin:0 ' +
      short(right / factor) + 'em 0 ' + short(left / factor) + 'em', inside);
  }

  function isFlat(node) {
    if (isSymbol(node)) { return isEmpty(node.style) && !/delimsizing|op-symbol/.test(node.classes.join(' ')); }
    if (!node.children || (!isSpan(node) && node.classes && node.classes.length)) { return false; }
    if (has(node, 'mspace')) { return true; }
    if (isSpan(node) && !isInert(node)) { return script(node) !== null; }
    return node.children.every(isFlat);
  }

  function space(node) {
    if (!isSpan(node) || !has(node, 'mspace') || node.children.length) { return ''; }
    return node.classes.length === 1 && Object.keys(node.style).length === 1 ? node.style.marginRight || '' : '';
  }

  function role(node) {
    var names = ['mbin', 'mrel', 'mpunct'].filter(function (name) { return has(node, name); });
    return names.length === 1 && !has(node, 'mspace') ? own(spaced, names[0]) : null;
  }

  // Children one after the other. `mayUnwrap`: nothing in the style sheet speaks of this parent's children.
  function list(children, mayUnwrap) {
    var text = '';
    for (var index = 0; index < children.length; index += 1) {
      var node = children[index];
      var next = children[index + 1];
      var second = children[index + 2];
      if (mayUnwrap && space(node) && next && role(next) && role(next)[0] === space(node) && second && space(second) === role(next)[1]) {
        text += '<' + role(next)[2] + '>' + emit(next, true) + '</' + role(next)[2] + '>';
        index += 2;
      } else if (mayUnwrap && node.classes && role(node) && role(node)[0] === null && next && space(next) === role(node)[1]) {
        text += '<' + role(node)[2] + '>' + emit(node, true) + '</' + role(node)[2] + '>';
        index += 1;
      } else {
        text += emit(node, mayUnwrap);
      }
    }
    return text;
  }

  function base(node) {
    var strut = node.children[0];
    if (!strut || !isSpan(strut) || !has(strut, 'strut') || node.classes.length !== 1 || !isEmpty(node.style)) { return null; }
    var inside = list(node.children.slice(1), true);
    var name = own(struts, (strut.style.height || '') + ' ' + (strut.style.verticalAlign || ''));
    if (name) { return tag(name, '', '', inside); }
    return tag('k-b', '', '--h:' + styleText({ x: strut.style.height }).slice(2) +
      (strut.style.verticalAlign ? ';--v:' + styleText({ x: strut.style.verticalAlign }).slice(2) : ''), inside);
  }

  function emit(node, mayUnwrap) {
    if (isSymbol(node)) { return symbol(node, !mayUnwrap); }
    // A fragment has no element of its own; pictures (roots, braces) write themselves.
    if (!isSpan(node)) { return node.classes && node.children && !node.attributes ? list(node.children, mayUnwrap) : node.toMarkup().replace(' xmlns="http://www.w3.org/2000/svg"', ''); }
    if (has(node, 'base')) {
      var whole = base(node);
      if (whole) { return whole; }
    }
    var name = own(spaces, space(node));
    if (name) { return '<' + name + '></' + name + '>'; }
    var small = script(node);
    if (small) { return small; }
    if (mayUnwrap && isInert(node)) { return list(node.children, true); }
    var size = sizing(node);
    var classes = node.classes.filter(function (one) { return one && !own(inert, one); });
    var style = styleText(node.style);
    if (size) {
      classes = size.rest;
      style = 'font-size:' + short(size.factor) + 'em' + (style ? ';' + style : '');
    }
    // What a selector may count on (`.vlist>span>span`) stays an element, and so do its children.
    var free = node.classes.length > 0 && node.classes.every(function (one) { return !one || own(inert, one); });
    return tag('span', classes.join(' '), style, list(node.children, free || (size !== null && !size.rest.length)));
  }

  // MARK: MathML: what it means, without how it would look, since only screen readers see it.

  var meaning = { mathvariant: true, display: true, linethickness: true, notation: true };
  var transparent = { semantics: true, mstyle: true, mpadded: true };
  // Whose children have their places: one that is left out leaves a gap.
  var placed = { mfrac: true, mroot: true, msub: true, msup: true, msubsup: true, munder: true, mover: true, munderover: true };

  function single(children) { return children.length === 1 ? children[0] : '<mrow>' + children.join('') + '</mrow>'; }

  function mathChildren(node) {
    return node.children.map(math).filter(function (text) { return text !== ''; });
  }

  function math(node) {
    // A space has no text in it: KaTeX gives it a sign of its width, which MathML allows in mtext only.
    if (node.type === 'mspace' || (node.type === undefined && 'width' in node && 'character' in node)) { return ''; }
    if (node.type === undefined) { return node.children && node.classes ? node.children.map(math).join('') : escaped(node.toText()); }
    if (node.type === 'semantics') { return math(node.children[0]); }
    if (own(transparent, node.type) || node.type === 'mrow') { return single(mathChildren(node)); }
    var gap = own(placed, node.type) ? '<mrow></mrow>' : '';
    var children = node.children.map(function (child) { return math(child) || gap; });
    if (node.type === 'math') { children = [children.join('').replace(/^<mrow>((?:(?!<\/?mrow>)[^])*)<\/mrow>$/, '$1')]; }
    var attributes = '';
    for (var name in node.attributes) {
      if (own(meaning, name)) { attributes += ' ' + name + '="' + escaped(node.attributes[name]) + '"'; }
    }
    return '<' + node.type + attributes + '>' + children.join('') + '</' + node.type + '>';
  }

  // `<k-x><math>…</math><k-h>…</k-h></k-x>`, in a block of its own for display.
  return function (tree) {
    if (has(tree, 'katex-display')) { return tag('span', tree.classes.join(' '), '', studykitCompact(tree.children[0])); }
    var html = tree.children[1];
    return '<k-x>' + math(tree.children[0].children[0]) + '<k-h aria-hidden="true">' + list(html.children, false) + '</k-h></k-x>';
  };
})();
