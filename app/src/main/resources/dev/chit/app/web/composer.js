// @ts-check
// The box to write in, and what can be sent besides words.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { filesIn, sendFiles, takesFiles } from './files.js';
import { html, Icon } from './parts.js';
import { isGroup, keyOf } from './questions.js';
import { show } from './store.js';
import { compose, draft, draftOf, say } from './talking.js';
import { t } from './text.js';

const ROWS_MAX = 8;

export function Composer({ state, peer, talk }) {
  const key = keyOf(peer);
  const [text, setText] = useState(draftOf(key));
  const box = useRef(/** @type {any} */ (null));
  const { replyTo, edit } = state.composing[key] ?? {};
  const target = talk.messages.find((it) => it.id === (replyTo ?? edit));
  const change = (value) => {
    draft(key, value);
    setText(value);
  };
  // Before anything more can be typed: what is changed must not mix with what stood there.
  useLayoutEffect(() => {
    if (edit && target) {
      change(target.text);
    }
    if (edit || replyTo) {
      box.current.focus();
    }
  }, [edit, replyTo]);
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) {
      box.current.focus();
    }
  }, []);
  useLayoutEffect(() => {
    box.current.rows = Math.min(ROWS_MAX, text.split('\n').length);
  }, [text]);
  const stop = () => {
    compose(key, {});
    if (edit) {
      change('');
    }
  };
  const leave = (event) => {
    event.preventDefault();
    if (text.trim() !== '') {
      say(key, text);
      change('');
      box.current.focus();
    }
  };
  const typed = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      leave(event);
    } else if (event.key === 'Escape' && (edit || replyTo)) {
      stop();
    }
  };
  const pasted = (event) => {
    const files = filesIn(event.clipboardData);
    if (files.length > 0 && takesFiles(key)) {
      event.preventDefault();
      sendFiles(key, files);
    }
  };
  return html`<form class="composer" onSubmit=${leave}>
    ${target && html`<p class="target"><span dir="auto">${edit ? t('editing')
      : t('replying-to', { name: target.mine ? t('me-name') : target.from, text: target.text.slice(0, 120) })}</span>
      <button type="button" class="quiet round" aria-label=${t('cancel')} onClick=${stop}><${Icon}
        name="close" /></button></p>`}
    <div class="row">
      ${takesFiles(key) && html`<${Attach} to=${key} />`}
      <textarea rows="1" dir="auto" ref=${box} value=${text}
        aria-label=${t('message-to', { name: peer.name })}
        placeholder=${t('message-to', { name: peer.name })} onKeyDown=${typed} onPaste=${pasted}
        onInput=${(event) => change(event.target.value)}></textarea>
      <button type="submit" class="main">${edit ? t('save-change') : t('send')}</button>
      ${isGroup(peer)
        ? html`<button type="button" onClick=${() => show({ kind: 'split', group: key })}>${t('split')}</button>`
        : html`<button type="button" onClick=${() => show({ kind: 'pay', to: key })}>${t('pay')}</button>`}
    </div>
  </form>`;
}

function Attach({ to }) {
  const input = useRef(/** @type {any} */ (null));
  const chosen = () => {
    sendFiles(to, [...input.current.files]);
    input.current.value = '';
  };
  return html`<input type="file" multiple hidden ref=${input} onChange=${chosen} />
    <button type="button" class="quiet round" aria-label=${t('attach')} title=${t('attach')}
      onClick=${() => input.current.click()}><${Icon} name="clip" /></button>`;
}
