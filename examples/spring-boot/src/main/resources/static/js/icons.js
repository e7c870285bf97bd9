// Icons, drawn with lines on a field of 24 by 24.
import { html } from '/webjars/lit-html/lit-html.js';

const icon = (path) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const left = icon('M15 5l-7 7 7 7');
export const right = icon('M9 5l7 7-7 7');
export const close = icon('M6 6l12 12M18 6L6 18');
export const plus = icon('M12 5v14M5 12h14');
export const download = icon('M12 4v11M7 11l5 5 5-5M5 20h14');
export const again = icon('M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6');
export const trash = icon('M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13');
export const bell = icon('M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4');
export const film = icon('M4 5h16v14H4zM10 9v6l5-3z');
export const images = icon('M4 7h12v12H4zM8 7V4h12v12h-4M4 16l4-4 8 7');
