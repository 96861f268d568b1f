// What is wrong with a page as it is shown now. Each function gives sentences; none means that nothing is.

const wide = document.documentElement.clientWidth;
const inPrint = matchMedia('print').matches;

/** Where what can be seen ends: a browser prints up to twice the width of the paper, by making it smaller. */
const end = inPrint ? 2 * wide : wide;

function name(element) {
  const own = element.id ? '#' + element.id : '';
  const kinds = [...element.classList].slice(0, 2).map(kind => '.' + kind).join('');
  const above = own || kinds || !element.parentElement ? '' : name(element.parentElement) + ' ';
  return above + element.localName + own + kinds;
}

function remembered(find) {
  const known = new Map();
  return element => {
    if (!known.has(element)) known.set(element, find(element));
    return known.get(element);
  };
}

const styleOf = remembered(element => getComputedStyle(element));
const boxOf = remembered(element => element.getBoundingClientRect());

const isShown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

/** The elements that cut off what lies outside them, the innermost first. */
const frames = remembered(element => {
  if (!element || element === document.body || element === document.documentElement) return [];
  const above = frames(element.parentElement);
  const style = styleOf(element);
  const cuts = style.display !== 'inline' && style.display !== 'contents' && style.overflowX !== 'visible';
  return cuts ? [element, ...above] : above;
});

const scrolls = element => /auto|scroll/.test(styleOf(element).overflowX) && !inPrint;

const floats = remembered(element =>
  Boolean(element) && (/sticky|fixed/.test(styleOf(element).position) || floats(element.parentElement)));

/** Only for those who hear the page: cut down to a dot, or beside the page until it has the focus. */
const isForEars = remembered(element =>
  Boolean(element) && (element.matches('.skip') || (styleOf(element).overflowX !== 'visible' && boxOf(element).width <= 1)
    || isForEars(element.parentElement)));

/** Every text that can be seen, with the boxes of its lines. */
const texts = () => (known.texts ??= findTexts());
const known = {};

function findTexts() {
  const found = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script, style, option, title, desc')) continue;
    if (!isShown(element) || isForEars(element)) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width > 0.5 && box.height > 0.5);
    if (boxes.length) found.push({ node, element, boxes, words: node.data.trim().replace(/\s+/g, ' ').slice(0, 40) });
  }
  return found;
}

function cutOff({ element, boxes, words }) {
  for (const frame of frames(element)) {
    const box = boxOf(frame);
    const style = styleOf(frame);
    if (scrolls(frame)) {
      const start = box.left - frame.scrollLeft;
      return boxes.some(line => line.left < start - 2) ? [`"${words}" lies before the start of ${name(frame)}`] : [];
    }
    const isOut = boxes.some(line =>
      line.left < box.left - 2 || line.right > box.right + 2
      || line.top < box.top - line.height / 4 || line.bottom > box.bottom + line.height / 4);
    if (!isOut) continue;
    const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    if (isShortened && element.closest('[title], [aria-label]') && !/^[\d.,\u00a0 %±]+$/.test(words)) return [];
    return [`"${words}" is cut off by ${name(frame)}`];
  }
  const outside = boxes.find(line => line.left < -1 || line.right > end + 1);
  if (!outside) return [];
  return [`"${words}" in ${name(element)} lies outside the page: ${Math.round(outside.left)} to ${Math.round(outside.right)}`];
}

/** The part of a line that its frames let through. */
function visiblePart(line, element) {
  const part = { left: line.left, right: line.right, top: line.top + line.height * 0.18, bottom: line.bottom - line.height * 0.18 };
  for (const frame of frames(element)) {
    const box = boxOf(frame);
    part.left = Math.max(part.left, box.left);
    part.right = Math.min(part.right, box.right);
    part.top = Math.max(part.top, box.top);
    part.bottom = Math.min(part.bottom, box.bottom);
  }
  return part;
}

function overlaps(all) {
  const parts = all
    .filter(text => !floats(text.element))
    .flatMap(text => text.boxes.map(line => ({ ...visiblePart(line, text.element), text })))
    .filter(part => part.right > part.left && part.bottom > part.top)
    .sort((a, b) => a.top - b.top);
  const found = new Set();
  parts.forEach((a, i) => {
    for (let j = i + 1; j < parts.length && parts[j].top < a.bottom - 1; j++) {
      const b = parts[j];
      if (a.text === b.text || Math.min(a.right, b.right) - Math.max(a.left, b.left) <= 1.5) continue;
      found.add(`"${a.text.words}" and "${b.text.words}" overlap in ${name(a.text.element)}`);
    }
  });
  return [...found];
}

