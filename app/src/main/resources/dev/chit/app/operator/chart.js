// @ts-check
// How many payments and messages a second: two lines, drawn from the samples that the program took.
import { Card } from './cards.js';
import { number, when } from './format.js';
import { html } from './parts.js';
import { t } from './text.js';

const WIDTH = 600;
const HEIGHT = 120;
const MINUTES_MIN = 2;

export function Rates({ overview }) {
  const rates = overview?.rates ?? [];
  const last = rates[rates.length - 1];
  const now = (key) => (last && last[key] !== null ? number(last[key]) : '–');
  return html`<${Card} name="rates" title=${t('rates')} wide>
    <ul class="legend"><li class="payments"><strong>${now('payments')}</strong> ${t('payments-second')}</li>
      <li class="messages"><strong>${now('messages')}</strong> ${t('messages-second')}</li></ul>
    <${Lines} rates=${rates} />
  <//>`;
}

/** @param {{rates: import('./state.js').Rate[]}} props */
function Lines({ rates }) {
  if (rates.length < 2) {
    return html`<p class="hint">${t('no-rates')}</p>`;
  }
  const to = rates[rates.length - 1].at;
  const from = Math.min(rates[0].at, to - MINUTES_MIN * 60_000);
  const high = Math.max(1, ...rates.flatMap((it) => [it.payments ?? 0, it.messages ?? 0]));
  const x = (at) => (((at - from) / (to - from)) * WIDTH).toFixed(1);
  const y = (value) => (HEIGHT - 2 - (value / high) * (HEIGHT - 8)).toFixed(1);
  const path = (key) => {
    let open = false;
    let drawn = '';
    for (const it of rates) {
      if (it[key] === null) {
        open = false;
      } else {
        drawn += `${open ? 'L' : 'M'}${x(it.at)} ${y(it[key])}`;
        open = true;
      }
    }
    return drawn;
  };
  return html`<div class="frame">
    <small class="high" aria-hidden="true">${number(high)}</small>
    <svg class="chart" role="img" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none"
        aria-label=${t('rates-label', { minutes: Math.max(1, Math.round((to - rates[0].at) / 60_000)), high: number(high) })}>
      <path class="messages" d=${path('messages')} /><path class="payments" d=${path('payments')} /></svg>
  </div>
  <p class="hours hint" aria-hidden="true"><span>${when(new Date(from).toISOString())}</span><span>${
    when(new Date(to).toISOString())}</span></p>`;
}
