// ---- the page: a pad and images, asked of the chosen networks

/** A drawing that rests so long, in milliseconds, is explained and read out. */
const REST = 500;

/** How soon it is asked again for what the server still prepares. */
const AGAIN = 2000;

const cards = new Map();
const padElement = document.getElementById('pad');
const shownImage = document.getElementById('shown-image');
const aloud = document.getElementById('aloud');
const advice = document.getElementById('advice');

/** What is asked about: { of(ground): a promise of its bytes, name, isDrawn }; null for nothing. */
let subject = null;
let resting = 0;
let explaining = new AbortController();

const chosen = () => page.networks.filter(({ name }) => cards.get(name).isChosen());

function address(network, what) {
  return `draw/${encodeURIComponent(network.name)}/${what}`;
}

function networkCard(network) {
  const card = answerCard(network);
  const box = document.querySelector(`.choice input[value="${CSS.escape(network.name)}"]`);
  let last = null;
  const ask = newest(async ({ about, since }) => {
    try {
      last = await answer(address(network, 'classify'), await about.of(network.ground));
      if (about.name === subject?.name) card.show(last, about.isDrawn);
      card.element.dataset.milliseconds = Math.round(performance.now() - since);
    } catch (error) {
      last = null;
      card.fail(error.message);
    }
  });
  return {
    element: card.element,
    isChosen: () => box?.checked ?? true,
    box,
    ask,
    clear() {
      last = null;
      card.clear();
    },
    forget: card.forget,
    last: () => last,
    async explain(about, signal) {
      const image = await about.of(network.ground);
      const parts = [explained('occlusion', occlusionFigure), explained('nearest', nearestFigure)];
      await Promise.all(parts);

      async function explained(what, make) {
        try {
          let found = await answer(address(network, what), image, signal);
          while (found.preparing) {
            card.element.dataset.preparing = found.preparing;
            await new Promise(done => setTimeout(done, AGAIN));
            if (signal.aborted) return;
            found = await answer(address(network, what), image, signal);
          }
          if (!signal.aborted) card.explain(found.missing ? element('p', 'note', found.missing) : make(found));
        } catch (error) {
          if (error.name !== 'AbortError' && !signal.aborted) card.explain(element('p', 'note', error.message));
        }
      }
    },
  };
}

/** Asks all chosen networks about something new; what rests is explained. */
function look(about) {
  subject = about;
  clearTimeout(resting);
  explaining.abort();
  explaining = new AbortController();
  if (!about) {
    chosen().forEach(({ name }) => cards.get(name).clear());
    aloud.textContent = '';
    return;
  }
  const since = performance.now();
  const asked = chosen().map(({ name }) => {
    cards.get(name).forget();
    return cards.get(name).ask({ about, since });
  });
  resting = setTimeout(async () => {
    await Promise.all(asked);
    if (about === subject) explain(about, explaining.signal);
  }, REST);
}

function explain(about, signal) {
  chosen().forEach(network => cards.get(network.name).explain(about, signal));
  aloud.textContent = `${about.name}: ` + chosen()
    .map(({ name }) => [name, cards.get(name).last()])
    .filter(([, given]) => given)
    .map(([name, given]) => `${name} predicts ${verdict(given)}${given.doubt}`)
    .join('; ');
}

// The pad

const buttons = Object.fromEntries(['undo', 'redo', 'clear'].map(what => [what, document.getElementById(what)]));

const drawing = () => ({ name: 'Drawing', isDrawn: true, of: ground => pad.png(ground) });

const pad = drawingPad(padElement, () => {
  showPad();
  buttons.undo.disabled = !pad.canUndo();
  buttons.redo.disabled = !pad.canRedo();
  buttons.clear.disabled = pad.isEmpty();
  look(pad.isEmpty() ? null : drawing());
});

function showPad() {
  looking.end();
  padElement.hidden = false;
  shownImage.replaceChildren();
}

Object.entries(buttons).forEach(([what, button]) => button.addEventListener('click', pad[what]));

addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches('input[type="text"], textarea')) return;
  const key = event.key.toLowerCase();
  const what = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : null;
  if (!what) return;
  event.preventDefault();
  pad[what]();
});

const brush = document.getElementById('brush');
brush.addEventListener('input', () => pad.setWidth(Number(brush.value)));

// Images

const tell = sentence => (advice.textContent = sentence);

/** Shows one image in the pad's place, and asks about it. */
function showImage(file, name) {
  looking.end();
  padElement.hidden = true;
  const shown = element('img');
  shown.alt = name;
  shown.src = URL.createObjectURL(file);
  shown.addEventListener('load', () => URL.revokeObjectURL(shown.src));
  shown.addEventListener('error', () => shown.replaceWith(element('p', 'note', `${name}: this browser shows no such image; the networks read it all the same.`)));
  const back = element('button', 'more', 'Back to the pad');
  back.type = 'button';
  back.addEventListener('click', () => {
    showPad();
    look(pad.isEmpty() ? null : drawing());
    padElement.focus();
  });
  shownImage.replaceChildren(shown, back);
  look({ name, of: () => Promise.resolve(file) });
}

imageFiles(document.getElementById('try'), [...document.querySelectorAll('input[type="file"]')], tell, found => {
  if (found.length === 1) showImage(found[0].file, found[0].path);
  else manyImages(found);
});

let frame = null;
const looking = camera(
  document.getElementById('camera'), document.getElementById('camera-on'), document.getElementById('camera-off'), tell,
  square => {
    frame = square;
    padElement.hidden = true;
    shownImage.replaceChildren();
    look({ name: 'Camera', of: () => pngOf(square) });
  });
document.getElementById('camera-off').addEventListener('click', async () => {
  if (frame) showImage(await pngOf(frame), 'Camera');
});

// The networks

page.networks.forEach(network => cards.set(network.name, networkCard(network)));

function showCards() {
  const first = chosen()[0];
  pad.setGround(first?.ground ?? 'light');
  document.getElementById('cards').replaceChildren(...chosen().map(({ name }) => cards.get(name).element));
  look(subject);
}

cards.forEach(({ box }) => box?.addEventListener('change', showCards));
showCards();