const UNIT = /\d (?=(?:%|ms|s|min|h|KB|MB|GB|px)(?![\p{L}\d]))/u;
const PIECE = /\d[\d.,]*\d|\p{L}{2,20}/gu;

/** A number that a line's end takes from its unit, and a number or a short word that it takes apart. */
function broken({ node, element, boxes, words }) {
  if (element.closest('pre, code, textarea')) return [];
  const found = [];
  if (UNIT.test(node.data)) found.push(`"${words}" in ${name(element)} may break between a number and its unit`);
  if (boxes.length < 2 || element.namespaceURI.endsWith('svg') || styleOf(element).writingMode !== 'horizontal-tb') return found;
  const range = document.createRange();
  for (const piece of node.data.matchAll(PIECE)) {
    range.setStart(node, piece.index);
    range.setEnd(node, piece.index + piece[0].length);
    const lines = new Set([...range.getClientRects()].filter(box => box.width > 0.5).map(box => Math.round(box.top)));
    if (lines.size > 1 && !isPartOfALongWord(node.data, piece)) {
      found.push(`"${piece[0]}" in ${name(element)} is broken over two lines`);
    }
  }
  return found;
}

function isPartOfALongWord(text, piece) {
  const before = text.slice(0, piece.index).match(/[^\s\u200b]*$/)[0];
  const after = text.slice(piece.index).match(/^[^\s\u200b]*/)[0];
  return before.length + after.length > 20;
}

const CAN_HAVE_FOCUS = 'a[href], button:not([disabled]), input, select, textarea, summary, [tabindex]';

/** Boxes with more in them than they show. */
function scrollers() {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    if (!isShown(element) || isForEars(element)) continue;
    const style = styleOf(element);
    const across = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = /auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (!across && !down) continue;
    if (inPrint) {
      found.push(`${name(element)} has more in it than a print shows`);
      continue;
    }
    if (element.tabIndex < 0 && !element.querySelector(CAN_HAVE_FOCUS)) found.push(`${name(element)} scrolls, but no key reaches it`);
    const parts = [element, element.parentElement].flatMap(it => [styleOf(it), getComputedStyle(it, '::after')]);
    const isPlain = parts.every(it => it.maskImage === 'none' && it.backgroundImage === 'none' && it.boxShadow === 'none');
    if (isPlain && !element.matches('pre, pre *')) found.push(`${name(element)} scrolls, but nothing shows it`);
  }
  return found;
}

