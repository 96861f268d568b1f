// ---- whether two columns of a part go together, in words

/** The rank of each number from 0; equal ones share their mean rank. */
function ranksOf(values) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = [];
  for (let from = 0, to; from < order.length; from = to) {
    for (to = from + 1; to < order.length && values[order[to]] === values[order[from]]; ) to++;
    order.slice(from, to).forEach(i => (ranks[i] = (from + to - 1) / 2));
  }
  return ranks;
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Spearman's rank correlation, -1 to 1. */
function rankCorrelation(first, second) {
  const centred = values => {
    const ranks = ranksOf(values);
    const middle = meanOf(ranks);
    return ranks.map(rank => rank - middle);
  };
  const [a, b] = [centred(first), centred(second)];
  const product = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

/** The recipes of which the columns are known; a text that is missing is one of its own. */
function knownIn(...columns) {
  const isKnown = (column, i) => !column.number || column.values[i] !== null;
  return columns[0].texts.map((_, i) => i).filter(i => columns.every(column => isKnown(column, i)));
}

/** Recipes with the same text, the same of a few numbers, or a number in the same quarter. */
function groupsOf(column, recipes) {
  const isFew = new Set(recipes.map(i => column.texts[i])).size <= 6;
  const ranks = column.number && !isFew ? ranksOf(recipes.map(i => column.values[i])) : null;
  const groups = new Map();
  recipes.forEach((recipe, i) => {
    const key = ranks ? Math.floor((4 * ranks[i]) / recipes.length) : column.texts[recipe];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(recipe);
  });
  return groups;
}

/** Which share of the variance of a result's ranks lies between the groups of a setting, less what chance gives. */
function shareOf(setting, result) {
  const recipes = knownIn(setting, result);
  const groups = [...groupsOf(setting, recipes).values()];
  const free = recipes.length - groups.length;
  if (free < 1 || groups.length < 2) return 0;
  const ranks = new Map(ranksOf(recipes.map(i => result.values[i])).map((rank, i) => [recipes[i], rank]));
  const squares = group => {
    const middle = meanOf(group.map(i => ranks.get(i)));
    return group.reduce((sum, i) => sum + (ranks.get(i) - middle) ** 2, 0);
  };
  const within = groups.reduce((sum, group) => sum + squares(group), 0) / free;
  return 1 - within / (squares(recipes) / (recipes.length - 1));
}

/** What a scatter shows, in a sentence or two. */
function dependence(x, y) {
  const recipes = knownIn(x, y);
  if (x === y || recipes.length < 3) return `${recipes.length} recipes by ${x.name} and ${y.name}.`;
  if (x.number && y.number) return correlationWords(x, y, recipes) + bestWords(x, y, recipes);
  if (y.number) return groupWords(x, y, recipes);
  return x.number ? groupWords(y, x, recipes) : `${recipes.length} recipes by ${x.name} and ${y.name}.`;
}

function correlationWords(x, y, recipes) {
  const [first, second] = [x, y].map(column => recipes.map(i => column.values[i]));
  const correlation = rankCorrelation(first, second);
  const isChance = !(Math.abs(correlation) * Math.sqrt(recipes.length - 1) > 1.96);
  const figures = `rank correlation ${(Math.round(100 * correlation) / 100 || 0).toFixed(2)}, ${recipes.length}\u00a0recipes`;
  const how = isChance ? 'shows no clear trend' : correlation > 0 ? 'rises' : 'falls';
  const words = isBestAmidst(x, y, recipes) ? `is best at middle values of` : `${how} with`;
  return `${capitalized(y.name)} ${words} ${x.name} (${figures}).`;
}

/** Whether a result is better in a middle quarter of a column than at its ends, by more than chance gives. */
function isBestAmidst(x, y, recipes) {
  if (y.better === 0 || recipes.length < 20 || shareOf(x, y) < 0.15) return false;
  const ranks = ranksOf(recipes.map(i => x.values[i]));
  const means = [0, 1, 2, 3].map(quarter =>
    meanOf(recipes.filter((_, i) => Math.floor((4 * ranks[i]) / recipes.length) === quarter).map(i => y.values[i] * y.better)),
  );
  const middle = Math.max(means[1], means[2]);
  const ends = Math.abs(means[3] - means[0]);
  return middle > Math.max(means[0], means[3]) && middle - Math.max(means[0], means[3]) > 0.25 * ends;
}

/** Where the best tenth of many recipes is. */
function bestWords(x, y, recipes) {
  if (!x.setting || y.better === 0 || recipes.length < 20) return '';
  const best = [...recipes].sort((a, b) => (y.values[b] - y.values[a]) * y.better).slice(0, Math.ceil(recipes.length / 10));
  best.sort((a, b) => x.values[a] - x.values[b]);
  const [low, high] = [x.texts[best[0]], x.texts[best.at(-1)]];
  return ` The best ${best.length} ${low === high ? `have ${low}` : `lie between ${low} and ${high}`}.`;
}

function groupWords(by, of, recipes) {
  const groups = new Map();
  recipes.forEach(i => {
    if (!groups.has(by.texts[i])) groups.set(by.texts[i], []);
    groups.get(by.texts[i]).push(of.values[i]);
  });
  const means = [...groups].map(([text, values]) => ({ text: text || 'none', mean: meanOf(values), count: values.length }));
  means.sort((a, b) => (b.mean - a.mean) * (of.better || 1));
  const words = ({ text, mean, count }) => `${text} (mean ${briefly(mean)} of ${count})`;
  const [high, low] = of.better === 0 ? ['highest', 'lowest'] : ['best', 'worst'];
  return `${capitalized(of.name)} is ${high} with ${words(means[0])} and ${low} with ${words(means.at(-1))}.`;
}

function briefly(value) {
  return Math.abs(value) < 1 && Math.abs(value) >= 0.01 ? value.toFixed(4) : plainNumber(Number(value.toPrecision(3)));
}
