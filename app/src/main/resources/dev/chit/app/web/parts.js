// @ts-check
// Small parts that every screen is made of. Text from people only ever becomes text nodes.
import { h } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import htm from 'htm';
import { t } from './text.js';

export const html = htm.bind(h);

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 16-3-6z',
  reply: 'M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  undo: 'M6 7h12M9 7V5h6v2M8 7l1 12h6l1-12',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  wallet: 'M4 7h14a2 2 0 0 1 2 2v9H6a2 2 0 0 1-2-2zM4 7l11-3v3M16 13h1',
  talks: 'M4 5h16v11H11l-5 4v-4H4z',
  info: 'M12 11v6M12 7.5v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  waiting: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  stored: 'M5 13l4 4L19 7',
  delivered: 'M2 13l4 4 9-10M11 15l2 2 9-10',
  out: 'M7 17L17 7M9 7h8v8',
  in: 'M17 7L7 17M15 17H7V9',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
};

/** A line drawing; hidden from screen readers, for words stand beside it or in a label. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} /></svg>`;
}

const HUES = 6;

/** The first letter on a colour that stays a person's, made from the account. */
export function Avatar({ name, account, online }) {
  const hue = parseInt((account || '0').slice(0, 4), 16) % HUES;
  return html`<span class=${'avatar hue-' + hue} aria-hidden="true">${[...name][0].toUpperCase()}${
    online && html`<span class="dot"></span>`}</span>`;
}

/**
 * A modal dialog. Escape and the cross close it; the browser keeps the focus inside and gives it
 * back.
 */
export function Dialog({ title, onClose, children }) {
  const ref = useRef(null);
  useEffect(() => {
    ref.current.showModal();
  }, []);
  return html`<dialog ref=${ref} aria-labelledby="dialog-title" onClose=${onClose}>
    <header><h2 id="dialog-title">${title}</h2>
      <button type="button" class="quiet round" aria-label=${t('close')}
        onClick=${() => ref.current.close()}><${Icon} name="close" /></button></header>
    ${children}
  </dialog>`;
}

/** A fingerprint in its groups, to be read aloud. */
export function Fingerprint({ text }) {
  return html`<code class="fingerprint">${text}</code>`;
}

/** A QR code; dark on light whatever the colours of the page, for cameras want it so. */
export function Code({ code, label }) {
  return html`<svg class="code" role="img" aria-label=${label} viewBox=${`0 0 ${code.size} ${code.size}`}
    shape-rendering="crispEdges"><rect width=${code.size} height=${code.size} fill="#ffffff" />
    <path d=${code.path} fill="#000000" /></svg>`;
}

/** What went wrong, told at once to screen readers. */
export function Problem({ text }) {
  return html`<p class="problem" role="alert">${text}</p>`;
}
