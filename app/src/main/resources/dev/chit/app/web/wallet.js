// @ts-check
// The wallet: balance, paying, and what was paid.
import { olderPayments, show } from './actions.js';
import { brief, money } from './format.js';
import { html, Icon } from './parts.js';
import { t } from './text.js';

export function Wallet({ state }) {
  const { balance, unit } = state;
  return html`<section class="wallet" aria-label=${t('wallet')}>
    <h1 class="hidden">${t('wallet')}</h1>
    <div class="scroll">
      <section class="sum">
        <h2>${t('balance')}</h2>
        <p class="balance" aria-live="polite">${balance ? money(balance.balance, unit) : '…'}</p>
        <${Chart} points=${state.chart} unit=${unit} />
        ${balance && balance.held && html`<p class="hint">${
          t('held', { amount: money(balance.held, unit) })}</p>`}
        ${balance && balance.pending > 0 && html`<p class="hint">${
          balance.pending === 1 ? t('pending-one') : t('pending', { count: balance.pending })}</p>`}
        <button type="button" class="main wide" onClick=${() => show({ kind: 'pay', to: '' })}>${
          t('pay-somebody')}</button>
      </section>
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

const WIDTH = 300;
const HEIGHT = 72;

/** The balance over the last months, as a line in steps: money moves at once. */
function Chart({ points, unit }) {
  if (points.length < 2) {
    return null;
  }
  const values = points.map((it) => Number(it.balance));
  const low = Math.min(0, Number(points[0].before), ...values);
  const high = Math.max(Number(points[0].before), ...values, low + 1);
  const from = Date.parse(points[0].at);
  const to = Math.max(Date.now(), from + 1);
  const x = (at) => (((Date.parse(at) - from) / (to - from)) * WIDTH).toFixed(1);
  const y = (value) => (HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 6)).toFixed(1);
  const line = `M0 ${y(Number(points[0].before))}`
    + points.map((it, at) => `H${x(it.at)}V${y(values[at])}`).join('') + `H${WIDTH}`;
  const label = t('chart', {
    from: money(points[0].before, unit), to: money(points[points.length - 1].balance, unit),
  });
  return html`<svg class="chart" role="img" aria-label=${label} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"><path class="area" d=${`${line}V${HEIGHT}H0z`} />
    <path class="edge-line" d=${line} /></svg>`;
}

function Payment({ payment, unit }) {
  const { outgoing, other, memo, at } = payment;
  return html`<button type="button" class="payment"
      onClick=${() => show({ kind: 'payment', chit: payment.chit })}>
    <span class=${'way ' + (outgoing ? 'out' : 'in')}><${Icon} name=${outgoing ? 'out' : 'in'} /></span>
    <span class="who"><span>${t(outgoing ? 'paid-to' : 'paid-by', { name: other })}</span>
      <small dir="auto">${memo || brief(at)}</small></span>
    <strong class=${outgoing ? 'out' : 'in'}>${outgoing ? '−' : '+'}${money(payment.amount, unit)}</strong>
  </button>`;
}
