// Reads images and videos in the browser: their size, and a frame as thumbnail.

const FRAME_WIDTH = 480;
const TIMEOUT = 20_000;

/** Width, height, length in seconds and a thumbnail of a file; rejects if it cannot be read. */
export async function inspect(file, kind) {
  const url = URL.createObjectURL(file);
  if (kind === 'IMAGE') {
    const image = new Image();
    image.src = url;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight, thumbnail: url };
  }
  try {
    return await frame(url, 0);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * A frame of a video.
 *
 * @param at where, as a part of the length from 0 to 1
 */
export async function frame(url, at) {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  try {
    await event(video, 'loadeddata');
    if (at > 0) {
      video.currentTime = video.duration * at;
      await event(video, 'seeked');
    }
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(FRAME_WIDTH, video.videoWidth);
    canvas.height = Math.round(canvas.width * video.videoHeight / video.videoWidth);
    canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
    const image = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    return {
      width: video.videoWidth,
      height: video.videoHeight,
      seconds: video.duration,
      thumbnail: URL.createObjectURL(image),
    };
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

function event(video, name) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(name)), TIMEOUT);
    video.addEventListener(name, () => { clearTimeout(timer); resolve(); }, { once: true });
    video.addEventListener('error', () => { clearTimeout(timer); reject(new Error('error')); }, { once: true });
  });
}
