// ---- images

const AT_ONCE = 60;
const ONE_RUN = [{ run: 0, prefix: '' }];

function tile(slot) {
  const made = element('span', 'tile');
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', `Test image ${page.images.index[slot]}`);
  placeInSprite(made, slot, page.images);
  return made;
}

/** What one run predicts for an image. */
function prediction(slot, run, prefix) {
  const { actual, predicted, sure } = page.images;
  const right = predicted[run][slot] === actual[slot];
  const words = `${right ? '✓' : '✗'}\u00a0${prefix}${page.classes[predicted[run][slot]]} `;
  const line = element('div', right ? 'predicted-right' : 'predicted-wrong', words);
  line.append(element('span', 'sure', percent(sure[run][slot])));
  return line;
}

/** The mistakes of which the page itself says why they were made. */
const explained = new Map([...document.querySelectorAll('#all-mistakes > li')].map(item => [Number(item.dataset.slot), item]));

/** Opens why a mistake was made, wherever on the page its image is shown. */
function whyButton(item) {
  const button = element('button', 'say-why', 'Why');
  button.type = 'button';
  button.addEventListener('click', () => {
    const more = document.getElementById('more-mistakes');
    while (!item.isConnected && !more.hidden) more.click();
    item.querySelector('details').open = true;
    item.querySelector('summary').focus();
  });
  return button;
}

function image(slot, runs = ONE_RUN) {
  const { columns, index, actual, predicted: answers } = page.images;
  const wrong = runs.length === 1 && answers[runs[0].run][slot] !== actual[slot];
  const item = element('li', wrong ? 'wrong' : 'right');
  item.dataset.index = index[slot];
  if (columns > 0) item.append(tile(slot));
  runs.forEach(({ run, prefix }) => item.append(prediction(slot, run, prefix)));
  const is = `is ${page.classes[actual[slot]]}`;
  const name = page.images.names[slot];
  item.append(element('div', 'which', name ? is : `${is} · #${index[slot]}`));
  if (name) item.append(fileName(name));
  if (explained.has(slot)) item.append(whyButton(explained.get(slot)));
  return item;
}

/** The end of an image's path, the whole of it where a pointer rests. */
function fileName(path) {
  const name = path.split(/[/\\]/).at(-1);
  const line = element('div', 'which', name.length <= 24 ? name : `…${name.slice(-23)}`);
  line.title = path;
  return line;
}

/** Shows some images, at first a few, then many at a time; afterwards tells how many are to be seen. */
function gallery(list, more, slots, make, tell = () => {}, few = AT_ONCE) {
  let shown = 0;
  list.replaceChildren();
  const next = count => {
    list.append(...slots.slice(shown, shown + count).map(slot => make(slot)));
    shown = Math.min(slots.length, shown + count);
    more.hidden = shown === slots.length;
    more.textContent = `Show ${Math.min(AT_ONCE, slots.length - shown)} more`;
    tell(shown);
  };
  more.onclick = () => {
    const first = shown;
    next(AT_ONCE);
    list.children[first].tabIndex = -1;
    list.children[first].focus();
  };
  next(few);
}

/** How many images fill two rows of a wide list, four of a narrow one, or one where long names are below them. */
function fewRows(list) {
  list.style.display = 'grid'; // also while it is empty
  const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
  list.style.display = '';
  const hasLongNames = document.documentElement.classList.contains('long-names');
  return columns * (columns < 6 ? 4 : hasLongNames ? 1 : 2);
}

function counted(count) {
  return count.toLocaleString('en');
}

function allSlots() {
  return page.images.index.map((_, slot) => slot);
}

function makeMistakes(list) {
  const { actual, predicted: answers, sure } = page.images;
  const wrong = allSlots().filter(slot => answers[0][slot] !== actual[slot]);
  wrong.sort((a, b) => sure[0][b] - sure[0][a]);
  gallery(list, document.getElementById('more-mistakes'), wrong, slot => explained.get(slot) ?? image(slot), shown => {
    document.getElementById('mistakes-shown').textContent = shown < wrong.length ? `${counted(shown)} of ${counted(wrong.length)} shown` : '';
  }, fewRows(list));
}

if (page.images) {
  document.documentElement.classList.toggle('long-names', page.classes.some(name => name.length > 12));
}
each('#all-mistakes', makeMistakes);
