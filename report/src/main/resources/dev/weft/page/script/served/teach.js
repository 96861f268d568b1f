// ---- the page of a lesson: images for each class, a training, what comes of it

/** Of a held button, so many images a second. */
const A_SECOND = 6;

/** A larger file is made smaller before it is sent, to so many pixels at its longer side. */
const LARGE_FILE = 1 << 20;
const LONGER_SIDE = 1024;

const home = '/teach/' + page.lesson;
const the = id => document.getElementById(id);
const cards = new Map();
let lesson = null;

function say(id, sentence, isWrong = false) {
  the(id).textContent = sentence;
  the(id).classList.toggle('wrong', isWrong);
}

/** Asks the server to change something; a refusal stands on the page. */
async function change(path, body, place = 'tell') {
  say(place, ''); // before the answer, which an event with something to say may overtake
  try {
    return await answer(home + path, body);
  } catch (error) {
    say(place, error.message, true);
    return null;
  }
}

const ofClass = name => '/class/' + encodeURIComponent(name);
const imageAddress = (name, file) => `${home}/images/${encodeURIComponent(name)}/${encodeURIComponent(file)}`;
const images = count => (count === 1 ? '1 image' : count + ' images');

// ---- the pad and the camera: what is shown can be added to a class, and is asked of the network

let frame = null;
let tried = null;

const pad = drawingPad(the('pad'), () => {
  tried = null;
  predict();
});
the('undo').addEventListener('click', pad.undo);
the('clear').addEventListener('click', pad.clear);

const lookingOn = camera(the('camera'), the('camera-on'), the('camera-off'), sentence => say('tell', sentence, sentence !== ''), square => {
  frame = square;
  if (!the('pad').hidden) showCamera(true);
  predict();
});
the('camera-off').addEventListener('click', () => showCamera(false));

function showCamera(isOn) {
  the('pad').hidden = isOn;
  the('undo').hidden = the('clear').hidden = isOn;
  tried = null;
  if (!isOn) {
    frame = null;
    predict();
  }
  cards.forEach(card => card.addButton.textContent = isOn ? 'Hold to add images' : 'Add the drawing');
}

the('try-file').addEventListener('change', event => {
  const file = event.target.files[0];
  event.target.value = '';
  if (!file) return;
  lookingOn.end();
  showCamera(false);
  tried = file;
  predict();
});

/** What is shown now as a file; null if there is nothing. */
function shown() {
  if (frame) return pngOf(frame);
  if (tried) return Promise.resolve(tried);
  return pad.isEmpty() ? Promise.resolve(null) : pad.png('light');
}

const ask = newest(async image => {
  const name = tried?.name;
  try {
    const content = await image();
    if (content) showAnswer(await answer(home + '/predict', content), name);
  } catch (error) {
    the('predicts').textContent = error.message;
  }
});

/** Asks about what is shown now. */
function predict() {
  if (!lesson?.network) return;
  if (frame || tried || !pad.isEmpty()) ask(shown);
  else showAnswer(null);
}

function showAnswer(given, name) {
  const best = given?.labels[0];
  the('predicts').textContent = best
    ? `${name ? name + ': ' : ''}${best.name}, ${share(best.probability)}`
    : 'Draw, or switch the camera on: the network predicts at once.';
  const by = new Map((given?.labels ?? []).map(label => [label.name, label.probability]));
  cards.forEach((card, of) => card.predicted(by.get(of), of === best?.name));
}

const share = probability => (100 * probability).toFixed(1) + '\u00a0%';

// ---- classes

