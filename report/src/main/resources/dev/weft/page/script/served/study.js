// ---- a study's page while it runs: what the store says anew is fetched; when it is over, its own page comes

/** Results follow the last training without an event: they are asked for so often, once a second. */
const ASKED_FOR_RESULTS = 120;

{
  const moving = document.getElementById('moving');
  const stop = document.getElementById('stop-study');
  const status = document.getElementById('run-status');
  const state = () => moving.querySelector('[data-running]').dataset;
  let asked = 0;

  async function renew() {
    const answer = await fetch('moving');
    if (!answer.ok) return false;
    replaceWithin(moving, await answer.text());
    stop.hidden = !state().running;
    if (state().over === 'true') location.reload();
    asked = state().running ? 0 : asked + 1;
    return asked === 0 || asked > ASKED_FOR_RESULTS;
  }

  stop.addEventListener('click', async () => {
    try {
      status.textContent = (await answer(`/runs/${state().running}/stop`, '')).status;
    } catch (error) {
      status.textContent = error.message;
    }
  });

  stop.hidden = !state().running;
  const events = new EventSource('/events?since=' + encodeURIComponent(page.version));
  events.addEventListener('runs', atMostOnceASecond(renew));
}
