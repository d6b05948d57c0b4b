// @ts-check
// Dialogs about people: finding somebody, about one of them, about oneself.
import { useEffect, useState } from 'preact/hooks';
import { Conversation } from './conversation.js';
import { paymentAddress } from './money.js';
import { Code, Dialog, Facts, Fingerprint, html, Problem, submitted, useWork } from './parts.js';
import { hide } from './store.js';
import { answer, compared, find, meet, safetyNumber } from './talking.js';
import { t } from './text.js';

export function Find({ state, name }) {
  const [wanted, setWanted] = useState(name);
  const [found, setFound] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const look = submitted(() => run(async () => {
    setFound(null);
    setFound(await find(wanted));
  }));
  return html`<${Dialog} title=${t('find-title')} onClose=${hide}>
    <form onSubmit=${look}>
      <label>${t('find-name')}<input required autofocus maxlength="32" autocomplete="off"
        autocapitalize="off" spellcheck=${false} value=${wanted}
        onInput=${(event) => setWanted(event.target.value)} /></label>
      <button type="submit" class=${found ? '' : 'main'} disabled=${busy}>${t('find')}</button>
    </form>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${found && found.name === state.me.name && html`<${Problem} text=${t('find-self')} />`}
    ${found && found.name !== state.me.name && html`<section class="found" role="status">
      <h3>${found.name}</h3><p class="hint">${t('fingerprint')}</p>
      <${Fingerprint} text=${found.fingerprint} /><p class="hint">${t('fingerprint-hint')}</p>
      <button type="button" class="main wide" onClick=${() => meet(found)}>${
        t('start-talk', { name: found.name })}</button></section>`}
  <//>`;
}

export function Person({ state, person }) {
  const blocked = person.standing === 'blocked';
  const [number, setNumber] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  useEffect(() => {
    run(async () => setNumber(await safetyNumber(person.name)));
  }, []);
  return html`<${Dialog} title=${person.name} onClose=${hide}>
    ${number && html`<section class="found"><h3>${t('safety-number')}</h3>
      <p class="hint">${t('safety-hint', { name: person.name })}</p>
      <${Fingerprint} text=${number.digits} />
      <${Code} code=${number.code} label=${t('safety-code')} />
      ${person.key === 'verified'
        ? html`<p class="proof included" role="status">${t('compared')}</p>`
        : html`<button type="button" disabled=${busy}
            onClick=${() => run(() => compared(person.name))}>${t('compare-done')}</button>`}
    </section>`}
    ${wrong && html`<${Problem} text=${wrong} />`}
    <${Facts} facts=${[
      [t('fingerprint'), html`<${Fingerprint} text=${person.fingerprint} />`],
      [t('account'), html`<code>${person.account}</code>`],
    ]} />
    <${Conversation} state=${state} of=${person.name} name=${person.name}
      mayChoose=${person.standing === 'accepted'} />
    <p class="buttons"><button type="button" class=${blocked ? '' : 'bad'}
      onClick=${() => { answer(blocked ? 'unblock' : 'block', person.name); hide(); }}>${
      t(blocked ? 'unblock' : 'block')}</button></p>
    ${!blocked && html`<p class="hint">${t('block-hint')}</p>`}
  <//>`;
}

export function Me({ me }) {
  const [address, setAddress] = useState(/** @type {any} */ (null));
  const { wrong, run } = useWork();
  useEffect(() => {
    run(async () => setAddress(await paymentAddress()));
  }, []);
  return html`<${Dialog} title=${me.name} onClose=${hide}>
    <${Facts} facts=${[
      [t('fingerprint'), html`<${Fingerprint} text=${me.fingerprint} />`],
      [t('account'), html`<code>${me.account}</code>`],
    ]} />
    <p class="hint">${t('fingerprint-hint')}</p>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${address && html`<section class="found"><h3>${t('pay-me')}</h3>
      <${Code} code=${address.code} label=${t('pay-me-code')} />
      <p class="hint">${t('pay-me-hint')}</p><code>${address.uri}</code></section>`}
  <//>`;
}
