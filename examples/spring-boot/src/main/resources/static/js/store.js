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
  /** The id of the job that is being canceled. */
  canceling: null,
  /** The id of the job whose details were copied. */
  copied: null,
  /** A text about an action that failed. */
  notice: null,
  connected: true,
  dragging: false,
};

const STEPS = { waiting: 0, running: 1, succeeded: 2, failed: 2 };
const deleted = new Set();

/**
 * Keeps the state of a job and when it arrived, because its times are shown as they go on. Answers and events can overtake
 * each other: an older state is ignored.
 *
 * @return whether the state was kept
 */
export function keepJob(job) {
  const known = state.jobs.get(job.id);
  if (deleted.has(job.id) || known && STEPS[job.state] < STEPS[known.state]) {
    return false;
  }
  state.jobs.set(job.id, Object.assign(job, { receivedAt: Date.now() }));
  return true;
}

export function dropJob(id) {
  deleted.add(id);
  state.jobs.delete(id);
}

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

/**
 * Shows a text if an action fails.
 *
 * @param text of the error
 */
export async function attempt(action, text) {
  state.notice = null;
  try {
    await action;
  } catch (error) {
    state.notice = text(error);
    announce(state.notice);
  }
  update();
}

/** For screen readers. */
export function announce(text) {
  document.getElementById('announcement').textContent = text;
}
