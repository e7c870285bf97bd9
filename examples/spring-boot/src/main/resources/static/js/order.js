// The order that is being composed: references, prompt and options, its price, and sending it.
import * as api from './api.js';
import { inspect } from './media.js';
import {
  frameOf, isRefused, kindOf, lengths, maxReferences, names, pieces, problemOf, rename, shapes, size, tiers,
} from './model.js';
import { afterUpdate, announce, attempt, keepJob, state, update } from './store.js';
import { t } from './texts.js';

const MAX_SEED = 2147483647;
const form = state.form;
let references = 0;

const offered = (name) => state.settings.models.find((one) => one.name === name);
export const model = () => offered(form.model);
/** Not of more references than the model takes. */
export const ownNames = () => names(model(), form.references.slice(0, maxReferences(model(), state.settings)));
export const nameOf = (index) => ownNames()[index] || t.unnamed(index + 1);
export const problem = (reference) =>
  problemOf(reference, form.references.indexOf(reference), form.references, model(), state.settings);
export const unknownNames = () =>
  [...new Set(pieces(form.prompt, ownNames()).filter((piece) => piece.index < 0).map((piece) => piece.text))];

/** Sets fields of the order. */
export function set(fields) {
  Object.assign(form, fields);
  form.sent = null;
  for (const field of Object.keys(fields)) {
    delete form.problems[field];
  }
  delete form.problems.order;
  fitOptions();
  askPrice();
  update();
}

/** Selects a model; the names in the prompt become those of that model. */
export function choose(name) {
  const before = ownNames();
  form.model = name;
  form.references.forEach((reference) => delete reference.refused);
  form.problems = {};
  set({ prompt: rename(form.prompt, before, ownNames()) });
}

/** Keeps what the model has, and replaces the rest with its defaults. */
function fitOptions() {
  const { defaults } = state.settings;
  const standard = frameOf(model(), defaults.resolution) || {};
  form.tier = keep(form.tier, tiers(model()), standard.tier);
  form.shape = keep(form.shape, shapes(model(), form.tier), standard.shape);
  form.duration = keep(form.duration, lengths(model(), form.references), defaults.duration);
  form.shotType = keep(form.shotType, model().shotTypes, 'SINGLE');
}

const keep = (value, allowed, standard) =>
  allowed.includes(value) ? value : allowed.includes(standard) ? standard : allowed[0] ?? null;

export function start() {
  form.model = offered(state.settings.defaults.model)?.name || state.settings.models[0].name;
  set({});
}

// ---- references

export async function add(files) {
  const added = [...files].map((file) => ({ id: ++references, file, kind: kindOf(file.type), reading: true }));
  set({ references: [...form.references, ...added] });
  await Promise.all(added.map(async (reference) => {
    try {
      Object.assign(reference, await inspect(reference.file, reference.kind));
    } catch (error) {
      reference.unreadable = true;
    }
    reference.reading = false;
    update();
  }));
}

export function remove(reference) {
  announce(t.removed(nameOf(form.references.indexOf(reference))));
  URL.revokeObjectURL(reference.thumbnail);
  set({ references: form.references.filter((other) => other !== reference) });
}

export function move(from, to) {
  if (to < 0 || to >= form.references.length || from === to) {
    return;
  }
  const moved = [...form.references];
  moved.splice(to, 0, ...moved.splice(from, 1));
  set({ references: moved });
  announce(t.moved(nameOf(to)));
}

/** Adds the samples. With the simulator, where nothing is billed, it also orders the video. */
export const trySample = () => attempt(sample(), () => t.sampleFailed);

async function sample() {
  const files = await Promise.all(['cat.png', 'dog.png'].map(async (name) =>
    new File([await api.file('/samples/' + name)], name, { type: 'image/png' })));
  // Not twice after a double click.
  if (form.references.length === 0) {
    await add(files);
    set({ prompt: t.samplePrompt(ownNames()) });
    if (state.settings.simulated) {
      await submit();
    }
  }
}

// ---- price

const wholeOrder = () => {
  const { resolution, aspectRatio } = size(model(), form.tier, form.shape);
  return {
    model: form.model,
    resolution,
    aspectRatio,
    duration: form.duration,
    audio: model().audioSwitch ? form.audio : undefined,
  };
};

let asked = '';
let price = Promise.resolve();

function askPrice() {
  const count = (kind) => form.references.filter((reference) => reference.kind === kind).length;
  const query = new URLSearchParams(
    JSON.parse(JSON.stringify({ ...wholeOrder(), images: count('IMAGE'), videos: count('VIDEO') }))).toString();
  if (query !== asked) {
    asked = query;
    form.cost = undefined;
    price = readPrice(query);
  }
}

async function readPrice(query) {
  try {
    const { estimatedCost } = await api.cost(query);
    if (query === asked) {
      form.cost = estimatedCost;
    }
  } catch (error) {
    asked = '';
  }
  update();
}

export const isOverLimit = () => form.cost != null && state.settings.maxEstimatedCost != null
  && form.cost > state.settings.maxEstimatedCost;

/** Also if the price is not known, unless nothing is billed. */
const needsConfirmation = () => form.cost == null ? !state.settings.simulated : form.cost > state.settings.confirmAbove;

