// @ts-check
// Small parts that every screen is made of. Text from people only ever becomes text nodes.
import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import htm from 'htm';
import { problem, t } from './text.js';

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
  down: 'M12 5v14M5 12l7 7 7-7',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7',
  group: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20a6 6 0 0 1 12 0M16 5.2a3 3 0 0 1 0 5.6M18 14.4a6 6 0 0 1 3 5.6',
  drawn: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
};

/** A line drawing; hidden from screen readers, for words stand beside it or in a label. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} /></svg>`;
}

const HUES = 6;

/** The first letter on a colour that stays a person's, made from the account. */
export function Avatar({ name, account, online, group }) {
  const hue = parseInt((account || '0').slice(0, 4), 16) % HUES;
  return html`<span class=${'avatar hue-' + hue + (group ? ' group' : '')} aria-hidden="true">${
    group ? html`<${Icon} name="group" />` : [...name][0].toUpperCase()}${
    online && html`<span class="dot"></span>`}</span>`;
}

/**
 * A modal dialog. Escape and the cross close it; the browser keeps the focus inside and gives it
 * back.
 */
export function Dialog({ title, onClose, children, wide = false }) {
  const ref = useRef(null);
  useEffect(() => {
    ref.current.showModal();
  }, []);
  return html`<dialog ref=${ref} class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" onClose=${onClose}>
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
export function Code({ code, label, large = false }) {
  return html`<svg class=${large ? 'code large' : 'code'} role="img" aria-label=${label} viewBox=${`0 0 ${code.size} ${code.size}`}
    shape-rendering="crispEdges"><rect width=${code.size} height=${code.size} fill="#ffffff" />
    <path d=${code.path} fill="#000000" /></svg>`;
}

/** What went wrong, told at once to screen readers. */
export function Problem({ text }) {
  return html`<p class="problem" role="alert">${text}</p>`;
}

/** What dialogs run: one thing at a time, with what went wrong with it. */
export function useWork() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const underWay = useRef(false);
  const run = async (work) => {
    if (underWay.current) {
      return;
    }
    underWay.current = true;
    setBusy(true);
    setWrong('');
    try {
      await work();
    } catch (error) {
      setWrong(problem(error));
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { busy, wrong, run };
}

export const submitted = (work) => (event) => {
  event.preventDefault();
  work();
};

/** Pairs of a label and what it says; those that say nothing are left out. */
export function Facts({ facts }) {
  return html`<dl>${facts.filter(([, value]) => value).map(([label, value]) =>
    html`<div key=${label}><dt>${label}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** Asks once before something is gone. */
export function Sure({ title, text, yes, onYes, onClose }) {
  const { busy, wrong, run } = useWork();
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${text}</p>
    ${wrong && html`<${Problem} text=${wrong} />`}
    <p class="buttons"><button type="button" class="bad" disabled=${busy} onClick=${() => run(onYes)}>${yes}</button>
      <button type="button" onClick=${onClose}>${t('cancel')}</button></p>
  <//>`;
}
