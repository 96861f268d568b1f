// ---- parallel coordinates: an axis for each setting and for the result; a line is a recipe

class ParallelCoordinates {
  static #EDGES = { left: 14, right: 14, top: 30, bottom: 36 };
  static #ROW = 88;
  static #NEAR = 16;

  constructor(figure) {
    const number = partOf(figure);
    this.figure = figure;
    this.part = page.parts[number];
    this.selection = selections[number];
    this.columns = [...this.part.columns.filter(column => column.setting), resultOf(this.part)];
    this.axes = this.columns.map(column => new ColumnAxis(column));
    this.cutWorst(this.axes.at(-1));
    this.ranges = this.axes.map(() => [0, 1]);
    this.quarters = this.quartersOf();
    const { top, bottom } = ParallelCoordinates.#EDGES;
    const box = figure.querySelector('.stage');
    box.style.height = `${top + bottom + ParallelCoordinates.#ROW * (this.axes.length - 1)}px`;
    box.setAttribute('aria-label', this.finding());
    figure.querySelector('.finding').textContent = this.finding();
    this.stage = new Stage(box, this);
    this.makeSliders(figure.querySelector('.ranges'));
    figure.querySelector('.all').addEventListener('click', () => this.keepAll());
    this.selection.listen(() => this.show());
    pointWithPointer(this.stage, this.selection, (x, y) => (this.isDragged ? this.selection.recipe : this.near(x, y)));
    walkWithKeys(box, this.selection, this.part.order);
    this.drag(box);
    this.change();
  }

  /** A few bad results, which would take a third of the axis, lie at its end. */
  cutWorst(axis) {
    if (axis.column.better <= 0) return;
    const sorted = axis.column.values.filter(value => value !== null).sort((a, b) => a - b);
    const [low, high] = [quantile(sorted, 0.05), sorted.at(-1)];
    if (high === low || high - sorted[0] < 1.5 * (high - low)) return;
    axis.numbers = new NumberAxis(low, high);
    axis.parts = axis.column.values.map(value => (value === null ? NaN : Math.max(0, axis.numbers.part(value))));
    this.worst = `${briefly(low)} or less`;
  }

  /** Of each recipe the quarter that it is in by the result: 3 for the best, -1 where the result is not known. */
  quartersOf() {
    const result = this.columns.at(-1);
    const known = knownIn(result).sort((a, b) => (result.values[a] - result.values[b]) * (result.better || 1));
    const quarters = this.part.recipes.map(() => -1);
    known.forEach((recipe, i) => (quarters[recipe] = Math.floor((4 * i) / known.length)));
    this.drawn = [...this.part.recipes.keys()].sort((a, b) => quarters[a] - quarters[b]);
    return quarters;
  }

  /** Where the best quarter of the recipes lies, on the axis on which it is closest together. */
  finding() {
    const best = this.drawn.filter(recipe => this.quarters[recipe] === 3);
    const spans = this.axes.slice(0, -1).map((axis, i) => {
      const parts = best.map(recipe => axis.parts[recipe]).filter(part => !Number.isNaN(part)).sort((a, b) => a - b);
      return { i, ends: [quantile(parts, 0.1), quantile(parts, 0.9)] };
    });
    const width = ({ ends }) => ends[1] - ends[0];
    const closest = spans.filter(span => width(span) >= 0).sort((a, b) => width(a) - width(b))[0];
    const start = `The best ${best.length} of ${this.part.recipes.length} recipes by ${this.columns.at(-1).name}`;
    if (!closest || width(closest) > 0.7) return `${start} are spread over the whole of each setting.`;
    const [low, high] = closest.ends.map(end => this.axes[closest.i].words(end));
    const where = low === high ? low : `from ${low} to ${high}`;
    return `${start} mostly have ${this.columns[closest.i].name} ${where}. They are spread wider over the other settings.`;
  }

  // ---- drawing

