// Figures of steps: one step at a time, by button, key or swipe.
(function () {
  'use strict';
  var enough = 40;

  Array.prototype.forEach.call(document.querySelectorAll('.steps'), function (figure) {
    var stage = figure.querySelector('.stage');
    var frames = figure.querySelectorAll('.frames > li');
    var bar = figure.querySelector('.step-bar');
    var place = bar.querySelector('.place');
    var said = place.querySelector('.sr');
    var previous = bar.querySelector('.previous');
    var next = bar.querySelector('.next');
    var at = 0;

    function show(wanted) {
      var index = Math.max(0, Math.min(frames.length - 1, wanted));
      if (index !== at) {
        frames[at].classList.remove('current');
        frames[index].classList.add('current');
        at = index;
        place.firstChild.data = (at + 1) + ' / ' + frames.length;
        said.textContent = ' ' + frames[at].querySelector('p > :last-child').textContent;
      }
      // Not disabled: a button that is keeps no focus.
      previous.setAttribute('aria-disabled', String(at === 0));
      next.setAttribute('aria-disabled', String(at === frames.length - 1));
    }

    previous.addEventListener('click', function () { show(at - 1); });
    next.addEventListener('click', function () { show(at + 1); });
    stage.addEventListener('keydown', function (event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      var wanted = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: frames.length - 1 }[event.key];
      if (wanted === undefined) { return; }
      event.preventDefault();
      show(wanted);
    });

    var start = null;
    stage.addEventListener('touchstart', function (event) {
      start = event.touches.length === 1 ? event.touches[0] : null;
    }, { passive: true });
    stage.addEventListener('touchend', function (event) {
      if (!start) { return; }
      var x = event.changedTouches[0].clientX - start.clientX;
      var y = event.changedTouches[0].clientY - start.clientY;
      start = null;
      if (Math.abs(x) >= enough && Math.abs(x) > 1.5 * Math.abs(y)) { show(at + (x < 0 ? 1 : -1)); }
    });

    stage.tabIndex = 0;
    bar.hidden = false;
    show(0);
  });
})();
