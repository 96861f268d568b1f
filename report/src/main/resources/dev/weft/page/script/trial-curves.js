// ---- learning curves of all trainings of a part: one of them is singled out

/** What the page has of a training's line: its epochs, and its values in ten-thousandths. */
function readLine({ values, steps }) {
  let epoch = 0;
  return {
    epochs: values.map((_, i) => (epoch += steps ? steps[i] : 1)),
    values: values.map(value => value / 10000),
  };
}

/** From where to where an axis goes: it leaves out a few values that would take a third of it. */
function rangeOf(lines, better) {
  const sorted = Float64Array.from(lines.flatMap(line => line.values)).sort();
  let [low, high] = [sorted[0], sorted.at(-1)];
  if (better > 0 && high - low > 1.5 * (high - quantile(sorted, 0.03))) low = quantile(sorted, 0.03);
  if (better < 0 && high - low > 1.5 * (quantile(sorted, 0.97) - low)) high = quantile(sorted, 0.97);
  return { low, high, isCut: low > sorted[0] || high < sorted.at(-1) };
}

class TrialCurves {
  static #EDGES = { left: 46, right: 12, top: 14, bottom: 34 };
  static #NEAR = 28;

  constructor(figure) {
    const number = partOf(figure);
    this.figure = figure;
    this.part = page.parts[number];
    this.selection = selections[number];
    this.curves = this.part.curves;
    this.trial = null;
    this.stage = new Stage(figure.querySelector('.stage'), this);
    this.choice = figure.querySelector('select');
    this.curves.metrics.forEach((metric, i) => this.choice.add(new Option(metric.name, i)));
    this.choice.addEventListener('change', () => this.choose(Number(this.choice.value)));
    this.makeSwatches(figure.querySelector('.swatches'));
    this.selection.listen(() => this.show());
    pointWithPointer(this.stage, this.selection, (x, y) => this.near(x, y));
    walkWithKeys(this.stage.box, this.selection, this.part.order, { ArrowDown: 1, ArrowUp: -1 });
    this.stage.box.addEventListener('keydown', event => this.walk(event));
    this.choose(0);
  }

  /** Shows another metric. */
  choose(metric) {
    this.metric = this.curves.metrics[metric];
    this.lines = this.curves.trials.map(trial => readLine(trial.lines[metric]));
    this.longest = largest(this.lines.map(line => line.epochs.at(-1) ?? 0));
    const { low, high, isCut } = rangeOf(this.lines, this.metric.better);
    this.isCut = isCut;
    this.across = new NumberAxis(1, this.longest);
    this.up = new NumberAxis(low, high, this.metric.better < 0 && high / low >= 20);
    this.stage.box.setAttribute('aria-label', this.finding());
    this.figure.querySelector('.finding').textContent = this.finding();
    this.figure.querySelector('.note').textContent = this.notes().join(' ');
    this.stage.draw();
    this.show();
  }

  /** The metric at the end of each training that came to its end, sorted; and how many still improved. */
  finding() {
    const { trials } = this.curves;
    const ended = this.lines.filter((line, i) => !trials[i].state && line.values.length > 0);
    const last = ended.map(line => line.values.at(-1)).sort((a, b) => (a - b) * this.metric.better);
    if (last.length === 0) return `No training came to its end; ${this.metric.name} by epoch.`;
    const best = ended.filter(line => line.values.length > 1 && line.values.indexOf(this.extreme(line)) === line.values.length - 1);
    const name = capitalized(this.metric.name);
    if (ended.length === 1) return `${name} ends at ${this.written(last[0])}${best.length === 1 ? ', its best, so more epochs may help' : ''}.`;
    const half = [quantile(last, 0.25), quantile(last, 0.75)].map(value => this.written(value)).sort();
    const spread = last.length < 4 ? '' : `; half of the trainings end ${half[0] === half[1] ? 'at' : `between ${half[0]} and`} ${half[1]}`;
    const still = best.length > ended.length / 2 ? ', so more epochs may help' : '';
    return (
      `${name} ends at best at ${this.written(last.at(-1))}${spread}. ` +
      `In the last epoch, ${best.length === 0 ? 'none' : best.length} of ${ended.length} ${best.length < 2 ? 'is at its' : 'are at their'} best${still}.`
    );
  }

  extreme({ values }) {
    return this.metric.better > 0 ? largest(values) : least(values);
  }

  written(value) {
    return value < 0.01 ? String(Number(value.toPrecision(3))) : value.toFixed(4);
  }

  notes() {
    const { trials, missing, most } = this.curves;
    const count = (number, what) => `${number}\u00a0${what}${number === 1 ? '' : 's'}`;
    const empty = this.lines.filter(line => line.values.length === 0).length - missing;
    const notes = [];
    if (trials.some((trial, i) => trial.state && this.lines[i].values.length > 0)) {
      notes.push('A dashed line did not come to its end: a dot is where halving stopped it, a cross where it failed.');
    }
    if (this.isCut) notes.push('A few values lie outside the chart.');
    if (trials.some(trial => trial.lines.some(line => line.steps))) {
      notes.push(`Long lines are drawn with ${most}\u00a0points each, which keep their highest and lowest values.`);
    }
    if (missing > 0) notes.push(`Of ${count(missing, 'training')} the folder is gone or damaged.`);
    if (empty > 0) notes.push(`${count(empty, 'training')} failed before the first epoch ended, or did not measure this.`);
    return notes;
  }

