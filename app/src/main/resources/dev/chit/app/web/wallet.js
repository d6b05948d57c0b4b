// @ts-check
// The wallet: balance, paying, chits, and what was paid.
import { Chits } from './chits.js';
import { brief, money } from './format.js';
import { olderPayments } from './money.js';
import { html, Icon } from './parts.js';
import { Chart } from './statement.js';
import { show } from './store.js';
import { t } from './text.js';

export function Wallet({ state }) {
  const { balance, unit } = state;
  const button = (name, kind) => html`<button type="button" onClick=${() => show({ kind })}>${t(name)}</button>`;
  return html`<section class="wallet" aria-label=${t('wallet')}>
    <h1 class="hidden">${t('wallet')}</h1>
    <div class="scroll">
      <section class="sum">
        <h2>${t('balance')}</h2>
        <p class="balance" aria-live="polite">${balance ? money(balance.balance, unit) : '…'}</p>
        <${Chart} points=${state.chart} unit=${unit} label="chart" />
        ${balance && balance.held && html`<p class="hint">${
          t('held', { amount: money(balance.held, unit) })}</p>`}
        ${balance && balance.pending > 0 && html`<p class="hint">${
          balance.pending === 1 ? t('pending-one') : t('pending', { count: balance.pending })}</p>`}
        <button type="button" class="main wide" onClick=${() => show({ kind: 'pay', to: '' })}>${
          t('pay-somebody')}</button>
        <p class="buttons even">${button('split', 'split')}${button('draw', 'draw')}${
          button('redeem', 'redeem')}${button('statement', 'statement')}</p>
      </section>
      ${state.chits.length > 0 && html`<section><h2>${t('chits')}</h2>
        <${Chits} chits=${state.chits} unit=${unit} /></section>`}
      <section>
        <h2>${t('payments')}</h2>
        ${state.payments.length === 0 && html`<p class="hint">${t('no-payments')}</p>`}
        <ul class="payments">${state.payments.map((it) => html`<li key=${it.chit}>
          <${Payment} payment=${it} unit=${unit} /></li>`)}</ul>
        ${state.morePayments && html`<button type="button" class="wide" onClick=${olderPayments}>${
          t('more-payments')}</button>`}
      </section>
    </div>
  </section>`;
}

function Payment({ payment, unit }) {
  const { outgoing, other, memo, at } = payment;
  return html`<button type="button" class="payment"
      onClick=${() => show({ kind: 'payment', chit: payment.chit })}>
    <span class=${'way-icon ' + (outgoing ? 'out' : 'in')}><${Icon} name=${outgoing ? 'out' : 'in'} /></span>
    <span class="who"><span>${t(outgoing ? 'paid-to' : 'paid-by', { name: other })}</span>
      <small dir="auto">${memo || brief(at)}</small></span>
    <strong class=${outgoing ? 'out' : 'in'}>${outgoing ? '−' : '+'}${money(payment.amount, unit)}</strong>
  </button>`;
}
