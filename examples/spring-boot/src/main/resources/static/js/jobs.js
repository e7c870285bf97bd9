// The job that is shown, and the gallery of all jobs.
import { html, nothing } from '/webjars/lit-html/lit-html.js';
import { repeat } from '/webjars/lit-html/directives/repeat.js';
import * as api from './api.js';
import * as icons from './icons.js';
import { frame } from './media.js';
import { askToNotify, canAskToNotify } from './notifications.js';
import { reuse } from './order.js';
import { announce, attempt, dropJob, keepJob, state, update } from './store.js';
import { actionFailure, ago, failure, t, warning } from './texts.js';

const PAGE = 12;
/** A bar that is only an estimate does not reach the end by itself. */
const MOST = 0.95;

export const isActive = (job) => job.state === 'waiting' || job.state === 'running';
export const stateOf = (job) => job.error?.kind === 'JOB_CANCELED' ? 'canceled' : job.state;

// ---- thumbnails

/** By job: the URL of a thumbnail; null while it is being read, or if there is none. */
const thumbnails = new Map();
let reading = Promise.resolve();

function thumbnail(job) {
  const image = job.references.find((reference) => reference.mediaType.startsWith('image/'))?.url;
  if (!job.video) {
    return image;
  }
  if (!thumbnails.has(job.id)) {
    thumbnails.set(job.id, null);
    // One after the other, so that many videos are not read at the same time.
    reading = reading.then(async () => {
      thumbnails.set(job.id, (await frame(job.video, 0.5).catch(() => ({}))).thumbnail || null);
      update();
    });
  }
  return thumbnails.get(job.id) || image;
}

// ---- one job

export function stageView() {
  const job = state.jobs.get(state.current);
  return html`
    <section class="panel stage ${state.current ? '' : 'empty'}" id="stage" aria-labelledby="stage-title" tabindex="-1">
      ${job ? jobView(job) : state.current ? html`
        <h2 id="stage-title">${t.states.unknown}</h2><p class="hint">${t.unknownJob}</p>` : html`
        <div class="placeholder">
          ${icons.film}
          <h2 id="stage-title">${t.empty}</h2>
          <p class="hint">${t.emptyHint}</p>
        </div>`}
    </section>`;
}

const jobView = (job) => html`
  <h2 id="stage-title">${t.states[stateOf(job)]}</h2>
  ${isActive(job) ? runningView(job) : job.state === 'succeeded' ? resultView(job) : failedView(job)}
  ${detailsView(job)}`;

function runningView(job) {
  const since = (Date.now() - job.receivedAt) / 1000;
  const run = (job.runSeconds ?? 0) + since;
  const expected = job.expectedSeconds;
  const left = expected - run;
  const headline = job.state === 'waiting' ? (job.position ? t.queue(job.position) : t.starting)
    : expected ? (left > 0 ? t.left(left) : t.longer) : t.working;
  return html`
    <div class="collage" aria-hidden="true">${job.references.slice(0, 3).map((reference) =>
      reference.mediaType.startsWith('image/') ? html`<img src=${reference.url} alt="">` : icons.film)}</div>
    ${job.state === 'running' && expected
      ? html`<progress aria-label=${t.progress} max="1" value=${Math.min(MOST, run / expected)}></progress>`
      : html`<progress aria-label=${t.progress}></progress>`}
    <p class="status"><strong id="left">${headline}</strong><span id="elapsed">${t.elapsed(job.elapsedSeconds + since)}</span></p>
    <p class="hint">${job.state === 'running' ? (expected ? t.basis(expected) : t.noBasis) : nothing} ${t.keepOpen}
      ${job.state === 'running' && !job.cancelable ? t.noCancel : nothing}</p>
    <p class="quote">${job.prompt}</p>
    <p class="actions">
      ${canAskToNotify() ? html`<button type="button" class="button" id="notify" @click=${askToNotify}>${icons.bell} ${t.notify}</button>` : nothing}
      ${job.cancelable ? html`<button type="button" class="button" id="cancel" ?disabled=${state.canceling === job.id}
        @click=${() => cancel(job)}>${icons.close} ${t.cancel}</button>` : nothing}
    </p>`;
}

async function cancel(job) {
  state.canceling = job.id;
  update();
  await attempt(api.cancel(job.id).then(keepJob), (error) => {
    // Otherwise the button stays disabled until the state of the job has changed.
    state.canceling = null;
    return actionFailure(error, t.cancelFailed);
  });
}

