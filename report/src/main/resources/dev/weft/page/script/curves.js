// ---- curves: one epoch is looked at in all charts, by the pointer or by the slider

function makeCurves(slider) {
  const charts = [...document.querySelectorAll('.chart')];
  const epochs = Number(slider.max);
  const across = epoch => (epochs === 1 ? 50 : (100 * (epoch - 1)) / (epochs - 1));

  function show(epoch) {
    document.getElementById('epoch-number').textContent = epoch;
    const said = [];
    charts.forEach((chart, i) => {
      const cursor = chart.querySelector('.cursor');
      cursor.removeAttribute('hidden');
      cursor.setAttribute('x1', across(epoch) + '%');
      cursor.setAttribute('x2', across(epoch) + '%');
      chart.querySelectorAll('.value').forEach((output, line) => {
        const { name, values } = page.charts[i].lines[line];
        output.textContent = values[epoch - 1] ?? '–';
        said.push(`${chart.querySelector('h3').textContent}, ${name}: ${output.textContent}`);
      });
    });
    slider.setAttribute('aria-valuetext', `epoch ${epoch}; ${said.join('; ')}`);
  }

  charts.forEach(chart => {
    const plot = chart.querySelector('.plot');
    const follow = event => {
      const box = plot.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      slider.value = Math.round(1 + Math.min(1, Math.max(0, part)) * (epochs - 1));
      show(Number(slider.value));
    };
    plot.addEventListener('pointermove', follow);
    plot.addEventListener('pointerdown', follow);
  });
  slider.addEventListener('input', () => show(Number(slider.value)));
  show(Number(slider.value));
}

each('#epoch', makeCurves);
