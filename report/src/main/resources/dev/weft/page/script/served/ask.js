// ---- asking the server

/**
 * Asks about the newest thing alone: while an answer is awaited, a newer one takes the place of the one that waits.
 * Nothing queues up. The promise is kept when the newest is answered.
 */
function newest(ask) {
  let waiting = null;
  let running = null;
  async function run() {
    while (waiting !== null) {
      const next = waiting;
      waiting = null;
      await ask(next);
    }
    running = null;
  }
  return thing => {
    waiting = thing;
    return (running ??= run());
  };
}

/**
 * What the server answers to an image.
 *
 * @throws Error with a sentence for the person
 */
async function answer(address, image, signal) {
  let response;
  try {
    response = await fetch(address, { method: 'POST', body: image, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error('The server does not answer; start it again, and this page goes on.');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `The server answers with the status ${response.status}.`);
  return body;
}

/** Calls `renew` at once, but once a second at most; again where it failed or was asked for meanwhile. */
function atMostOnceASecond(renew) {
  let isAsked = false;
  let isAgain = false;
  return async function ask() {
    isAgain = isAsked;
    if (isAsked) return;
    isAsked = true;
    let isDone = false;
    try {
      isDone = await renew();
    } catch {
      // the server is away; it is asked again
    }
    setTimeout(() => {
      isAsked = false;
      if (isAgain || !isDone) ask();
    }, 1000);
  };
}

/** Replaces what is in an element. What the reader chose stays chosen, and what has the focus keeps it. */
function replaceWithin(part, html) {
  const chosen = new Set([...part.querySelectorAll('input:checked')].map(box => box.value));
  const scrolled = part.querySelector('.scroll')?.scrollLeft ?? 0;
  const focusable = () => [...part.querySelectorAll('a, button, input, summary, [tabindex]')];
  const focused = focusable().indexOf(document.activeElement);
  part.innerHTML = html;
  part.querySelectorAll('input').forEach(box => (box.checked = chosen.has(box.value)));
  if (part.querySelector('.scroll')) part.querySelector('.scroll').scrollLeft = scrolled;
  if (focused >= 0) focusable()[focused]?.focus({ preventScroll: true });
}

/** Saves a file on the reader's machine. */
function download(blob, name) {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Draws pixels of the server, { width, height, channels, pixels in base64 }, on a new canvas that has a name. */
function pixelCanvas(image, name) {
  const canvas = element('canvas', 'pixels');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
  const from = Uint8Array.from(atob(image.pixels), letter => letter.charCodeAt(0));
  const to = new ImageData(image.width, image.height);
  for (let i = 0; i < image.width * image.height; i++) {
    for (let c = 0; c < 3; c++) to.data[4 * i + c] = from[i * image.channels + (image.channels < 3 ? 0 : c)];
    to.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d').putImageData(to, 0, 0);
  return canvas;
}
