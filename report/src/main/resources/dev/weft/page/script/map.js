// ---- a map of test images: each point is one of them

class EmbeddingMap {
  static #NEAR = 18;
  static #MOST_ZOOM = 40;
  static #TILE = 28;
  static #WHOLE = 9999;

  /** Thousands of small marks are drawn fastest by the processor. */
  context = { willReadFrequently: true };

  constructor(figure, data) {
    this.figure = figure;
    this.data = data;
    this.count = data.index.length;
    this.wrong = data.actual.map((label, i) => label !== data.predicted[i]);
    this.order = [...data.index.keys()].sort((a, b) => this.wrong[a] - this.wrong[b]); // mistakes are drawn last
    this.layout = data.layouts[0];
    this.zoom = 1;
    this.middle = [0.5, 0.5];
    this.label = null;
    this.chosen = null;
    this.sheet = figure.querySelector('.sheet');
    this.stage = new Stage(figure.querySelector('.stage'), this);
    this.listen();
    this.pointers();
    this.keys();
    this.sheet.decode().then(() => this.again(), () => {});
  }

  listen() {
    const { figure } = this;
    figure.querySelectorAll('[name="map-layout"]').forEach(choice =>
      choice.addEventListener('change', () => {
        this.layout = this.data.layouts[choice.value];
        this.whole();
      }),
    );
    const box = (selector, name) => {
      const input = figure.querySelector(selector);
      const take = () => {
        this[name] = input.checked;
        this.again();
      };
      input.addEventListener('change', take);
      take();
    };
    box('.as-images', 'asImages');
    box('.mistakes-alone', 'mistakesAlone');
    figure.querySelector('.nearer').addEventListener('click', () => this.zoomBy(1.6));
    figure.querySelector('.farther').addEventListener('click', () => this.zoomBy(1 / 1.6));
    figure.querySelector('.whole').addEventListener('click', () => this.whole());
    const next = figure.querySelector('.next');
    next.hidden = !this.wrong.includes(true);
    next.addEventListener('click', () => this.nextMistake());
    this.classes = [...figure.querySelectorAll('.map-classes button')];
    this.classes.forEach(button =>
      button.addEventListener('click', () => {
        const label = Number(button.dataset.label);
        this.label = this.label === label ? null : label;
        this.classes.forEach(one => one.setAttribute('aria-pressed', Number(one.dataset.label) === this.label));
        this.again();
      }),
    );
  }

  // ---- where things are