  // ---- drawing

  all(pen, stage) {
    const { left, right, top, bottom } = TrialCurves.#EDGES;
    const width = stage.width - left - right;
    const height = stage.height - top - bottom;
    this.x = epoch => left + width * (this.longest === 1 ? 0.5 : this.across.part(epoch));
    this.y = value => top + height * (1 - this.up.part(value));
    this.points = this.lines.map(line => line.epochs.flatMap((epoch, i) => [this.x(epoch), this.y(line.values[i])]));
    this.drawAxes(pen, stage);
    this.clip(pen, stage);
    this.few = this.part.recipes.length <= 8;
    pen.globalAlpha = this.few ? 0.9 : Math.min(0.7, 4 / Math.sqrt(this.lines.length));
    this.curves.trials.forEach((trial, i) => this.drawTrial(pen, stage, trial, i, this.few ? 1.75 : 1.25));
    this.labelWinner(stage);
  }

  drawAxes(pen, stage) {
    const { left, right, top, bottom } = TrialCurves.#EDGES;
    pen.strokeStyle = stage.colour('rule');
    const height = stage.height - top - bottom;
    this.up.ticks(Math.floor(height / 50)).forEach(({ part, text }) => {
      const y = top + height * (1 - part);
      drawLine(pen, [left, y, stage.width - right, y]);
      stage.label(text, left - 8, y, 'right');
    });
    const below = stage.height - bottom + 12;
    this.epochTicks(stage.width).forEach(epoch => stage.label(String(epoch), this.x(epoch), below, 'middle'));
    stage.label('epoch', stage.width - right, below + 14, 'right');
  }

  /** The first epoch and round ones, never parts of one. */
  epochTicks(width) {
    const step = Math.max(1, roundStep(this.longest / Math.max(2, Math.floor(width / 60))));
    const ticks = [1];
    for (let epoch = step === 1 ? 2 : step; epoch <= this.longest; epoch += step) ticks.push(epoch);
    return ticks;
  }

  /** A line, dashed of a training that did not end; it ends in a dot where it was stopped, in a cross where it failed. */
  drawTrial(pen, stage, trial, i, thickness, colour = this.colourOf(stage, trial)) {
    const points = this.points[i];
    if (points.length === 0) return;
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = thickness;
    pen.setLineDash(this.dash(trial));
    drawLine(pen, points);
    pen.setLineDash([]);
    const [x, y] = points.slice(-2);
    if (points.length === 2 || trial.state === 'stopped') drawDot(pen, x, y, thickness + 1);
    else if (trial.state) {
      drawLine(pen, [x - 4, y - 4, x + 4, y + 4]);
      drawLine(pen, [x - 4, y + 4, x + 4, y - 4]);
    }
  }

  colourOf(stage, trial) {
    if (trial.state === 'failed' || trial.state === 'diverged') return stage.colour('wrong');
    return stage.colour(this.few ? `line-${trial.recipe}` : 'quiet');
  }

