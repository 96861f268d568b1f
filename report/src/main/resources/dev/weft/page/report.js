'use strict';

const page = JSON.parse(document.getElementById('data').textContent);
const AT_ONCE = 60;

document.documentElement.classList.add('scripts');

function element(kind, className, text) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function percent(hundredths) {
  return (hundredths / 100).toFixed(hundredths > 9900 ? 2 : 1) + ' %';
}

// ---- tables: a click on a column's name sorts by it, numbers the largest first, texts from A on

function sorted(rows, column, rising) {
  const cell = row => row.cells[column];
  const isNumber = row => cell(row).dataset.order !== undefined;
  const compared = (a, b) => {
    if (isNumber(a) && isNumber(b)) return cell(a).dataset.order - cell(b).dataset.order;
    return cell(a).textContent.localeCompare(cell(b).textContent, 'en', { numeric: true });
  };
  const empty = row => cell(row).textContent === '';
  return rows.sort((a, b) => empty(a) - empty(b) || (rising ? compared(a, b) : compared(b, a)));
}

function makeSortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const numeric = [...body.rows].some(row => row.cells[column].dataset.order !== undefined);
    head.classList.toggle('number', numeric);
    head.firstElementChild.addEventListener('click', () => {
      const now = head.getAttribute('aria-sort');
      const rising = now ? now === 'descending' : !numeric;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
      body.append(...sorted([...body.rows], column, rising));
    });
  });
}

// ---- curves: one epoch is looked at in all charts, by the pointer or by the slider

function makeCurves(slider) {
  const charts = [...document.querySelectorAll('.chart')];
  const epochs = Number(slider.max);
  const across = epoch => (epochs === 1 ? 50 : (100 * (epoch - 1)) / (epochs - 1));

  function show(epoch) {
    document.getElementById('epoch-number').textContent = epoch;
    const said = [];
    charts.forEach((chart, i) => {
      const cursor = chart.querySelector('.cursor');
      cursor.removeAttribute('hidden');
      cursor.setAttribute('x1', across(epoch) + '%');
      cursor.setAttribute('x2', across(epoch) + '%');
      chart.querySelectorAll('.value').forEach((output, line) => {
        const { name, values } = page.charts[i].lines[line];
        output.textContent = values[epoch - 1] ?? '–';
        said.push(`${chart.querySelector('h3').textContent}, ${name}: ${output.textContent}`);
      });
    });
    slider.setAttribute('aria-valuetext', `epoch ${epoch}; ${said.join('; ')}`);
  }

  charts.forEach(chart => {
    const plot = chart.querySelector('.plot');
    const follow = event => {
      const box = plot.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      slider.value = Math.round(1 + Math.min(1, Math.max(0, part)) * (epochs - 1));
      show(Number(slider.value));
    };
    plot.addEventListener('pointermove', follow);
    plot.addEventListener('pointerdown', follow);
  });
  slider.addEventListener('input', () => show(Number(slider.value)));
  show(Number(slider.value));
}

// ---- images

function tile(slot) {
  const { columns, rows, index } = page.images;
  const made = element('span', 'tile');
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', `Test image ${index[slot]}`);
  const place = (at, count) => (count > 1 ? (100 * at) / (count - 1) : 0) + '%';
  made.style.setProperty('--x', place(slot % columns, columns));
  made.style.setProperty('--y', place(Math.floor(slot / columns), rows));
  return made;
}

/** What one run predicts for an image. */
function prediction(slot, run, prefix) {
  const { actual, predicted, sure } = page.images;
  const right = predicted[run][slot] === actual[slot];
  const words = `${right ? '✓' : '✗'} ${prefix}${page.classes[predicted[run][slot]]} `;
  const line = element('div', right ? 'predicted-right' : 'predicted-wrong', words);
  line.append(element('span', 'sure', percent(sure[run][slot])));
  return line;
}

function image(slot, runs) {
  const { columns, index, actual, predicted: answers } = page.images;
  const wrong = runs.length === 1 && answers[runs[0].run][slot] !== actual[slot];
  const item = element('li', wrong ? 'wrong' : 'right');
  item.dataset.index = index[slot];
  if (columns > 0) item.append(tile(slot));
  runs.forEach(({ run, prefix }) => item.append(prediction(slot, run, prefix)));
  item.append(element('div', 'which', `is ${page.classes[actual[slot]]} · #${index[slot]}`));
  return item;
}

