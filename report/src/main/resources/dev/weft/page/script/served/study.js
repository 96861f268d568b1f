// ---- a study's page while it runs: what the store says anew is fetched; when it is over, its own page comes

{
  const moving = document.getElementById('moving');
  const stop = document.getElementById('stop-study');
  const status = document.getElementById('run-status');
  let isAsked = false;
  let isAgain = false;

  const running = () => moving.querySelector('[data-running]').dataset.running;
  const showStop = () => (stop.hidden = !running());

  async function renew() {
    isAgain = isAsked;
    if (isAsked) return;
    isAsked = true;
    try {
      const answer = await fetch('moving');
      if (answer.ok) moving.innerHTML = await answer.text();
      showStop();
    } finally {
      setTimeout(() => {
        isAsked = false;
        if (isAgain) renew();
      }, 1000);
    }
  }

  stop.addEventListener('click', async () => {
    const answer = await fetch(`/runs/${running()}/stop`, { method: 'POST', body: '' });
    const words = await answer.json();
    status.textContent = answer.ok ? words.status : words.error;
  });

  showStop();
  const events = new EventSource('/events?since=' + encodeURIComponent(page.version));
  events.addEventListener('runs', renew);
}
