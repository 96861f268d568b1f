// ---- scatter: any two columns of a part; a dot is a recipe

class Scatter {
  static #NEAR = 26;
  static #MOST_WHISKERS = 60;

  constructor(figure) {
    const number = partOf(figure);
    this.figure = figure;
    this.part = page.parts[number];
    this.selection = selections[number];
    this.stage = new Stage(figure.querySelector('.stage'), this);
    this.choices = [...figure.querySelectorAll('select')];
    this.choices.forEach(choice => {
      this.part.columns.forEach((column, i) => choice.add(new Option(column.name, i)));
      choice.addEventListener('change', () => this.choose());
    });
    [this.choices[0].value, this.choices[1].value] = this.first();
    this.selection.listen(() => this.show());
    pointWithPointer(this.stage, this.selection, (x, y) => this.near(x, y));
    walkWithKeys(this.stage.box, this.selection, this.part.order);
    this.choose();
  }

  /** The setting that matters most, else the time, against the result. */
  first() {
    const { columns } = this.part;
    const result = resultOf(this.part);
    const settings = columns.filter(column => column.setting);
    const shares = settings.map(setting => shareOf(setting, result));
    const x = settings[shares.indexOf(largest(shares))] ?? columns.find(column => column !== result);
    return [columns.indexOf(x), columns.indexOf(result)];
  }

  choose() {
    [this.x, this.y] = this.choices.map(choice => this.part.columns[choice.value]);
    this.across = this.axis(this.x);
    this.up = this.axis(this.y);
    const finding = dependence(this.x, this.y);
    this.figure.querySelector('.finding').textContent = finding;
    this.stage.box.setAttribute('aria-label', finding);
    this.figure.querySelector('.note').textContent = this.notes().join(' ');
    this.stage.draw();
    this.show();
  }

  axis(column) {
    return new ColumnAxis(column, this.hasWhiskers(column) ? column.intervals.flat().filter(end => end !== null) : []);
  }

  hasWhiskers(column) {
    return column.intervals !== undefined && this.part.recipes.length <= Scatter.#MOST_WHISKERS;
  }

  notes() {
    const known = knownIn(this.x, this.y).length;
    const left = this.part.recipes.length - known;
    const notes = [];
    if (this.hasWhiskers(this.x) || this.hasWhiskers(this.y)) notes.push('Thin lines are 95\u00a0% intervals.');
    if (left > 0) notes.push(`Of ${left}\u00a0recipe${left === 1 ? '' : 's'} one of the two is not known.`);
    return notes;
  }

  all(pen, stage) {
    const isNarrow = stage.width < 480;
    const edge = this.y.number ? 52 : isNarrow ? 84 : 130;
    this.box = { left: edge, right: 16, top: 30, bottom: this.x.number ? 46 : isNarrow ? 96 : 80 };
    this.wide = stage.width - this.box.left - this.box.right;
    this.high = stage.height - this.box.top - this.box.bottom;
    this.places = this.part.recipes.map((_, i) => [this.placeX(this.across.parts[i]), this.placeY(this.up.parts[i])]);
    this.drawAxes(pen, stage);
    const count = this.places.length;
    this.size = count > 1000 ? 2 : count > 100 ? 3 : 4.5;
    if (this.hasWhiskers(this.y) || this.hasWhiskers(this.x)) {
      pen.strokeStyle = stage.colour('quiet');
      pen.globalAlpha = 0.45;
      this.places.forEach((_, recipe) => this.drawWhiskers(pen, recipe));
    }
    pen.globalAlpha = count > 1000 ? 0.45 : 0.7;
    pen.fillStyle = stage.colour('line-0');
    this.places.forEach(place => drawDot(pen, ...place, this.size));
    this.labelWinner(stage);
  }

  placeX(part) {
    return this.box.left + this.wide * part;
  }

  placeY(part) {
    return this.box.top + this.high * (1 - part);
  }

