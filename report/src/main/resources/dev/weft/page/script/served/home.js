// ---- the list of runs: what the store says anew is fetched, at most once a second

{
  const moving = document.getElementById('moving');
  let version = page.version;
  let isAsked = false;
  let isAgain = false;

  /** What the reader chose stays chosen, and what has the focus keeps it. */
  function replace(html) {
    const chosen = new Set([...moving.querySelectorAll('input:checked')].map(box => box.value));
    const scrolled = moving.querySelector('.scroll')?.scrollLeft ?? 0;
    const focusable = () => [...moving.querySelectorAll('a, button, input, [tabindex]')];
    const focused = focusable().indexOf(document.activeElement);
    moving.innerHTML = html;
    moving.querySelectorAll('input').forEach(box => (box.checked = chosen.has(box.value)));
    if (moving.querySelector('.scroll')) moving.querySelector('.scroll').scrollLeft = scrolled;
    if (focused >= 0) focusable()[focused]?.focus({ preventScroll: true });
  }

  async function renew() {
    if (isAsked) {
      isAgain = true;
      return;
    }
    isAsked = true;
    isAgain = false;
    try {
      const answer = await fetch('/moving' + location.search);
      if (answer.ok) replace(await answer.text());
    } finally {
      setTimeout(() => {
        isAsked = false;
        if (isAgain) renew();
      }, 1000);
    }
  }

  const events = new EventSource('/events?since=' + encodeURIComponent(version));
  events.addEventListener('runs', renew);
}
