// What a model accepts, by the component's table of models. Functions without side effects.
import { t } from './texts.js';

const LANDSCAPE = '16:9';
const COMMON_SHAPES = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'];

export const kindOf = (mediaType) => mediaType.split('/')[0].toUpperCase();

/** The names of references in a prompt, in order; empty if the model does not document names. */
export function names(model, references) {
  const counts = {};
  return references.map((reference) => {
    const pattern = model.referenceNames[reference.kind] || Object.values(model.referenceNames)[0];
    if (!pattern) {
      return null;
    }
    counts[pattern] = (counts[pattern] || 0) + 1;
    return pattern.replace('{n}', counts[pattern]);
  }).filter((name) => name !== null);
}

const NAME = /\[(?:Image|Video) \d+\]|<(?:IMAGE|VIDEO)_\d+>|\b(?:Image|Video) \d+\b|\bcharacter[ _-]?\d+\b/gi;

/** Names are understood in any case, for example at the beginning of a sentence. */
const plain = (name) => name.toLowerCase().replace(/[^a-z\d]/g, '');

/** A prompt as pieces: text, and names with their index among the known ones, or -1. */
export function pieces(prompt, known) {
  const plainNames = known.map(plain);
  const all = [];
  let end = 0;
  for (const found of prompt.matchAll(NAME)) {
    all.push({ text: prompt.slice(end, found.index) });
    all.push({ text: found[0], name: true, index: plainNames.indexOf(plain(found[0])) });
    end = found.index + found[0].length;
  }
  all.push({ text: prompt.slice(end) });
  return all;
}

/** The prompt with the names of another model. */
export function rename(prompt, before, after) {
  return pieces(prompt, before)
    .map((piece) => after[piece.index] || piece.text)
    .join('');
}

/** Whether an order with an unknown name is refused; other spellings may be ordinary text. */
export const isRefused = (name, model) => /^(?:[Cc]haracter\d|\[?Image|\[?Video|<)/.test(name)
  && Object.values(model.referenceNames).some((pattern) => plain(pattern) === plain(name).replace(/\d+/, 'n'));

const shapeOf = ({ width, height }) => COMMON_SHAPES
  .map((shape) => ({ shape, distance: Math.abs(Math.log(width / height * shape.split(':')[1] / shape.split(':')[0])) }))
  .sort((a, b) => a.distance - b.distance)[0].shape;

export const tiers = (model) => [...new Set(model.sizes.map((size) => size.tier))];

/** The shapes of a tier: those of its sizes, and the aspect ratios of the model. */
export function shapes(model, tier) {
  const ofSizes = model.sizes.filter((size) => size.tier === tier).map((size) => shapeOf(size.resolution));
  return [...new Set([...ofSizes, ...model.aspectRatios])];
}

/** The resolution and, if no size has the shape, the aspect ratio of an order. */
export function size(model, tier, shape) {
  const ofTier = model.sizes.filter((size) => size.tier === tier);
  const exact = ofTier.find((size) => shapeOf(size.resolution) === shape);
  const base = exact || ofTier.find((size) => shapeOf(size.resolution) === LANDSCAPE);
  return {
    resolution: base && `${base.resolution.width}x${base.resolution.height}`,
    aspectRatio: exact ? undefined : shape,
  };
}

export function frameOf(model, resolution) {
  const found = model.sizes.find(({ resolution: { width, height } }) => `${width}x${height}` === resolution);
  return found && { tier: found.tier, shape: shapeOf(found.resolution) };
}

/** The lengths that can be chosen, in seconds. */
export function lengths(model, references) {
  const { min, max, maxWithVideo, only } = model.duration;
  const most = references.some((reference) => reference.kind === 'VIDEO') ? maxWithVideo : max;
  return only.length ? only : Array.from({ length: most - min + 1 }, (_, index) => min + index);
}

export const maxReferences = (model, settings) => Math.min(settings.maxReferences, model.maxReferences ?? Infinity);

/** All media types that the model takes, for the file dialog. */
export const mediaTypes = (model) => ['IMAGE', 'VIDEO'].flatMap((kind) => model.references[kind]?.mediaTypes || []);

/** Why a reference cannot be used, in words; undefined if nothing is known against it. */
export function problemOf(reference, index, references, model, settings) {
  const kind = reference.kind;
  const limits = model.references[kind];
  if (reference.refused) return t.refused;
  if (kind !== 'IMAGE' && kind !== 'VIDEO' || limits?.mediaTypes.length && !limits.mediaTypes.includes(reference.file.type)) {
    return t.wrongType([...new Set(mediaTypes(model).map((type) => type.split('/')[1].replace('quicktime', 'mov').toUpperCase()))].join(', '));
  }
  if (!limits) return t.kindRefused(kind.toLowerCase());
  if (index >= maxReferences(model, settings)) return t.tooMany(maxReferences(model, settings));
  const before = references.slice(0, index).filter((other) => other.kind === kind).length;
  if (limits.max != null && before >= limits.max) return t.tooManyOfKind(kind.toLowerCase(), limits.max);
  const maxBytes = Math.min(settings.maxFileBytes, limits.maxBytes ?? Infinity);
  if (reference.file.size > maxBytes) return t.fileTooLarge(Math.floor(maxBytes / 1024 / 1024));
  // A browser does not play all videos that a model takes.
  if (reference.unreadable && kind === 'IMAGE') return t.unreadable;
  if (Math.min(reference.width, reference.height) < limits.minSide) return t.tooSmall(limits.minSide);
  if (Math.max(reference.width, reference.height) > (limits.maxSide ?? Infinity)) return t.tooBig(limits.maxSide);
  if (reference.seconds < limits.minSeconds) return t.tooShort(limits.minSeconds);
  if (reference.seconds > (limits.maxSeconds ?? Infinity) + 0.1) return t.tooLongVideo(limits.maxSeconds);
  return undefined;
}
