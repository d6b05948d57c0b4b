// @ts-check
// The list of people: who asks to talk, conversations, and who was refused or blocked.
import { useState } from 'preact/hooks';
import { go, open, show } from './actions.js';
import { brief, money } from './format.js';
import { Avatar, html, Icon } from './parts.js';
import { peopleOf } from './state.js';
import { chosen } from './talk.js';
import { t } from './text.js';

export function People({ state }) {
  const [wanted, setWanted] = useState('');
  const asking = peopleOf(state, ['asking'], wanted);
  const known = peopleOf(state, ['accepted', 'stranger'], wanted);
  const others = peopleOf(state, ['refused', 'blocked'], wanted);
  const none = asking.length + known.length + others.length === 0;
  return html`<nav class="people" aria-label=${t('people')}>
    <header>
      <img src="/icon.svg" alt="" width="28" height="28" /><h1>chit</h1>
      <button type="button" class="quiet round to-wallet" aria-label=${t('wallet')}
        onClick=${() => go(state.at === 'wallet' ? 'people' : 'wallet')}><${Icon} name="wallet" /></button>
      <button type="button" class="quiet round" aria-label=${t('new-talk')} title=${t('new-talk')}
        onClick=${() => show({ kind: 'find' })}><${Icon} name="plus" /></button>
    </header>
    <input type="search" class="search" placeholder=${t('search-people')}
      aria-label=${t('search-people')} value=${wanted}
      onInput=${(event) => setWanted(event.target.value)} />
    <div class="scroll">
      <${Section} title=${t('requests')} people=${asking} state=${state} />
      <${Section} title=${asking.length + others.length > 0 ? t('contacts') : ''} people=${known}
        state=${state} />
      <${Section} title=${t('others')} people=${others} state=${state} />
      ${none && state.peopleLoaded && html`<div class="nobody"><p>${
        wanted ? t('nobody-found') : t('no-people')}</p>
        <button type="button" onClick=${() => show({ kind: 'find', name: wanted })}>${
          t('new-talk')}</button></div>`}
    </div>
    <button type="button" class="me" onClick=${() => show({ kind: 'me' })}>
      <${Avatar} name=${state.me.name} account=${state.me.account} />
      <span><strong>${state.me.name}</strong><small>${state.me.server}</small></span></button>
  </nav>`;
}

function Section({ title, people, state }) {
  return people.length > 0 && html`<section>
    ${title && html`<h2>${title}</h2>`}
    <ul>${people.map((it) => html`<li key=${it.account}><${Row} person=${it} state=${state} /></li>`)}</ul>
  </section>`;
}

function Row({ person, state }) {
  const unread = person.standing === 'blocked' ? 0 : person.unread ?? 0;
  const online = state.online[person.name] === true;
  const last = lastWords(person, state);
  return html`<button type="button" class="person" aria-current=${state.open === person.name}
      onClick=${() => open(person.name)}>
    <${Avatar} name=${person.name} account=${person.account} online=${online} />
    <span class="who"><strong>${person.name}</strong>${
      online && html`<span class="hidden">, ${t('online')}</span>`}
      <small dir="auto">${last.text}</small></span>
    <span class="when">${last.at && html`<small>${brief(last.at)}</small>`}${
      unread > 0 && html`<span class="count"><span aria-hidden="true">${unread}</span><span
        class="hidden">${t('unread', { count: unread })}</span></span>`}</span>
  </button>`;
}

/** The last thing that happened with somebody: words or money. */
function lastWords(person, state) {
  const said = person.last;
  const paid = state.payments.find((it) => it.other === person.name);
  if (paid && (!said || paid.at > said.at)) {
    const sum = money(paid.amount, state.unit);
    return { at: paid.at, text: paid.outgoing ? '− ' + sum : '+ ' + sum };
  }
  if (!said) {
    return { at: '', text: t('no-messages') };
  }
  if (said.chosen_seconds !== undefined) {
    return { at: said.at, text: chosen(said, person.name) };
  }
  const text = said.deleted ? t('deleted') : said.text.slice(0, 120);
  return { at: said.at, text: said.mine ? t('you', { text }) : text };
}
