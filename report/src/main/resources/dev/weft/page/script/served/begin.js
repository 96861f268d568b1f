// ---- the page that begins a lesson

document.getElementById('begin').addEventListener('click', async event => {
  event.target.disabled = true;
  try {
    const { lesson } = await answer('/teach');
    location.assign('/teach/' + lesson);
  } catch (error) {
    document.getElementById('tell').textContent = error.message;
    event.target.disabled = false;
  }
});
