// The form: references, prompt, settings, price.
import { html, nothing } from '/webjars/lit-html/lit-html.js';
import { live } from '/webjars/lit-html/directives/live.js';
import { repeat } from '/webjars/lit-html/directives/repeat.js';
import Sortable from '/webjars/sortablejs/modular/sortable.esm.js';
import * as icons from './icons.js';
import { lengths, maxReferences, mediaTypes, names, pieces, shapes, tiers } from './model.js';
import * as order from './order.js';
import { afterUpdate, state } from './store.js';
import { t } from './texts.js';

const form = state.form;

export function orderView() {
  return html`
    <form class="panel order" novalidate @keydown=${ignoreHeldEnter}
          @submit=${(event) => { event.preventDefault(); order.submit(); }}>
      ${referencesView()} ${promptView()} ${settingsView()} ${submitView()} ${confirmView()}
    </form>`;
}

/** Otherwise a key that is held down orders again as soon as the first order was accepted. */
function ignoreHeldEnter(event) {
  if (event.key === 'Enter' && event.repeat && event.target.id !== 'prompt') {
    event.preventDefault();
  }
}

const problemView = (field) => form.problems[field] && html`
  <p class="problem" id="${field}-problem" tabindex="-1">${form.problems[field].text}</p>
  ${form.problems[field].details
    ? html`<details class="developers"><summary>${t.details}</summary><code>${form.problems[field].details}</code></details>`
    : nothing}`;

const describedBy = (field, ...more) => [form.problems[field] ? field + '-problem' : '', ...more].join(' ').trim() || nothing;

// ---- references

function referencesView() {
  const model = order.model();
  const empty = form.references.length === 0;
  const choose = (event) => { order.add(event.target.files); event.target.value = ''; };
  return html`
    <section class="field" aria-labelledby="characters-title">
      <h2 id="characters-title" class="step">${t.characters}</h2>
      <div class="drop ${empty ? 'empty' : ''} ${state.dragging ? 'dragging' : ''}">
        ${empty ? html`<p class="hint">${icons.images}<span>${t.charactersHint}</span></p>` : nothing}
        <ol id="references">
          ${repeat(form.references, (reference) => reference.id, referenceView)}
          ${form.references.length < maxReferences(model, state.settings) ? html`
            <li><label class="button ${empty ? '' : 'tile'}">
              ${icons.plus} ${empty ? t.choose : t.addMore}
              <input type="file" id="files" multiple accept=${mediaTypes(model).join(',')} @change=${choose}
                     aria-invalid=${form.problems.references ? 'true' : 'false'} aria-describedby=${describedBy('references')}>
            </label></li>` : nothing}
        </ol>
        ${empty ? html`
          <p class="hint">${t.noImages}</p>
          <button type="button" class="button" id="sample" ?disabled=${form.sending} @click=${order.trySample}>${t.sample}</button>` : nothing}
      </div>
      ${form.references.length > 1 ? html`<p class="hint">${t.order}</p>` : nothing}
      ${problemView('references')}
    </section>`;
}

function referenceView(reference, index) {
  const name = order.nameOf(index);
  const problem = reference.reading ? undefined : order.problem(reference);
  const last = form.references.length - 1;
  const move = (to) => {
    order.move(index, to);
    const button = to < index ? '.earlier' : '.later';
    afterUpdate(() => {
      const item = document.getElementById('references').children[to];
      (item.querySelector(button + ':enabled') || item.querySelector('.thumb')).focus();
    });
  };
  return html`
    <li class="reference ${problem ? 'invalid' : ''}">
      <button type="button" class="thumb" aria-label=${t.insert(name)} title=${t.insert(name)} @click=${() => insert(name)}>
        ${reference.thumbnail ? html`<img src=${reference.thumbnail} alt="" draggable="false">` : icons.film}
        ${reference.kind === 'VIDEO' ? html`<span class="badge">${t.video}</span>` : nothing}
      </button>
      <span class="name">${name}</span>
      <span class="tools">
        <button type="button" class="tool earlier" aria-label=${t.earlier(name)} ?disabled=${index === 0} @click=${() => move(index - 1)}>${icons.left}</button>
        <button type="button" class="tool remove" aria-label=${t.remove(name)} @click=${() => remove(reference)}>${icons.close}</button>
        <button type="button" class="tool later" aria-label=${t.later(name)} ?disabled=${index === last} @click=${() => move(index + 1)}>${icons.right}</button>
      </span>
      ${reference.reading ? html`<span class="hint">${t.reading}</span>` : nothing}
      ${problem ? html`<span class="problem">${problem}</span>` : nothing}
    </li>`;
}

