// ---- image files: dropped, pasted or chosen

/** What a browser names an image, or whose name says so: a TIFF has no type in some browsers. */
function isImageFile(file) {
  return file.type.startsWith('image/') || /\.(jpe?g|png|gif|bmp|tiff?|webp)$/i.test(file.name);
}

function passedOver(count) {
  if (count === 0) return '';
  return count === 1 ? '1 file is no image and was passed over.' : `${counted(count)} files are no images and were passed over.`;
}

/**
 * Calls `take` with image files, each { file, path }, wherever they come from.
 *
 * @param place - where files are dropped
 * @param inputs - elements that choose files or a folder
 * @param tell - takes a sentence for the person
 */
function imageFiles(place, inputs, tell, take) {
  function give(found) {
    const images = found.filter(({ file }) => isImageFile(file));
    if (images.length) {
      tell(passedOver(found.length - images.length));
      images.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
      take(images);
    } else {
      tell('No image was found there; JPEG, PNG, GIF, BMP, TIFF and WebP are read.');
    }
  }

  const named = files => [...files].map(file => ({ file, path: file.webkitRelativePath || file.name }));

  inputs.forEach(input => {
    input.addEventListener('change', () => {
      if (input.files.length) give(named(input.files));
      input.value = '';
    });
  });

  addEventListener('paste', event => {
    const files = named(event.clipboardData?.files ?? []);
    if (files.length) give(files);
  });

  addEventListener('dragover', event => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    place.classList.add('over');
  });
  addEventListener('dragleave', event => {
    if (!event.relatedTarget) place.classList.remove('over');
  });
  addEventListener('drop', async event => {
    place.classList.remove('over');
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = named(event.dataTransfer.files);
    give(entries.some(entry => entry.isDirectory) ? (await Promise.all(entries.map(below))).flat() : plain);
  });
}

/** All files of a dropped folder. A reader gives at most a hundred entries at a time. */
async function below(entry) {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) return [{ file: await new Promise((done, fail) => entry.file(done, fail)), path }];
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return (await Promise.all(all.map(below))).flat();
    all.push(...some);
  }
}