/** Shows some images, a page of them at a time; afterwards tells how many are to be seen. */
function gallery(list, more, slots, runs, tell = () => {}) {
  let shown = 0;
  list.replaceChildren();
  const next = () => {
    list.append(...slots.slice(shown, shown + AT_ONCE).map(slot => image(slot, runs)));
    shown = Math.min(slots.length, shown + AT_ONCE);
    more.hidden = shown === slots.length;
    more.textContent = `Show ${Math.min(AT_ONCE, slots.length - shown)} more`;
    tell(shown);
  };
  more.onclick = () => {
    const first = shown;
    next();
    list.children[first].tabIndex = -1;
    list.children[first].focus();
  };
  next();
}

function allSlots() {
  return page.images.index.map((_, slot) => slot);
}

const ONE_RUN = [{ run: 0, prefix: '' }];

function makeMistakes(list) {
  const { actual, predicted: answers, sure } = page.images;
  const wrong = allSlots().filter(slot => answers[0][slot] !== actual[slot]);
  wrong.sort((a, b) => sure[0][b] - sure[0][a]);
  gallery(list, document.getElementById('more-mistakes'), wrong, ONE_RUN, shown => {
    document.getElementById('mistakes-shown').textContent = `${shown} of ${wrong.length} shown`;
  });
}

function makeMatrix(matrix) {
  const buttons = [...matrix.querySelectorAll('button')];
  const names = [...matrix.querySelectorAll('thead th')];
  matrix.classList.toggle('long', names.some(name => name.textContent.length > 3));
  buttons.forEach(button => {
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => {
      buttons.forEach(other => other.setAttribute('aria-pressed', String(other === button)));
      showCell(Number(button.dataset.actual), Number(button.dataset.predicted));
    });
  });
  const count = button => page.counts[button.dataset.actual][button.dataset.predicted];
  const wrong = buttons.filter(button => button.classList.contains('wrong'));
  wrong.sort((a, b) => count(b) - count(a))[0]?.click();
}

function showCell(row, column) {
  const { actual, predicted: answers, sure } = page.images;
  const right = row === column;
  const count = page.counts[row][column];
  const slots = allSlots().filter(slot => actual[slot] === row && answers[0][slot] === column);
  slots.sort((a, b) => (right ? sure[0][a] - sure[0][b] : sure[0][b] - sure[0][a]));
  const title = right ? `${page.classes[row]} told right` : `${page.classes[row]} taken for ${page.classes[column]}`;
  document.getElementById('cell-title').textContent = `${title}: ${count} ${count === 1 ? 'image' : 'images'}`;
  document.getElementById('cell-note').textContent = whichOnes(right, slots.length, count);
  gallery(document.getElementById('cell-images'), document.getElementById('more-cell'), slots, ONE_RUN);
}

function whichOnes(right, here, count) {
  if (here === 0) return 'None of them is on this page, which is to stay small.';
  if (here === count) return right ? 'All of them, the least sure first.' : 'All of them, the surest first.';
  return right
    ? `The ${here} of which the network was least sure.`
    : `${here} of them, of which the network was surest.`;
}

/** The arrow keys go to the next cell that has images. */
function makeWalkable(matrix) {
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  matrix.addEventListener('keydown', event => {
    const step = steps[event.key];
    const from = event.target.closest('td');
    if (!step || !from) return;
    event.preventDefault();
    let row = from.parentElement.rowIndex + step[0];
    let column = from.cellIndex + step[1];
    while (matrix.rows[row]?.cells[column]) {
      const button = matrix.rows[row].cells[column].querySelector('button');
      if (button) return button.focus();
      row += step[0];
      column += step[1];
    }
  });
}

function makePair(list) {
  const pair = page.pairs[Number(list.dataset.pair)];
  const runs = [{ run: 0, prefix: `${pair.first}: ` }, { run: pair.secondRun, prefix: `${pair.second}: ` }];
  gallery(list, list.nextElementSibling.querySelector('button'), pair[list.dataset.side], runs);
}

// ---- begin

function each(selector, make) {
  document.querySelectorAll(selector).forEach(make);
}

if (page.images) {
  document.documentElement.style.setProperty('--columns', page.images.columns);
  document.documentElement.style.setProperty('--rows', page.images.rows);
  document.documentElement.style.setProperty('--aspect', page.images.aspect);
}
each('.sortable', makeSortable);
each('#epoch', makeCurves);
each('.matrix', makeMatrix);
each('.matrix', makeWalkable);
each('#all-mistakes', makeMistakes);
each('[data-pair]', makePair);
