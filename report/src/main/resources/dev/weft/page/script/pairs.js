// ---- the images that only one of a pair of runs has right

function showOnly(list, number, pair, letters) {
  const runs = [pair.first, pair.second].map(run => ({ run, prefix: `${letters[run]}: ` }));
  const more = list.nextElementSibling.querySelector('button');
  gallery(list, more, page.slots[number][list.dataset.side], slot => image(slot, runs), () => {}, fewRows(list) / 2);
}
