// @ts-check
// The frame of the operator's page: what needs a look first, then supply, log, backups, rates,
// health and accounts.
import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { Accounts } from './accounts.js';
import { begin } from './actions.js';
import { Backups, Health, Log, SupplyCard } from './cards.js';
import { Rates } from './chart.js';
import { Dialogs } from './dialogs.js';
import { when } from './format.js';
import { Locked, Notices } from './frame.js';
import { html } from './parts.js';
import { getState, watch } from './store.js';
import { language, problem, t } from './text.js';

function App() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => watch(() => again(0)), []);
  const state = getState();
  if (state.phase === 'locked') {
    return html`<${Locked} again=${state.again} />`;
  }
  if (state.phase === 'starting') {
    return html`<main class="alone"><p role="status">${
      state.programIsThere ? t('starting') : t('program-gone')}</p></main>`;
  }
  const { overview } = state;
  return html`<main class="operator">
    <${Line} state=${state} />
    <header><img src="/icon.svg" alt="" width="36" height="36" />
      <div><h1>${t('title')}</h1><p class="hint"><span dir="ltr">${state.data}</span></p></div>
      <${Serving} overview=${overview} /></header>
    <${Alarm} overview=${overview} />
    <div class="cards">
      <${SupplyCard} overview=${overview} />
      <${Log} log=${overview?.log} />
      <${Backups} backups=${state.backups} />
      <${Rates} overview=${overview} />
      <${Health} overview=${overview} />
    </div>
    <${Accounts} state=${state} />
    <${Notices} notices=${state.notices} />
    <${Dialogs} state=${state} />
  </main>`;
}

/** What stands between the operator and the figures, if anything does. */
function Line({ state }) {
  const away = state.overview?.away;
  const text = !state.programIsThere ? t('program-gone')
    : away ? t('server-away', { message: problem(away) }) : '';
  return html`<div class="line" role="status">${text && html`<p>${text}</p>`}</div>`;
}

function Serving({ overview }) {
  if (!overview || !overview.there) {
    return html`<p class="serving" data-there="false">${
      overview?.away ? t('away-since', { time: when(overview.away.since) }) : t('looking')}</p>`;
  }
  const began = new Date(Date.now() - overview.uptime_seconds * 1_000).toISOString();
  return html`<p class="serving" data-there="true">${t('serving', { time: when(began) })}</p>`;
}

/** What no operator may overlook. */
function Alarm({ overview }) {
  const log = overview?.log;
  const contradicting = overview?.health?.witnesses_contradicting > 0;
  return html`<div role="alert">
    ${log?.wrong && html`<div class="alarm"><h2>${t('alarm-log')}</h2><p>${log.wrong_message}</p>
      <p>${t('alarm-log-hint')}</p></div>`}
    ${contradicting && html`<div class="alarm"><h2>${t('alarm-witness')}</h2><p>${t('alarm-log-hint')}</p></div>`}
  </div>`;
}

document.documentElement.lang = language;
render(html`<${App} />`, /** @type {Element} */ (document.getElementById('app')));
begin();
