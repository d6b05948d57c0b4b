// @ts-check
// The accounts: found by the beginning of a name, frozen and thawed.
import { moreAccounts, search } from './actions.js';
import { money } from './format.js';
import { Avatar, html } from './parts.js';
import { show } from './store.js';
import { t } from './text.js';

export function Accounts({ state }) {
  const { accounts, overview, wanted } = state;
  const unit = overview?.unit;
  return html`<section class="card accounts" aria-labelledby="card-accounts">
    <header><h2 id="card-accounts">${t('accounts')}</h2>
      <input type="search" aria-label=${t('search')} placeholder=${t('search')} value=${wanted}
        maxlength="32" autocomplete="off" autocapitalize="off" spellcheck=${false} onInput=${(event) => search(event.target.value)} />
      <button type="button" class="main" disabled=${!overview?.there} onClick=${() => show({ kind: 'invite' })}>${
        t('invite')}</button></header>
    ${unit && accounts.length > 0 && html`<ul>${accounts.map((it) =>
      html`<li key=${it.account}><${Row} account=${it} unit=${unit} there=${overview.there} /></li>`)}</ul>`}
    ${unit && accounts.length === 0 && html`<p class="hint">${t(wanted ? 'nobody-found' : 'nobody')}</p>`}
    ${state.moreAccounts && html`<button type="button" class="wide" onClick=${moreAccounts}>${t('more')}</button>`}
  </section>`;
}

function Row({ account, unit, there }) {
  const words = ['own', 'closed', 'frozen', 'auditor', 'custodial', 'online'].filter((it) => account[it]);
  const held = account.held && t('held', { amount: money(account.held, unit) });
  return html`<div class="account" data-frozen=${account.frozen}>
    <${Avatar} name=${account.name} account=${account.account} online=${account.online} />
    <span class="who"><strong>${account.name}</strong><small>${
      [...words.map((it) => t('is-' + it)), held].filter(Boolean).join(' · ')}</small></span>
    <span class="sum">${money(account.balance, unit)}</span>
    ${!account.closed && !account.own && html`<button type="button" disabled=${!there}
      aria-label=${t(account.frozen ? 'thaw-name' : 'freeze-name', { name: account.name })}
      onClick=${() => show({ kind: 'freeze', name: account.name, frozen: account.frozen })}>${
        t(account.frozen ? 'thaw' : 'freeze')}</button>`}
  </div>`;
}
