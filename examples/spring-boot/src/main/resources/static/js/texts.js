// All texts of the page, and how numbers are written.

const number = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 });

export const money = (dollars) => number.format(dollars) + ' USD';

export function time(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  return minutes + ':' + String(whole % 60).padStart(2, '0');
}

export function roughly(seconds) {
  if (seconds < 50) {
    return Math.max(5, Math.round(seconds / 5) * 5) + ' seconds';
  }
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes + (minutes === 1 ? ' minute' : ' minutes');
}

export function ago(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes + ' min ago';
  if (minutes < 24 * 60) return Math.floor(minutes / 60) + ' h ago';
  const days = Math.floor(minutes / (24 * 60));
  return days + (days === 1 ? ' day ago' : ' days ago');
}

const MODEL_NAMES = {
  'alibaba/wan-v2.6-r2v': 'Wan 2.6',
  'alibaba/wan-v2.6-r2v-flash': 'Wan 2.6 Flash',
  'alibaba/wan-v2.7-r2v': 'Wan 2.7',
  'alibaba/wan-v3.0-video': 'Wan 3.0',
};

const SHAPES = {
  '16:9': '16:9 landscape', '9:16': '9:16 portrait', '1:1': '1:1 square', '4:3': '4:3 landscape', '3:4': '3:4 portrait',
  '21:9': '21:9 wide', adaptive: 'Like the first image',
};

