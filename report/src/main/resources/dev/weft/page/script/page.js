'use strict';

const page = JSON.parse(document.getElementById('data').textContent);

document.documentElement.classList.add('scripts');

function element(kind, className, text) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** By how many rows and columns an arrow key goes on in a table. */
const CELL_STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/** What is done with each element that a selector finds. */
function each(selector, make) {
  document.querySelectorAll(selector).forEach(make);
}

/** Shows one image of a sprite. */
function placeInSprite(tile, slot, { columns, rows }) {
  const place = (at, count) => (count > 1 ? (100 * at) / (count - 1) : 0) + '%';
  tile.style.setProperty('--x', place(slot % columns, columns));
  tile.style.setProperty('--y', place(Math.floor(slot / columns), rows));
}

function percent(hundredths) {
  return (hundredths / 100).toFixed(hundredths > 9900 ? 2 : 1) + '\u00a0%';
}
