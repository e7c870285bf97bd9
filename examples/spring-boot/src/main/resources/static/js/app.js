// Starts the page: loads the settings, draws, and follows the jobs.
import { html, nothing, render } from '/webjars/lit-html/lit-html.js';
import * as api from './api.js';
import { forget, galleryView, isActive, stageView, stateOf } from './jobs.js';
import { notify } from './notifications.js';
import * as order from './order.js';
import { makeSortable, orderView } from './orderView.js';
import { announce, drawWith, state, update } from './store.js';
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
    ${state.notice ? html`<p class="toast" id="notice">${state.notice}</p>` : nothing}
  </header>
  <main>${orderView()} ${stageView()} ${galleryView()}</main>`;

// ---- jobs

function receive(job) {
  const before = state.jobs.get(job.id);
  state.jobs.set(job.id, order.received(job));
  if (before && isActive(before) && !isActive(job)) {
    announce(t.states[stateOf(job)]);
    notify(job);
  }
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
    // Older than those of the gallery.
    await api.job(id).then(receive, () => {});
    update();
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
  if (event.clipboardData.files.length) {
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
    jobs: (list) => {
      const known = new Set(list.map((job) => job.id));
      [...state.jobs.keys()].filter((id) => id !== state.current && !known.has(id)).forEach((id) => state.jobs.delete(id));
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
