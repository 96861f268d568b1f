// ---- line charts: one epoch is looked at in all of them, by the pointer or by the keys

const lineCharts = [];

function lookAt(epoch) {
  lineCharts.forEach(chart => chart.show(epoch));
}

/** Where the points of a drawn line are, by epoch, in percent from the top. */
function placesOf(drawn, epochs) {
  const places = new Map();
  drawn.querySelectorAll('polyline').forEach(piece => {
    for (const { x, y } of piece.points) places.set(1 + Math.round((x / 100) * (epochs - 1)), y);
  });
  return places;
}

function circleIn(drawn) {
  const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  circle.setAttribute('class', 'looked');
  circle.setAttribute('r', '4');
  drawn.append(circle);
  return circle;
}

function makeChart(figure) {
  const { epochs, best, values } = JSON.parse(figure.dataset.lines);
  const plot = figure.querySelector('.plot');
  const cursor = plot.querySelector('.cursor');
  const lines = [...plot.querySelectorAll('.drawn')].map((drawn, i) => ({
    places: placesOf(drawn, epochs),
    circle: circleIn(drawn),
    values: values[i],
    name: figure.querySelectorAll('.key .name')[i].textContent,
    value: figure.querySelectorAll('.key .value')[i],
    first: figure.querySelectorAll('.key .value')[i].textContent,
  }));
  const at = figure.querySelector('.key .at');
  const first = { epoch: best < 0 ? epochs : best + 1, words: at.textContent };
  let kept = first.epoch;

  /** Null for no epoch: then the values are those that were there at first. */
  function show(looked) {
    const epoch = Math.min(epochs, looked ?? first.epoch);
    const across = (100 * (epoch - 1)) / (epochs - 1) + '%';
    at.textContent = looked === null ? first.words : `epoch ${epoch}`;
    cursor.toggleAttribute('hidden', looked === null);
    cursor.setAttribute('x1', across);
    cursor.setAttribute('x2', across);
    lines.forEach(line => {
      line.value.textContent = looked === null ? line.first : line.values[epoch - 1];
      line.circle.toggleAttribute('hidden', looked === null || !line.places.has(epoch));
      line.circle.setAttribute('cx', across);
      line.circle.setAttribute('cy', (line.places.get(epoch) ?? 0) + '%');
    });
    plot.setAttribute('aria-valuenow', epoch);
    const words = lines.map(line => `${line.name} ${line.value.textContent}`);
    plot.setAttribute('aria-valuetext', `epoch ${epoch}: ${words.join(', ')}`);
  }

  const under = event => {
    const box = plot.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return Math.round(1 + part * (epochs - 1));
  };
  const far = Math.max(2, Math.round(epochs / 10));
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: far, PageDown: -far };
  const goTo = event => {
    if (event.key === 'Home') return 1;
    if (event.key === 'End') return epochs;
    if (event.key === 'Escape') return first.epoch;
    return steps[event.key] && Math.min(epochs, Math.max(1, kept + steps[event.key]));
  };

  plot.addEventListener('pointermove', event => lookAt(under(event)));
  plot.addEventListener('pointerdown', event => {
    kept = under(event);
    lookAt(kept);
  });
  plot.addEventListener('pointerleave', () => lookAt(null));
  plot.addEventListener('focus', () => lookAt(kept));
  plot.addEventListener('blur', () => lookAt(null));
  plot.addEventListener('keydown', event => {
    const epoch = goTo(event);
    if (!epoch) return;
    event.preventDefault();
    kept = epoch;
    lookAt(epoch);
  });
  plot.setAttribute('role', 'slider');
  plot.setAttribute('tabindex', '0');
  plot.setAttribute('aria-valuemin', '1');
  plot.setAttribute('aria-valuemax', epochs);
  lineCharts.push({ show });
  show(null);
}

each('.chart[data-lines]', makeChart);
