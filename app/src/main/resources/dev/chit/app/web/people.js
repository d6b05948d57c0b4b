// @ts-check
// The list of people and groups: who asks to talk, conversations, and who was refused or blocked.
// What is typed above it looks through everything.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Found } from './found.js';
import { brief, money } from './format.js';
import { chosen } from './message.js';
import { Avatar, html, Icon } from './parts.js';
import { isGroup, keyOf, peersOf } from './questions.js';
import { show } from './store.js';
import { draftOf, go, open, search } from './talking.js';
import { counted, t } from './text.js';

const PAUSE_MILLIS = 250;

export function People({ state }) {
  const [wanted, setWanted] = useState('');
  const found = useFound(wanted);
  const asking = peersOf(state, ['asking'], wanted);
  const known = peersOf(state, ['accepted', 'stranger'], wanted, true);
  const others = peersOf(state, ['refused', 'blocked'], wanted);
  const none = asking.length + known.length + others.length === 0;
  const button = (name, icon, kind) => html`<button type="button" class="quiet round"
    aria-label=${t(name)} title=${t(name)} onClick=${() => show({ kind })}><${Icon} name=${icon} /></button>`;
  return html`<nav class="people" aria-label=${t('people')}>
    <header>
      <img src="/icon.svg" alt="" width="28" height="28" /><h1>chit</h1>
      <button type="button" class="quiet round to-wallet" aria-label=${t('wallet')}
        onClick=${() => go(state.at === 'wallet' ? 'people' : 'wallet')}><${Icon} name="wallet" /></button>
      ${button('new-group', 'group', 'new-group')}
      ${button('new-talk', 'plus', 'find')}
    </header>
    <input type="search" class="search" placeholder=${t('search-all')}
      aria-label=${t('search-all')} value=${wanted} autocomplete="off"
      onInput=${(event) => setWanted(event.target.value)} />
    <div class="scroll">
      <${Section} title=${t('requests')} peers=${asking} state=${state} />
      <${Section} title=${asking.length + others.length > 0 || wanted ? t('contacts') : ''} peers=${known}
        state=${state} />
      <${Section} title=${t('others')} peers=${others} state=${state} />
      ${found && html`<${Found} found=${found} state=${state} />`}
      ${none && !hasAny(found) && state.peopleLoaded && html`<div class="nobody"><p>${
        wanted ? t('nothing-found') : t('no-people')}</p>
        <button type="button" onClick=${() => show({ kind: 'find', name: wanted })}>${
          t('new-talk')}</button></div>`}
    </div>
    <button type="button" class="me" onClick=${() => show({ kind: 'me' })}>
      <${Avatar} name=${state.me.name} account=${state.me.account} />
      <span><strong>${state.me.name}</strong><small>${state.me.server}</small></span></button>
  </nav>`;
}

const hasAny = (found) =>
  found && found.messages.length + found.payments.length + found.files.length > 0;

/** What the program finds, once typing rests. */
function useFound(wanted) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const newest = useRef('');
  useEffect(() => {
    const text = wanted.trim();
    newest.current = text;
    if (text === '') {
      setFound(null);
      return undefined;
    }
    const timer = setTimeout(() => search(text).then(
      (it) => newest.current === text && setFound(it), () => setFound(null)), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return found;
}

function Section({ title, peers, state }) {
  return peers.length > 0 && html`<section>
    ${title && html`<h2>${title}</h2>`}
    <ul>${peers.map((it) => html`<li key=${it.account}><${Row} peer=${it} state=${state} /></li>`)}</ul>
  </section>`;
}

function Row({ peer, state }) {
  const key = keyOf(peer);
  const unread = peer.standing === 'blocked' ? 0 : peer.unread ?? 0;
  const online = state.online[peer.name] === true;
  const last = lastWords(peer, state);
  const draft = state.open === key ? '' : draftOf(key);
  return html`<button type="button" class="person" aria-current=${state.open === key}
      onClick=${() => open(key)}>
    <${Avatar} name=${peer.name} account=${peer.account} online=${online} group=${isGroup(peer)} />
    <span class="who"><strong>${peer.name}</strong>${
      online && html`<span class="hidden">, ${t('online')}</span>`}
      <small dir="auto">${draft
        ? html`<span class="draft">${t('draft')}</span> ${draft.slice(0, 120)}` : last.text}</small></span>
    <span class="when">${last.at && html`<small>${brief(last.at)}</small>`}${
      unread > 0 && html`<span class="count"><span aria-hidden="true">${unread}</span><span
        class="hidden">${t('unread', { count: unread })}</span></span>`}</span>
  </button>`;
}

/** The last thing that happened there: words, money or a file. */
function lastWords(peer, state) {
  const key = keyOf(peer);
  const said = peer.last;
  const paid = state.payments.find((it) => it.other === key);
  const sent = state.files.find((it) => it.with === key);
  if (paid && paid.at > (said?.at ?? '') && paid.at > (sent?.at ?? '')) {
    const sum = money(paid.amount, state.unit);
    return { at: paid.at, text: paid.outgoing ? '− ' + sum : '+ ' + sum };
  }
  if (sent && sent.at > (said?.at ?? '')) {
    return { at: sent.at, text: sent.outgoing ? t('you', { text: sent.name }) : sent.name };
  }
  if (!said) {
    return { at: '', text: isGroup(peer) ? counted('members', peer.members.length) : t('no-messages') };
  }
  if (said.chosen_seconds !== undefined) {
    return { at: said.at, text: chosen(said, said.from) };
  }
  const text = said.deleted ? t('deleted') : said.text.slice(0, 120);
  return { at: said.at, text: said.mine ? t('you', { text })
    : isGroup(peer) ? said.from + ': ' + text : text };
}
