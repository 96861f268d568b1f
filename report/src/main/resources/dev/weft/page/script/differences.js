// ---- the matrix of differences: a cell shows what its pair is worth

/** What the page knows of a matrix: of a part of a study, or of a group of runs. */
function pairsOf(box) {
  return box.dataset.group === undefined ? page.parts[partOf(box)].differences : page.groups[box.dataset.group];
}

function makePairwise(box) {
  const { letters, pairs, shown } = pairsOf(box);
  const cells = [...box.querySelectorAll('.pairs button')];
  const isOf = (pair, cell) => [pair.first, pair.second].every(place => [cell.dataset.row, cell.dataset.column].includes(String(place)));

  function show(pair) {
    box.querySelector('.sentence').textContent = pair.sentence;
    box.querySelectorAll('[data-of]').forEach(name => (name.textContent = letters[pair[name.dataset.of]]));
    box.querySelectorAll('[data-four]').forEach(count => (count.textContent = pair.four[count.dataset.four]));
    box.querySelectorAll('[data-side]').forEach(list => showOnly(list, pairs.indexOf(pair), pair, letters));
  }

  function choose(cell) {
    cells.forEach(other => {
      other.setAttribute('aria-pressed', String(other === cell));
      other.tabIndex = other === cell ? 0 : -1;
    });
    show(pairs.find(pair => isOf(pair, cell)));
  }

  cells.forEach(cell => cell.addEventListener('click', () => choose(cell)));
  const first = pairs[shown];
  if (cells.length > 0) choose(cells.findLast(cell => isOf(first, cell) && !cell.classList.contains('worse')));
  else show(first);
  makeSteps(box.querySelector('.pairs'), cells);
}

/** The arrow keys go to the next cell; the diagonal has none. */
function makeSteps(table, cells) {
  table?.addEventListener('keydown', event => {
    const step = CELL_STEPS[event.key];
    if (!step || !event.target.dataset.row) return;
    event.preventDefault();
    let row = Number(event.target.dataset.row);
    let column = Number(event.target.dataset.column);
    do {
      row += step[0];
      column += step[1];
    } while (row === column);
    cells.find(cell => cell.dataset.row === String(row) && cell.dataset.column === String(column))?.focus();
  });
}

/** Where the matrix is of recipes: a cell chooses that of its row, and the recipe that a reader looks at is marked. */
function makeRecipePairs(box) {
  const selection = selections[partOf(box)];
  const { recipes } = pairsOf(box);
  const table = box.querySelector('.pairs');
  if (!table) return; // two recipes are one pair
  const placeOf = cell => cell?.dataset.row ?? (cell?.scope === 'row' ? cell.parentElement.rowIndex - 1 : undefined);
  table.addEventListener('click', event => {
    const place = placeOf(event.target.closest('button, th'));
    if (place !== undefined && selection.chosen !== recipes[place]) selection.choose(recipes[place]);
  });
  table.addEventListener('pointerover', event => {
    const place = placeOf(event.target.closest('button, th'));
    selection.point(place === undefined ? null : recipes[place]);
  });
  table.addEventListener('pointerleave', () => selection.point(null));
  selection.listen(recipe => {
    const place = recipes.indexOf(recipe);
    [...table.rows].forEach((row, at) =>
      [...row.cells].forEach((cell, across) =>
        cell.classList.toggle('looked-at', place >= 0 && (at - 1 === place || across - 1 === place))));
  });
}

each('.pairwise', makePairwise);
each('[data-part] .pairwise', makeRecipePairs);