  drawAxes(pen, stage) {
    const bottom = this.box.top + this.high;
    pen.strokeStyle = stage.colour('rule');
    const needed = this.x.number ? 64 : 72;
    const columns = this.across.ticks(this.wide, needed);
    columns.forEach(({ part, text }) => {
      drawLine(pen, [this.placeX(part), this.box.top - 8, this.placeX(part), bottom + 8]);
      if (this.x.number) stage.label(text, this.placeX(part), bottom + 18, 'middle');
      else stage.wrapped(text, this.placeX(part), bottom + 11, Math.max(needed, this.wide / columns.length) - 8, 'under');
    });
    this.up.ticks(this.high, this.y.number ? 40 : 30).forEach(({ part, text }) => {
      drawLine(pen, [this.box.left - 8, this.placeY(part), stage.width - this.box.right + 8, this.placeY(part)]);
      stage.wrapped(text, this.box.left - 12, this.placeY(part), this.box.left - 12, 'right');
    });
    stage.label(this.y.name, 0, 8, 'left', 'name');
    stage.label(this.x.name, stage.width, stage.height - 8, 'right', 'name');
  }

  drawWhiskers(pen, recipe) {
    const [x, y] = this.places[recipe];
    const up = this.y.intervals?.[recipe];
    const across = this.x.intervals?.[recipe];
    if (up) drawLine(pen, [x, ...up.map(end => this.placeY(this.up.numbers.part(end)))].toSpliced(2, 0, x));
    if (across) drawLine(pen, across.flatMap(end => [this.placeX(this.across.numbers.part(end)), y]));
  }

  labelWinner(stage) {
    const [x, y] = this.places[this.part.winner] ?? [NaN];
    if (Number.isNaN(x + y)) return;
    const isRight = x > stage.width / 2;
    const side = isRight ? 'right' : 'left';
    stage.label('★ winner', x + (isRight ? -10 : 10), Math.max(this.box.top - 6, y - 10), side, 'best');
  }

  one(pen, stage) {
    if (!this.places) return;
    const { recipe } = this.selection;
    if (this.part.winner >= 0) this.drawRecipe(pen, stage, this.part.winner, 'best');
    if (recipe === null) return;
    this.drawRecipe(pen, stage, recipe, recipe === this.part.winner ? 'best' : 'accent');
    pen.strokeStyle = stage.colour('ink');
    pen.beginPath();
    pen.arc(...this.places[recipe], this.size + 5, 0, 2 * Math.PI);
    pen.stroke();
  }

  drawRecipe(pen, stage, recipe, colour) {
    pen.strokeStyle = pen.fillStyle = stage.colour(colour);
    pen.lineWidth = 2;
    this.drawWhiskers(pen, recipe);
    drawDot(pen, ...this.places[recipe], this.size + 2);
  }

  near(x, y) {
    let nearest = Scatter.#NEAR;
    let found = null;
    this.places?.forEach((place, recipe) => {
      const distance = Math.hypot(place[0] - x, place[1] - y);
      if (distance >= nearest) return;
      nearest = distance;
      found = recipe;
    });
    return found;
  }

  show() {
    const { recipe } = this.selection;
    this.stage.single(recipe !== null);
    const output = this.figure.querySelector('.read-out');
    if (recipe === null) output.textContent = 'Point at a dot, or use the arrow keys, which begin with the best.';
    else readOut(output, this.part, recipe, [this.x, this.y].map(column => valueWords(column, recipe)).join(', '));
  }
}

/** What a column says of a recipe, with the interval where it is known. */
function valueWords(column, recipe) {
  const ends = column.intervals?.[recipe];
  return `${column.name} ${column.texts[recipe] || 'not known'}${ends ? ` (${ends.map(briefly).join(' to ')})` : ''}`;
}

each('.scatter', figure => {
  const { columns, recipes } = page.parts[partOf(figure)];
  if (recipes.length < 4 || columns.length < 2 || !resultOf({ columns })) return;
  figure.hidden = false;
  new Scatter(figure);
});
