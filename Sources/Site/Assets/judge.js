// How answers are judged, on a chapter's page and in the practice exam. Loaded with a chapter's data, when somebody begins to answer.
(function () {
  'use strict';
  var phrase = studykit.phrase;
  var element = studykit.element;
  var html = studykit.html;

  // In the words of the terminal. Each verdict: {isRight, lines: [{text} or {html}]}, or {problem}.

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
        blanks: wrong.map(function (index) { return index + 1; }).join('、'),
        count: chosen.length, right: chosen.length - wrong.length
      })
    }];
    wrong.forEach(function (index) {
      var said = secret.fragments[index][chosen[index] - 1];
      if (said) { lines.push({ html: '<span class="blank">' + (index + 1) + '</span> ' + said }); }
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
    return { isRight: false, lines: explainNumber(question, mistake, text.trim()), given: text.trim() };
  }

  function explainNumber(question, mistake, given) {
    var lines = [];
    if (mistake && mistake.misconception) { lines.push({ text: mistake.misconception }); }
    lines.push({ text: phrase('answer', { answer: question.text, given: given }) });
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
    return lines;
  }

  function explanationBox(secret, draw) {
    var text = html(secret.explanation, draw, secret.draws[draw] || []);
    if (!text) { return null; }
    // A group, not a landmark: a page has many, and a section with a name is taken for one whatever its role.
    var section = element('div', 'explained');
    section.setAttribute('role', 'group');
    section.setAttribute('aria-label', phrase('explanation'));
    section.appendChild(element('p', 'name', phrase('explanation')));
    var body = element('div');
    body.innerHTML = text;
    section.appendChild(body);
    return section;
  }

  studykit.judgeChoice = judgeChoice;
  studykit.judgeFill = judgeFill;
  studykit.judgeNumber = judgeNumber;
  studykit.explainNumber = explainNumber;
  studykit.explanationBox = explanationBox;
})();