  all(pen, stage) {
    const { left, right, top } = ParallelCoordinates.#EDGES;
    this.wide = stage.width - left - right;
    this.x = part => left + this.wide * part;
    this.y = axis => top + ParallelCoordinates.#ROW * axis;
    const alpha = Math.min(0.85, 6 / Math.sqrt(this.drawn.length));
    pen.lineWidth = 1.25;
    this.drawn.forEach(recipe => {
      pen.globalAlpha = this.isKept(recipe) ? alpha : alpha / 2;
      pen.strokeStyle = stage.colour(this.isKept(recipe) ? this.colourOf(recipe) : 'rule');
      this.drawRecipe(pen, recipe);
    });
    pen.globalAlpha = 1;
    this.axes.forEach((axis, i) => this.drawAxis(pen, stage, axis, i));
    if (this.part.winner < 0) return;
    const part = this.axes.at(-1).parts[this.part.winner];
    stage.label('★ winner', this.x(part), this.y(this.axes.length - 1) - 12, part > 0.5 ? 'right' : 'left', 'best');
  }

  colourOf(recipe) {
    return this.quarters[recipe] < 0 ? 'quiet' : `ramp-${this.quarters[recipe] + 2}`;
  }

  drawAxis(pen, stage, axis, i) {
    const y = this.y(i);
    pen.strokeStyle = stage.colour('quiet');
    pen.lineWidth = 1;
    drawLine(pen, [this.x(0), y, this.x(1), y]);
    const needed = axis.column.number ? 56 : 80;
    const ticks = axis.ticks(this.wide, needed);
    ticks.forEach(({ part, text }) => {
      drawLine(pen, [this.x(part), y - 3, this.x(part), y + 3]);
      const side = part < 0.04 ? 'left' : part > 0.96 ? 'right' : 'middle';
      if (axis.column.number) stage.label(text, this.x(part), y + 12, side);
      else stage.wrapped(text, this.x(part), y + 5, Math.max(needed, this.wide / axis.named.length) - 6, 'under');
    });
    stage.label(axis.column.name, 0, y - 14, 'left', 'name');
    if (this.worst && axis === this.axes.at(-1)) stage.label(this.worst, 0, y + 26, 'left');
    const [low, high] = this.ranges[i];
    if (low === 0 && high === 1) return;
    pen.strokeStyle = stage.colour('accent');
    pen.lineWidth = 5;
    drawLine(pen, [this.x(low), y, this.x(high), y]);
  }

  /** A line, with a gap where a value is not known. */
  drawRecipe(pen, recipe) {
    pen.beginPath();
    let isDown = false;
    this.axes.forEach((axis, i) => {
      const part = axis.parts[recipe];
      if (isDown) pen.lineTo(this.x(part), this.y(i));
      else pen.moveTo(this.x(part), this.y(i));
      isDown = !Number.isNaN(part);
    });
    pen.stroke();
  }

  one(pen, stage) {
    const { recipe } = this.selection;
    if (!this.x) return;
    pen.strokeStyle = stage.colour('best');
    pen.lineWidth = 2.5;
    if (this.part.winner >= 0) this.drawRecipe(pen, this.part.winner);
    if (recipe === null) return;
    pen.strokeStyle = pen.fillStyle = stage.colour(recipe === this.part.winner ? 'best' : 'accent');
    pen.lineWidth = 3;
    this.drawRecipe(pen, recipe);
    this.axes.forEach((axis, i) => drawDot(pen, this.x(axis.parts[recipe]), this.y(i), 4.5));
  }

  // ---- a range of an axis

  isKept(recipe) {
    return this.axes.every((axis, i) => {
      const [low, high] = this.ranges[i];
      const isWhole = low === 0 && high === 1;
      return isWhole || (axis.parts[recipe] >= low - 1e-9 && axis.parts[recipe] <= high + 1e-9);
    });
  }

  keepAll() {
    this.ranges = this.axes.map(() => [0, 1]);
    this.change();
  }

  keep(axis, from, to) {
    this.ranges[axis] = [Math.max(0, Math.min(from, to)), Math.min(1, Math.max(from, to))];
    this.change();
  }

  change() {
    this.stage.draw();
    this.sliders.forEach((pair, axis) => this.tellSliders(pair, axis));
    const kept = this.part.order.filter(recipe => this.isKept(recipe));
    const all = this.part.recipes.length;
    this.figure.querySelector('.all').disabled = kept.length === all;
    const best = kept.length === 0 ? '' : ` The best of them: ${this.part.recipes[kept[0]]}.`;
    this.figure.querySelector('.kept').textContent = kept.length === all ? '' : `${kept.length} of ${all}\u00a0recipes are kept.${best}`;
    this.show();
  }

