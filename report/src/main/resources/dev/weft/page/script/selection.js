// ---- a part of a study: one recipe is looked at in all its views

/** Which recipe of a part a reader looks at: that under the pointer, else the one that was chosen, else none. */
class Selection {
  #pointed = null;
  #chosen = null;
  #listeners = [];

  constructor(count) {
    this.count = count;
  }

  /** The recipe that all views show, or null. */
  get recipe() {
    return this.#pointed ?? this.#chosen;
  }

  /** The recipe that stays when the pointer leaves, or null. */
  get chosen() {
    return this.#chosen;
  }

  /** Looks at a recipe while the pointer is on it; null when it leaves. */
  point(recipe) {
    if (recipe === this.#pointed) return;
    this.#pointed = recipe;
    this.#tell();
  }

  /** Chooses a recipe, as a click and the keys do; one that is chosen already is let go. */
  choose(recipe) {
    this.#chosen = recipe === this.#chosen ? null : recipe;
    this.#pointed = null;
    this.#tell();
  }

  /** Goes so many recipes on in an order of them, as the arrow keys do. */
  step(by, order = [...Array(this.count).keys()]) {
    const at = order.indexOf(this.recipe);
    this.#chosen = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length];
    this.#pointed = null;
    this.#tell();
  }

  /** Calls a view after each change. */
  listen(view) {
    this.#listeners.push(view);
  }

  #tell() {
    this.#listeners.forEach(view => view(this.recipe));
  }
}

const selections = (page.parts ?? []).map(part => new Selection(part.recipes.length));

/** The number of the part that an element stands in. */
function partOf(element) {
  return Number(element.closest('[data-part]').dataset.part);
}

/** Arrow keys go from recipe to recipe in an order of them, Enter keeps the one that is shown, Escape lets it go. */
function walkWithKeys(view, selection, order, steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }) {
  const last = order.length - 1;
  view.addEventListener('keydown', event => {
    const { key } = event;
    if (event.target !== view || event.altKey || event.ctrlKey || event.metaKey) return;
    if (key in steps) selection.step(steps[key], order);
    else if (key === 'Home' || key === 'End') walkTo(selection, order[key === 'Home' ? 0 : last]);
    else if (key === 'Enter' || key === ' ') walkTo(selection, selection.recipe);
    else if (key === 'Escape') selection.choose(null);
    else return;
    event.preventDefault();
  });
}

function walkTo(selection, recipe) {
  if (recipe !== selection.chosen) selection.choose(recipe);
}

function recipeName(part, recipe) {
  return part.recipes[recipe];
}

/** Says which recipe is looked at, with a star at the winner, some words on it, and links to its trainings' pages. */
function readOut(output, part, recipe, words) {
  const name = element('strong', '', (recipe === part.winner ? '★ ' : '') + part.recipes[recipe]);
  const pages = part.curves.trials.filter(trial => trial.recipe === recipe && trial.page);
  const links = pages.flatMap(({ page: address, replica }) => {
    const link = element('a', '', replica || 'its page');
    link.href = address;
    return [' ', link];
  });
  output.replaceChildren(name, `: ${words}. `, ...links);
}

/** The result that a part's recipes are looked at by: the first of which more is better. */
function resultOf(part) {
  const results = part.columns.filter(column => !column.setting && column.number);
  return results.find(column => column.better > 0) ?? results[0];
}

function capitalized(text) {
  return text[0].toUpperCase() + text.slice(1);
}