// ---- sending

/** What is wrong, by field, before anything is sent. */
function check() {
  const found = {};
  const bytes = form.references.reduce((sum, reference) => sum + reference.file.size, 0);
  if (form.references.length === 0) {
    found.references = { text: t.needsImage };
  } else if (form.references.some(problem)) {
    found.references = { text: t.fixReferences };
  } else if (bytes > state.settings.maxRequestBytes) {
    found.references = { text: t.tooLarge };
  }
  if (!form.prompt.trim()) {
    found.prompt = { text: t.needsPrompt };
  } else if (unknownNames().some((name) => isRefused(name, model()))) {
    found.prompt = { text: t.unknownNames(unknownNames(), ownNames()) };
  } else if ([...form.prompt].length > (model().maxPrompt ?? Infinity)) {
    found.prompt = { text: t.tooLong(model().maxPrompt) };
  }
  if (model().seed && form.seed !== '' && !(/^\d{1,10}$/.test(form.seed) && Number(form.seed) <= MAX_SEED)) {
    found.seed = { text: t.fields.seed };
  }
  return found;
}

/** Sends the order, or shows what is wrong, or asks for a confirmation. */
export async function submit(confirmed = false) {
  if (form.sending) {
    return;
  }
  if (form.cost === undefined) {
    // Otherwise a quick click would not be asked for a confirmation.
    askPrice();
    form.sending = true;
    update();
    await price;
    form.sending = false;
    update();
  }
  const found = check();
  if (Object.keys(found).length) {
    show(found);
  } else if (isOverLimit()) {
    announce(t.overLimit(form.cost, state.settings.maxEstimatedCost));
    document.getElementById('price').focus();
  } else if (!confirmed && needsConfirmation()) {
    document.getElementById('confirm').showModal();
  } else {
    await send();
  }
}

async function send() {
  form.sent = form.sent || { key: crypto.randomUUID?.() || randomKey(), seed: form.seed || randomSeed() };
  form.sending = true;
  show({});
  try {
    const job = await api.order(body(), form.sent.key);
    form.sent = null;
    keepJob(job);
    location.hash = job.id;
  } catch (error) {
    show(problemsOf(error));
  } finally {
    form.sending = false;
    update();
  }
}

// Not on every address: randomUUID needs HTTPS or localhost.
const randomKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), String).join('-');
const randomSeed = () => String(crypto.getRandomValues(new Uint32Array(1))[0] >>> 1);

function body() {
  const fields = {
    ...wholeOrder(),
    prompt: form.prompt,
    negativePrompt: model().negativePrompt ? form.negativePrompt : '',
    shotType: model().shotTypes.length ? form.shotType.toLowerCase() : '',
    seed: model().seed ? form.sent.seed : '',
  };
  const data = new FormData();
  form.references.forEach((reference) => data.append('references', reference.file));
  Object.entries(fields).filter(([, value]) => value != null && value !== '').forEach(([name, value]) => data.append(name, value));
  return data;
}

/** An error of the server by field, in words of this page. */
function problemsOf(error) {
  if (!(error instanceof api.ApiError)) {
    return { order: { text: t.offline } };
  }
  if (error.fields.length === 0) {
    const text = { 403: t.forbidden, 413: t.tooLarge }[error.status] || (error.status >= 500 ? t.serverError : t.notAccepted);
    return { order: { text, details: error.message } };
  }
  const found = {};
  for (const { field, message } of error.fields) {
    const name = t.fields[field] ? field : 'order';
    found[name] = { text: t.fields[field] || t.notAccepted, details: `${field}: ${message}` };
    const number = field === 'references' && /(?:reference|item)[ -]0*(\d+)/.exec(message);
    if (number && form.references[number[1] - 1]) {
      form.references[number[1] - 1].refused = true;
      found.references.text = t.fixReferences;
    }
  }
  if (form.references.some((reference) => reference.refused)) {
    // The prompt was checked without them.
    delete found.prompt;
  }
  return found;
}

function show(problems) {
  form.problems = problems;
  const texts = Object.values(problems).map((one) => one.text);
  if (texts.length) {
    announce(texts.join(' '));
    afterUpdate(() => document.querySelector('[aria-invalid=true], .problem[tabindex]')?.focus());
  }
}

/** Composes the order of a job again. */
export async function reuse(job) {
  const order = job.order;
  const files = await Promise.all(job.references.map(async ({ url, mediaType }, index) =>
    new File([await api.file(url)], `reference-${index + 1}`, { type: mediaType })));
  form.model = offered(order.model ?? state.settings.defaults.model)?.name || form.model;
  form.references = [];
  await add(files);
  const frame = frameOf(model(), order.resolution) || {};
  set({
    prompt: order.prompt,
    negativePrompt: order.negativePrompt || '',
    tier: frame.tier,
    shape: order.aspectRatio || frame.shape,
    duration: order.duration,
    shotType: order.shotType?.toUpperCase(),
    audio: order.audio ?? true,
    seed: order.seed == null ? '' : String(order.seed),
  });
  document.getElementById('prompt').focus();
}

