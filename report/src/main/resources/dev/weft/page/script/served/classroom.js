// A class: students see their runs and hand one in; the teacher closes, reveals and saves.
(() => {
  const one = selector => document.querySelector(selector);

  function say(place, text, isRefused) {
    place.textContent = text;
    place.classList.toggle('refused', isRefused);
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

  function add(kind, text, into, className) {
    const made = element(kind, className, text);
    into.append(made);
    return made;
  }

  function show(found) {
    const runs = one('[data-runs]');
    runs.replaceChildren();
    say(one('[data-answer]'), found.sentence, false);
    if (found.runs.length === 0) return;
    const scroll = add('div', '', runs, 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Your runs');
    const table = add('table', '', scroll);
    add('caption', 'Your finished runs, the best on validation first', table);
    const head = add('tr', '', add('thead', '', table));
    for (const name of ['Run', 'Validation accuracy', 'Hand in']) add('th', name, head).scope = 'col';
    const body = add('tbody', '', table);
    for (const run of found.runs) {
      const row = add('tr', '', body);
      add('th', run.name, row).scope = 'row';
      add('td', run.validation.toFixed(4), row, 'number');
      const cell = add('td', run.isChosen ? 'will be judged' : '', row);
      if (!run.isChosen && page.phase === 'OPEN') {
        const button = add('button', 'Hand in', cell, 'more');
        button.setAttribute('aria-label', 'Hand in ' + run.name);
        button.onclick = () => asking(button, one('[data-answer]'), async () => {
          const query = who();
          query.set('run', run.id);
          await answer('/class/hand-in?' + query);
          show(await answer('/class/mine?' + who()));
        });
      }
    }
  }

  if (mine) {
    mine.onsubmit = event => {
      event.preventDefault();
      asking(mine.querySelector('button'), one('[data-answer]'), async () =>
        show(await answer('/class/mine?' + who())));
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
        const handed = await answer('/class/hand-in?' + query, model);
        say(place, handed.sentence, false);
        show(await answer('/class/mine?' + who()));
      });
    };
  }

  // ---- the teacher

  for (const button of document.querySelectorAll('[data-post]')) {
    button.onclick = () => {
      if (confirm(button.dataset.confirm)) {
        asking(button, one('[data-answer]'), async () => {
          await answer(button.dataset.post);
          location.reload();
        });
      }
    };
  }

  const save = one('[data-save]');
  if (save) {
    save.onclick = () => asking(save, one('[data-answer]'), async () => {
      const response = await fetch(save.dataset.save);
      if (!response.ok) throw new Error((await response.json()).error);
      download(await response.blob(), 'class.csv');
    });
  }

  const print = one('[data-print]');
  if (print) print.onclick = () => window.print();

  // ---- a page that waits: for judging, and for the teacher

  if (page.phase === 'JUDGING' || page.phase === 'JUDGED' && mine) {
    setInterval(async () => {
      try {
        const response = await fetch('/class/state');
        if (!response.ok) return;
        const now = await response.json();
        if (['phase', 'judged', 'halted'].some(of => now[of] !== page[of])) location.reload();
      } catch {
        // the server is away; the next question may find it
      }
    }, 2_000);
  }
})();
