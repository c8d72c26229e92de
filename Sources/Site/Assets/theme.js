// Runs before the page is painted, so that a chosen theme does not flash, and what a script changes has its place at once.
(function () {
  'use strict';
  document.documentElement.classList.add('scripted');
  try {
    var theme = localStorage.getItem('studykit-theme');
    if (theme === 'light' || theme === 'dark') { document.documentElement.setAttribute('data-theme', theme); }
  } catch (error) { /* A browser without storage follows the system's preference. */ }
})();