function classCard(name) {
  const item = element('li', 'taught');
  const named = element('input', 'name');
  named.value = name;
  named.maxLength = 40;
  named.setAttribute('aria-label', 'Name of the class');
  const count = element('span', 'count');
  const remove = element('button', 'more remove', 'Remove');
  remove.setAttribute('aria-label', `Remove the class ${name}`);
  const add = element('button', 'more', frame ? 'Hold to add images' : 'Add the drawing');
  add.setAttribute('aria-describedby', 'images');
  const upload = element('label', 'more file', 'Add files ');
  const files = element('input');
  Object.assign(files, { type: 'file', multiple: true, accept: 'image/*,.tif,.tiff' });
  files.setAttribute('aria-label', `Image files for ${name}`);
  upload.append(files);
  remove.type = add.type = 'button';
  const tools = element('div', 'tools');
  tools.append(named, count, add, upload, remove);
  const odds = element('div', 'probability');
  const fill = element('span', 'fill');
  fill.setAttribute('aria-hidden', 'true');
  const value = element('span', 'value');
  odds.append(fill, value);
  odds.hidden = true;
  const list = element('ul', 'taught-images');
  list.setAttribute('aria-label', `Images of ${name}`);
  item.append(tools, odds, list);
  const thumbs = new Map();

  named.addEventListener('change', async () => {
    const to = named.value.trim();
    if (to === name || !(await change(`${ofClass(name)}/rename?name=${encodeURIComponent(to)}`))) named.value = name;
  });
  remove.addEventListener('click', () => {
    const filled = thumbs.size > 0;
    if (!filled || confirm(`Remove ${name} and its ${images(thumbs.size)}?`)) change(ofClass(name) + '/remove');
  });
  files.addEventListener('change', () => {
    addFiles(name, [...files.files]);
    files.value = '';
  });
  item.addEventListener('dragover', event => {
    event.preventDefault();
    item.classList.add('over');
  });
  item.addEventListener('dragleave', () => item.classList.remove('over'));
  item.addEventListener('drop', event => {
    event.preventDefault();
    item.classList.remove('over');
    addFiles(name, [...event.dataTransfer.files]);
  });
  held(add, () => addShown(name));

  function thumb(file) {
    const made = element('li');
    const button = element('button');
    const image = element('img');
    image.loading = 'lazy';
    image.src = imageAddress(name, file);
    image.alt = '';
    button.type = 'button';
    button.title = 'Remove';
    button.setAttribute('aria-label', `Remove image ${file} of ${name}`);
    button.append(image);
    button.addEventListener('click', () => change(`${ofClass(name)}/image/${encodeURIComponent(file)}/remove`));
    made.append(button);
    return made;
  }

  return {
    item,
    addButton: add,
    show(all) {
      count.textContent = images(all.length);
      thumbs.forEach((made, file) => {
        if (all.includes(file)) return;
        made.remove();
        thumbs.delete(file);
      });
      all.filter(file => !thumbs.has(file)).forEach(file => {
        thumbs.set(file, thumb(file));
        list.append(thumbs.get(file));
      });
    },
    predicted(probability, isLikeliest) {
      odds.hidden = probability === undefined;
      item.classList.toggle('likeliest', isLikeliest);
      if (odds.hidden) return;
      fill.style.setProperty('--share', probability);
      value.textContent = share(probability);
    },
  };
}

/** Does something at a click; with the camera on again and again, as long as the button is held. */
function held(button, act) {
  let holding = false;
  let acts = false;
  button.addEventListener('pointerdown', async event => {
    if (!frame || event.button !== 0) return;
    holding = true;
    if (acts) return; // it was let go for a moment, and goes on
    acts = true;
    while (holding && frame) {
      if (!(await act())) break;
      await new Promise(later => setTimeout(later, 1000 / A_SECOND));
    }
    acts = false;
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave']) button.addEventListener(end, () => (holding = false));
  button.addEventListener('click', event => {
    if (!frame || event.detail === 0) act(); // detail is 0 for a key: no pointer held the button
  });
}

async function addShown(name) {
  const image = await shown();
  if (!image) {
    say('tell', 'Draw something first, or switch the camera on.', true);
    return false;
  }
  const given = await change(ofClass(name) + '/image', image);
  if (given && !frame && !tried) pad.clear();
  if (given && tried) {
    tried = null;
    predict();
  }
  return given !== null;
}

async function addFiles(name, files) {
  let added = 0;
  for (const file of files) {
    say('tell', `${name}: ${added} of ${images(files.length)} added.`);
    if (!(await change(ofClass(name) + '/image', await small(file)))) {
      say('tell', `${the('tell').textContent} (${file.name}; ${images(added)} of ${files.length} added.)`, true);
      return;
    }
    added++;
  }
  say('tell', `${name}: ${images(added)} added.`);
}

/** A large photograph with fewer pixels; what this browser cannot show goes as it is. */
async function small(file) {
  if (file.size <= LARGE_FILE) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGER_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.92));
  } catch {
    return file;
  }
}

the('add-class').addEventListener('submit', async event => {
  event.preventDefault();
  const name = the('class-name').value.trim();
  if (await change('/class?name=' + encodeURIComponent(name))) the('class-name').value = '';
});

function showClasses(classes) {
  const names = classes.map(each => each.name);
  cards.forEach((card, name) => {
    if (names.includes(name)) return;
    card.item.remove();
    cards.delete(name);
  });
  classes.forEach(({ name, files }, i) => {
    if (!cards.has(name)) cards.set(name, classCard(name));
    const { item, show } = cards.get(name);
    if (the('classes').children[i] !== item) the('classes').insertBefore(item, the('classes').children[i] ?? null);
    show(files);
  });
}

