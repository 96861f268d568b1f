// ---- what networks say of one image, each in a card of its own

/** With more classes, the likeliest alone are shown. */
const ALL_CLASSES = 12;
const LIKELIEST = 8;

function percentOf(probability) {
  return percent(Math.round(10000 * probability));
}

function verdict(given) {
  const best = given.labels[0];
  return given.scores ? `${best.name}, score ${best.probability.toFixed(2)}` : `${best.name}, ${percentOf(best.probability)}`;
}

/** The classes that a card shows: all in their order, or of many the likeliest. */
function shownLabels({ labels }) {
  return labels.length > ALL_CLASSES ? labels.slice(0, LIKELIEST) : [...labels].sort((a, b) => a.index - b.index);
}

/** A card of a network, which keeps its bars while answers come, so that they move. */
function answerCard(network) {
  const card = element('article', 'answers');
  const title = element('h3', '', network.name);
  const headline = element('p', 'headline');
  const odds = element('ul', 'odds');
  const seen = element('div', 'seen');
  const why = element('div', 'why');
  const notes = element('p', 'note');
  const side = element('div', 'beside');
  side.append(seen, why);
  card.append(title, headline, odds, side, notes);
  card.setAttribute('aria-label', network.name);
  const bars = new Map();

  function bar(label) {
    const made = bars.get(label.index) ?? newBar(label);
    const share = Math.max(0, Math.min(1, label.probability));
    made.fill.style.setProperty('--share', share);
    made.value.textContent = label.text;
    return made;
  }

  function newBar({ index, name }) {
    const row = element('li');
    const fill = element('span', 'fill');
    fill.setAttribute('aria-hidden', 'true');
    const value = element('span', 'value');
    row.append(element('span', 'name', name), fill, value);
    const made = { row, fill, value };
    bars.set(index, made);
    return made;
  }

  return {
    element: card,
    show(given, isDrawn) {
      card.classList.remove('failed');
      headline.replaceChildren(element('strong', '', verdict(given)), given.doubt);
      const rows = shownLabels(given).map(label => {
        const shown = { ...label, text: given.scores ? label.probability.toFixed(2) : percentOf(label.probability) };
        const { row } = bar(shown);
        row.classList.toggle('likeliest', label.index === given.labels[0].index);
        row.classList.toggle('possible', given.set.length > 1 && given.set.includes(label.name));
        return row;
      });
      if (rows.some((row, i) => odds.children[i] !== row) || odds.children.length !== rows.length) odds.replaceChildren(...rows);
      if (given.seen) seen.replaceChildren(figure(pixelCanvas(given.seen, 'What the network saw'), 'What the network saw'));
      notes.textContent = isDrawn ? '' : given.notes.join(' '); // that a drawing is read as one is no news
    },
    fail(sentence) {
      card.classList.add('failed');
      headline.textContent = sentence;
      odds.replaceChildren();
      seen.replaceChildren();
      why.replaceChildren();
      notes.textContent = '';
    },
    clear() {
      card.classList.remove('failed');
      headline.textContent = 'Nothing is drawn yet.';
      [odds, seen, why].forEach(part => part.replaceChildren());
      notes.textContent = '';
    },
    /** What was found for an earlier image does not stand beside a newer one. */
    forget: () => why.replaceChildren(),
    explain: (...parts) => why.append(...parts),
  };
}

function figure(content, caption) {
  const made = element('figure');
  made.append(content, element('figcaption', '', caption));
  return made;
}

/** What in an image speaks for its class. */
function occlusionFigure(found) {
  return figure(
    pixelCanvas(found.map, `Occlusion map: what speaks for ${found.name} is orange, what speaks against it blue`),
    `Speaks for ${found.name} (orange) or against it (blue)`);
}

/** The training images that the network sees most like an image. */
function nearestFigure(found) {
  const list = element('ol', 'alike');
  found.nearest.forEach(near => {
    const words = near.label === near.predicted ? near.label : `${near.label}, taken for ${near.predicted}`;
    const item = element('li');
    item.append(pixelCanvas(near.image, `Training image of ${words}`), element('span', '', words));
    item.title = `${near.name}; distance ${near.distance}`;
    list.append(item);
  });
  return figure(list, 'Nearest training images');
}
