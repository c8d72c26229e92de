// Brings a chapter's exercises to life. The page's own text has the first draw; everything else is loaded when somebody begins to
// answer, and comes out of its seal (no secret, see Seal.swift) when there is an answer.
(function () {
  'use strict';
  var main = document.getElementById('sk-main');
  var chapter = main && main.getAttribute('data-chapter');
  if (!chapter) { return; }
  var phrase = studykit.phrase;
  var element = studykit.element;
  var html = studykit.html;
  var button = studykit.button;

  function data() { return studykit.load(main.getAttribute('data-exercises')); }

  // MARK: An exercise on the page

  function Live(section, form) {
    this.section = section;
    this.id = section.getAttribute('data-exercise');
    this.draw = 0;
    this.shownAt = null;
    this.form = form;
    this.verdict = element('div', 'verdict-place');
    this.verdict.setAttribute('role', 'status');
    this.explanation = element('div', 'explanation-place');
    form.parentNode.insertBefore(this.verdict, form.nextSibling);
    form.parentNode.insertBefore(this.explanation, this.verdict.nextSibling);
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

  Live.prototype.start = function () {
    if (this.shownAt !== null) { return; }
    this.shownAt = Date.now();
    data().catch(function () { /* It is said when an answer is sent. */ });
  };

  // Opened when first needed.
  Live.prototype.secret = function () {
    var own = this;
    if (!this.opened) {
      this.opened = data().then(function (data) {
        own.exercise = data.exercises[own.id];
        own.seeds = data.seeds;
        return data.open(own.exercise.sealed);
      });
      this.opened.catch(function () { own.opened = null; });
    }
    return this.opened;
  };

  Live.prototype.show = function (draw, secret) {
    var own = this;
    this.draw = draw % Math.max(secret.draws.length, 1);
    var parameters = secret.draws[this.draw] || [];
    if (secret.draws.length > 1) { this.section.querySelector('.prompt').innerHTML = html(secret.prompt, this.draw, parameters); }
    this.hints.forEach(function (hint, index) {
      if (secret.hints && secret.draws.length > 1) { hint.querySelector('.details-body').innerHTML = html(secret.hints[index], own.draw, parameters); }
      hint.open = false;
      hint.hidden = index > 0;
    });
    if (secret.options && secret.draws.length > 1) {
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
    this.secret().then(function (secret) { own.judge(secret); }, function () {
      own.verdict.textContent = '';
      own.verdict.appendChild(studykit.verdictBox({ problem: phrase('notLoaded') }));
    });
  };

  Live.prototype.judge = function (secret) {
    var exercise = this.exercise;
    var verdict;
    if (exercise.kind === 'numeric') {
      verdict = studykit.judgeNumber(secret, this.form.querySelector('input').value, this.draw);
    } else if (exercise.kind === 'fill') {
      verdict = studykit.judgeFill(secret, Array.prototype.map.call(this.form.querySelectorAll('select'), function (select) { return Number(select.value); }));
    } else {
      verdict = studykit.judgeChoice(secret, Array.prototype.filter.call(this.form.querySelectorAll('input'), function (input) { return input.checked; })
        .map(function (input) { return Number(input.value); }), this.draw);
    }
    var box = studykit.verdictBox(verdict);
    this.verdict.textContent = '';
    this.verdict.appendChild(box);
    if (verdict.problem) { return; }
    if (!this.record(verdict)) { box.appendChild(element('p', '', phrase('notKept'))); }
    this.explain(secret);
    this.offerAnother();
    showHistory();
  };

  Live.prototype.explain = function (secret) {
    var box = studykit.explanationBox(secret, this.draw);
    this.explanation.textContent = '';
    if (!box) { return; }
    this.explanation.appendChild(box);
    document.dispatchEvent(new Event('studykit-shown'));
  };

  Live.prototype.offerAnother = function () {
    if (this.exercise.count < 2 || this.actions.querySelector('.another')) { return; }
    var own = this;
    var again = button('another', phrase('anotherDraw'), function () {
      again.remove();
      another(own);
    });
    this.actions.appendChild(again);
  };

  Live.prototype.record = function (verdict) {
    var now = Date.now();
    var seconds = (now - this.shownAt) / 1000;
    var event = {
      id: studykit.uuid(), item: { chapter: chapter, exercise: this.id }, topic: this.exercise.topic, seed: this.seeds[this.draw] || 1,
      answeredAt: now / 1000, hints: this.hintsShown, earned: verdict.isRight ? this.exercise.points : 0,
      points: this.exercise.points, given: verdict.given, source: 'browser', session: studykit.session, isRetracted: false
    };
    if (seconds >= 0 && seconds < 86400) { event.seconds = seconds; }
    this.shownAt = null;
    var history = studykit.history();
    history.answers.push(event);
    return studykit.save(history);
  };

  var lives = [];
  Array.prototype.forEach.call(document.querySelectorAll('.exercise.live'), function (section) {
    var form = section.querySelector('form.answer');
    if (form) { lives.push(new Live(section, form)); }
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
    Promise.all([data()].concat(lives.map(function (other) { return other.secret(); }))).then(function (all) {
      var members = lives.filter(function (other) { return other.exercise.set === set; });
      var secrets = all.slice(1).filter(function (secret, position) { return members.indexOf(lives[position]) >= 0; });
      var shared = all[0].sets[set] ? all[0].open(all[0].sets[set]) : Promise.resolve(null);
      return Promise.all([shared].concat(secrets)).then(function (opened) { return { members: members, opened: opened, count: all[0].seeds.length }; });
    }).then(function (found) {
      var members = found.members;
      var opened = found.opened;
      var index = draw % Math.max(found.count, 1);
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
    var own = studykit.history().answers.filter(function (answer) { return answer.item.chapter === chapter && !answer.isRetracted; });
    var right = own.filter(function (answer) { return answer.points > 0 && answer.earned >= answer.points; }).length;
    count.textContent = phrase('answered', { answers: own.length, right: right });
  }

  function exportHistory() {
    var address = URL.createObjectURL(new Blob([JSON.stringify(studykit.history()) + '\n'], { type: 'application/json' }));
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
      var added = studykit.isHistory(theirs) ? studykit.merge(theirs) : null;
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
    main.insertBefore(panel, main.querySelector('.neighbours'));
    showHistory();
  }
})();
