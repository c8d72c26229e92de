// Brings a chapter's exercises to life. The page's own text has the first draw; answers come out of their seal (no secret, see
// Seal.swift) when somebody has answered. What was answered is kept in this browser, in the form of `studykit history`.
(function () {
  'use strict';
  var data = window.studykitExercises;
  if (!data) { return; }
  var words = data.words;
  var storageKey = 'studykit-history';
  var session = uuid();

  // MARK: History

  function uuid() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var digits = Array.prototype.map.call(bytes, function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join('').toUpperCase();
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
  }

  function isHistory(history) {
    return history && history.format === 'studykit-history' && history.version === 1 && Array.isArray(history.answers) &&
      Array.isArray(history.exams) && history.answers.every(function (answer) {
        return answer && typeof answer.id === 'string' && answer.item && typeof answer.item.chapter === 'string';
      });
  }

  function load() {
    try {
      var history = JSON.parse(localStorage.getItem(storageKey));
      if (isHistory(history)) { return history; }
    } catch (error) { /* Nothing is kept, or something else is. */ }
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
    var own = load();
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

  function open(sealed) {
    var state = data.key || 1;
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

  // MARK: Judging, in the words of the terminal. Each verdict: {isRight, lines: [{text} or {html}]}, or {problem}.

  function judgeChoice(secret, chosen, draw) {
    if (!chosen.length) { return { problem: phrase('choose') }; }
    var isRight = chosen.length === secret.key.length && chosen.every(function (number) { return secret.key.indexOf(number) >= 0; });
    var lines = [{ text: phrase(isRight ? 'correct' : 'incorrect') }];
    chosen.forEach(function (number) {
      var said = html(secret.feedback[number - 1], draw, secret.draws[draw] || []);
      if (said) { lines.push({ html: number + ') ' + said }); }
    });
    if (secret.key.length > 1 && secret.key.some(function (number) { return chosen.indexOf(number) < 0; })) {
      lines.push({ text: phrase('missing') });
    }
    return { isRight: isRight, lines: lines, given: '[' + chosen.join(', ') + ']' };
  }

  function judgeFill(secret, chosen) {
    if (chosen.indexOf(0) >= 0) { return { problem: phrase('choose') }; }
    var wrong = [];
    chosen.forEach(function (number, index) { if (number !== secret.key[index]) { wrong.push(index); } });
    if (!wrong.length) { return { isRight: true, lines: [{ text: phrase('correct') }], given: '[' + chosen.join(', ') + ']' }; }
    var lines = [{
      text: phrase('blanks', {
        blanks: wrong.map(function (index) { return '[[' + (index + 1) + ']]'; }).join('、'),
        count: chosen.length, right: chosen.length - wrong.length
      })
    }];
    wrong.forEach(function (index) {
      var said = secret.fragments[index][chosen[index] - 1];
      if (said) { lines.push({ html: '[[' + (index + 1) + ']] ' + said }); }
    });
    return { isRight: false, lines: lines, given: '[' + chosen.join(', ') + ']' };
  }

  function judgeNumber(secret, text, draw) {
    var question = secret.answers[draw];
    var given = studykitAnswers.read(text);
    var problem = given && question ? studykitAnswers.complaint(question.value, question.unit, given) : 'unreadable';
    if (problem) { return { problem: phrase(problem, { given: text.trim() }) }; }
    if (studykitAnswers.matches(question.value, given)) {
      return { isRight: true, lines: [{ text: phrase('correct') }], given: text.trim() };
    }
    var mistake = question.mistakes.filter(function (mistake) { return studykitAnswers.matches(mistake.value, given); })[0];
    var lines = [];
    if (mistake && mistake.misconception) { lines.push({ text: mistake.misconception }); }
    lines.push({ text: phrase('answer', { answer: question.text, given: text.trim() }) });
    if (question.calculation) {
      var right = question.calculation + ' = ' + question.text;
      if (mistake && mistake.calculation) {
        lines.push({ text: phrase('wrongCalculation', { wrong: mistake.calculation + ' = ' + mistake.text }) });
        lines.push({ text: phrase('rightCalculation', { right: right }) });
        mistake.differences.forEach(function (difference) { lines.push({ text: difference }); });
      } else {
        lines.push({ text: phrase('right', { right: right }) });
      }
    }
    return { isRight: false, lines: lines, given: text.trim() };
  }

  // MARK: An exercise on the page

  function Live(section, exercise) {
    this.section = section;
    this.id = section.getAttribute('data-exercise');
    this.exercise = exercise;
    this.draw = 0;
    this.shownAt = null;
    this.form = section.querySelector('form.answer');
    this.verdict = section.querySelector('.verdict-place');
    this.explanation = section.querySelector('.explanation-place');
    this.actions = this.form.querySelector('.actions');
    this.hints = Array.prototype.slice.call(section.querySelectorAll('details.hint'));
    this.hintsShown = 0;
    var own = this;
    this.actions.hidden = false;
    this.form.addEventListener('submit', function (event) {
      event.preventDefault();
      own.answer();
    });
    // The time to an answer starts when somebody looks at the question.
    section.addEventListener('focusin', function () { own.start(); });
    section.addEventListener('pointerdown', function () { own.start(); });
    this.hints.forEach(function (hint, index) {
      hint.hidden = index > 0;
      hint.addEventListener('toggle', function () {
        if (!hint.open) { return; }
        own.hintsShown = Math.max(own.hintsShown, index + 1);
        if (own.hints[index + 1]) { own.hints[index + 1].hidden = false; }
      });
    });
  }

  Live.prototype.start = function () { if (this.shownAt === null) { this.shownAt = Date.now(); } };

  // Opened when first needed.
  Live.prototype.secret = function () {
    if (!this.opened) { this.opened = open(this.exercise.sealed); }
    return this.opened;
  };

  Live.prototype.show = function (draw, secret) {
    var own = this;
    this.draw = draw % Math.max(secret.draws.length, 1);
    var parameters = secret.draws[this.draw] || [];
    if (secret.prompt) { this.section.querySelector('.prompt').innerHTML = html(secret.prompt, this.draw, parameters); }
    this.hints.forEach(function (hint, index) {
      if (secret.hints) { hint.querySelector('.details-body').innerHTML = html(secret.hints[index], own.draw, parameters); }
      hint.open = false;
      hint.hidden = index > 0;
    });
    if (secret.options) {
      Array.prototype.forEach.call(this.section.querySelectorAll('.options .option'), function (option, index) {
        option.innerHTML = html(secret.options[index], own.draw, parameters);
      });
    }
    this.form.reset();
    this.verdict.textContent = '';
    this.explanation.textContent = '';
    this.hintsShown = 0;
    this.shownAt = null;
  };

  Live.prototype.answer = function () {
    var own = this;
    this.start();
    this.secret().then(function (secret) { own.judge(secret); });
  };

  Live.prototype.judge = function (secret) {
    var exercise = this.exercise;
    var verdict;
    if (exercise.kind === 'numeric') {
      verdict = judgeNumber(secret, this.form.querySelector('input').value, this.draw);
    } else if (exercise.kind === 'fill') {
      verdict = judgeFill(secret, Array.prototype.map.call(this.form.querySelectorAll('select'), function (select) { return Number(select.value); }));
    } else {
      verdict = judgeChoice(secret, Array.prototype.filter.call(this.form.querySelectorAll('input'), function (input) { return input.checked; })
        .map(function (input) { return Number(input.value); }), this.draw);
    }
    var box = element('div', 'result ' + (verdict.problem ? 'partial' : verdict.isRight ? 'correct' : 'incorrect'));
    (verdict.problem ? [{ text: verdict.problem }] : verdict.lines).forEach(function (line) {
      var paragraph = element('p', '', line.text);
      if (line.html) { paragraph.innerHTML = line.html; }
      box.appendChild(paragraph);
    });
    this.verdict.textContent = '';
    this.verdict.appendChild(box);
    if (verdict.problem) { return; }
    if (!this.record(verdict)) { box.appendChild(element('p', '', phrase('notKept'))); }
    this.explain(secret);
    this.offerAnother();
    showHistory();
  };

  Live.prototype.explain = function (secret) {
    var text = html(secret.explanation, this.draw, secret.draws[this.draw] || []);
    this.explanation.textContent = '';
    if (!text) { return; }
    var section = element('section');
    section.setAttribute('aria-label', phrase('explanation'));
    section.appendChild(element('p', 'name', phrase('explanation')));
    var body = element('div');
    body.innerHTML = text;
    section.appendChild(body);
    this.explanation.appendChild(section);
    document.dispatchEvent(new Event('studykit-shown'));
  };

  Live.prototype.offerAnother = function () {
    if (this.exercise.count < 2 || this.actions.querySelector('.another')) { return; }
    var own = this;
    var button = element('button', 'another', phrase('anotherDraw'));
    button.type = 'button';
    button.addEventListener('click', function () {
      button.remove();
      another(own);
    });
    this.actions.appendChild(button);
  };

  Live.prototype.record = function (verdict) {
    var now = Date.now();
    var seconds = (now - this.shownAt) / 1000;
    var event = {
      id: uuid(), item: { chapter: data.chapter, exercise: this.id }, topic: this.exercise.topic, seed: data.seeds[this.draw] || 1,
      answeredAt: now / 1000, hints: this.hintsShown, earned: verdict.isRight ? this.exercise.points : 0,
      points: this.exercise.points, given: verdict.given, source: 'browser', session: session, isRetracted: false
    };
    if (seconds >= 0 && seconds < 86400) { event.seconds = seconds; }
    this.shownAt = null;
    var history = load();
    history.answers.push(event);
    return save(history);
  };

  var lives = [];
  Array.prototype.forEach.call(document.querySelectorAll('.exercise.live'), function (section) {
    var exercise = data.exercises[section.getAttribute('data-exercise')];
    if (exercise) { lives.push(new Live(section, exercise)); }
  });

  function focusField(live) {
    var field = live.form.querySelector('input, select');
    if (field) { field.focus(); }
  }

  // A linked set is one draw: its scenario and all its questions change together.
  function another(live) {
    var set = live.exercise.set;
    var draw = live.draw + 1;
    if (!set) {
      live.secret().then(function (secret) {
        live.show(draw, secret);
        focusField(live);
      });
      return;
    }
    var members = lives.filter(function (other) { return other.exercise.set === set; });
    var shared = data.sets[set] ? open(data.sets[set]) : Promise.resolve(null);
    Promise.all([shared].concat(members.map(function (member) { return member.secret(); }))).then(function (opened) {
      var index = draw % Math.max(data.seeds.length, 1);
      Array.prototype.forEach.call(document.querySelectorAll('.scenario'), function (node) {
        if (node.getAttribute('data-set') === set && opened[0]) {
          node.innerHTML = html(opened[0].prompt, index, opened[0].draws[index] || []);
        }
      });
      members.forEach(function (member, position) {
        member.show(index, opened[position + 1]);
        var button = member.actions.querySelector('.another');
        if (button) { button.remove(); }
      });
      focusField(live);
    });
  }

  // MARK: The history's own box

  var panel = element('section', 'study');
  var count = element('p');

  function showHistory() {
    var own = load().answers.filter(function (answer) { return answer.item.chapter === data.chapter && !answer.isRetracted; });
    var right = own.filter(function (answer) { return answer.points > 0 && answer.earned >= answer.points; }).length;
    count.textContent = phrase('answered', { answers: own.length, right: right });
  }

  function exportHistory() {
    var address = URL.createObjectURL(new Blob([JSON.stringify(load()) + '\n'], { type: 'application/json' }));
    var link = element('a');
    link.href = address;
    link.download = 'studykit-history.json';
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
  }

  function importHistory(input, said) {
    var file = input.files[0];
    if (!file) { return; }
    var reader = new FileReader();
    reader.onload = function () {
      var theirs = null;
      try { theirs = JSON.parse(reader.result); } catch (error) { theirs = null; }
      var added = isHistory(theirs) ? merge(theirs) : null;
      said.textContent = added === null ? phrase('notImported') : added < 0 ? phrase('notKept') : phrase('imported', { count: added });
      input.value = '';
      showHistory();
    };
    reader.readAsText(file);
  }

  if (lives.length) {
    panel.setAttribute('aria-labelledby', 'sk-history');
    var title = element('h2', '', phrase('history'));
    title.id = 'sk-history';
    var actions = element('p', 'actions');
    var exporting = element('button', 'export', phrase('export'));
    exporting.type = 'button';
    exporting.addEventListener('click', exportHistory);
    var said = element('span', 'said');
    said.setAttribute('role', 'status');
    var input = element('input', 'sr');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.tabIndex = -1;
    input.setAttribute('aria-label', phrase('import'));
    input.addEventListener('change', function () { importHistory(input, said); });
    var importing = element('button', 'import', phrase('import'));
    importing.type = 'button';
    importing.addEventListener('click', function () { input.click(); });
    [exporting, importing, input, said].forEach(function (node) { actions.appendChild(node); });
    [title, count, actions].forEach(function (node) { panel.appendChild(node); });
    var main = document.getElementById('sk-main');
    main.insertBefore(panel, main.querySelector('.neighbours'));
    showHistory();
  }
})();