  dash(trial) {
    if (trial.state) return [5, 3];
    return this.few ? [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 5], [4, 2], [1, 2], [12, 2, 2, 2]][trial.recipe] : [];
  }

  drawRecipe(pen, stage, recipe, colour, thickness) {
    this.curves.trials.forEach((trial, i) => {
      if (trial.recipe === recipe) this.drawTrial(pen, stage, trial, i, thickness, stage.colour(colour));
    });
  }

  /** At the end that is on top. */
  labelWinner(stage) {
    const ends = this.trialsOf(this.part.winner).map(i => this.points[i].slice(-2)).filter(end => end.length > 0);
    if (ends.length === 0) return;
    const [x, y] = ends.reduce((a, b) => (b[1] < a[1] ? b : a));
    stage.label('★ winner', x, Math.max(8, y - 12), x > stage.width / 2 ? 'right' : 'left', 'best');
  }

  /** Lines end at the edges of the chart, with space for a dot. */
  clip(pen, stage) {
    const { left, right, top, bottom } = TrialCurves.#EDGES;
    pen.beginPath();
    pen.rect(left - 6, top - 6, stage.width - left - right + 12, stage.height - top - bottom + 12);
    pen.clip();
  }

  one(pen, stage) {
    if (!this.points) return;
    this.clip(pen, stage);
    const { recipe } = this.selection;
    const colourOf = (recipe, other) => (this.few ? `line-${recipe}` : recipe === this.part.winner ? 'best' : other);
    if (this.part.winner >= 0) this.drawRecipe(pen, stage, this.part.winner, colourOf(this.part.winner), 2.75);
    if (recipe === null) return;
    this.drawRecipe(pen, stage, recipe, colourOf(recipe, 'accent'), 3);
    if (this.trial === null) return;
    pen.fillStyle = stage.colour('ink');
    drawDot(pen, this.points[this.trial][2 * this.at], this.points[this.trial][2 * this.at + 1], 4);
  }

  // ---- singling out

  trialsOf(recipe) {
    return this.curves.trials.map((_, i) => i).filter(i => this.curves.trials[i].recipe === recipe);
  }

  /** The recipe whose line is next to a place, or null. */
  near(x, y) {
    if (!this.points) return null;
    let nearest = TrialCurves.#NEAR;
    let found = null;
    this.points.forEach((points, i) => {
      const distance = distanceTo(points, x, y);
      if (distance >= nearest) return;
      nearest = distance;
      found = i;
    });
    if (found === null) return null;
    this.trial = found;
    this.at = nextTo(this.lines[found].epochs.map(this.x), x);
    const { recipe } = this.curves.trials[found];
    if (recipe === this.selection.recipe) this.show();
    return recipe;
  }

  /** The arrows to the left and right go from epoch to epoch. */
  walk(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.target !== this.stage.box || this.trial === null) return;
    event.preventDefault();
    this.at = Math.min(this.lines[this.trial].values.length - 1, Math.max(0, this.at + by));
    this.show();
  }

  show() {
    const { recipe } = this.selection;
    if (recipe === null) this.trial = null;
    else if (this.trial === null || this.curves.trials[this.trial].recipe !== recipe) this.begin(recipe);
    if (this.trial !== null) this.at = Math.min(this.at, this.lines[this.trial].values.length - 1);
    this.stage.single(recipe !== null);
    this.swatches?.forEach((swatch, i) => swatch.setAttribute('aria-pressed', String(i === recipe)));
    this.say(recipe);
  }

  /** The first training of a recipe that has a line, at its best epoch. */
  begin(recipe) {
    this.trial = this.trialsOf(recipe).find(i => this.lines[i].values.length > 0) ?? null;
    if (this.trial !== null) this.at = this.lines[this.trial].values.indexOf(this.extreme(this.lines[this.trial]));
  }

  say(recipe) {
    const output = this.figure.querySelector('.read-out');
    if (recipe === null) {
      output.textContent = 'Point at a line, or use the arrow keys: up and down for recipes, left and right for epochs.';
      return;
    }
    const i = this.trial ?? this.trialsOf(recipe)[0];
    const trial = this.curves.trials[i];
    const words = [trial.replica, this.valueWords(), stateWords(trial)].filter(Boolean).join('; ');
    readOut(output, this.part, recipe, words);
  }

  valueWords() {
    if (this.trial === null) return 'no epoch is known';
    const { epochs, values } = this.lines[this.trial];
    const of = this.curves.trials[this.trial].epochs;
    return `${this.metric.name} ${this.written(values[this.at])} in epoch ${epochs[this.at]} of ${of}`;
  }

  /** The names of a few recipes, which single out, too. */
  makeSwatches(list) {
    if (this.part.recipes.length > 8 || this.part.recipes.length === 1) return;
    this.swatches = this.part.recipes.map((_, recipe) => {
      const button = element('button', `line-${recipe}`, (recipe === this.part.winner ? '★ ' : '') + this.part.recipes[recipe]);
      button.type = 'button';
      button.addEventListener('pointerenter', () => this.selection.point(recipe));
      button.addEventListener('pointerleave', () => this.selection.point(null));
      button.addEventListener('click', () => this.selection.choose(recipe));
      return button;
    });
    list.append(...this.swatches.map(button => {
      const item = element('li');
      item.append(button);
      return item;
    }));
  }
}

function stateWords({ state, reason, lines }) {
  if (state === 'stopped') return `stopped after epoch ${lastEpoch(lines)}, as halving did not choose it to go on`;
  return state ? `${state}: ${reason}` : '';
}

function lastEpoch(lines) {
  return largest(lines.map(line => readLine(line).epochs.at(-1) ?? 0));
}

/** How far a place is from a line whose points go to the right: across a steep piece, up or down to a flat one. */
function distanceTo(points, x, y) {
  const last = points.length - 2;
  if (last < 0) return Infinity;
  if (x <= points[0]) return Math.hypot(x - points[0], y - points[1]);
  if (x >= points[last]) return Math.hypot(x - points[last], y - points[last + 1]);
  let [from, to] = [0, last / 2];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (points[2 * middle] <= x) from = middle;
    else to = middle;
  }
  const [x1, y1, x2, y2] = points.slice(2 * from, 2 * from + 4);
  const slope = (y2 - y1) / (x2 - x1);
  return Math.abs(y - y1 - slope * (x - x1)) / Math.hypot(1, slope);
}

/** The place of the number that is next to another. */
function nextTo(numbers, wanted) {
  let best = 0;
  numbers.forEach((number, i) => {
    if (Math.abs(number - wanted) < Math.abs(numbers[best] - wanted)) best = i;
  });
  return best;
}

each('.trial-curves', figure => {
  const { metrics, trials } = page.parts[partOf(figure)].curves;
  const hasLines = trials.some(trial => trial.lines.some(line => line.values.length > 1));
  if (metrics.length === 0 || !hasLines) return;
  figure.hidden = false;
  new TrialCurves(figure);
});
