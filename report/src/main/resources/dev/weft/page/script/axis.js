// ---- axes: where a value lies, from 0 to 1, and the numbers or words beside it

/** The least of 1, 2 and 5 times a power of ten that is at least so much. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  return power * [1, 2, 5, 10].find(times => times * power >= least * (1 - 1e-9));
}

/** Without a power of ten, with these decimals or as many as it needs. */
function plainNumber(value, decimals) {
  const rounded = Number(value.toPrecision(6));
  if (Math.abs(rounded) >= 1000 && Number.isInteger(rounded)) return rounded.toLocaleString('en-US');
  return decimals === undefined ? String(rounded) : value.toFixed(decimals);
}

/** An axis of numbers, even or by orders of magnitude. */
class NumberAxis {
  constructor(low, high, isLogarithmic = false) {
    const space = low < high ? 0 : Math.abs(low) / 2 || 0.5;
    this.low = low - space;
    this.high = high + space;
    this.isLogarithmic = isLogarithmic && this.low > 0;
  }

  /** Where a value lies: below 0 or above 1 outside the axis; NaN of no value. */
  part(value) {
    if (value === null || value === undefined) return NaN;
    return this.isLogarithmic
      ? Math.log(value / this.low) / Math.log(this.high / this.low)
      : (value - this.low) / (this.high - this.low);
  }

  /** The value at a place. */
  value(part) {
    return this.isLogarithmic
      ? this.low * (this.high / this.low) ** part
      : this.low + part * (this.high - this.low);
  }

  /** About so many round numbers. */
  ticks(count) {
    const powers = this.isLogarithmic ? this.#powers(count) : [];
    return powers.length > 1 ? powers.map(power => this.#tick(power)) : this.#multiples(count);
  }

  #tick(value, decimals) {
    return { part: this.part(value), text: plainNumber(value, decimals) };
  }

  #multiples(count) {
    const step = roundStep((this.high - this.low) / Math.max(1, count));
    const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    const ticks = [];
    for (let i = Math.ceil(this.low / step - 1e-9); i * step <= this.high + step * 1e-9; i++) {
      ticks.push(this.#tick(i * step, decimals));
    }
    return ticks;
  }

  #powers(count) {
    const from = Math.floor(Math.log10(this.low));
    const to = Math.ceil(Math.log10(this.high));
    const within = (times, every) => {
      const ticks = [];
      for (let power = from; power <= to; power += every) times.forEach(time => ticks.push(time * 10 ** power));
      return ticks.filter(tick => tick >= this.low * 0.999 && tick <= this.high * 1.001);
    };
    const ways = [within([1, 2, 5], 1), within([1, 3], 1), within([1], 1), within([1], 2), within([1], 4)];
    return ways.find(ticks => ticks.length <= count + 1) ?? ways.at(-1);
  }
}

/** What is known of the recipes, along an axis. A text has a place of its own, over which its recipes are spread. */
class ColumnAxis {
  static #MOST_NAMED = 6;

  /** @param ends further numbers that the axis is to hold */
  constructor(column, ends = []) {
    this.column = column;
    if (column.number) this.#ofNumbers(column, ends);
    else this.#ofTexts(column);
  }

  #ofNumbers({ values, texts, log, setting }, ends) {
    const held = values.concat(ends).filter(value => value !== null);
    const few = new Map(values.map((value, i) => [value, texts[i]]).filter(([value]) => value !== null));
    this.numbers = new NumberAxis(least(held), largest(held), log);
    this.parts = values.map(value => this.numbers.part(value));
    if (setting && few.size <= ColumnAxis.#MOST_NAMED) {
      this.named = [...few].sort(([a], [b]) => a - b).map(([value, text]) => ({ part: this.numbers.part(value), text }));
    }
  }

  #ofTexts({ texts }) {
    const places = [...new Set(texts)];
    const spread = i => ((i * 0.618034) % 1) - 0.5; // even, and the same each time
    const place = (text, aside = 0) => (places.indexOf(text) + 0.5 + aside * 0.5) / places.length;
    this.parts = texts.map((text, i) => place(text, spread(i)));
    this.named = places.map(text => ({ part: place(text), text: text || 'none' }));
  }

  /** Numbers or words to stand beside an axis that is so long, each of which needs so much of it. */
  ticks(length, needed) {
    const count = Math.max(2, Math.floor(length / needed));
    if (!this.named) return this.numbers.ticks(count);
    const far = [];
    this.named.forEach(tick => {
      if (far.length === 0 || (tick.part - far.at(-1).part) * length >= needed) far.push(tick);
    });
    return far;
  }

  /** What lies at a place, in words. */
  words(part) {
    return this.column.number
      ? plainNumber(Number(this.numbers.value(part).toPrecision(3)))
      : this.named[Math.min(this.named.length - 1, Math.floor(part * this.named.length))].text;
  }
}

function least(values) {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function largest(values) {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** The value below which a share of sorted values lies. */
function quantile(sorted, share) {
  return sorted[Math.round(share * (sorted.length - 1))];
}
