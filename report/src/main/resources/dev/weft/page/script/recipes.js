// ---- recipes in tables and charts: what the pointer is on or the keys have chosen is marked in all views

/** A view with an element for each recipe, in the order in which a reader sees them. */
function makeRecipes(view, items) {
  const selection = selections[partOf(view)];
  const recipes = () => [...items.querySelectorAll('[data-recipe]')];
  const recipeOf = target => {
    const item = target.closest('[data-recipe]');
    return item ? Number(item.dataset.recipe) : null;
  };
  const byRecipe = new Map(recipes().map(item => [Number(item.dataset.recipe), item]));
  items.addEventListener('pointerover', event => selection.point(recipeOf(event.target)));
  items.addEventListener('pointerleave', () => selection.point(null));
  items.addEventListener('click', event => {
    if (!event.target.closest('a') && recipeOf(event.target) !== null) selection.choose(recipeOf(event.target));
  });
  view.addEventListener('keydown', event => {
    const order = () => recipes().map(item => Number(item.dataset.recipe));
    if (event.target.closest('button, a')) return;
    if (event.key === 'ArrowDown') selection.step(1, order());
    else if (event.key === 'ArrowUp') selection.step(-1, order());
    else if (event.key === 'Escape' && selection.chosen !== null) selection.choose(selection.chosen);
    else return;
    event.preventDefault();
    byRecipe.get(selection.chosen)?.scrollIntoView({ block: 'nearest' });
  });
  let marked = null;
  selection.listen(recipe => {
    marked?.classList.remove('looked-at');
    marked = byRecipe.get(recipe) ?? null;
    marked?.classList.add('looked-at');
    items.querySelector('[aria-current]')?.removeAttribute('aria-current');
    byRecipe.get(selection.chosen)?.setAttribute('aria-current', 'true');
  });
}

/** Rows of dots stand beside the rows of the table where both are side by side. */
function alignRows(pair) {
  const [row, dots] = [pair.querySelector('tbody tr'), pair.querySelector('.dots')];
  if (!row || !dots) return;
  const head = dots.querySelector('.head');
  const align = () => {
    head.style.minHeight = '';
    if (dots.getBoundingClientRect().left < pair.querySelector('.scroll').getBoundingClientRect().right) return;
    const { top, bottom } = head.getBoundingClientRect();
    head.style.minHeight = `${bottom - top + Math.max(0, row.getBoundingClientRect().top - bottom)}px`;
  };
  new ResizeObserver(align).observe(pair);
}

each('.recipes-and-dots', alignRows);
each('.scroll:has([data-recipe])', box => makeRecipes(box, box.querySelector('tbody')));
each('figure.dots', figure => makeRecipes(figure, figure.querySelector('ul')));
