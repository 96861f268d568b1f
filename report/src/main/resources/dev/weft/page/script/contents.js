// ---- the contents: the section that is read is marked

function makeContents(contents) {
  const links = [...contents.querySelectorAll('a')];
  const sections = links.map(link => document.getElementById(link.hash.slice(1)).closest('section'));
  const mark = () => {
    const line = window.innerHeight / 3;
    const isAtEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    let current = isAtEnd ? sections.length - 1 : 0;
    sections.forEach((section, i) => {
      if (!isAtEnd && section.getBoundingClientRect().top < line && window.scrollY > 0) current = i;
    });
    links.forEach((link, i) => {
      if (i === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    });
    const list = contents.firstElementChild;
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = links[current].offsetLeft - list.clientWidth / 3;
  };
  let isWaiting = false;
  const soon = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      mark();
    });
  };
  window.addEventListener('scroll', soon, { passive: true });
  window.addEventListener('resize', soon);
  mark();
}

each('.contents', makeContents);
