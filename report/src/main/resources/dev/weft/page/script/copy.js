// ---- values that a button copies, also where a page may not use the clipboard

/** Copies by the command that browsers had first; what the reader has selected stays selected. */
function copyBySelection(text) {
  const selection = document.getSelection();
  const ranges = [...Array(selection.rangeCount).keys()].map(i => selection.getRangeAt(i));
  const focused = document.activeElement;
  const area = element('textarea', 'visually-hidden');
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  selection.removeAllRanges();
  ranges.forEach(range => selection.addRange(range));
  focused?.focus({ preventScroll: true });
  return isCopied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function makeCopy(button) {
  const name = button.textContent;
  let later;
  button.addEventListener('click', async () => {
    const isCopied = await copy(button.dataset.copy);
    button.textContent = isCopied ? 'Copied' : 'Not copied';
    copyStatus.textContent = button.textContent;
    clearTimeout(later);
    later = setTimeout(() => {
      button.textContent = name;
      copyStatus.textContent = '';
    }, 2000);
  });
}

const copyStatus = element('p', 'visually-hidden');
copyStatus.setAttribute('role', 'status');
document.body.append(copyStatus);

each('.copy', makeCopy);
