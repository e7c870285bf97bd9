// Starts the page: loads the settings, draws, and follows the jobs.
import { html, nothing, render } from '/webjars/lit-html/lit-html.js';
import * as api from './api.js';
import * as icons from './icons.js';
import { forget, galleryView, isActive, stageView, stateOf } from './jobs.js';
import { notify } from './notifications.js';
import * as order from './order.js';
import { makeSortable, orderView } from './orderView.js';
import { announce, drawWith, keepJob, state, update } from './store.js';
import { t } from './texts.js';

const JOB_ID = /^[0-9a-f]{32}$/;

drawWith(() => {
  render(state.settings ? page() : html`<p class="loading">${state.connected ? t.loading : t.unavailable}</p>`,
    document.getElementById('studio'));
  const job = state.jobs.get(state.current);
  document.title = job ? `${t.states[stateOf(job)]} - ${t.title}` : t.title;
});

const page = () => html`
  <header>
    <div class="brand"><img src="icon.svg" alt=""><div><h1>${t.title}</h1><p class="hint">${t.tagline}</p></div></div>
    ${state.settings.simulated ? html`<p class="banner" id="simulated">${t.simulated}</p>` : nothing}
    ${state.settings.uploads ? nothing : html`<p class="banner problem">${t.noUploads}</p>`}
    ${state.connected ? nothing : html`<p class="banner problem" id="offline">${t.reconnecting}</p>`}
    ${state.notice ? html`
      <p class="toast" id="notice">${state.notice}
        <button type="button" class="tool" aria-label=${t.close} @click=${() => { state.notice = null; update(); }}>${icons.close}</button></p>` : nothing}
  </header>
  <main>${orderView()} ${stageView()} ${galleryView()}</main>`;

// ---- jobs

function receive(job) {
  const before = state.jobs.get(job.id);
  if (keepJob(job) && before && isActive(before) && !isActive(job)) {
    announce(t.states[stateOf(job)]);
    if (stateOf(job) !== 'canceled') {
      notify(job);
    }
  }
}

/** The job that is shown, if it is older than those of the gallery or deleted. */
async function readCurrent() {
  const id = state.current;
  await api.job(id).then(receive, (error) => error.status === 404 && state.jobs.has(id) && forget(id));
  update();
}

async function show() {
  const id = location.hash.slice(1);
  state.current = JOB_ID.test(id) ? id : null;
  state.notice = null;
  update();
  if (!state.current) {
    return;
  }
  if (!state.jobs.has(id)) {
    await readCurrent();
  }
  const stage = document.getElementById('stage');
  stage?.focus({ preventScroll: true });
  stage?.scrollIntoView({ block: 'nearest' });
}

// ---- files from outside of the form

const isFiles = (event) => event.dataTransfer?.types.includes('Files');
let leaving;

function dragging(on) {
  clearTimeout(leaving);
  if (state.dragging !== on) {
    state.dragging = on;
    update();
  }
}

addEventListener('dragover', (event) => {
  if (isFiles(event)) {
    event.preventDefault();
    dragging(true);
  }
});
addEventListener('dragleave', () => { leaving = setTimeout(() => dragging(false), 100); });
addEventListener('drop', (event) => {
  if (isFiles(event)) {
    event.preventDefault();
    dragging(false);
    order.add(event.dataTransfer.files);
  }
});
addEventListener('paste', (event) => {
  // A copied part of a document is text and an image of it.
  if (event.clipboardData.files.length && !event.clipboardData.types.includes('text/plain')) {
    event.preventDefault();
    order.add(event.clipboardData.files);
  }
});

// ---- start

async function start() {
  update();
  while (!state.settings) {
    try {
      state.settings = await api.settings();
      state.connected = true;
    } catch (error) {
      state.connected = false;
      update();
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
  order.start();
  queueMicrotask(makeSortable);
  api.follow({
    jobs: (list, asked) => {
      const listed = new Set(list.map((job) => job.id));
      const missing = [...state.jobs.values()].filter((job) => !listed.has(job.id) && job.receivedAt < asked);
      missing.forEach((job) => job.id === state.current ? readCurrent() : state.jobs.delete(job.id));
      list.forEach(receive);
      update();
    },
    job: (job) => {
      receive(job);
      update();
    },
    deleted: forget,
    connected: (connected) => {
      state.connected = connected;
      update();
    },
  });
  addEventListener('hashchange', show);
  await show();
  setInterval(() => [...state.jobs.values()].some(isActive) && update(), 1000);
}

start();
