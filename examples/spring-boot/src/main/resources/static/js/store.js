// The state of the page. After a change, update() draws the page again.
export const state = {
  /** From GET /studio; null until it is loaded. */
  settings: null,
  form: {
    references: [],
    prompt: '',
    negativePrompt: '',
    model: null,
    tier: null,
    shape: null,
    duration: null,
    shotType: null,
    audio: true,
    seed: '',
    /** By field: { text, details }. */
    problems: {},
    cost: undefined,
    sending: false,
    /** Idempotency key and seed of an order that may have been sent. Any change clears them. */
    sent: null,
  },
  /** By id. */
  jobs: new Map(),
  /** The id of the job that is shown. */
  current: null,
  filter: 'all',
  shown: 12,
  connected: true,
  dragging: false,
};

let draw = () => {};
let pending = false;

export function drawWith(drawing) {
  draw = drawing;
}

export function update() {
  if (!pending) {
    pending = true;
    queueMicrotask(() => {
      pending = false;
      draw();
    });
  }
}

/** Runs after the page was drawn. */
export function afterUpdate(action) {
  update();
  queueMicrotask(action);
}

/** For screen readers. */
export function announce(text) {
  document.getElementById('announcement').textContent = text;
}
