// ---- tables: a click on a column's name sorts by it, numbers the largest first, texts from A on

function sorted(rows, column, rising) {
  const cell = row => row.cells[column];
  const isNumber = row => cell(row).dataset.order !== undefined;
  const compared = (a, b) => {
    if (isNumber(a) && isNumber(b)) return cell(a).dataset.order - cell(b).dataset.order;
    return cell(a).textContent.localeCompare(cell(b).textContent, 'en', { numeric: true });
  };
  const empty = row => cell(row).textContent === '';
  return rows.sort((a, b) => empty(a) - empty(b) || (rising ? compared(a, b) : compared(b, a)));
}

function makeSortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const numeric = [...body.rows].some(row => row.cells[column].dataset.order !== undefined);
    head.classList.toggle('number', numeric);
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
