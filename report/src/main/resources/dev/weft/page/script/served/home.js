// ---- the list of runs: what the store says anew is fetched

{
  const moving = document.getElementById('moving');

  async function renew() {
    const answer = await fetch('/moving' + location.search);
    if (answer.ok) replaceWithin(moving, await answer.text());
    return answer.ok;
  }

  const events = new EventSource('/events?since=' + encodeURIComponent(page.version));
  events.addEventListener('runs', atMostOnceASecond(renew));
}
