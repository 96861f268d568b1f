// ---- camera: what it sees, frame by frame

/** Frames are made no larger than this. */
const FRAME = 480;

/**
 * Shows a camera's frames in a video element, and calls `frame` with each as a canvas, the middle square of it.
 *
 * @param start, stop - the buttons
 * @param tell - takes a sentence for the person, empty when all is well
 */
function camera(video, start, stop, tell, frame) {
  let stream = null;
  let isBeginning = false;

  function show(isOn) {
    video.hidden = !isOn;
    start.hidden = isOn;
    stop.hidden = !isOn;
  }

  async function begin() {
    if (!navigator.mediaDevices) {
      tell('A browser gives a page the camera only at localhost or over https; open the page there, or choose an image.');
      return;
    }
    if (isBeginning) return; // the browser still asks for permission
    isBeginning = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      end();
      tell(why(error));
      return;
    } finally {
      isBeginning = false;
    }
    tell('');
    show(true);
    stop.focus();
    requestAnimationFrame(look);
  }

  function why(error) {
    if (error.name === 'NotAllowedError') return 'The camera may not be used by this page; allow it in the browser, or choose an image.';
    if (error.name === 'NotFoundError') return 'There is no camera at this machine; choose an image.';
    return 'The camera does not answer, perhaps as another program has it; choose an image.';
  }

  function look() {
    if (!stream) return;
    frame(middle());
    requestAnimationFrame(look);
  }

  function middle() {
    const side = Math.min(video.videoWidth, video.videoHeight);
    const square = document.createElement('canvas');
    square.width = square.height = Math.min(FRAME, side);
    square.getContext('2d').drawImage(
      video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, square.width, square.width);
    return square;
  }

  function end() {
    if (!stream) return;
    stream.getTracks().forEach(track => track.stop());
    stream = null;
    show(false);
  }

  start.addEventListener('click', begin);
  stop.addEventListener('click', () => {
    end();
    start.focus();
  });
  addEventListener('pagehide', end);
  return { end };
}