function linksWithoutTarget() {
  return [...document.querySelectorAll('a[href^="#"]')]
    .filter(link => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
    .map(link => `the link to ${link.hash} leads nowhere`);
}

function headingsWithoutLink() {
  const known = new Set([...document.querySelectorAll('nav.contents a')].map(link => link.hash.slice(1)));
  return [...document.querySelectorAll('main h2')]
    .filter(heading => !known.has(heading.id) && !known.has(heading.closest('section')?.id))
    .map(heading => `the contents do not list "${heading.textContent.trim()}"`);
}

function sharedIds() {
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map(id => `two elements have the id ${id}`);
}

/** The same ten times over is one fault. */
const distinct = found => [...new Set(found)].slice(0, 25);

// ---- what tests ask

const faults = {
  /** Whether all text can be read where it stands. */
  layout() {
    const all = texts();
    const across = document.documentElement.scrollWidth;
    return distinct([
      ...(across > end ? [`the page is ${across} pixels wide on a screen of ${wide}`] : []),
      ...all.flatMap(cutOff),
      ...overlaps(all),
      ...all.flatMap(broken),
      ...scrollers(),
    ]);
  },

  /** Whether a reader gets from the contents to every part. */
  structure: () => distinct([...linksWithoutTarget(), ...headingsWithoutLink(), ...sharedIds()]),

  /** Whether what matters most is there without scrolling. */
  firstScreen() {
    return ['data-verdict', 'data-key-number'].flatMap(mark => {
      const element = document.querySelector(`[${mark}]`);
      if (!element) return [`no element has ${mark}`];
      const box = element.getBoundingClientRect();
      const isThere = isShown(element) && element.textContent.trim() && box.width > 1;
      const isInside = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= wide + 1;
      return isThere && isInside ? [] : [`${mark} is not on the first screen: ${Math.round(box.top)} to ${Math.round(box.bottom)}`];
    });
  },

  /** Whether the result, the network and the settings lie so far up, before anything is unfolded; examinations of the result come after them. */
  length() {
    const most = 3000;
    const after = '#probabilities, #outliers, #groups, #map, #provenance, #again';
    return [...document.querySelectorAll('main > section')]
      .filter(section => !section.querySelector(after) && boxOf(section).bottom + scrollY > most)
      .map(section => `${name(section)} "${section.querySelector('h2')?.textContent}" ends at ${Math.round(boxOf(section).bottom + scrollY)} pixels`);
  },

  /** Whether every text stands out from what is behind it, in SVG, in HTML and in fields: 4.5 to 1. */
  contrast: () => distinct([...texts(), ...filledIn()].flatMap(faint)),

  /** Whether anything moves by itself. */
  motion() {
    const moving = [...document.querySelectorAll('body *')].filter(element => {
      const style = getComputedStyle(element);
      return /[1-9]/.test(style.transitionDuration) || style.animationName !== 'none';
    });
    return distinct([
      ...document.getAnimations().map(it => `an animation runs in ${name(it.effect.target)}`),
      ...moving.map(element => `${name(element)} moves`),
      ...(styleOf(document.documentElement).scrollBehavior === 'smooth' ? ['the page scrolls smoothly'] : []),
    ]);
  },

  /** Whether each section says something, with what this browser may do. */
  sections() {
    const verdict = document.querySelector('[data-verdict]');
    return [
      ...(verdict && isShown(verdict) ? [] : ['no verdict is shown']),
      ...[...document.querySelectorAll('main section')].filter(section => {
        const said = section.innerText.trim().length;
        return isShown(section) && said <= (section.querySelector('h2')?.innerText.trim().length ?? 0);
      }).map(section => `${name(section)} is empty`),
    ];
  },
};

// ---- contrast

const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Red, green and blue from 0 to 255, and opacity from 0 to 1. */
const colour = remembered(words => {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = words;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return { rgb: [red, green, blue], alpha: alpha / 255 };
});

const over = (front, alpha, back) => front.map((part, i) => part * alpha + back[i] * (1 - alpha));

const opacity = remembered(element =>
  element ? Number(styleOf(element).opacity) * opacity(element.parentElement) : 1);

/** What is behind an element's text, or null where an image is. */
const background = remembered(element => {
  if (!element) return matchMedia('(prefers-color-scheme: dark)').matches && !inPrint ? [18, 18, 18] : [255, 255, 255];
  const style = styleOf(element);
  const own = colour(style.backgroundColor);
  if (own.alpha === 1) return own.rgb;
  if (style.backgroundImage.includes('url(')) return null;
  const behind = background(element.parentElement);
  return behind && over(own.rgb, own.alpha, behind);
});

/** What was drawn in the same drawing before a text, beneath it. */
function beneath(text, back) {
  const drawing = text.element.closest('svg');
  const [line] = text.boxes;
  const x = (line.left + line.right) / 2;
  const y = (line.top + line.bottom) / 2;
  for (const shape of drawing.querySelectorAll('rect, circle')) {
    if (shape.compareDocumentPosition(text.element) & Node.DOCUMENT_POSITION_PRECEDING) break;
    const box = boxOf(shape);
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || !isShown(shape)) continue;
    const style = styleOf(shape);
    if (style.fill === 'none' || style.fill.startsWith('url')) continue;
    const own = colour(style.fill);
    back = over(own.rgb, own.alpha * Number(style.fillOpacity) * opacity(shape), back);
  }
  return back;
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const NO_TEXT = '[type=hidden], [type=checkbox], [type=radio], [type=range], [type=color], [type=file]';

/** What stands in fields, or else what they ask for. */
const filledIn = () => [...document.querySelectorAll(`input:not(${NO_TEXT}), select, textarea`)]
  .filter(field => isShown(field) && !isForEars(field) && (field.value || field.placeholder))
  .map(field => ({
    element: field,
    words: field.value || field.placeholder,
    ink: getComputedStyle(field, field.value ? null : '::placeholder').color,
  }));

function faint(text) {
  const { element, words } = text;
  if (element.closest(':disabled, [aria-disabled="true"]')) return [];
  const isDrawn = element.namespaceURI.endsWith('svg');
  let back = background(isDrawn ? element.closest('svg').parentElement : element);
  if (!back) return [];
  if (isDrawn) back = beneath(text, back);
  const style = styleOf(element);
  const ink = colour(text.ink ?? (isDrawn ? style.fill : style.color));
  const front = over(ink.rgb, ink.alpha * opacity(element) * (isDrawn ? Number(style.fillOpacity) : 1), back);
  const found = ratio(front, back);
  return found < 4.5 ? [`"${words}" in ${name(element)} has a contrast of ${found.toFixed(2)}`] : [];
}
