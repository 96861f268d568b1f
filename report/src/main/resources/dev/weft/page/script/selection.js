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
    const at = order.indexOf(this.#chosen);
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