function remove(reference) {
  order.remove(reference);
  afterUpdate(() => document.getElementById('files')?.focus());
}

/** Drag and drop of the references by mouse and touch. Called once, when the list exists. */
export function makeSortable() {
  let next;
  Sortable.create(document.getElementById('references'), {
    draggable: '.reference',
    handle: '.thumb',
    animation: 150,
    forceFallback: true,
    fallbackTolerance: 4,
    delay: 150,
    delayOnTouchOnly: true,
    onStart: (event) => { next = event.item.nextSibling; },
    onEnd: (event) => {
      // The order of the elements is lit's; it changes with the order of the references.
      event.from.insertBefore(event.item, next);
      order.move(event.oldDraggableIndex, event.newDraggableIndex);
    },
  });
}

/** Writes a name where the cursor is in the prompt. */
function insert(name) {
  const field = document.getElementById('prompt');
  const before = form.prompt.slice(0, field.selectionStart);
  const after = form.prompt.slice(field.selectionEnd);
  const text = (before && !/\s$/.test(before) ? ' ' : '') + name + (/^[\s,.;:!?]/.test(after) ? '' : ' ');
  order.set({ prompt: before + text + after });
  afterUpdate(() => {
    field.focus();
    field.setSelectionRange(before.length + text.length, before.length + text.length);
  });
}

// ---- prompt

function promptView() {
  const model = order.model();
  const known = order.ownNames();
  const unknown = order.unknownNames();
  const parts = pieces(form.prompt, known);
  const unused = known.filter((name, index) => !parts.some((piece) => piece.index === index));
  const length = [...form.prompt].length;
  const tooLong = length > (model.maxPrompt ?? Infinity);
  return html`
    <section class="field">
      <h2 class="step"><label for="prompt">${t.prompt}</label></h2>
      <p class="hint" id="prompt-hint">${t.promptHint(known)}</p>
      <div class="prompt">
        <div class="mirror" aria-hidden="true">${parts.map((piece) => piece.name
          ? html`<mark class=${piece.index < 0 ? 'unknown' : 'known'}>${piece.text}</mark>` : piece.text)}${'\n'}</div>
        <textarea id="prompt" rows="3" placeholder=${t.promptPlaceholder(names(model, [{ kind: 'IMAGE' }])[0])} .value=${live(form.prompt)}
                  @input=${(event) => order.set({ prompt: event.target.value })}
                  aria-invalid=${form.problems.prompt || tooLong ? 'true' : 'false'}
                  aria-describedby=${describedBy('prompt', 'prompt-hint', 'prompt-names')}></textarea>
      </div>
      <p class="counter hint">
        <span>${form.prompt.trim() && known.length > 1 && unused.length ? t.notNamed(unused) : nothing}</span>
        <span class=${tooLong ? 'problem' : nothing}>${t.counter(length, model.maxPrompt)}</span></p>
      <p class="problem" id="prompt-names" ?hidden=${!unknown.length || form.problems.prompt}>${
        unknown.length ? t.unknownNames(unknown, known) : nothing}</p>
      ${problemView('prompt')}
      ${form.prompt.trim() || !known.length ? nothing : html`
        <p class="ideas"><span class="hint">${t.examples}</span>${t.exampleTexts(...known).map((text) => html`
          <button type="button" class="chip" @click=${() => order.set({ prompt: text })}>${text}</button>`)}</p>`}
    </section>`;
}

// ---- settings

const select = (field, problem, label, values, name, change) => values.length < 2 ? nothing : html`
  <div class="setting">
    <label for=${field}>${label}</label>
    <select id=${field} .value=${live(String(form[field]))} @change=${change || ((event) => order.set({ [field]: event.target.value }))}
            aria-invalid=${form.problems[problem] ? 'true' : 'false'} aria-describedby=${describedBy(problem)}>
      ${values.map((value) => html`<option value=${value} ?selected=${value === form[field]}>${name(value)}</option>`)}
    </select>
    ${problemView(problem)}
  </div>`;

