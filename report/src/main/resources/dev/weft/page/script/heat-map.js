// ---- heat maps: two settings of a part; a cell stands for its recipes, the best of them first

const recipesOf = cell => (cell.dataset.recipes ?? '').split(' ').filter(Boolean).map(Number);

/** Of all maps of a part, one is to be seen: that of the two settings which the reader chooses. */
function makeHeatMaps(figure) {
  const maps = [...figure.querySelectorAll('.heat-map')];
  const choices = [...figure.querySelectorAll('select')];
  const settingsOf = map => map.dataset.settings.split('|');
  const read = figure.querySelector('.heat-read');
  const hint = read.textContent;
  const part = page.parts[partOf(figure)];
  const selection = selections[partOf(figure)];

  /** Where the other setting is the same, or was not tried with this one, it gives way to the first that was. */
  function choose(changed) {
    const name = choices[changed].value;
    const fits = maps.filter(map => settingsOf(map).includes(name));
    const chosen = fits.find(map => settingsOf(map).includes(choices[1 - changed].value)) ?? fits[0];
    if (choices[0].value === choices[1].value || !settingsOf(chosen).includes(choices[1 - changed].value)) {
      choices[1 - changed].value = settingsOf(chosen).find(other => other !== name);
    }
    maps.forEach(map => (map.hidden = map !== chosen));
    show(selection.recipe);
  }

  function show(recipe) {
    const map = maps.find(one => !one.hidden);
    let shown = null;
    map.querySelectorAll('tbody td').forEach(cell => {
      const isShown = recipesOf(cell).includes(recipe);
      cell.setAttribute('aria-selected', String(isShown));
      if (isShown) shown = cell;
    });
    markHeads(map, shown);
    read.textContent = shown ? shown.getAttribute('aria-label') + which(shown, recipe) : hint;
  }

  /** The recipe that is looked at, where the cell has several. */
  function which(cell, recipe) {
    const recipes = recipesOf(cell);
    const place = recipes.indexOf(recipe);
    if (recipes.length === 1) return '';
    return ` ${place === 0 ? 'The best of them' : `Number ${place + 1} of them`}: ${recipeName(part, recipe)}.`;
  }

  choices.forEach((choice, i) => choice.addEventListener('change', () => choose(i)));
  maps.forEach(map => makeHeatMap(map, selection));
  selection.listen(show);
}

/** The row and the column of a cell stand out. */
function markHeads(map, cell) {
  const heads = [...map.querySelectorAll('th.value')];
  const of = cell ? [cell.parentElement.cells[0], map.querySelector('thead').rows[1].cells[cell.cellIndex]] : [];
  heads.forEach(head => head.classList.toggle('shown', of.includes(head)));
}

/** The arrow keys go from cell to cell; Enter and a click choose a cell's best recipe, Escape lets it go. */
function makeHeatMap(map, selection) {
  const rows = [...map.querySelector('tbody').rows];
  const cells = rows.flatMap(row => [...row.cells].slice(1));
  const best = cell => recipesOf(cell)[0] ?? null;
  const enter = cell => cells.forEach(other => (other.tabIndex = other === cell ? 0 : -1));
  const choose = cell => best(cell) !== null && walkTo(selection, best(cell));
  const goal = (cell, key) => {
    if (key === 'Home') return cell.parentElement.cells[1];
    if (key === 'End') return cell.parentElement.lastElementChild;
    const [down, right] = CELL_STEPS[key];
    return cell.cellIndex + right > 0 ? rows[rows.indexOf(cell.parentElement) + down]?.cells[cell.cellIndex + right] : null;
  };
  cells.forEach(cell => {
    cell.addEventListener('pointerenter', () => selection.point(best(cell)));
    cell.addEventListener('pointerleave', () => selection.point(null));
    cell.addEventListener('focus', () => {
      enter(cell);
      selection.point(best(cell));
    });
    cell.addEventListener('blur', () => selection.point(null));
    cell.addEventListener('click', () => choose(cell));
    cell.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') choose(cell);
      else if (event.key in CELL_STEPS || event.key === 'Home' || event.key === 'End') goal(cell, event.key)?.focus();
      else if (event.key === 'Escape') selection.choose(null);
      else return;
      event.preventDefault();
    });
  });
  enter(map.querySelector('td.best'));
}

each('.heat-maps', makeHeatMaps);