export const t = {
  title: 'Video studio',
  tagline: 'Your images and a few words become a new video.',
  loading: 'Loading...',
  unavailable: 'The application cannot be reached. Trying again...',
  simulated: 'Simulator: each video is a storyboard drawn from your images. Nothing is billed.',
  noUploads: 'Images cannot be used: the operator of this application has not set a store for uploads (BLOB_READ_WRITE_TOKEN).',
  notify: 'Notify me when it is ready',

  characters: 'Characters',
  charactersHint: 'Drop images or short videos here, paste them, or',
  choose: 'Choose files',
  addMore: 'Add more',
  order: 'Drag to change the order. Click one to name it in the prompt.',
  noImages: 'No images at hand?',
  sampleFailed: 'The samples cannot be loaded. Try again.',
  sample: 'Try it with a cat and a dog',
  samplePrompt: (names) => `${names[0]} and ${names[1]} have a friendly conversation in a cozy cafe`,
  insert: (name) => `Name ${name} in the prompt`,
  earlier: (name) => `Move ${name} to the left`,
  later: (name) => `Move ${name} to the right`,
  remove: (name) => `Remove ${name}`,
  moved: (name) => `Moved; it is now ${name}.`,
  removed: (name) => `Removed ${name}.`,
  unnamed: (index) => `reference ${index}`,
  video: 'video',
  reading: 'reading...',

  prompt: 'What happens?',
  promptHint: (names) => names.length ? `Describe the scene. Write ${names.join(', ')} for your characters.` : 'Describe the scene.',
  promptPlaceholder: (name) => `${name || 'A cat'} waves at the camera in a sunny garden`,
  counter: (length, max) => max ? `${length} / ${max}` : String(length),
  tooLong: (max) => `The prompt is too long. Shorten it to ${max} letters.`,
  unknownNames: (unknown, valid) => unknown.join(', ') + (unknown.length === 1 ? ' belongs to no image. ' : ' belong to no image. ')
    + (valid.length ? `You can write ${valid.join(', ')}.` : 'Add images first.'),
  notNamed: (names) => `Not named yet: ${names.join(', ')}.`,
  examples: 'Ideas:',
  exampleTexts: (a, b) => b
    ? [`${a} and ${b} dance in the rain`, `${a} gives ${b} a present, ${b} is surprised`, `${a} teaches ${b} to ride a bicycle`]
    : [`${a} waves at the camera in a sunny garden`, `${a} walks through a snowy forest`, `${a} cooks pancakes in a bright kitchen`],

  settings: 'Settings',
  model: 'Model',
  modelName: (name) => MODEL_NAMES[name] || name,
  quality: 'Quality',
  qualityName: (tier) => tier.replace(/P$/, 'p'),
  shape: 'Shape',
  shapeName: (shape) => SHAPES[shape] || shape,
  length: 'Length',
  seconds: (seconds) => `${seconds} seconds`,
  shots: 'Camera',
  shotNames: { SINGLE: 'One shot', MULTI: 'Several angles' },
  audio: 'With audio',
  more: 'More settings',
  negativePrompt: 'What must not appear',
  seed: 'Seed',
  seedHint: 'The same seed and settings give a similar video. Leave it empty for a new one.',

  generate: 'Generate video',
  sending: 'Sending...',
  price: (dollars) => `about ${money(dollars)}`,
  priceUnknown: 'The price of this model is not known.',
  priceSimulated: (dollars) => dollars == null ? 'Nothing is billed.' : `Nothing is billed. The real service would cost about ${money(dollars)}.`,
  overLimit: (dollars, limit) =>
    `About ${money(dollars)} is above the limit of ${money(limit)}. Choose a shorter length or a lower quality.`,
  confirmTitle: (dollars) => dollars == null
    ? 'Generate this video? Its price is not known.'
    : `Generate this video for about ${money(dollars)}?`,
  confirmText: 'The price is an estimate from the price list. A video that has started is billed.',
  confirmSimulated: 'The real service would bill it. The simulator bills nothing.',
  confirmNo: 'Not now',

  // Problems that the page or the server found before anything was sent to the service.
  needsImage: 'Add at least one image.',
  needsPrompt: 'Describe what happens in the video.',
  fixReferences: 'Remove or replace the marked files.',
  tooLarge: 'The files are too large together. Remove some, or use smaller ones.',
  wrongType: (types) => `Not a supported file. Use ${types}.`,
  kindRefused: (kind) => `This model takes no ${kind}s.`,
  tooMany: (max) => `This model takes at most ${max} files.`,
  tooManyOfKind: (kind, max) => `This model takes at most ${max} ${kind}s.`,
  fileTooLarge: (megabytes) => `Too large. Use a file below ${megabytes} MB.`,
  tooSmall: (side) => `Too small. Both sides need at least ${side} pixels.`,
  tooBig: (side) => `Too many pixels. Both sides may have at most ${side}.`,
  tooShort: (seconds) => `Too short. Use at least ${seconds} seconds.`,
  tooLongVideo: (seconds) => `Too long. Use at most ${seconds} seconds.`,
  unreadable: 'The file cannot be read. Use another one.',
  refused: 'The model cannot use this file. Use another one.',
  fields: {
    references: 'The model cannot use these images. Use others.',
    prompt: 'The prompt does not fit. Change it.',
    negativePrompt: 'The model does not accept this text. Shorten or remove it.',
    resolution: 'The model has no such quality or shape. Choose another one.',
    aspectRatio: 'The model has no such shape. Choose another one.',
    duration: 'The model cannot generate this length. Choose another one.',
    shotType: 'The model has no such camera setting. Choose another one.',
    audio: 'Audio cannot be changed for this model.',
    seed: 'The seed must be a whole number from 0 to 2147483647.',
    maxEstimatedCost: 'The price is above the limit of this application. Choose a shorter length or a lower quality.',
    model: 'This model cannot be used. Choose another one.',
  },
  notAccepted: 'The order was not accepted. Change it and try again.',
  forbidden: 'This address is not allowed. Open this page directly, not inside another site. If you did, its operator must add the host name to VIDEOS_HOSTS.',
  offline: 'The application cannot be reached. Your order is kept here; try again.',
  serverError: 'The application has a problem. Try again later.',

  empty: 'Your video appears here',
  emptyHint: 'Add images of your characters, describe a scene, and generate a video.',
  states: {
    waiting: 'Waiting to start',
    running: 'Generating your video',
    succeeded: 'Your video is ready',
    failed: 'No video',
    canceled: 'Canceled',
    unknown: 'This video does not exist',
  },
  stateNames: { waiting: 'Waiting', running: 'In progress', succeeded: 'Ready', failed: 'Failed', canceled: 'Canceled' },
  canceledUnsent: 'It was canceled before it was sent to the service. Nothing was billed.',
  unknownJob: 'It may have been deleted.',
  queue: (position) => position === 1
    ? 'Next in the queue. Nothing is billed yet.'
    : `Number ${position} in the queue. Nothing is billed yet.`,
  starting: 'Sending your images to the service...',
  left: (seconds) => `About ${roughly(seconds)} left`,
  longer: 'Taking longer than usual',
  basis: (seconds) => `Estimate: recent videos took ${roughly(seconds)}.`,
  working: 'The service is working on it',
  noBasis: 'How long it takes is not known yet: this is the first video with this model.',
  elapsed: (seconds) => `${time(seconds)} elapsed`,
  progress: 'Estimated progress',
  keepOpen: 'You can close this page. The video is generated anyway.',
  noCancel: 'It can no longer be canceled.',
  cancel: 'Cancel',
  cancelFailed: 'It is too late to cancel. The video is generated.',

  player: (prompt) => `Video: ${prompt}`,
  download: 'Download',
  again: 'Use settings again',
  retry: 'Change and try again',
  againFailed: 'The images of this video cannot be loaded.',
  deleteJob: 'Delete',
  deleteNamed: (prompt) => `Delete: ${prompt}`,
  deleteTitle: 'Delete this video?',
  deleteText: 'The video, its images and the prompt are removed from this application.',
  deleteNo: 'Keep',
  deleteFailed: 'It cannot be deleted while the service may still deliver a video.',
  deleted: 'Deleted.',

  facts: { model: 'Model', length: 'Length', size: 'Size', seed: 'Seed', cost: 'Cost', took: 'Generated in' },
  cost: (cost, estimate, simulated) => simulated
    ? 'Nothing billed'
    : cost != null ? money(cost) : estimate != null ? `at most ${money(estimate)}` : 'not known',
  took: (seconds) => seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`,
  warnings: 'Please note',
  details: 'Details for developers',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Your browser does not allow this page to copy. Select the text instead.',
  close: 'Close this message',
  unreachable: 'The application cannot be reached. Try again.',

  gallery: 'Your videos',
  galleryEmpty: 'No videos yet.',
  galleryNone: 'No videos with this state.',
  filter: 'Show',
  filters: { all: 'All', active: 'In progress', succeeded: 'Ready', failed: 'Failed', canceled: 'Canceled' },
  showMore: 'Show more',
  reconnecting: 'Connection lost. Trying again...',
  notification: (succeeded, prompt) => ({ title: succeeded ? 'Your video is ready' : 'A video failed', body: prompt }),
};

/** Why there is no video, by the kind of the error, and what to do. */
const FAILURES = {
  INVALID_REQUEST: 'The service did not accept the images or the settings. Change them and try again.',
  AUTHENTICATION: 'This application cannot sign in to the video service. Tell its operator; your order is fine.',
  PAYMENT_REQUIRED: 'The account of this application has no credit at the video service. Tell its operator.',
  RATE_LIMITED: 'The video service has too many requests. Try again in a few minutes.',
  SERVICE: 'The video service has a problem. Try again later.',
  REFERENCE_STORE: 'Your images could not be sent to the service. Nothing was billed. Try again.',
  SUBMIT_UNCERTAIN: 'The connection broke while the order was sent, and it may have been billed. Ask the operator before you order again.',
  CONTENT_REJECTED: 'The content rules of the service do not allow this video. Change the prompt or use other images.',
  JOB_FAILED: 'The service could not generate this video. Change the prompt or use other images.',
  JOB_CANCELED: 'The service did not start this video.',
  JOB_EXPIRED: 'The service no longer has this video.',
  TIMEOUT: 'This video takes unusually long. If the service still delivers it, it appears here.',
  DOWNLOAD: 'The video exists, but cannot be downloaded at the moment. If that works later, it appears here.',
};

export const failure = ({ kind, jobId }) =>
  kind === 'JOB_CANCELED' && !jobId ? t.canceledUnsent : FAILURES[kind] || t.serverError;

/**
 * Why an action on a job failed.
 *
 * @param conflict the text if the state of the job does not allow it
 */
export const actionFailure = (error, conflict) =>
  ({ 403: t.forbidden, 409: conflict })[error.status] || (error.status ? t.serverError : t.unreachable);

/** What the component or the service says it changed or ignored, in words of this page. */
const WARNINGS = [
  [/prompt: does not name (.*)/, (names) => `The prompt does not name ${names}, so it may be missing in the video.`],
  [/prompt: names none/, () => 'The prompt names none of your images, so they may be missing in the video.'],
  [/prompt: .*cuts off/, () => 'The prompt was too long. Its end was ignored.'],
  [/prompt: (.*) may not be understood/, (names) => `The model may not have understood ${names} in the prompt.`],
  [/prompt: '(.*)' looks like a reference/, (name) => `${name} in the prompt belongs to no image.`],
  [/transparent/, () => 'An image has transparent parts, which may look different in the video.'],
  [/seed/i, () => 'The seed may have been ignored.'],
  [/audio/i, () => 'The audio setting may have been ignored.'],
  [/resolution|aspect/i, () => 'The size of the video may differ from what you chose.'],
];

export function warning(raw) {
  for (const [pattern, text] of WARNINGS) {
    const found = pattern.exec(raw);
    if (found) {
      return text(found[1]);
    }
  }
  return 'The service changed or ignored a setting. See the details for developers.';
}
