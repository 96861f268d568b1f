// ---- tables: a click on a column's name sorts by it, numbers the largest first, texts from A on

function sorted(rows, column, rising) {
  const keys = new Map(rows.map(row => [row, row.cells[column].textContent]));
  const order = row => row.cells[column].dataset.order;
  const names = new Intl.Collator('en', { numeric: true });
  const compared = (a, b) =>
    order(a) !== undefined && order(b) !== undefined ? order(a) - order(b) : names.compare(keys.get(a), keys.get(b));
  const empty = row => keys.get(row) === '';
  return rows.sort((a, b) => empty(a) - empty(b) || (rising ? compared(a, b) : compared(b, a)));
}

function makeSortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const numeric = head.classList.contains('number');
    head.firstElementChild.addEventListener('click', () => {
      const now = head.getAttribute('aria-sort');
      const rising = now ? now === 'descending' : !numeric;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
      body.append(...sorted([...body.rows], column, rising));
    });
  });
}

each('.sortable', makeSortable);
