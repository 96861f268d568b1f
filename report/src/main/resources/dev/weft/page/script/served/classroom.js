// A class: students see their runs and hand one in; the teacher closes, reveals and saves.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const one = selector => document.querySelector(selector);

  function say(place, text, isRefused) {
    place.textContent = text;
    place.classList.toggle('refused', isRefused);
  }

  /** Asks the server; what it refuses becomes an error with its sentence. */
  async function ask(address, options) {
    const answer = await fetch(address, options);
    if (answer.headers.get('Content-Type').startsWith('application/json')) {
      const json = await answer.json();
      if (!answer.ok) throw new Error(json.error);
      return json;
    }
    return answer.text();
  }

  async function asking(button, place, work) {
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      say(place, error.message, true);
    }
    button.disabled = false;
  }

  // ---- students

  const mine = one('[data-mine]');

  function who() {
    const query = new URLSearchParams({ user: mine.elements.user.value.trim() });
    if (mine.elements.code) query.set('code', mine.elements.code.value.trim());
    return query;
  }

  function element(name, text, into) {
    const made = document.createElement(name);
    made.textContent = text;
    into.append(made);
    return made;
  }

  function show(answer) {
    const runs = one('[data-runs]');
    runs.replaceChildren();
    say(one('[data-answer]'), answer.sentence, false);
    if (answer.runs.length === 0) return;
    const scroll = element('div', '', runs);
    scroll.className = 'scroll';
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Your runs');
    const table = element('table', '', scroll);
    element('caption', 'Your finished runs, the best on validation first', table);
    const head = element('tr', '', element('thead', '', table));
    for (const name of ['Run', 'Validation accuracy', 'Hand in']) element('th', name, head).scope = 'col';
    const body = element('tbody', '', table);
    for (const run of answer.runs) {
      const row = element('tr', '', body);
      element('th', run.name, row).scope = 'row';
      element('td', run.validation.toFixed(4), row).className = 'number';
      const cell = element('td', run.isChosen ? 'will be judged' : '', row);
      if (!run.isChosen && data.phase === 'OPEN') {
        const button = element('button', 'Hand in', cell);
        button.className = 'more';
        button.setAttribute('aria-label', 'Hand in ' + run.name);
        button.onclick = () => asking(button, one('[data-answer]'), async () => {
          const query = who();
          query.set('run', run.id);
          await ask('/class/hand-in?' + query, { method: 'POST' });
          show(await ask('/class/mine?' + who(), { method: 'POST' }));
        });
      }
    }
  }

  if (mine) {
    mine.onsubmit = event => {
      event.preventDefault();
      asking(mine.querySelector('button'), one('[data-answer]'), async () =>
        show(await ask('/class/mine?' + who(), { method: 'POST' })));
    };
  }

  const file = one('[data-file]');
  if (file) {
    file.onsubmit = event => {
      event.preventDefault();
      const place = one('[data-handed]');
      if (!mine.reportValidity()) return;
      say(place, 'The file is being sent and read …', false);
      asking(file.querySelector('button'), place, async () => {
        const query = who();
        const model = file.elements.file.files[0];
        query.set('name', model.name);
        const answer = await ask('/class/hand-in?' + query, { method: 'POST', body: model });
        say(place, answer.sentence, false);
        show(await ask('/class/mine?' + who(), { method: 'POST' }));
      });
    };
  }

  // ---- the teacher

  for (const button of document.querySelectorAll('[data-post]')) {
    button.onclick = () => {
      if (confirm(button.dataset.confirm)) {
        asking(button, one('[data-answer]'), async () => {
          await ask(button.dataset.post, { method: 'POST' });
          location.reload();
        });
      }
    };
  }

  const save = one('[data-save]');
  if (save) {
    save.onclick = () => asking(save, one('[data-answer]'), async () => {
      const text = await ask(save.dataset.save, {});
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
      link.download = 'class.csv';
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  const print = one('[data-print]');
  if (print) print.onclick = () => window.print();

  // ---- a page that waits: for judging, and for the teacher

  if (data.phase === 'JUDGING' || data.phase === 'JUDGED' && mine) {
    setInterval(async () => {
      try {
        const now = await ask('/class/state', {});
        if (now.phase !== data.phase || now.judged !== data.judged) location.reload();
      } catch {
        // the server is away; the next question may find it
      }
    }, 2_000);
  }
})();
