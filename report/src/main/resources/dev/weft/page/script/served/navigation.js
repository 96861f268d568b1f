// ---- the links to the server's pages: that of the page that is shown is marked

each('.places a', link => {
  const path = link.getAttribute('href');
  const isHere = path === '/' ? /^\/($|runs|studies|compare)/.test(location.pathname) : location.pathname.startsWith(path);
  if (isHere) link.setAttribute('aria-current', location.pathname === path ? 'page' : 'true');
});
