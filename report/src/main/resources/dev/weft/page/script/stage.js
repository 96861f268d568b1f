// ---- a stage: a canvas that is drawn once, and one above it for what is singled out

/** Draws again when its size, the colours or the medium change. Numbers and words on it are text of the page. */
class Stage {
  #below = element('canvas', 'below');
  #above = element('canvas', 'above');
  #labels = element('div', 'labels');

  /** @param view draws all with {@code all(pen, stage)}, and what is singled out with {@code one(pen, stage)} */
  constructor(box, view) {
    this.box = box;
    this.view = view;
    box.append(this.#below, this.#above, this.#labels);
    [this.#below, this.#above, this.#labels].forEach(layer => layer.setAttribute('aria-hidden', 'true'));
    new ResizeObserver(() => this.draw()).observe(box);
    ['(prefers-color-scheme: dark)', 'print'].forEach(medium =>
      matchMedia(medium).addEventListener('change', () => this.draw()),
    );
  }

  draw() {
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    if (this.width === 0) return;
    this.style = getComputedStyle(this.box);
    this.#labels.replaceChildren();
    this.view.all(this.#pen(this.#below), this);
    this.single();
  }

  /** Draws what is singled out, if anything is. */
  single(isAny = this.isAny) {
    this.isAny = isAny;
    if (!this.width) return;
    this.box.classList.toggle('singled', Boolean(isAny));
    this.view.one(this.#pen(this.#above), this);
  }

  #pen(canvas) {
    const sharp = window.devicePixelRatio || 1;
    canvas.width = Math.round(this.width * sharp);
    canvas.height = Math.round(this.height * sharp);
    const pen = canvas.getContext('2d', this.view.context);
    pen.scale(sharp, sharp);
    pen.lineJoin = 'round';
    return pen;
  }

  /** A colour of the page, such as {@code ink}. */
  colour(name) {
    return this.style.getPropertyValue(`--${name}`);
  }

  /** Words, of which the {@code side} (left, right or middle) stands at x, and the middle at y; with {@code under}, the top. */
  label(text, x, y, side, kind = '') {
    const label = element('span', `${side} ${kind}`, text);
    label.style.left = `${x}px`;
    label.style.top = `${y}px`;
    this.#labels.append(label);
    return label;
  }

  /** The same in several lines of a width; of a long text the beginning. */
  wrapped(text, x, y, width, side) {
    const label = this.label(text.length > 40 ? `${text.slice(0, 39)}…` : text, x, y, `wrapped ${side}`);
    label.style.maxWidth = `${width}px`;
  }

  /** Where the pointer is. */
  place(event) {
    const box = this.box.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}

/** The pointer points at what is near, and a click keeps it. */
function pointWithPointer(stage, selection, near) {
  const point = event => selection.point(near(...stage.place(event)));
  stage.box.addEventListener('pointermove', point);
  stage.box.addEventListener('pointerdown', point);
  stage.box.addEventListener('pointerleave', () => selection.point(null));
  stage.box.addEventListener('click', event => {
    const recipe = near(...stage.place(event));
    if (recipe !== null) selection.choose(recipe);
    else if (selection.chosen !== null) selection.choose(null);
  });
}

function drawLine(pen, points) {
  pen.beginPath();
  for (let i = 0; i < points.length; i += 2) pen.lineTo(points[i], points[i + 1]);
  pen.stroke();
}

function drawDot(pen, x, y, size) {
  pen.beginPath();
  pen.arc(x, y, size, 0, 2 * Math.PI);
  pen.fill();
}
