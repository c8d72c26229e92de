// The list of keys, loaded when somebody asks for it.
(function () {
  'use strict';
  var japanese = document.documentElement.lang !== 'en';
  var dialog = document.createElement('dialog');
  var list = document.createElement('dl');
  var title = document.createElement('h2');
  title.id = 'sk-keys';
  title.textContent = japanese ? 'キーボード操作' : 'Keyboard';
  dialog.className = 'keys-help';
  dialog.setAttribute('aria-labelledby', title.id);

  function row(keys, meaning) {
    var names = document.createElement('dt');
    keys.forEach(function (key) {
      var name = document.createElement('kbd');
      name.textContent = key;
      names.appendChild(name);
      names.appendChild(document.createTextNode(' '));
    });
    var text = document.createElement('dd');
    text.textContent = meaning;
    list.appendChild(names);
    list.appendChild(text);
  }
  row(['/', 's', 'Ctrl+K'], japanese ? '検索する' : 'Search');
  row(['←', '→'], japanese ? '前の章・次の章へ（図を選んでいるときは前後の段階へ）' : 'Previous and next chapter, or step of a figure');
  row(['↑', '↓'], japanese ? '検索結果を選ぶ' : 'Choose a search result');
  row(['?'], japanese ? 'この一覧を開く' : 'Open this list');
  row(['Esc'], japanese ? '閉じる' : 'Close');

  var label = document.createElement('label');
  var box = document.createElement('input');
  box.type = 'checkbox';
  box.addEventListener('change', function () {
    try { localStorage.setItem('studykit-keys', box.checked ? 'on' : 'off'); } catch (error) { /* It holds for this page. */ }
  });
  label.appendChild(box);
  label.appendChild(document.createTextNode(japanese ? ' 1 文字のキー（/ s ?）を使う' : ' Use keys of one sign (/ s ?)'));

  var form = document.createElement('form');
  form.method = 'dialog';
  var close = document.createElement('button');
  close.textContent = japanese ? '閉じる' : 'Close';
  form.appendChild(close);
  [title, list, label, form].forEach(function (node) { dialog.appendChild(node); });
  document.body.appendChild(dialog);

  window.studykitKeys = function () {
    try { box.checked = localStorage.getItem('studykit-keys') !== 'off'; } catch (error) { box.checked = true; }
    if (!dialog.open) { dialog.showModal(); }
  };
  window.studykitKeys();
})();