function resultView(job) {
  const { order } = job;
  const facts = {
    [t.facts.model]: t.modelName(job.model),
    [t.facts.length]: order.duration && t.seconds(order.duration),
    [t.facts.size]: order.resolution?.replace('x', ' × '),
    [t.facts.seed]: order.seed,
    [t.facts.cost]: t.cost(job.cost, job.estimatedCost, state.settings.simulated),
    [t.facts.took]: t.took(job.elapsedSeconds),
  };
  return html`
    <video id="video" controls playsinline preload="metadata" src=${job.video} poster=${thumbnail(job) || nothing}
           aria-label=${t.player(job.prompt)}></video>
    <p class="actions">
      <a class="primary" id="download" href=${job.video} download="video-${job.id.slice(0, 8)}.mp4">${icons.download} ${t.download}</a>
      ${againView(job, t.again)} ${deleteView(job)}
    </p>
    <p class="quote">${job.prompt}</p>
    ${job.warnings?.length ? html`
      <div class="warnings"><h3>${t.warnings}</h3><ul>${[...new Set(job.warnings.map(warning))].map((text) => html`<li>${text}</li>`)}</ul></div>` : nothing}
    <dl id="facts">${Object.entries(facts).filter(([, value]) => value != null && value !== '')
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const failedView = (job) => html`
  <p id="reason">${failure(job.error)}</p>
  <p class="quote">${job.prompt}</p>
  <p class="actions">${againView(job, t.retry)} ${deleteView(job)}</p>`;

const againView = (job, text) => job.references.length === 0 ? nothing : html`
  <button type="button" class="button" id="again" @click=${() => attempt(reuse(job), () => t.againFailed)}>${icons.again} ${text}</button>`;

const deleteView = (job) => html`
  <button type="button" class="button" @click=${() => askDelete(job)}>${icons.trash} ${t.deleteJob}</button>`;

function detailsView(job) {
  const facts = JSON.stringify({
    id: job.id,
    jobId: job.jobId,
    model: job.model,
    state: job.state,
    status: job.status,
    statusRequests: job.polls,
    listPrice: job.estimatedCost,
    cost: job.cost,
    warnings: job.warnings,
    error: job.error,
  }, null, 2);
  const copy = async () => {
    await navigator.clipboard.writeText(facts);
    state.copied = job.id;
    announce(t.copied);
    update();
  };
  return html`
    <details class="developers">
      <summary>${t.details}</summary>
      <pre tabindex="0" aria-label=${t.details}>${facts}</pre>
      ${navigator.clipboard ? html`<button type="button" class="button" id="copy" @click=${() => attempt(copy(), () => t.copyFailed)}>${
        state.copied === job.id ? t.copied : t.copy}</button>` : nothing}
    </details>`;
}

// ---- delete

let doomed = null;

function askDelete(job) {
  doomed = job;
  update();
  document.getElementById('delete').showModal();
}

async function remove() {
  document.getElementById('delete').close();
  const { id } = doomed;
  // Another tab may have deleted it.
  const removed = api.remove(id).catch((error) => { if (error.status !== 404) throw error; });
  await attempt(removed.then(() => {
    forget(id);
    announce(t.deleted);
  }), (error) => actionFailure(error, t.deleteFailed));
}

export function forget(id) {
  dropJob(id);
  URL.revokeObjectURL(thumbnails.get(id));
  thumbnails.delete(id);
  if (state.current === id) {
    location.hash = '';
  }
  update();
}

const deleteDialog = () => html`
  <dialog id="delete" aria-labelledby="delete-title">
    <h2 id="delete-title">${t.deleteTitle}</h2>
    <p>${t.deleteText}</p>
    <p class="actions">
      <button type="button" class="button" @click=${() => document.getElementById('delete').close()}>${t.deleteNo}</button>
      <button type="button" class="primary danger" id="delete-yes" @click=${remove}>${t.deleteJob}</button>
    </p>
  </dialog>`;

// ---- gallery

const SHOWS = {
  all: () => true,
  active: isActive,
  succeeded: (job) => job.state === 'succeeded',
  failed: (job) => stateOf(job) === 'failed',
  canceled: (job) => stateOf(job) === 'canceled',
};

export function galleryView() {
  const all = [...state.jobs.values()].sort((a, b) => b.orderedAt.localeCompare(a.orderedAt));
  const shown = all.filter(SHOWS[state.filter]);
  const filters = Object.keys(SHOWS).filter((name) => name !== 'canceled' || name === state.filter || all.some(SHOWS.canceled));
  return html`
    <section class="gallery" aria-labelledby="gallery-title">
      <div class="head">
        <h2 id="gallery-title">${t.gallery}</h2>
        ${all.length === 0 ? nothing : html`<div class="filters" role="group" aria-label=${t.filter}>${filters.map((name) => html`
          <button type="button" class="chip" aria-pressed=${state.filter === name ? 'true' : 'false'}
                  @click=${() => { state.filter = name; state.shown = PAGE; update(); }}>
            ${t.filters[name]} <span class="count">${all.filter(SHOWS[name]).length}</span></button>`)}</div>`}
      </div>
      ${shown.length === 0 ? html`<p class="hint">${all.length ? t.galleryNone : t.galleryEmpty}</p>` : nothing}
      <ul class="cards">${repeat(shown.slice(0, state.shown), (job) => job.id, cardView)}</ul>
      ${shown.length > state.shown ? html`
        <button type="button" class="button" @click=${() => { state.shown += PAGE; update(); }}>${t.showMore}</button>` : nothing}
      ${deleteDialog()}
    </section>`;
}

function cardView(job) {
  const image = thumbnail(job);
  return html`
    <li class="card ${stateOf(job)} ${job.id === state.current ? 'current' : ''}">
      <a href="#${job.id}" aria-current=${job.id === state.current ? 'true' : nothing}>
        <span class="picture">${image ? html`<img src=${image} alt="" loading="lazy">` : icons.film}
          <span class="badge">${t.stateNames[stateOf(job)]}</span></span>
        <span class="text">${job.prompt}</span>
        <span class="hint">${ago(Date.now() - Date.parse(job.orderedAt))}</span>
      </a>
      ${isActive(job) ? nothing : html`
        <button type="button" class="tool" aria-label=${t.deleteNamed(job.prompt)} @click=${() => askDelete(job)}>${icons.trash}</button>`}
    </li>`;
}
