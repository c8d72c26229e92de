// The home page: where to go on reading, and how much of each chapter has been answered rightly.
(function () {
  'use strict';
  var japanese = document.documentElement.lang !== 'en';

  function kept(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }

  // What another program left in the storage must not become a link to anywhere.
  var place = kept('studykit-place');
  var resume = document.querySelector('.resume');
  var isOurs = place && [place.page, place.title, place.hash, place.heading].every(function (text) { return typeof text === 'string'; });
  var chapter = isOurs && Array.prototype.filter.call(document.querySelectorAll('.chapters a'), function (link) { return link.getAttribute('href') === place.page; })[0];
  if (resume && chapter && /^#[^\s]*$/.test(place.hash)) {
    var link = document.createElement('a');
    link.href = place.page + place.hash;
    link.textContent = place.title + ' › ' + place.heading;
    resume.appendChild(document.createTextNode(japanese ? '続きから読む: ' : 'Go on reading: '));
    resume.appendChild(link);
    resume.hidden = false;
  }

  var history = kept('studykit-history');
  var answers = history && Array.isArray(history.answers) ? history.answers : [];
  Array.prototype.forEach.call(document.querySelectorAll('.progress'), function (bar) {
    var id = bar.getAttribute('data-chapter');
    var total = Number(bar.getAttribute('data-count'));
    var right = {};
    answers.forEach(function (answer) {
      if (!answer || !answer.item || answer.item.chapter !== id || answer.isRetracted) { return; }
      if (answer.points > 0 && answer.earned >= answer.points) { right['.' + answer.item.exercise] = true; }
    });
    var count = Math.min(total, Object.keys(right).length);
    if (!count) { return; }
    var done = document.createElement('span');
    done.style.width = 100 * count / total + '%';
    bar.appendChild(done);
    bar.setAttribute('role', 'img');
    bar.setAttribute('aria-label', japanese ? '問題 ' + total + ' 問のうち ' + count + ' 問に正解' : count + ' of ' + total + ' exercises answered rightly');
    bar.title = bar.getAttribute('aria-label');
  });
})();