// ---- training, and what comes of it

the('train-form').addEventListener('submit', event => {
  event.preventDefault();
  change('/train?name=' + encodeURIComponent(the('name').value.trim()), undefined, 'train-tell');
});
the('stop').addEventListener('click', () => change('/stop', undefined, 'train-tell'));
the('keep-button').addEventListener('click', () => change('/keep', undefined, 'kept'));

function showTraining({ training, missing, failure }) {
  the('train-button').disabled = training !== null || missing !== null;
  the('stop').hidden = the('running').hidden = training === null;
  the('missing').textContent = training === null && missing ? 'To train: ' + missing : '';
  if (failure) say('train-tell', failure, true);
  if (training === null) return;
  const { fold, folds, epoch, epochs, curve } = training;
  the('progress').value = folds === 0 ? 0 : (fold + epoch / epochs) / folds;
  the('progress-words').textContent =
    folds === 0 ? 'The images are read.'
    : fold === 0 ? `Epoch ${epoch} of ${epochs}` + (epoch ? `: ${share(curve.at(-1).accuracy)} right of the images that it learns.` : '.')
    : `The network can be tried. Network ${fold + 1} of ${folds} shows how good such networks are on images that they did not learn.`;
  if (fold === 0 && curve.length > 1) showCurve(curve);
}

function showCurve(curve) {
  const points = curve.map(({ accuracy }, i) => `${(100 * i) / (curve.length - 1)},${40 - 39 * accuracy}`);
  the('curve').hidden = false;
  the('curve').querySelector('polyline').setAttribute('points', points.join(' '));
}

function showNetwork(network) {
  the('keep-button').disabled = !network || network.kept !== null;
  the('download').hidden = !network;
  if (!network) return;
  the('download').href = `${home}/${encodeURIComponent(network.name)}.keras`;
  const { accuracy, heldOut, kept } = network;
  the('accuracy').textContent = accuracy
    ? `${accuracy.right} of ${images(accuracy.images)} that were held out are right: ${share(accuracy.accuracy)}, 95\u00a0% interval ${share(accuracy.low)} to ${share(accuracy.high)}.`
    : 'It was not found out how good this network is; train again.';
  the('accuracy-how').textContent = (heldOut ? how(heldOut) : '') + (network.stale ? ' The images are others now: train again.' : '');
  showMistakes(network);
  the('kept').replaceChildren(...(kept ? keptAs(kept, network.folder) : []));
  the('kept').classList.remove('wrong');
}

function keptAs({ name, id }, folder) {
  const serve = element('code', '', `weft serve --models ${name}=${folder}`);
  const again = element('code', '', `weft train ${folder}/experiment.yaml`);
  return [`Kept as the run ${name}, ${id}. It is served by `, serve, ' and trained again from its images by ', again, '.'];
}

function how({ folds, done, learned, seconds }) {
  const all = done < folds ? `The images are tested in ${folds} parts; so far ${done} ${done === 1 ? 'is' : 'are'} done. ` : '';
  return `${all}Each image was predicted by a network that had not learned it. The interval (Wilson) is of images like these; frames of one camera shot are much alike, which makes it look better. `
    + `The network here learned ${images(learned)}; all trainings took ${seconds.toFixed(1)}\u00a0s.`;
}

/** A mistake's image may have been removed since. */
function showMistakes({ mistakes }) {
  const there = new Set(lesson.classes.flatMap(({ name, files }) => files.map(file => name + '/' + file)));
  const key = JSON.stringify(mistakes.filter(({ image }) => there.has(image)));
  if (the('mistakes').dataset.key === key) return;
  the('mistakes').dataset.key = key;
  the('mistakes').replaceChildren(...JSON.parse(key).map(({ image, label, predicted, probability }) => {
    const item = element('li');
    const made = element('img');
    const at = image.lastIndexOf('/');
    made.src = imageAddress(image.slice(0, at), image.slice(at + 1));
    made.alt = '';
    item.append(made, element('span', '', `${label}, taken for ${predicted} (${share(probability)})`));
    return item;
  }));
}

function showLesson(state) {
  const before = lesson?.network?.run;
  const wasNamed = lesson !== null;
  lesson = state;
  if (!wasNamed && state.network) the('name').value = state.network.name;
  showClasses(state.classes);
  showTraining(state);
  showNetwork(state.network);
  if (state.network && state.network.run !== before) predict();
}

const events = new EventSource(home + '/events');
events.addEventListener('lesson', event => showLesson(JSON.parse(event.data)));
events.addEventListener('error', () => say('tell', 'The server does not answer; this page goes on when it does.', true));
events.addEventListener('open', () => say('tell', ''));
