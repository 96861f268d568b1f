// ---- the confusion matrix: a cell shows its images

function makeMatrix(matrix) {
  const buttons = [...matrix.querySelectorAll('button')];
  const names = [...matrix.querySelectorAll('thead th')];
  matrix.classList.toggle('long', names.some(name => name.textContent.length > 3));
  const press = pressed =>
    buttons.forEach(button => {
      button.setAttribute('aria-pressed', String(button === pressed));
      button.tabIndex = button === (pressed ?? buttons[0]) ? 0 : -1;
    });
  press(null);
  buttons.forEach(button => {
    button.addEventListener('click', () => {
      press(button);
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
  const title = right ? `${page.classes[row]} classified correctly` : `${page.classes[row]} taken for ${page.classes[column]}`;
  document.getElementById('cell-title').textContent = `${title}: ${counted(count)} ${count === 1 ? 'image' : 'images'}`;
  document.getElementById('cell-note').textContent = whichOnes(right, slots.length, count);
  gallery(document.getElementById('cell-images'), document.getElementById('more-cell'), slots, slot => image(slot));
}

function whichOnes(right, here, count) {
  if (here === 0) return 'None of them is on this page, which is to stay small.';
  if (here === count) return right ? 'All of them, the least sure first.' : 'All of them, the surest first.';
  return right
    ? `The ${counted(here)} of which the network was least sure.`
    : `${counted(here)} of them, of which the network was surest.`;
}

/** The arrow keys go to the next cell that has images, from the end of a row to the next row. */
function makeWalkable(matrix) {
  matrix.addEventListener('keydown', event => {
    const step = CELL_STEPS[event.key];
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
    const buttons = [...matrix.querySelectorAll('button')];
    buttons[buttons.indexOf(event.target) + step[1]]?.focus();
  });
}

each('.matrix', makeMatrix);
each('.matrix', makeWalkable);