  /** Draws at the next frame, once. */
  again() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.stage.draw();
    });
  }

  get side() {
    return (Math.min(this.stage.width, this.stage.height) - 24) * this.zoom;
  }

  get left() {
    return this.stage.width / 2 - this.middle[0] * this.side;
  }

  get top() {
    return this.stage.height / 2 - this.middle[1] * this.side;
  }

  x(i) {
    return this.left + (this.layout.x[i] / EmbeddingMap.#WHOLE) * this.side;
  }

  y(i) {
    return this.top + (this.layout.y[i] / EmbeddingMap.#WHOLE) * this.side;
  }

  isShown(i) {
    return (!this.mistakesAlone || this.wrong[i]) && (this.label === null || this.data.actual[i] === this.label);
  }

  // ---- drawing

  all(pen, stage) {
    if (this.asImages && this.sheet.complete) this.drawImages(pen, stage);
    else this.drawPoints(pen, stage);
  }

  drawPoints(pen, stage) {
    const sharp = window.devicePixelRatio || 1;
    const size = Math.min(9, (this.count > 5000 ? 4 : this.count > 1000 ? 5 : 6.5) * Math.sqrt(Math.sqrt(this.zoom)));
    const marks = this.marks(stage, size, sharp);
    const { left, top } = this;
    const scale = this.side / EmbeddingMap.#WHOLE;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    for (const shown of [false, true]) {
      pen.globalAlpha = shown ? 1 : 0.1;
      for (const i of this.uncovered(stage, shown)) {
        const mark = marks[2 * this.data.actual[i] + this.wrong[i]];
        const x = (left + this.layout.x[i] * scale) * sharp - mark.width / 2;
        const y = (top + this.layout.y[i] * scale) * sharp - mark.height / 2;
        pen.drawImage(mark, Math.round(x), Math.round(y));
      }
    }
    pen.globalAlpha = 1;
    this.nameClasses(stage);
  }

  /** Those in view, from below to above, without those that another within two pixels covers. */
  uncovered({ width, height }, shown) {
    const { left, top } = this;
    const scale = this.side / EmbeddingMap.#WHOLE;
    const across = Math.ceil(width / 2) + 10;
    const taken = new Uint8Array(across * (Math.ceil(height / 2) + 10));
    const found = [];
    for (let at = this.count - 1; at >= 0; at--) {
      const i = this.order[at];
      const x = left + this.layout.x[i] * scale;
      const y = top + this.layout.y[i] * scale;
      if (x < -9 || y < -9 || x > width + 9 || y > height + 9 || this.isShown(i) !== shown) continue;
      const cell = ((y + 9) >> 1) * across + ((x + 9) >> 1);
      if (taken[cell]) continue;
      taken[cell] = 1;
      found.push(i);
    }
    return found.reverse();
  }

  /** Each class's name in the middle of its points, where there are few. */
  nameClasses(stage) {
    if (this.classes.length > 20) return;
    this.middles ??= new Map();
    if (!this.middles.has(this.layout)) {
      const median = numbers => numbers.sort((a, b) => a - b)[numbers.length >> 1];
      const of = label => [...this.data.actual.keys()].filter(i => this.data.actual[i] === label);
      this.middles.set(
        this.layout,
        this.classes.map(button => {
          const points = of(Number(button.dataset.label));
          return [median(points.map(i => this.layout.x[i])), median(points.map(i => this.layout.y[i]))];
        }),
      );
    }
    this.middles.get(this.layout).forEach(([x, y], at) => {
      const left = this.left + (x / EmbeddingMap.#WHOLE) * this.side;
      const top = this.top + (y / EmbeddingMap.#WHOLE) * this.side;
      const label = Number(this.classes[at].dataset.label);
      const isIn = left > 0 && top > 0 && left < stage.width && top < stage.height;
      if (isIn && (this.label === null || this.label === label)) {
        stage.label(this.data.classes[label], left, top, 'middle', 'name');
      }
    });
  }

  /** The mark of each class, and that of its mistakes, drawn once. */
  marks(stage, size, sharp) {
    const key = `${size.toFixed(1)} ${sharp} ${stage.colour('line-0')} ${stage.colour('ink')}`;
    if (this.marksKey === key) return this.drawnMarks;
    this.marksKey = key;
    this.drawnMarks = [];
    this.classes.forEach(button => {
      const label = Number(button.dataset.label);
      const path = button.querySelector('path');
      const shape = new Path2D(path.getAttribute('d'));
      const colour = getComputedStyle(path).fill;
      [false, true].forEach(wrong => {
        const canvas = element('canvas');
        const side = (wrong ? size + 7 : size + 1) * sharp;
        canvas.width = canvas.height = Math.ceil(side);
        const pen = canvas.getContext('2d');
        pen.translate(canvas.width / 2, canvas.height / 2);
        pen.scale(sharp, sharp);
        if (wrong) {
          pen.beginPath();
          pen.arc(0, 0, size / 2 + 2.4, 0, 2 * Math.PI);
          pen.fillStyle = stage.colour('paper');
          pen.fill();
          pen.strokeStyle = stage.colour('ink');
          pen.lineWidth = 1.4;
          pen.stroke();
        }
        pen.scale(size / 12, size / 12);
        pen.translate(-6, -6);
        pen.fillStyle = colour;
        pen.fill(shape);
        this.drawnMarks[2 * label + wrong] = canvas;
      });
    });
    return this.drawnMarks;
  }

  /** One image in each cell of a grid that moves with the map; a mistake takes its cell before others. */
  drawImages(pen, stage) {
    const cell = EmbeddingMap.#TILE + 4;
    const taken = new Set();
    pen.imageSmoothingEnabled = false;
    for (let at = this.count - 1; at >= 0; at--) {
      const i = this.order[at];
      if (!this.isShown(i)) continue;
      const x = this.x(i);
      const y = this.y(i);
      if (x < 0 || y < 0 || x > stage.width || y > stage.height) continue;
      const column = Math.floor((x - this.left) / cell);
      const row = Math.floor((y - this.top) / cell);
      const key = column * 100000 + row;
      if (taken.has(key)) continue;
      taken.add(key);
      this.drawImage(pen, i, this.left + (column + 0.5) * cell, this.top + (row + 0.5) * cell, EmbeddingMap.#TILE);
      pen.strokeStyle = stage.colour(this.wrong[i] ? 'wrong' : 'rule');
      pen.lineWidth = this.wrong[i] ? 3 : 1;
      pen.strokeRect(
        this.left + (column + 0.5) * cell - EmbeddingMap.#TILE / 2,
        this.top + (row + 0.5) * cell - EmbeddingMap.#TILE / 2,
        EmbeddingMap.#TILE,
        EmbeddingMap.#TILE,
      );
    }
  }

  /** Of the sheet one image, its middle at a place. */
  drawImage(pen, i, x, y, side) {
    const { columns, width, height } = this.data;
    const scale = side / Math.max(width, height);
    const left = (i % columns) * width;
    const top = Math.floor(i / columns) * height;
    const wide = width * scale;
    const high = height * scale;
    pen.drawImage(this.sheet, left, top, width, height, x - wide / 2, y - high / 2, wide, high);
  }

  one(pen, stage) {
    if (this.chosen === null) return;
    pen.strokeStyle = stage.colour('ink');
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(this.x(this.chosen), this.y(this.chosen), 9, 0, 2 * Math.PI);
    pen.stroke();
  }

  // ---- choosing an image

  near(x, y) {
    let found = null;
    let nearest = EmbeddingMap.#NEAR;
    const { left, top } = this;
    const scale = this.side / EmbeddingMap.#WHOLE;
    for (let i = 0; i < this.count; i++) {
      const distance = Math.hypot(left + this.layout.x[i] * scale - x, top + this.layout.y[i] * scale - y);
      if (distance >= nearest || !this.isShown(i)) continue;
      nearest = distance;
      found = i;
    }
    return found;
  }

  choose(i, speak = false) {
    if (i === null || i === this.chosen) return;
    this.chosen = i;
    this.stage.single(false);
    const { actual, predicted, sure, index, names, classes } = this.data;
    const output = this.figure.querySelector('.read-out');
    output.setAttribute('aria-live', speak ? 'polite' : 'off');
    const mark = this.wrong[i] ? '✗' : '✓';
    const words = element('strong', this.wrong[i] ? 'predicted-wrong' : 'predicted-right', `${mark}\u00a0${classes[predicted[i]]} `);
    const is = element('span', 'which', `${percent(sure[i])}, is ${classes[actual[i]]}, ${names[i] ?? `#${index[i]}`}`);
    output.replaceChildren(words, is);
    const canvas = this.figure.querySelector('.map-image canvas');
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingEnabled = false;
    this.drawImage(pen, i, canvas.width / 2, canvas.height / 2, canvas.width);
    canvas.setAttribute('aria-label', `Test image ${index[i]}`);
  }

  /** Brings an image into view, in the middle where it is not. */
  show(i) {
    const { width, height } = this.stage;
    const x = this.x(i);
    const y = this.y(i);
    if (x < 0 || y < 0 || x > width || y > height) {
      this.middle = [this.layout.x[i] / EmbeddingMap.#WHOLE, this.layout.y[i] / EmbeddingMap.#WHOLE];
      this.again();
    }
    this.choose(i, true);
  }

  /** From left to right. */
  nextMistake() {
    const mistakes = this.order.filter(i => this.wrong[i] && this.isShown(i)).sort((a, b) => this.layout.x[a] - this.layout.x[b]);
    if (mistakes.length > 0) this.show(mistakes[(mistakes.indexOf(this.chosen) + 1) % mistakes.length]);
  }

  /** The nearest image in a direction; at first the one nearest to the middle. */
  step(right, down) {
    const { width, height } = this.stage;
    const from = this.chosen === null ? [width / 2, height / 2] : [this.x(this.chosen), this.y(this.chosen)];
    let found = null;
    let nearest = Infinity;
    for (let i = 0; i < this.count; i++) {
      if (i === this.chosen || !this.isShown(i)) continue;
      const x = this.x(i) - from[0];
      const y = this.y(i) - from[1];
      const along = x * right + y * down;
      const beside = Math.abs(x * down) + Math.abs(y * right);
      const cost = this.chosen === null ? Math.hypot(x, y) : along + 2 * beside;
      if (this.chosen !== null && (along <= 0 || beside > 2 * along) || cost >= nearest) continue;
      nearest = cost;
      found = i;
    }
    if (found !== null) this.show(found);
  }

  // ---- moving and zooming

  whole() {
    this.zoom = 1;
    this.middle = [0.5, 0.5];
    this.moved();
  }

  /** So that a place of the stage stays where it is. */
  zoomBy(factor, x = this.stage.width / 2, y = this.stage.height / 2) {
    const zoom = Math.min(EmbeddingMap.#MOST_ZOOM, Math.max(1, this.zoom * factor));
    const change = (1 / this.zoom - 1 / zoom) * (this.zoom / this.side);
    this.middle[0] += (x - this.stage.width / 2) * change;
    this.middle[1] += (y - this.stage.height / 2) * change;
    this.zoom = zoom;
    this.moved();
  }

  moveBy(x, y) {
    this.middle[0] -= x / this.side;
    this.middle[1] -= y / this.side;
    this.moved();
  }

  moved() {
    this.middle = this.zoom === 1 ? [0.5, 0.5] : this.middle.map(place => Math.min(1, Math.max(0, place)));
    this.stage.box.style.touchAction = this.zoom > 1 ? 'none' : '';
    this.again();
  }

  pointers() {
    const { box } = this.stage;
    const down = new Map();
    const gap = () => {
      const [[ax, ay], [bx, by]] = [...down.values()];
      return [Math.hypot(ax - bx, ay - by), (ax + bx) / 2, (ay + by) / 2];
    };
    box.addEventListener('pointerdown', event => {
      down.set(event.pointerId, this.stage.place(event));
      this.choose(this.near(...this.stage.place(event)), true);
    });
    box.addEventListener('pointermove', event => {
      const place = this.stage.place(event);
      const before = down.get(event.pointerId);
      if (!before) {
        this.choose(this.near(...place));
        return;
      }
      box.setPointerCapture(event.pointerId);
      const old = down.size === 2 ? gap() : null;
      down.set(event.pointerId, place);
      if (old) {
        const [now, x, y] = gap();
        this.zoomBy(now / Math.max(1, old[0]), x, y);
        this.moveBy(x - old[1], y - old[2]);
      } else if (this.zoom > 1) this.moveBy(place[0] - before[0], place[1] - before[1]);
    });
    const up = event => down.delete(event.pointerId);
    ['pointerup', 'pointercancel', 'pointerleave'].forEach(name => box.addEventListener(name, up));
    box.addEventListener(
      'wheel',
      event => {
        if (!event.ctrlKey && document.activeElement !== box) return; // the page scrolls
        event.preventDefault();
        this.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), ...this.stage.place(event));
      },
      { passive: false },
    );
  }

  keys() {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    this.stage.box.addEventListener('keydown', event => {
      const { key } = event;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (key in steps) this.step(...steps[key]);
      else if (key === '+' || key === '=') this.zoomBy(1.6);
      else if (key === '-') this.zoomBy(1 / 1.6);
      else if (key === '0') this.whole();
      else if (key === 'Enter') this.nextMistake();
      else return;
      event.preventDefault();
    });
  }
}

each('.map', figure => new EmbeddingMap(figure, page.map));

// ---- images of the groups on which a network is worse

each('.slice-images', list => {
  const slots = list.dataset.slots.split(',').filter(Boolean).map(Number);
  const more = list.nextElementSibling.querySelector('button');
  list.closest('details').addEventListener('toggle', () => gallery(list, more, slots, slot => image(slot), undefined, fewRows(list)), { once: true });
});
