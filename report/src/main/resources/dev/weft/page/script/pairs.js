// ---- the images that only one of two runs has right

function makePair(list) {
  const pair = page.pairs[Number(list.dataset.pair)];
  const runs = [{ run: 0, prefix: `${pair.first}: ` }, { run: pair.secondRun, prefix: `${pair.second}: ` }];
  gallery(list, list.nextElementSibling.querySelector('button'), pair[list.dataset.side], runs);
}

each('[data-pair]', makePair);
