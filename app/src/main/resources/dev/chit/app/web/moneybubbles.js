// @ts-check
// Payments and requests for money, as they stand in a conversation.
import { money, time } from './format.js';
import { answerRequest } from './money.js';
import { html } from './parts.js';
import { show } from './store.js';
import { t } from './text.js';

export function Money({ id, payment, unit }) {
  const who = payment.outgoing ? t('you-paid') : t('paid-you', { name: payment.other });
  return html`<article class=${'bubble money ' + (payment.outgoing ? 'mine' : 'theirs')} data-key=${id}>
    <button type="button" onClick=${() => show({ kind: 'payment', chit: payment.chit })}>
      <span>${who}</span><strong>${money(payment.amount, unit)}</strong>
      ${payment.memo && html`<span dir="auto">${payment.memo}</span>`}
      <small>${time(payment.at)} · ${t('settled')}</small></button></article>`;
}

export function Request({ id, request, unit }) {
  const { outgoing, other, amount, memo, at, state } = request;
  const who = outgoing ? t('you-ask', { name: other }) : t('asks-you', { name: other });
  return html`<article class=${'bubble money ask ' + (outgoing ? 'mine' : 'theirs')} data-key=${id}>
    <div><span>${who}</span><strong>${money(amount, unit)}</strong>
      ${memo && html`<span dir="auto">${memo}</span>`}
      <small>${request.split && html`${t('a-share')} · `}${time(at)} · ${t('request-' + state)}</small>
      ${state === 'open' && html`<p class="buttons">${outgoing
        ? html`<button type="button" onClick=${() => answerRequest('withdraw', request.id)}>${
          t('withdraw')}</button>`
        : html`<button type="button" class="main" onClick=${() =>
            show({ kind: 'pay', to: other, request: request.id })}>${t('pay')}</button>
          <button type="button" onClick=${() => answerRequest('refuse', request.id)}>${
            t('refuse')}</button>`}</p>`}</div></article>`;
}
