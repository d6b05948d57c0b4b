// @ts-check
// What a search found besides people: messages, payments and files.
import { brief, bytes, money } from './format.js';
import { html, Icon } from './parts.js';
import { peerOf } from './questions.js';
import { show } from './store.js';
import { open, openAt } from './talking.js';
import { t } from './text.js';

const AROUND = 40;

export function Found({ found, state }) {
  return html`<${Part} title=${t('found-messages')}>${found.messages.map((it) =>
      html`<li key=${it.id}><${FoundMessage} message=${it} state=${state} words=${found.text} /></li>`)}<//>
    <${Part} title=${t('payments')}>${found.payments.map((it) => html`<li key=${it.chit}>
      <button type="button" class="found-one" onClick=${() => show({ kind: 'payment', chit: it.chit, payment: it })}>
        <${Icon} name=${it.outgoing ? 'out' : 'in'} />
        <span class="who"><span>${t(it.outgoing ? 'paid-to' : 'paid-by', { name: it.other })}</span>
          <small dir="auto">${it.memo || brief(it.at)}</small></span>
        <strong>${it.outgoing ? '−' : '+'}${money(it.amount, state.unit)}</strong></button></li>`)}<//>
    <${Part} title=${t('found-files')}>${found.files.map((it) => html`<li key=${it.file}>
      <button type="button" class="found-one" onClick=${() => open(it.with)}>
        <${Icon} name="file" /><span class="who"><span dir="auto">${it.name}</span>
          <small>${peerOf(state, it.with)?.name ?? it.from} · ${bytes(it.size)}</small></span></button></li>`)}<//>`;
}

function Part({ title, children }) {
  return children.length > 0 && html`<section><h2>${title}</h2><ul>${children}</ul></section>`;
}

function FoundMessage({ message, state, words }) {
  const { with: key, from, text, at, position, id } = message;
  const name = peerOf(state, key)?.name ?? key;
  return html`<button type="button" class="found-one" onClick=${() => openAt(key, position, id)}>
    <span class="who"><span>${name}</span>
      <small dir="auto">${from}: ${around(text, words)}</small></span>
    <span class="when"><small>${brief(at)}</small></span></button>`;
}

/** The words that were found with what stands around them. */
function around(text, words) {
  const at = text.toLowerCase().indexOf(words.split(/\s+/)[0].toLowerCase());
  const from = Math.max(0, at - AROUND);
  return (from > 0 ? '…' : '') + text.slice(from, from + 4 * AROUND);
}
