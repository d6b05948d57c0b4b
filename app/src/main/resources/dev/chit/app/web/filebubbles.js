// @ts-check
// Files, as they stand in a conversation, and those that are under way.
import { useEffect, useState } from 'preact/hooks';
import { cancel, deleteFile, picture, putAway, save, sendAgain, whyFailed } from './files.js';
import { bytes, moment, rate, time } from './format.js';
import { html, Icon } from './parts.js';
import { t } from './text.js';

/** A file that was sent or came. Its name is text, and its picture one that the sender's client made. */
export function SentFile({ id, file }) {
  const { outgoing, name, size, state } = file;
  return html`<article class=${'bubble file ' + (outgoing ? 'mine' : 'theirs')} data-key=${id}
      data-file=${name}>
    ${file.with.startsWith('#') && !outgoing ? html`<strong class="author">${file.from}</strong>`
      : html`<span class="hidden">${outgoing ? t('me-name') : file.from}: </span>`}
    ${file.picture && html`<${Picture} file=${file.file} name=${name} />`}
    <div class="file-row"><span class="file-icon"><${Icon} name="file" /></span>
      <span class="who"><strong dir="auto">${name}</strong><small>${bytes(size)} · ${
        t('file-' + state)}</small></span></div>
    <p class="buttons">
      ${!outgoing && html`<button type="button" class=${file.here ? '' : 'main'}
        onClick=${() => save(file)}>${t(file.here ? 'save-again' : 'save')}</button>`}
      ${outgoing && state === 'sending' && file.here && html`<button type="button" class="main"
        onClick=${() => sendAgain(file.file)}>${t('go-on')}</button>`}
      <button type="button" class="quiet" onClick=${() => deleteFile(file.file)}>${
        t(outgoing ? 'take-back' : 'remove')}</button></p>
    <footer><time datetime=${file.at} title=${moment(file.at)}>${time(file.at)}</time></footer>
  </article>`;
}

function Picture({ file, name }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let there = true;
    picture(file).then((it) => there && setAddress(it));
    return () => {
      there = false;
    };
  }, [file]);
  return address === '' ? html`<span class="thumbnail"></span>`
    : html`<img class="thumbnail" src=${address} alt=${t('picture-of', { name })} />`;
}

/** A file on its way, with how far and how fast. */
export function Transfer({ transfer }) {
  const { kind, name, done, total, state } = transfer;
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  if (state === 'failed') {
    return html`<div class="transfer failed"><${Icon} name="file" />
      <span class="who"><strong dir="auto">${name}</strong>
        <small class="problem" role="alert">${whyFailed(transfer)}</small></span>
      ${(transfer.source || kind === 'fetch') && html`<button type="button"
        onClick=${() => putAway(transfer, true)}>${t('try-again')}</button>`}
      <button type="button" class="quiet round" aria-label=${t('close')}
        onClick=${() => putAway(transfer, false)}><${Icon} name="close" /></button></div>`;
  }
  const text = t('progress', { done: bytes(done), total: bytes(total) })
    + (transfer.rate ? ' · ' + rate(transfer.rate) : '');
  return html`<div class="transfer"><${Icon} name="file" />
    <span class="who"><strong dir="auto">${name}</strong>
      <progress max="100" value=${percent} aria-label=${t('transfer-' + kind, { name })}></progress>
      <small>${t('phase-' + kind)} · ${text}</small></span>
    <button type="button" class="quiet round" aria-label=${t('cancel-file', { name })}
      title=${t('cancel')} onClick=${() => cancel(transfer)}><${Icon} name="close" /></button></div>`;
}