  /** For each axis two sliders, its lower and its upper end. */
  makeSliders(list) {
    this.sliders = this.axes.map((axis, i) => {
      const item = element('li');
      const pair = ['from', 'to'].map((end, at) => {
        const slider = element('input');
        Object.assign(slider, { type: 'range', min: 0, max: 1000, step: 5 });
        slider.setAttribute('aria-label', `${axis.column.name}, ${end}`);
        slider.addEventListener('input', () => {
          const ends = [...this.ranges[i]];
          ends[at] = slider.value / 1000;
          if (ends[0] > ends[1]) ends[1 - at] = ends[at];
          this.keep(i, ...ends);
        });
        return slider;
      });
      const words = element('output');
      item.append(element('span', '', axis.column.name), ...pair, words);
      list.append(item);
      return { pair, words };
    });
  }

  tellSliders({ pair, words }, axis) {
    const ends = this.ranges[axis].map(end => this.axes[axis].words(end));
    pair.forEach((slider, at) => {
      slider.value = 1000 * this.ranges[axis][at];
      slider.setAttribute('aria-valuetext', ends[at]);
    });
    words.textContent = ends[0] === ends[1] ? ends[0] : `${ends[0]} to ${ends[1]}`;
  }

  /** A range of an axis is dragged along it; a click on the axis takes it away again. */
  drag(box) {
    let from = null;
    const partAt = x => (x - ParallelCoordinates.#EDGES.left) / this.wide;
    box.addEventListener('pointerdown', event => {
      const [x, y] = this.stage.place(event);
      const axis = this.axes.findIndex((_, i) => Math.abs(this.y(i) - y) <= 10);
      from = axis < 0 ? null : { axis, x };
      if (from) box.setPointerCapture(event.pointerId);
    });
    box.addEventListener('pointermove', event => {
      if (!from) return;
      const [x] = this.stage.place(event);
      this.isDragged ||= Math.abs(x - from.x) > 4;
      if (this.isDragged) this.keep(from.axis, partAt(from.x), partAt(x));
    });
    box.addEventListener('pointerup', () => {
      if (from && !this.isDragged) this.keep(from.axis, 0, 1);
      from = null;
    });
    box.addEventListener('click', event => {
      if (this.isDragged) event.stopImmediatePropagation();
      this.isDragged = false;
    }, { capture: true });
  }

  // ---- singling out

  near(x, y) {
    if (!this.x) return null;
    const { top } = ParallelCoordinates.#EDGES;
    const down = Math.min(this.axes.length - 1, Math.max(0, (y - top) / ParallelCoordinates.#ROW));
    const above = Math.min(this.axes.length - 2, Math.floor(down));
    let nearest = ParallelCoordinates.#NEAR;
    let found = null;
    this.drawn.forEach(recipe => {
      const [first, second] = [above, above + 1].map(axis => this.axes[axis].parts[recipe]);
      const slope = (second - first) * this.wide / ParallelCoordinates.#ROW;
      const distance = Math.abs(this.x(first + (second - first) * (down - above)) - x) / Math.hypot(1, slope);
      if (!(distance <= nearest) || !this.isKept(recipe)) return;
      nearest = distance;
      found = recipe;
    });
    return found;
  }

  show() {
    const { recipe } = this.selection;
    this.stage.single(recipe !== null);
    const output = this.figure.querySelector('.read-out');
    if (recipe === null) {
      output.textContent = 'Point at a line, or use the arrow keys, which begin with the best. Drag along an axis to keep a range of it.';
    } else readOut(output, this.part, recipe, valueWords(this.columns.at(-1), recipe));
  }
}

/** Two settings with few values have a heat map instead. */
function hasParallels({ columns, recipes }) {
  const settings = columns.filter(column => column.setting);
  const isContinuous = settings.some(setting => new Set(setting.texts).size > 12);
  return recipes.length >= 5 && (settings.length >= 3 || (settings.length === 2 && isContinuous));
}

each('.parallel', figure => {
  const part = page.parts[partOf(figure)];
  if (!hasParallels(part) || !resultOf(part)) return;
  figure.hidden = false;
  new ParallelCoordinates(figure);
});