function settingsView() {
  const model = order.model();
  return html`
    <section class="field" aria-labelledby="settings-title">
      <h2 id="settings-title" class="step">${t.settings}</h2>
      <div class="settings">
        ${select('model', 'model', t.model, state.settings.models.map((one) => one.name), t.modelName,
          (event) => order.choose(event.target.value))}
        ${select('tier', 'resolution', t.quality, tiers(model), t.qualityName)}
        ${select('shape', 'aspectRatio', t.shape, shapes(model, form.tier), t.shapeName)}
        ${select('duration', 'duration', t.length, lengths(model, form.references), t.seconds,
          (event) => order.set({ duration: Number(event.target.value) }))}
        ${select('shotType', 'shotType', t.shots, [...model.shotTypes].sort().reverse(), (type) => t.shotNames[type])}
        ${model.audioSwitch ? html`
          <label class="check"><input type="checkbox" id="audio" .checked=${live(form.audio)}
            @change=${(event) => order.set({ audio: event.target.checked })}> ${t.audio}</label>` : nothing}
      </div>
      ${model.negativePrompt || model.seed ? html`
        <details ?open=${Boolean(form.problems.seed || form.problems.negativePrompt)}>
          <summary>${t.more}</summary>
          ${model.negativePrompt ? html`
            <div class="setting">
              <label for="negativePrompt">${t.negativePrompt}</label>
              <input id="negativePrompt" maxlength=${model.maxNegativePrompt ?? nothing} .value=${live(form.negativePrompt)}
                     @input=${(event) => order.set({ negativePrompt: event.target.value })}
                     aria-describedby=${describedBy('negativePrompt')}>
              ${problemView('negativePrompt')}
            </div>` : nothing}
          ${model.seed ? html`
            <div class="setting">
              <label for="seed">${t.seed}</label>
              <input id="seed" inputmode="numeric" autocomplete="off" .value=${live(form.seed)}
                     @input=${(event) => order.set({ seed: event.target.value.trim() })}
                     aria-invalid=${form.problems.seed ? 'true' : 'false'} aria-describedby=${describedBy('seed', 'seed-hint')}>
              <p class="hint" id="seed-hint">${t.seedHint}</p>
              ${problemView('seed')}
            </div>` : nothing}
        </details>` : nothing}
    </section>`;
}

// ---- price and order

function submitView() {
  const { simulated, maxEstimatedCost } = state.settings;
  const over = order.isOverLimit();
  const price = form.cost === undefined ? '\u00a0' : simulated ? t.priceSimulated(form.cost)
    : form.cost === null ? t.priceUnknown : '\u00a0';
  return html`
    <div class="submit">
      <button id="generate" class="primary" ?disabled=${form.sending} aria-describedby="price"
              @click=${(event) => event.detail > 1 && event.preventDefault()}>
        ${form.sending ? t.sending : t.generate}${!simulated && form.cost != null && !form.sending
          ? html` <span class="price">${t.price(form.cost)}</span>` : nothing}
      </button>
      <p id="price" tabindex="-1" class=${over ? 'problem' : 'hint'}>${over ? t.overLimit(form.cost, maxEstimatedCost) : price}</p>
      ${problemView('maxEstimatedCost')} ${problemView('order')}
    </div>`;
}

function confirmView() {
  const close = (confirmed) => {
    document.getElementById('confirm').close();
    if (confirmed) {
      order.submit(true);
    }
  };
  return html`
    <dialog id="confirm" aria-labelledby="confirm-title">
      <h2 id="confirm-title">${t.confirmTitle(form.cost)}</h2>
      <p>${state.settings.simulated ? t.confirmSimulated : t.confirmText}</p>
      <p class="actions">
        <button type="button" class="button" @click=${() => close(false)}>${t.confirmNo}</button>
        <button type="button" class="primary" @click=${() => close(true)}>${t.generate}</button>
      </p>
    </dialog>`;
}
