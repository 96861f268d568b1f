// ---- many images: a table of what a network says, corrections, a manifest

/** Images that are asked about at once. */
const AT_A_TIME = 4;

/** Of more classes a person types a name, and does not choose from a list. */
const MOST_CHOICES = 50;

const FILTERS = {
  all: () => true,
  unsure: ({ given }) => Boolean(given) && (given.unsure || given.unlike || given.set.length > 1),
  unchecked: ({ isChecked, given }) => Boolean(given) && !isChecked,
  checked: ({ isChecked }) => isChecked,
  corrected: each => each.given && each.label !== each.given.labels[0].name,
};

/** The table that is shown now; an earlier one goes. */
let many = null;

function manyImages(found) {
  many?.stop();
  const network = chosen()[0];
  if (!network) {
    tell('A network reads images; choose one of them first.');
    return;
  }
  many = imageTable(network, found);
}

function imageTable(network, found) {
  const images = found.map(({ file, path }) => ({ file, path, given: null, failed: '', label: '', isChecked: false, row: null }));
  const part = document.getElementById('many');
  const rows = document.getElementById('rows');
  const state = document.getElementById('state');
  const stop = document.getElementById('stop');
  const filter = document.getElementById('filter');
  let isStopped = false;
  let done = 0;

  part.hidden = false;
  filter.value = 'all';
  filter.onchange = showRows;
  stop.hidden = false;
  stop.onclick = end;
  document.getElementById('export').onclick = () => exportManifest(shown());
  document.getElementById('class-names').replaceChildren(...network.classes.map(name => new Option(name)));
  showRows();
  const next = images[Symbol.iterator]();
  Promise.all(Array.from({ length: AT_A_TIME }, readOn)).then(() => {
    if (!isStopped) end();
  });
  document.getElementById('several').focus();

  async function readOn() {
    for (const one of next) {
      if (isStopped) return;
      try {
        const result = await answer(address(network, 'classify?seen=no'), one.file);
        if (isStopped) return;
        one.given = result;
        one.label = one.given.labels[0].name;
      } catch (error) {
        if (isStopped) return;
        one.failed = error.message;
      }
      done++;
      if (one.row) one.row.replaceWith(row(one));
      if (done % 20 === 0 || done === images.length) showState();
    }
  }

  function end() {
    isStopped = true;
    stop.hidden = true;
    showState();
  }

  function shown() {
    return images.filter(FILTERS[filter.value]);
  }

  function showState() {
    const failed = images.filter(one => one.failed).length;
    state.textContent = [
      `${counted(done)} of ${counted(images.length)} images, by ${network.name}`,
      `${counted(images.filter(FILTERS.unsure).length)} unsure`,
      `${counted(images.filter(FILTERS.corrected).length)} corrected`,
      failed ? `${counted(failed)} not read` : '',
    ].filter(Boolean).join('; ');
  }

  function showRows() {
    images.forEach(one => (one.row = null));
    gallery(rows, document.getElementById('more-rows'), shown(), row);
    showState();
  }

  function row(one) {
    const made = element('tr');
    one.row = made;
    made.append(cell(thumbnail(one)), nameCell(one), element('td', 'predicts', given(one)));
    if (one.given) {
      const label = labelField(one);
      const check = checkBox(one);
      label.addEventListener('change', () => {
        if (!network.classes.includes(label.value)) {
          label.value = one.label;
          return;
        }
        one.label = label.value;
        mark(one, check, true);
      });
      check.addEventListener('change', () => mark(one, check, check.checked));
      label.addEventListener('keydown', event => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        label.dispatchEvent(new Event('change'));
        made.nextElementSibling?.querySelector('.label')?.focus();
      });
      made.append(cell(label), cell(check), cell(lookButton(one)));
    } else {
      made.append(element('td'), element('td'), element('td'));
    }
    dye(one);
    return made;
  }

  function mark(one, check, isChecked) {
    one.isChecked = check.checked = isChecked;
    dye(one);
    showState();
  }

  function dye(one) {
    one.row.classList.toggle('unsure', FILTERS.unsure(one));
    one.row.classList.toggle('corrected', Boolean(FILTERS.corrected(one)));
  }

  function labelField(one) {
    const isShort = network.classes.length <= MOST_CHOICES;
    const field = element(isShort ? 'select' : 'input', 'label');
    if (isShort) field.append(...network.classes.map(name => new Option(name)));
    else {
      field.type = 'text';
      field.setAttribute('list', 'class-names');
    }
    field.value = one.label;
    field.setAttribute('aria-label', `Class of ${one.path}`);
    return field;
  }

  showState();
  return { stop: end };
}

function cell(content) {
  const made = element('td');
  made.append(content);
  return made;
}

function nameCell({ path }) {
  const made = element('th');
  made.scope = 'row';
  made.title = path;
  made.textContent = path.split('/').at(-1);
  return made;
}

function given(one) {
  return one.failed || (one.given ? verdict(one.given) + one.given.doubt : '…');
}

/** The file as the browser shows it; of what it cannot show, nothing. */
function thumbnail({ file }) {
  const image = element('img', 'small');
  image.alt = '';
  image.src = URL.createObjectURL(file);
  for (const end of ['load', 'error']) image.addEventListener(end, () => URL.revokeObjectURL(image.src));
  image.addEventListener('error', () => image.removeAttribute('src'));
  return image;
}

function checkBox({ path, isChecked }) {
  const box = element('input');
  box.type = 'checkbox';
  box.checked = isChecked;
  box.setAttribute('aria-label', `The class of ${path} is right`);
  return box;
}

function lookButton(one) {
  const button = element('button', 'more', 'Why');
  button.type = 'button';
  button.setAttribute('aria-label', `Why: ${one.path}`);
  button.addEventListener('click', () => {
    showImage(one.file, one.path);
    document.getElementById('try').scrollIntoView();
    shownImage.querySelector('button').focus();
  });
  return button;
}

/** The folder that all images lie in; empty if there is none. */
function commonFolder(images) {
  const folders = new Set(images.map(({ path }) => (path.includes('/') ? path.split('/')[0] : '')));
  return folders.size === 1 ? [...folders][0] : '';
}

function exportManifest(images) {
  const read = images.filter(one => one.given);
  const folder = commonFolder(read);
  const header = ['path', 'label', 'split', 'group', 'predicted', 'probability', 'unsure', 'checked'];
  const lines = read.map(one => [
    folder ? one.path.slice(folder.length + 1) : one.path,
    one.label,
    '',
    '',
    one.given.labels[0].name,
    one.given.labels[0].probability,
    FILTERS.unsure(one) ? 'yes' : 'no',
    one.isChecked ? 'yes' : 'no',
  ]);
  const table = [header, ...lines].map(cells => cells.map(field).join(',') + '\n').join('');
  download(new Blob([table], { type: 'text/csv' }), 'labels.csv');
  const place = folder || 'the folder of the images';
  document.getElementById('exported').textContent =
    `${counted(read.length)} rows are in labels.csv. Move it into ${place}, then train with --data ${folder || 'FOLDER'}/labels.csv.`;
}

/** A field of a table as RFC 4180 has it. */
function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
