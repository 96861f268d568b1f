'use strict';

const page = JSON.parse(document.getElementById('data').textContent);

document.documentElement.classList.add('scripts');

function element(kind, className, text) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** What is done with each element that a selector finds. */
function each(selector, make) {
  document.querySelectorAll(selector).forEach(make);
}

function percent(hundredths) {
  return (hundredths / 100).toFixed(hundredths > 9900 ? 2 : 1) + '\u00a0%';
}
