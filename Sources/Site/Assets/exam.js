// The practice exam: put together from all chapters' exercises, answered without feedback against the clock, graded at its end. Its
// state is kept in the browser all the time, in the form of `studykit history`'s exams, so that a closed page loses nothing.
var studykitExamData = { parts: [], topics: {} };

function studykitExamPart(part) {
  'use strict';
  studykitExamData.parts.push(part);
}

function studykitExamTopics(topics) {
  'use strict';
  studykitExamData.topics = topics;
}

(function () {
  'use strict';
  var stateKey = 'studykit-exam';
  var phrase = studykit.phrase;
  var element = studykit.element;
  var button = studykit.button;
  var root;
  var parts = {};
  var exam = null;
  // What is on the screen, for the clock: {clock, pace, said}.
  var shown = null;
  var countedAt = 0;
  var savedAt = 0;

  // MARK: Putting one together. The same number and the same site give the same exam.

  function chance(seed) {
    var state = (seed >>> 0) ^ 0x9E3779B9;
    return function (bound) {
      state = (state + 0x6D2B79F5) | 0;
      var mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    };
  }

  function shuffle(list, next) {
    for (var last = list.length - 1; last > 0; last -= 1) {
      var other = next(last + 1);
      var kept = list[last];
      list[last] = list[other];
      list[other] = kept;
    }
  }

  function allItems() {
    var items = [];
    studykitExamData.parts.forEach(function (part) {
      part.items.forEach(function (item) { items.push({ part: part, item: item }); });
    });
    return items;
  }

  // Linked sets whole; single questions in runs of up to four of one topic; a set and a run in turn.
  function units(items, next) {
    var sets = [];
    var singles = [];
    items.forEach(function (entry) {
      var last = sets.length ? sets[sets.length - 1][0] : null;
      if (!entry.item.set) {
        singles.push(entry);
      } else if (last && last.item.set === entry.item.set && last.part === entry.part) {
        sets[sets.length - 1].push(entry);
      } else {
        sets.push([entry]);
      }
    });
    shuffle(sets, next);
    shuffle(singles, next);
    var runs = [];
    var open = {};
    singles.forEach(function (entry) {
      var run = open[entry.item.topic];
      if (run && run.length < 4) {
        run.push(entry);
      } else {
        open[entry.item.topic] = [entry];
        runs.push(open[entry.item.topic]);
      }
    });
    shuffle(runs, next);
    var all = [];
    for (var index = 0; index < Math.max(sets.length, runs.length); index += 1) {
      if (sets[index]) { all.push(sets[index]); }
      if (runs[index]) { all.push(runs[index]); }
    }
    return all;
  }

  // A set is one draw, so its questions share theirs; a round later it is another one.
  function compose(count, seed) {
    var next = chance(seed);
    var questions = [];
    for (var round = 0; round < 64 && questions.length < count; round += 1) {
      var pool = allItems().filter(function (entry) { return round < entry.item.count; });
      if (!pool.length) { break; }
      units(pool, next).forEach(function (unit) {
        var first = next(4096);
        unit.slice(0, count - questions.length).forEach(function (entry) {
          var item = entry.item;
          questions.push({
            item: { chapter: entry.part.chapter, exercise: item.id }, topic: item.topic, points: item.points,
            draw: (first + round) % item.count, set: item.set || ''
          });
        });
      });
    }
    return questions;
  }

  // MARK: State

  function save() {
    savedAt = Date.now();
    try {
      localStorage.setItem(stateKey, JSON.stringify(exam));
      return true;
    } catch (error) {
      return false;
    }
  }

  function forget() {
    try { localStorage.removeItem(stateKey); } catch (error) { /* Nothing was kept. */ }
  }

  function kept() {
    try {
      var state = JSON.parse(localStorage.getItem(stateKey));
      if (state && Array.isArray(state.questions) && state.questions.length && state.replies && !state.finishedAt) { return state; }
    } catch (error) { /* Nothing is kept, or something else is. */ }
    return null;
  }

  function begin(count, minutes, seed) {
    var now = Date.now() / 1000;
    exam = {
      id: studykit.uuid(), seed: seed, minutes: minutes, questions: compose(count, seed), startedAt: now, usedSeconds: 0, position: 0,
      interruptions: 0, interruptedSeconds: 0, touchedAt: now, replies: {}, earned: {}
    };
  }

  function reply(number) {
    if (!exam.replies[number]) { exam.replies[number] = { given: '', isFlagged: false, seconds: 0, answeredAt: Date.now() / 1000 }; }
    return exam.replies[number];
  }

  function isAnswered(number) { return Boolean(exam.replies[number] && exam.replies[number].given); }
  function isFlagged(number) { return Boolean(exam.replies[number] && exam.replies[number].isFlagged); }

  function numbers(test) {
    var list = [];
    exam.questions.forEach(function (question, number) { if (test(number)) { list.push(number); } });
    return list;
  }

  function remaining() { return Math.max(0, exam.minutes * 60 - exam.usedSeconds); }

  function time(seconds) {
    var whole = Math.floor(seconds);
    var rest = ('0' + whole % 60).slice(-2);
    var minutes = Math.floor(whole / 60);
    return minutes >= 60 ? Math.floor(minutes / 60) + ':' + ('0' + minutes % 60).slice(-2) + ':' + rest : minutes + ':' + rest;
  }

  // MARK: The clock, which stands still while the page is closed

  function tick() {
    if (!exam || exam.finishedAt || !shown) { return; }
    var now = Date.now();
    // A clock that was set, or a computer that slept: not more than a few seconds at a time.
    var passed = Math.min(Math.max(0, now - countedAt) / 1000, 5, remaining());
    countedAt = now;
    var before = remaining();
    exam.usedSeconds += passed;
    exam.touchedAt = now / 1000;
    reply(exam.position).seconds += passed;
    shown.clock.textContent = phrase('examLeft', { time: time(remaining()) });
    shown.pace.textContent = pace();
    [10, 5, 1].forEach(function (minutes) {
      if (before > minutes * 60 && remaining() <= minutes * 60) { shown.said.textContent = phrase('examLeftSoon', { minutes: minutes }); }
    });
    if (now - savedAt > 3000) { save(); }
    if (remaining() <= 0) { finish(true); }
  }

  function pace() {
    var due = Math.floor(exam.questions.length * exam.usedSeconds / (exam.minutes * 60));
    var difference = numbers(isAnswered).length - due;
    return difference > 0 ? phrase('examAhead', { count: difference }) : difference < 0 ? phrase('examBehind', { count: -difference }) : phrase('examOnPace');
  }

  // MARK: Questions

  // {part, item, data, secret, scenario}; rejected when the site no longer has it.
  function question(number) {
    var asked = exam.questions[number];
    var part = parts[asked.item.chapter];
    var item = part && part.items.filter(function (item) { return item.id === asked.item.exercise; })[0];
    if (!item) { return Promise.reject(new Error(asked.item.exercise)); }
    return studykit.load(part.data).then(function (data) {
      var set = asked.set && data.sets[asked.set] ? data.open(data.sets[asked.set]) : Promise.resolve(null);
      return Promise.all([data.open(data.exercises[item.id].sealed), set]).then(function (opened) {
        return { part: part, item: item, kind: data.exercises[item.id].kind, seed: data.seeds[asked.draw] || 1, secret: opened[0], scenario: opened[1], draw: asked.draw };
      });
    });
  }

  function parameters(found) { return found.secret.draws[found.draw] || []; }

  function box(name, text) {
    var node = element('div', name);
    node.innerHTML = text;
    return node;
  }

  function prompt(found) {
    var all = element('div');
    if (found.scenario) { all.appendChild(box('scenario', studykit.html(found.scenario.prompt, found.draw, found.scenario.draws[found.draw] || []))); }
    all.appendChild(box('prompt', studykit.html(found.secret.prompt, found.draw, parameters(found))));
    if (found.secret.body) { all.appendChild(box('body', found.secret.body)); }
    return all;
  }

  // The options as HTML, of a choice or of a parametric question's four.
  function options(found) {
    if (found.kind !== 'numeric') {
      return (found.secret.options || []).map(function (option) { return studykit.html(option, found.draw, parameters(found)); });
    }
    var four = (found.secret.choices || [])[found.draw];
    return four ? four.options.map(function (text) {
      var node = element('span', '', text);
      return node.innerHTML;
    }) : [];
  }

  function given(number) {
    var text = exam.replies[number] ? exam.replies[number].given : '';
    return (text.match(/\d+/g) || []).map(Number);
  }

  function fields(found, number) {
    var chosen = given(number);
    var set = element('fieldset');
    var isSeveral = found.kind === 'choices';
    set.appendChild(element('legend', 'how', found.kind === 'fill' ? phrase('examAnswer') : phrase(isSeveral ? 'examChooseSeveral' : 'examChooseOne')));
    if (found.kind === 'fill') {
      found.secret.key.forEach(function (key, blank) {
        var label = element('label', '', phrase('examBlank') + ' ' + (blank + 1) + ' ');
        var select = element('select');
        select.appendChild(new Option('–', ''));
        for (var candidate = 1; candidate <= found.secret.fragments[blank].length; candidate += 1) { select.appendChild(new Option(String(candidate), String(candidate))); }
        select.value = chosen[blank] ? String(chosen[blank]) : '';
        label.appendChild(select);
        set.appendChild(label);
      });
      return set;
    }
    var list = element('ol', 'options');
    options(found).forEach(function (text, index) {
      var item = element('li');
      var input = element('input');
      input.type = isSeveral ? 'checkbox' : 'radio';
      input.name = 'answer';
      input.value = String(index + 1);
      input.checked = chosen.indexOf(index + 1) >= 0;
      input.setAttribute('aria-labelledby', 'option-' + (index + 1));
      var content = box('option', text);
      content.id = 'option-' + (index + 1);
      content.addEventListener('click', function () { input.click(); });
      item.appendChild(input);
      item.appendChild(content);
      list.appendChild(item);
    });
    set.appendChild(list);
    return set;
  }

  function read(form) {
    var selects = form.querySelectorAll('select');
    if (selects.length) {
      var blanks = Array.prototype.map.call(selects, function (select) { return Number(select.value); });
      return blanks.some(Boolean) ? '[' + blanks.join(', ') + ']' : '';
    }
    var chosen = Array.prototype.filter.call(form.querySelectorAll('.options input'), function (input) { return input.checked; });
    return chosen.length ? '[' + chosen.map(function (input) { return input.value; }).join(', ') + ']' : '';
  }

  function clear() {
    root.textContent = '';
    shown = null;
  }

  function heading(text, level) {
    var node = element(level || 'h2', '', text);
    node.tabIndex = -1;
    return node;
  }

  function go(number) {
    exam.position = Math.min(Math.max(0, number), exam.questions.length - 1);
    save();
    show();
  }

  function overview() {
    var details = element('details', 'overview');
    details.appendChild(element('summary', '', phrase('examOverview')));
    var list = element('ol', 'numbers');
    exam.questions.forEach(function (question, number) {
      var item = element('li');
      var states = [phrase(isAnswered(number) ? 'examStateAnswered' : 'examStateOpen')];
      if (isFlagged(number)) { states.push(phrase('examStateFlagged')); }
      var link = button((isAnswered(number) ? 'answered' : 'open') + (isFlagged(number) ? ' flagged' : ''), String(number + 1), function () { go(number); });
      link.setAttribute('aria-label', (number + 1) + ': ' + states.join(', '));
      if (number === exam.position) { link.setAttribute('aria-current', 'step'); }
      item.appendChild(link);
      list.appendChild(item);
    });
    details.appendChild(list);
    return details;
  }

  function show() {
    var number = exam.position;
    question(number).then(function (found) {
      if (exam.position !== number || exam.finishedAt) { return; }
      draw(number, found);
    }, function () {
      // Not in the site any more: it counts for nothing.
      exam.questions.splice(number, 1);
      exam.replies = Object.keys(exam.replies).reduce(function (all, key) {
        var old = Number(key);
        if (old !== number) { all[old > number ? old - 1 : old] = exam.replies[key]; }
        return all;
      }, {});
      if (!exam.questions.length) { forget(); location.reload(); return; }
      exam.isChanged = true;
      go(number);
    });
  }

  function draw(number, found) {
    clear();
    root.className = 'exam running';
    var bar = element('div', 'bar');
    var clock = element('span', 'clock');
    clock.setAttribute('role', 'timer');
    var paceText = element('span', 'pace', pace());
    var count = element('span', 'count', phrase('examAnswered', { answered: numbers(isAnswered).length, count: exam.questions.length }));
    [clock, paceText, count].forEach(function (node) { bar.appendChild(node); });
    var said = element('p', 'said');
    said.setAttribute('role', 'status');
    if (exam.isChanged) { said.textContent = phrase('examChanged'); }
    var title = heading(phrase('examQuestion', { number: number + 1, count: exam.questions.length }));
    var form = element('form', 'answer');
    form.autocomplete = 'off';
    form.appendChild(fields(found, number));
    var actions = element('p', 'actions');
    var next = element('button', 'next', phrase(isAnswered(number) ? 'examNext' : 'examSkip'));
    next.type = 'submit';
    var flag = button('flag', phrase('examFlag'), function () {
      reply(number).isFlagged = !isFlagged(number);
      flag.setAttribute('aria-pressed', String(isFlagged(number)));
      save();
    });
    flag.setAttribute('aria-pressed', String(isFlagged(number)));
    var back = button('previous', phrase('examPrevious'), function () { go(number - 1); });
    back.disabled = number === 0;
    var empty = button('clear', phrase('examClear'), function () {
      reply(number).given = '';
      save();
      draw(number, found);
    });
    empty.hidden = !isAnswered(number);
    form.addEventListener('change', function () {
      reply(number).given = read(form);
      reply(number).answeredAt = Date.now() / 1000;
      save();
      next.textContent = phrase(isAnswered(number) ? 'examNext' : 'examSkip');
      empty.hidden = !isAnswered(number);
      count.textContent = phrase('examAnswered', { answered: numbers(isAnswered).length, count: exam.questions.length });
    });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      if (number + 1 < exam.questions.length) { go(number + 1); } else { ask(); }
    });
    [next, back, flag, empty, button('finish', phrase('examFinish'), ask)].forEach(function (node) { actions.appendChild(node); });
    form.appendChild(actions);
    [bar, said, title, prompt(found), form, overview()].forEach(function (node) { root.appendChild(node); });
    shown = { clock: clock, pace: paceText, said: said };
    tick();
    title.focus();
    document.dispatchEvent(new Event('studykit-shown'));
  }

  function jumps(list) {
    var line = element('p', 'jumps');
    list.forEach(function (number) {
      line.appendChild(button('jump', String(number + 1), function () { go(number); }));
    });
    return line;
  }

  function ask() {
    tick();
    if (exam.finishedAt) { return; }
    var open = numbers(function (number) { return !isAnswered(number); });
    var flagged = numbers(isFlagged);
    var panel = element('section', 'sure');
    var title = heading(phrase('examSure'));
    panel.appendChild(title);
    if (open.length) {
      panel.appendChild(element('p', '', phrase('examUnanswered', { count: open.length })));
      panel.appendChild(jumps(open));
    }
    if (flagged.length) {
      panel.appendChild(element('p', '', phrase('examFlagged', { count: flagged.length })));
      panel.appendChild(jumps(flagged));
    }
    if (!open.length && !flagged.length) { panel.appendChild(element('p', '', phrase('examNothingOpen'))); }
    var actions = element('p', 'actions');
    actions.appendChild(button('back', phrase('examBack'), show));
    actions.appendChild(button('finish-now', phrase('examFinish'), function () { finish(false); }));
    panel.appendChild(actions);
    var bar = root.querySelector('.bar');
    var said = root.querySelector('.said');
    root.textContent = '';
    [bar, said, panel].forEach(function (node) { root.appendChild(node); });
    title.focus();
  }

  // MARK: The end

  function judge(found, number) {
    var chosen = given(number);
    if (found.kind === 'fill') { return studykit.judgeFill(found.secret, chosen); }
    if (found.kind !== 'numeric') { return studykit.judgeChoice(found.secret, chosen, found.draw); }
    var four = found.secret.choices[found.draw];
    var answer = found.secret.answers[found.draw];
    if (chosen[0] === four.key) { return { isRight: true, lines: [{ text: phrase('correct') }] }; }
    var text = four.options[chosen[0] - 1];
    var mistake = answer.mistakes.filter(function (mistake) { return mistake.text === text; })[0];
    return { isRight: false, lines: studykit.explainNumber(answer, mistake, text) };
  }

  // The same answer gets the same id, so that ending twice counts once.
  function eventID(number) {
    var tail = (parseInt(exam.id.slice(-4), 16) ^ number).toString(16).toUpperCase();
    return exam.id.slice(0, -4) + ('0000' + tail).slice(-4);
  }

  function finish(isOver) {
    exam.finishedAt = Date.now() / 1000;
    clear();
    root.appendChild(element('p', '', phrase('examLoading')));
    Promise.all(exam.questions.map(function (asked, number) {
      return question(number).then(function (found) {
        return { found: found, verdict: isAnswered(number) ? judge(found, number) : null };
      }, function () { return null; });
    })).then(function (all) {
      exam.earned = {};
      all.forEach(function (result, number) {
        exam.earned[number] = result && result.verdict && result.verdict.isRight ? exam.questions[number].points : 0;
      });
      var isKept = keep(all);
      forget();
      report(all, isOver, isKept);
    });
  }

  function keep(all) {
    var history = studykit.history();
    exam.questions.forEach(function (asked, number) {
      var reply = exam.replies[number];
      // A question that was never looked at says nothing about the memory of it.
      if (!all[number] || !reply || !(reply.seconds > 0 || reply.given)) { return; }
      history.answers.push({
        id: eventID(number), item: asked.item, topic: asked.topic, seed: all[number].found.seed, answeredAt: reply.answeredAt,
        seconds: reply.seconds, hints: 0, earned: exam.earned[number], points: asked.points, given: reply.given, source: 'exam',
        session: exam.id, isRetracted: false
      });
    });
    history.exams.push({
      id: exam.id, seed: exam.seed, minutes: exam.minutes,
      questions: exam.questions.map(function (asked, number) {
        return { item: asked.item, topic: asked.topic, seed: all[number] ? all[number].found.seed : 1, points: asked.points };
      }),
      startedAt: exam.startedAt, finishedAt: exam.finishedAt, usedSeconds: exam.usedSeconds, position: exam.position,
      interruptions: exam.interruptions, interruptedSeconds: exam.interruptedSeconds, touchedAt: exam.touchedAt, replies: exam.replies,
      earned: exam.earned
    });
    return studykit.save(history);
  }

  function report(all, isOver, isKept) {
    clear();
    root.className = 'exam result-page';
    var points = exam.questions.reduce(function (sum, asked) { return sum + asked.points; }, 0);
    var earned = exam.questions.reduce(function (sum, asked, number) { return sum + exam.earned[number]; }, 0);
    var right = numbers(function (number) { return exam.earned[number] > 0; }).length;
    var title = heading(phrase('examResult'));
    root.appendChild(title);
    if (isOver) { root.appendChild(element('p', '', phrase('examOver'))); }
    root.appendChild(element('p', 'score', phrase('examScore', { earned: earned, points: points, percent: Math.round(100 * earned / Math.max(points, 1)) })));
    root.appendChild(element('p', '', phrase('examUsed', {
      count: exam.questions.length, right: right, open: numbers(function (number) { return !isAnswered(number); }).length, time: time(exam.usedSeconds)
    })));
    root.appendChild(element('p', 'how', phrase('examSeed', { seed: exam.seed })));
    if (!isKept) { root.appendChild(element('p', '', phrase('notKept'))); }
    root.appendChild(heading(phrase('examByTopic'), 'h3'));
    root.appendChild(topicTable(all));
    root.appendChild(heading(phrase('examReview'), 'h3'));
    root.appendChild(review(all));
    var actions = element('p', 'actions');
    actions.appendChild(button('new', phrase('examNew'), function () { location.reload(); }));
    root.appendChild(actions);
    title.focus();
    document.dispatchEvent(new Event('studykit-shown'));
  }

  function link(found) {
    var section = found.part.sections[found.item.section];
    var node = element('a', '', section.title);
    node.href = found.part.page + (section.anchor ? '#' + section.anchor : '');
    return node;
  }

  function topicTable(all) {
    var topics = {};
    exam.questions.forEach(function (asked, number) {
      var topic = topics[asked.topic] || { id: asked.topic, earned: 0, points: 0, places: {} };
      topic.earned += exam.earned[number];
      topic.points += asked.points;
      if (all[number] && !exam.earned[number]) { topic.places[all[number].found.part.page + all[number].found.item.section] = all[number].found; }
      topics[asked.topic] = topic;
    });
    var list = Object.keys(topics).map(function (id) { return topics[id]; }).sort(function (left, right) {
      return left.earned / left.points - right.earned / right.points || (left.id < right.id ? -1 : 1);
    });
    var table = element('table', 'topics-table');
    var head = element('tr');
    [phrase('examTopic'), phrase('examPoints'), phrase('examRead')].forEach(function (text) {
      var cell = element('th', '', text);
      cell.scope = 'col';
      head.appendChild(cell);
    });
    table.appendChild(element('thead')).appendChild(head);
    var body = table.appendChild(element('tbody'));
    list.forEach(function (topic) {
      var row = element('tr');
      var name = element('th', '', studykitExamData.topics[topic.id] || topic.id);
      name.scope = 'row';
      row.appendChild(name);
      row.appendChild(element('td', 'right', topic.earned + ' / ' + topic.points));
      var places = element('td');
      Object.keys(topic.places).slice(0, 4).forEach(function (key, index) {
        if (index) { places.appendChild(document.createTextNode('、')); }
        places.appendChild(link(topic.places[key]));
      });
      row.appendChild(places);
      body.appendChild(row);
    });
    var scroll = element('div', 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-label', phrase('examByTopic'));
    scroll.appendChild(table);
    return scroll;
  }

  function review(all) {
    var section = element('div', 'review');
    var label = element('label');
    var only = element('input');
    only.type = 'checkbox';
    label.appendChild(only);
    label.appendChild(document.createTextNode(' ' + phrase('examOnlyWrong')));
    section.appendChild(label);
    exam.questions.forEach(function (asked, number) {
      var result = all[number];
      if (!result) { return; }
      var isRight = exam.earned[number] > 0;
      var state = phrase(isRight ? 'examRight' : isAnswered(number) ? 'examWrong' : 'examStateOpen');
      var details = element('details', isRight ? 'right-one' : 'wrong-one');
      details.appendChild(element('summary', '', (isRight ? '○ ' : '✗ ') + (number + 1) + ' · ' + (studykitExamData.topics[asked.topic] || asked.topic) + ' · ' + state));
      details.addEventListener('toggle', function () {
        if (details.open && details.children.length === 1) { details.appendChild(reviewed(result, number)); }
        document.dispatchEvent(new Event('studykit-shown'));
      });
      section.appendChild(details);
    });
    only.addEventListener('change', function () {
      Array.prototype.forEach.call(section.querySelectorAll('.right-one'), function (node) { node.hidden = only.checked; });
    });
    return section;
  }

  function keyOf(found) { return found.kind === 'numeric' ? [found.secret.choices[found.draw].key] : found.secret.key; }

  function reviewed(result, number) {
    var found = result.found;
    var body = element('div', 'details-body');
    body.appendChild(prompt(found));
    if (found.kind !== 'fill') {
      var list = element('ol', 'options');
      options(found).forEach(function (text, index) {
        var item = box('option', text);
        var marks = element('li', keyOf(found).indexOf(index + 1) >= 0 ? 'key' : given(number).indexOf(index + 1) >= 0 ? 'given' : '');
        marks.appendChild(item);
        list.appendChild(marks);
      });
      body.appendChild(list);
    }
    var chosen = given(number).join(', ');
    body.appendChild(element('p', '', phrase('examYours', { given: chosen || '–' })));
    body.appendChild(element('p', '', phrase('examKey', { key: keyOf(found).join(', ') })));
    if (result.verdict) { body.appendChild(studykit.verdictBox(result.verdict)); }
    var explanation = studykit.explanationBox(found.secret, found.draw);
    if (explanation) {
      var place = element('div', 'explanation-place');
      place.appendChild(explanation);
      body.appendChild(place);
    }
    var where = element('p', '', phrase('examSection'));
    where.appendChild(link(found));
    body.appendChild(where);
    return body;
  }

  // MARK: The beginning

  function resume(state) {
    exam = state;
    exam.interruptions += 1;
    exam.interruptedSeconds += Math.max(0, Date.now() / 1000 - exam.touchedAt);
    countedAt = Date.now();
    save();
    show();
  }

  function offer(state, form) {
    var left = Math.max(0, state.minutes * 60 - state.usedSeconds);
    var panel = element('section', 'unfinished');
    panel.appendChild(element('p', '', phrase('examUnfinished', { count: state.questions.length, time: time(left) })));
    var actions = element('p', 'actions');
    actions.appendChild(button('resume', phrase('examResume'), function () { resume(state); }));
    actions.appendChild(button('discard', phrase('examDiscard'), function () {
      forget();
      panel.remove();
      form.hidden = false;
    }));
    panel.appendChild(actions);
    form.hidden = true;
    root.appendChild(panel);
  }

  function start() {
    root = document.querySelector('.exam');
    if (!root) { return; }
    studykitExamData.parts.forEach(function (part) { parts[part.chapter] = part; });
    var form = root.querySelector('.exam-setup');
    var items = allItems();
    var most = items.reduce(function (sum, entry) { return sum + entry.item.count; }, 0);
    root.querySelector('.pool').textContent = phrase('examPool', { chapters: studykitExamData.parts.length, count: items.length });
    form.elements.count.max = Math.min(300, most);
    form.elements.count.value = Math.min(100, most);
    form.elements.minutes.value = Math.max(1, Math.round(Math.min(100, most) * 1.2));
    root.hidden = false;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var typed = form.elements.seed.value.normalize('NFKC').trim();
      var seed = /^\d{1,9}$/.test(typed) ? Number(typed) : crypto.getRandomValues(new Uint32Array(1))[0] % 1000000;
      begin(Number(form.elements.count.value), Number(form.elements.minutes.value), seed);
      if (!exam.questions.length) { return; }
      countedAt = Date.now();
      save();
      show();
    });
    var state = kept();
    if (state) { offer(state, form); }
    setInterval(tick, 500);
    window.addEventListener('pagehide', function () {
      if (exam && !exam.finishedAt) {
        tick();
        save();
      }
    });
  }

  if (document.readyState === 'complete') { start(); } else { window.addEventListener('load', start); }
})();
