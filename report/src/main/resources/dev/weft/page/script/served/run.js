// ---- a run's page: what changes is replaced; note and tags are edited in place; stop and go on

{
  const bar = document.querySelector('.run-bar');
  const path = '/runs/' + bar.dataset.run;
  const status = document.getElementById('run-status');
  const fields = { note: document.getElementById('run-note'), tags: document.getElementById('run-tags') };
  const shown = new Map();
  let state = bar.dataset.state;

  function replace(id, html) {
    const part = document.getElementById(id);
    if (!part || shown.get(id) === html) return;
    shown.set(id, html);
    replaceWithin(part, html);
    const charts = part.querySelectorAll('.chart[data-lines]');
    if (charts.length) lineCharts.length = 0;
    charts.forEach(makeChart);
    part.querySelectorAll('.sortable').forEach(makeSortable);
  }

  /** True while the reader writes what is not saved yet. */
  const isEdited = field => field.value !== field.defaultValue;

  function take({ id, run, parts }) {
    Object.entries(parts).forEach(([part, html]) => replace(part, html));
    for (const [name, field] of Object.entries(fields)) {
      if (isEdited(field)) continue;
      field.defaultValue = run[name];
      field.value = run[name];
    }
    if (run.state === state) return;
    state = run.state;
    if (Object.values(fields).some(isEdited)) {
      status.textContent = 'The run is ' + state + '; its page comes when what you write is saved.';
      fields.note.addEventListener('saved', () => location.reload(), { once: true });
      fields.tags.addEventListener('saved', () => location.reload(), { once: true });
    } else {
      location.reload();
    }
  }

  async function post(what, body) {
    try {
      status.textContent = (await answer(path + '/' + what, body)).status;
      return true;
    } catch (error) {
      status.textContent = error.message;
      return false;
    }
  }

  for (const [name, field] of Object.entries(fields)) {
    field.addEventListener('change', async () => {
      const value = field.value;
      if (!(await post(name, value))) return;
      field.defaultValue = value;
      field.dispatchEvent(new Event('saved'));
    });
    field.addEventListener('keydown', event => {
      if (event.key === 'Escape') field.value = field.defaultValue;
    });
  }

  for (const what of ['stop', 'resume']) {
    const button = document.getElementById(what + '-run');
    button?.addEventListener('click', async () => {
      button.disabled = true;
      status.textContent = what === 'stop' ? 'Stopping …' : 'Going on …';
      if (!(await post(what, ''))) button.disabled = false;
    });
  }

  const events = new EventSource(path + '/events?since=' + bar.dataset.change);
  events.addEventListener('run', event => take(JSON.parse(event.data)));
  events.addEventListener('gone', () => {
    events.close();
    status.textContent = 'Somebody removed this run.';
  });
}
