// KaTeX's tree as short markup that looks the same: half a page's bytes would be KaTeX's spans otherwise. Elements of our own
// stand for what is most frequent (see MathStyle.swift, which has their rules); everything else stays as KaTeX writes it. Runs in
// Duktape when a page is made, never in a page; ES5.
var studykitCompact = (function () {
  'use strict';
  // A table that knows nothing but what is put in it.
  function table(entries) {
    var result = Object.create(null);
    for (var name in entries) { result[name] = entries[name]; }
    return result;
  }

  // Classes that no rule of KaTeX's style sheet names: they only tell KaTeX itself about spacing. An empty class is none.
  var inert = table({ '': true });
  ('mord mbin mrel mopen mclose mpunct minner mop mtight text textstyle displaystyle mathrm cjk_fallback cramped uncramped enclosing ' +
    'latin_fallback').split(' ').forEach(function (name) { inert[name] = true; });
  // Italic letters by the space that KaTeX puts behind each; struts by height and depth; spaces. Names are MathStyle's.
  var italics = table({
    '': 'i', '0.13889': 'k-a', '0.07153': 'k-c', '0.08125': 'k-e', '0.02778': 'k-g', '0.10903': 'k-j', '0.05764': 'k-l',
    '0.03588': 'k-n', '0.05724': 'k-q', '0.02691': 'k-v', '0.07847': 'k-w', '0.03148': 'k-y', '0.01968': 'k-z'
  });
  var struts = table({
    '0.6444em ': 'k-b1', '0.6833em ': 'k-b2', '1em -0.25em': 'k-b3', '0.7278em -0.0833em': 'k-b4', '0.7667em -0.0833em': 'k-b5',
    '0.4306em ': 'k-b6', '0.625em -0.1944em': 'k-b7', '0.6944em ': 'k-b8', '0.8141em ': 'k-b9'
  });
  var spaces = table({ '0.1667em': 'k-1', '0.2222em': 'k-2', '0.2778em': 'k-3' });
  // An operator, or a comma, with the usual space beside it.
  var spaced = table({ mbin: ['0.2222em', '0.2222em', 'k-o'], mrel: ['0.2778em', '0.2778em', 'k-r'], mpunct: [null, '0.1667em', 'k-p'] });
  var sizes = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];

  var signs = table({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' });

  function escaped(text) {
    text = String(text);
    // Most texts are one sign, for which a regular expression is dear.
    if (text.length === 1) { return signs[text] || text; }
    return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, function (sign) { return signs[sign]; }) : text;
  }

  function short(number) { return String(Math.round(number * 10000) / 10000).replace(/^(-?)0\./, '$1.'); }

  // In ems; NaN for any other unit.
  function ems(text) { return /^-?[0-9.]+em$/.test(text || '') ? parseFloat(text) : NaN; }

  function isSpan(node) { return node && node.children !== undefined && node.classes !== undefined && node.type === undefined && node.attributes !== undefined; }
  function isSymbol(node) { return node && typeof node.text === 'string' && node.classes !== undefined; }
  function has(node, name) { return node.classes !== undefined && node.classes.indexOf(name) >= 0; }

  function isEmpty(object) {
    for (var name in object) { if (object[name] !== undefined) { return false; } }
    return true;
  }

  // The classes that a rule may name.
  function active(classes) {
    var result = [];
    for (var index = 0; index < classes.length; index += 1) { if (!inert[classes[index]]) { result.push(classes[index]); } }
    return result;
  }

  function allInert(classes) {
    for (var index = 0; index < classes.length; index += 1) { if (!inert[classes[index]]) { return false; } }
    return true;
  }

  function isInert(node) { return !(node.italic > 0) && allInert(node.classes) && isEmpty(node.style) && isEmpty(node.attributes); }

  function styleText(style) {
    var text = '';
    for (var name in style) {
      // A negative height is none: browsers leave it out, and validators mind it.
      if (style[name] !== undefined && !(name === 'height' && ems(style[name]) < 0)) {
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

  // Classes that make a node more than a box with its children in it.
  var special = table({ base: true, mspace: true, msupsub: true, sizing: true, 'fontsize-ensurer': true });

  function isPlain(classes) {
    for (var index = 0; index < classes.length; index += 1) { if (special[classes[index]]) { return false; } }
    return true;
  }

  // The factor of a span that changes the size, and its other classes.
  function sizing(node) {
    if (!has(node, 'sizing') && !has(node, 'fontsize-ensurer')) { return null; }
    var from = 0;
    var to = 0;
    var rest = active(node.classes).filter(function (name) {
      var before = /^reset-size(\d+)$/.exec(name);
      var after = /^size(\d+)$/.exec(name);
      if (before) { from = Number(before[1]); } else if (after) { to = Number(after[1]); }
      return !before && !after && name !== 'sizing' && name !== 'fontsize-ensurer';
    });
    return sizes[from - 1] && sizes[to - 1] ? { factor: sizes[to - 1] / sizes[from - 1], rest: rest } : null;
  }

  function symbol(node, keeps) {
    var text = escaped(node.text);
    var italic = node.italic > 0 ? String(Math.round(node.italic * 100000) / 100000) : '';
    var classes = active(node.classes);
    if (isEmpty(node.style)) {
      if (classes.length === 1 && classes[0] === 'mathnormal' && italics[italic]) {
        return '<' + italics[italic] + '>' + text + '</' + italics[italic] + '>';
      }
      if (!classes.length && !italic && !keeps) { return text; }
    }
    var style = styleText(node.style);
    var size = isPlain(node.classes) ? null : sizing(node);
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
    var stack = node.children[0];
    if (!has(stack, 'vlist-t') || !stack.children[0] || !stack.children[0].children[0]) { return null; }
    var entries = stack.children[0].children[0].children;
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
    if (isSymbol(node)) { return isEmpty(node.style) && !has(node, 'delimsizing') && !has(node, 'op-symbol'); }
    if (!node.children || (!isSpan(node) && node.classes && node.classes.length)) { return false; }
    if (has(node, 'mspace')) { return true; }
    if (isSpan(node) && !isInert(node)) { return script(node) !== null; }
    return node.children.every(isFlat);
  }

  function space(node) {
    if (!isSpan(node) || !has(node, 'mspace') || node.children.length) { return ''; }
    return node.classes.length === 1 && Object.keys(node.style).length === 1 ? node.style.marginRight || '' : '';
  }

  // The spaces around an operator or a comma, and the element that stands for it with them.
  function role(node) {
    if (node.classes === undefined) { return null; }
    var found = null;
    for (var index = 0; index < node.classes.length; index += 1) {
      var name = node.classes[index];
      if (name === 'mspace' || (found && spaced[name])) { return null; }
      if (spaced[name]) { found = spaced[name]; }
    }
    return found;
  }

  // Children one after the other. `mayUnwrap`: nothing in the style sheet speaks of this parent's children.
  function list(children, mayUnwrap) {
    var text = '';
    for (var index = 0; index < children.length; index += 1) {
      var node = children[index];
      // What is read together: a space, an operator and a space, or a comma and a space.
      var before = mayUnwrap ? space(node) : '';
      var place = before ? index + 1 : index;
      var found = mayUnwrap && place < children.length ? role(children[place]) : null;
      if (found && place + 1 < children.length && found[0] === (before || null) && found[1] === space(children[place + 1])) {
        text += '<' + found[2] + '>' + emit(children[place], true) + '</' + found[2] + '>';
        index = place + 1;
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
    var name = struts[(strut.style.height || '') + ' ' + (strut.style.verticalAlign || '')];
    if (name) { return tag(name, '', '', inside); }
    return tag('k-b', '', '--h:' + styleText({ x: strut.style.height }).slice(2) +
      (strut.style.verticalAlign ? ';--v:' + styleText({ x: strut.style.verticalAlign }).slice(2) : ''), inside);
  }

  function emit(node, mayUnwrap) {
    if (isSymbol(node)) { return symbol(node, !mayUnwrap); }
    // A fragment has no element of its own; pictures (roots, braces) write themselves.
    if (!isSpan(node)) { return node.classes && node.children && !node.attributes ? list(node.children, mayUnwrap) : node.toMarkup().replace(' xmlns="http://www.w3.org/2000/svg"', ''); }
    var size = null;
    if (isPlain(node.classes)) {
      if (mayUnwrap && isInert(node)) { return list(node.children, true); }
    } else {
      var name = spaces[space(node)];
      var whole = name ? '<' + name + '></' + name + '>' : (has(node, 'base') && base(node)) || script(node);
      if (whole) { return whole; }
      size = sizing(node);
    }
    var classes = active(node.classes);
    var style = styleText(node.style);
    if (size) {
      classes = size.rest;
      style = 'font-size:' + short(size.factor) + 'em' + (style ? ';' + style : '');
    }
    // What a selector may count on (`.vlist>span>span`) stays an element, and so do its children.
    var free = node.classes.length > 0 && allInert(node.classes);
    return tag('span', classes.join(' '), style, list(node.children, free || (size !== null && !size.rest.length)));
  }

  // MARK: MathML: what it means, without how it would look, since only screen readers see it.

  var meaning = table({ mathvariant: true, display: true, linethickness: true, notation: true });
  var transparent = table({ mrow: true, mstyle: true, mpadded: true });
  // Whose children have their places: one that is left out leaves a gap.
  var placed = table({ mfrac: true, mroot: true, msub: true, msup: true, msubsup: true, munder: true, mover: true, munderover: true });

  function maths(children, gap) {
    var result = [];
    for (var index = 0; index < children.length; index += 1) {
      var text = math(children[index]) || gap;
      if (text) { result.push(text); }
    }
    return result;
  }

  // What stands in `<math>`, which is a row itself.
  function row(formula) {
    var only = formula.children[0];
    while (only.type === 'semantics' || (transparent[only.type] && only.children.length === 1)) { only = only.children[0]; }
    return transparent[only.type] ? only : { children: [only] };
  }

  function math(node) {
    var type = node.type;
    // A space has no text in it: KaTeX gives it a sign of its width, which MathML allows in mtext only.
    if (type === 'mspace' || (type === undefined && 'width' in node && 'character' in node)) { return ''; }
    if (type === undefined) { return node.children && node.classes ? maths(node.children, '').join('') : escaped(node.toText()); }
    if (type === 'semantics') { return math(node.children[0]); }
    var inside = type === 'math' ? row(node) : node;
    var children = maths(inside.children, placed[type] ? '<mrow></mrow>' : '');
    if (transparent[type]) { return children.length === 1 ? children[0] : '<mrow>' + children.join('') + '</mrow>'; }
    var attributes = '';
    for (var name in node.attributes) {
      if (meaning[name]) { attributes += ' ' + name + '="' + escaped(node.attributes[name]) + '"'; }
    }
    return '<' + type + attributes + '>' + children.join('') + '</' + type + '>';
  }

  // `<k-x><math>…</math><k-h>…</k-h></k-x>`, in a block of its own for display.
  return function (tree) {
    if (has(tree, 'katex-display')) { return tag('span', tree.classes.join(' '), '', studykitCompact(tree.children[0])); }
    var html = tree.children[1];
    return '<k-x>' + math(tree.children[0].children[0]) + '<k-h aria-hidden="true">' + list(html.children, false) + '</k-h></k-x>';
  };
})();
