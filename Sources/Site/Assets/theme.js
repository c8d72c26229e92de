// Runs before the page is painted, so that a chosen theme does not flash, and what a script changes has its place at once.
(function () {
  'use strict';
  document.documentElement.classList.add('scripted');

  // Where no font has emoji a box would stand for each: then there is none.
  function drawn(text) {
    var brush = document.createElement('canvas').getContext('2d');
    brush.font = '16px sans-serif';
    brush.fillText(text, 0, 16);
    return Array.prototype.join.call(brush.getImageData(0, 0, 24, 24).data);
  }
  try {
    if (drawn('\uD83D\uDE42') === drawn('\uDBFF\uDFFD')) { document.documentElement.classList.add('no-emoji'); }
  } catch (error) { /* A browser that lets nobody look. */ }
  try {
    var theme = localStorage.getItem('studykit-theme');
    if (theme === 'light' || theme === 'dark') { document.documentElement.setAttribute('data-theme', theme); }
  } catch (error) { /* A browser without storage follows the system's preference. */ }
})();
