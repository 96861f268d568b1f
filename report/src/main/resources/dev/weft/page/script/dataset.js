// ---- the images of a data set: chosen by part and class, one of them large, as the numbers of its pixels

function sampleName(slot) {
  const { part, parts, index, label } = page.samples;
  return { title: page.classes[label[slot]], note: `${parts[part[slot]]} image ${index[slot]}` };
}

function thumb(slot) {
  const made = element('span', 'thumb');
  placeInSprite(made, slot, page.samples);
  return made;
}

/** The samples of a part: of one class, or of all classes in turn. */
function sampleSlots(part, label) {
  const classes = page.samples.samples[part];
  if (label !== '') return classes[label];
  const longest = Math.max(...classes.map(slots => slots.length));
  return [...Array(longest).keys()].flatMap(i => classes.map(slots => slots[i])).filter(slot => slot !== undefined);
}

/** The numbers of an image's pixels, read from the page's one image of all. */
function pixelsOf(slot, sprite) {
  const { columns, width, height } = page.samples;
  const drawing = new OffscreenCanvas(width, height).getContext('2d');
  drawing.drawImage(sprite, -(slot % columns) * width, -Math.floor(slot / columns) * height);
  return drawing.getImageData(0, 0, width, height).data;
}

/** How much light a byte of a colour gives, 0 to 1. */
const light = byte => (byte / 255) ** 2.2;

function pixelCell(bytes, at) {
  const [red, green, blue] = bytes.slice(at, at + 3);
  const isDark = 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) < 0.18;
  const numbers = page.samples.channels === 1 ? String(red) : [red, green, blue].join('\n');
  const cell = element('td', isDark ? 'on-dark' : 'on-light', numbers);
  cell.style.setProperty('--pixel', `${red} ${green} ${blue}`);
  return cell;
}

function pixelRow(bytes, y) {
  const { width } = page.samples;
  const row = element('tr');
  row.append(...[...Array(width).keys()].map(x => pixelCell(bytes, 4 * (y * width + x))));
  return row;
}

function makeSamples(samples) {
  const list = samples.querySelector('.thumbs');
  const more = samples.querySelector('.more');
  const atOnce = Number(samples.dataset.atOnce);
  const value = name => (samples.querySelector(`[name=${name}]:checked, select[name=${name}]`) ?? { value: '' }).value;
  const sprite = new Image();
  let decoded;
  let slots = [];
  let shown = 0;
  let chosen = null;

  async function enlarge(slot) {
    const { title, note } = sampleName(slot);
    samples.querySelector('.large-title').textContent = title;
    samples.querySelector('.large-note').textContent = note;
    samples.querySelector('.large-thumb').replaceChildren(thumb(slot));
    await decoded;
    if (slot !== chosen) return;
    const bytes = pixelsOf(slot, sprite);
    const rows = [...Array(page.samples.height).keys()].map(y => pixelRow(bytes, y));
    const table = samples.querySelector('.pixels');
    table.classList.toggle('coloured', page.samples.channels > 1);
    samples.classList.toggle('large', page.samples.channels > 1 || page.samples.width > 32);
    table.replaceChildren(...rows);
  }

  function choose(button) {
    list.querySelectorAll('button').forEach(other => {
      other.setAttribute('aria-pressed', String(other === button));
      other.tabIndex = other === button ? 0 : -1;
    });
    chosen = Number(button.dataset.slot);
    enlarge(chosen);
  }

  function sample(slot) {
    const { title, note } = sampleName(slot);
    const button = element('button');
    button.type = 'button';
    button.dataset.slot = slot;
    button.title = `${title}, ${note}`;
    button.setAttribute('aria-label', button.title);
    button.append(thumb(slot), title);
    button.addEventListener('click', () => choose(button));
    const item = element('li');
    item.append(button);
    return item;
  }

  function showMore() {
    list.append(...slots.slice(shown, shown + atOnce).map(sample));
    list.querySelectorAll('button').forEach(button => (button.tabIndex = button.dataset.slot === String(chosen) ? 0 : -1));
    shown = Math.min(slots.length, shown + atOnce);
    more.hidden = shown === slots.length;
    more.textContent = `Show ${Math.min(atOnce, slots.length - shown)} more`;
    samples.querySelector('.samples-note').textContent = `${shown} of ${slots.length} images, spread over each class`;
  }

  function show() {
    const part = Number(value('sample-part') || 0);
    slots = sampleSlots(part, value('sample-class'));
    shown = 0;
    list.replaceChildren();
    showMore();
    const first = list.querySelector('button');
    if (first) choose(first);
  }

  function step(event) {
    const buttons = [...list.querySelectorAll('button')];
    const at = buttons.indexOf(event.target);
    const inRow = buttons.filter(button => button.offsetTop === buttons[0].offsetTop).length;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow }[event.key];
    const next = buttons[at + by];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    choose(next);
  }

  more.addEventListener('click', () => {
    const next = shown;
    showMore();
    list.querySelectorAll('button')[next].focus();
  });
  list.addEventListener('keydown', step);
  samples.querySelectorAll('[name]').forEach(input => input.addEventListener('change', show));
  document.querySelectorAll('[data-class]').forEach(link => {
    link.addEventListener('click', () => {
      const choice = samples.querySelector(`input[name=sample-class][value="${link.dataset.class}"]`);
      if (choice) choice.checked = true;
      else samples.querySelector('select').value = link.dataset.class;
      show();
    });
  });
  const probe = element('span', 'thumb');
  samples.append(probe);
  sprite.src = getComputedStyle(probe).backgroundImage.slice(5, -2);
  decoded = sprite.decode();
  probe.remove();
  show();
}

// ---- the histogram of pixel values: one value is looked at, by the pointer or the arrow keys

function makeHistogram(figure) {
  const plot = figure.querySelector('.histogram-plot');
  const cursor = figure.querySelector('.cursor');
  const { first, names, shares } = page.histogram;
  const last = shares[0].length - 1;
  let at = null;

  function show(place) {
    at = Math.min(last, Math.max(0, place));
    const across = (100 * at) / last + '%';
    cursor.removeAttribute('hidden');
    cursor.setAttribute('x1', across);
    cursor.setAttribute('x2', across);
    const words = shares.map((line, i) => (names.length === 1 ? line[at] : `${names[i]} ${line[at]}`));
    figure.querySelector('.histogram-value').textContent = `value ${first + at}: ${words.join(', ')}`;
  }

  const follow = event => {
    const box = plot.getBoundingClientRect();
    show(Math.round(((event.clientX - box.left) / box.width) * last));
  };
  plot.addEventListener('pointermove', follow);
  plot.addEventListener('pointerdown', follow);
  plot.addEventListener('keydown', event => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, PageUp: 16, PageDown: -16, Home: -last, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    show((at ?? 0) + steps[event.key]);
  });
}

each('.samples', makeSamples);
each('.histogram', makeHistogram);
