// ---- drawing pad: lines as a mouse, a finger or a pen draws them

/** How wide and high a drawing is in its own pixels, whatever its size on a screen. */
const PAD = 280;

/** How wide and high it is when networks are asked: enough for them, and prepared in a few milliseconds. */
const ASKED = 112;

/** Of a ground, what is drawn on it. */
const INK = { dark: '#fff', light: '#000' };
const GROUND = { dark: '#000', light: '#fff' };

/**
 * Makes a canvas a drawing pad, and calls `changed` whenever the drawing is another one. An entry of the history is a
 * line, { width, points }, or null where all was cleared.
 */
function drawingPad(canvas, changed) {
  const history = [];
  const undone = [];
  let line = null;
  let width = 22;
  let ground = 'light';

  const lines = () => history.slice(history.lastIndexOf(null) + 1);

  function paint(target, side, ground) {
    const context = target.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = GROUND[ground];
    context.fillRect(0, 0, side, side);
    context.setTransform(side / PAD, 0, 0, side / PAD, 0, 0);
    context.strokeStyle = INK[ground];
    context.lineCap = 'round';
    lines().forEach(each => draw(context, each, 0));
  }

  /** A line from one of its points on; a single point is a dot. */
  function draw(context, { width, points }, from) {
    for (let i = Math.max(from, 1); i < points.length || i === 1; i++) {
      const [a, b] = [points[i - 1], points[i] ?? points[i - 1]];
      context.lineWidth = width * b.pressure;
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
    }
  }

  function repaint() {
    const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== side) canvas.width = canvas.height = side;
    paint(canvas, side, ground);
  }

  function point(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * PAD) / box.width,
      y: ((event.clientY - box.top) * PAD) / box.height,
      pressure: event.pointerType === 'pen' ? 0.5 + event.pressure : 1,
    };
  }

  function extend(event) {
    const before = line.points.length;
    const events = event.getCoalescedEvents?.() ?? [];
    line.points.push(...(events.length ? events : [event]).map(point));
    draw(canvas.getContext('2d'), line, before);
    changed();
  }

  canvas.addEventListener('pointerdown', event => {
    if (line || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    line = { width, points: [], pointer: event.pointerId };
    history.push(line);
    undone.length = 0;
    extend(event);
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', event => {
    if (line?.pointer === event.pointerId) extend(event);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, event => {
      if (line?.pointer !== event.pointerId) return;
      line = null;
      changed();
    });
  }
  new ResizeObserver(repaint).observe(canvas);

  function move(from, to) {
    if (line || !from.length) return;
    to.push(from.pop());
    repaint();
    changed();
  }

  return {
    undo: () => move(history, undone),
    redo: () => move(undone, history),
    clear() {
      if (line || !lines().length) return;
      history.push(null);
      undone.length = 0;
      repaint();
      changed();
    },
    setWidth: pixels => (width = pixels),
    setGround(name) {
      ground = name;
      repaint();
    },
    isEmpty: () => lines().length === 0,
    canUndo: () => history.length > 0,
    canRedo: () => undone.length > 0,
    /** The drawing as a PNG, light on dark or dark on light. */
    png(ground) {
      const copy = document.createElement('canvas');
      copy.width = copy.height = ASKED;
      paint(copy, ASKED, ground);
      return pngOf(copy);
    },
  };
}

function pngOf(canvas) {
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}
