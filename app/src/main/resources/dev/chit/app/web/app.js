// @ts-check
// The frame of the page: three columns where there is room, one with a bar below where there is not.
import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { begin } from './actions.js';
import { Dialogs } from './dialogs.js';
import { Locked, Notices } from './frame.js';
import { html, Icon } from './parts.js';
import { People } from './people.js';
import { unreadCount } from './questions.js';
import { getState, show, watch } from './store.js';
import { Talk } from './talk.js';
import { go } from './talking.js';
import { language, t } from './text.js';
import { Unlock } from './unlock.js';
import { Wallet } from './wallet.js';

function App() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => watch(() => again(0)), []);
  useEffect(() => {
    addEventListener('keydown', shortcut);
    // A file that misses its place must not take the page's place.
    const keep = (event) => event.preventDefault();
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('keydown', shortcut);
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
  const state = getState();
  const unread = unreadCount(state);
  useEffect(() => {
    document.title = unread > 0 ? t('title-unread', { count: unread }) : 'chit';
  }, [unread]);
  if (state.phase === 'locked') {
    return html`<${Locked} again=${state.again} />`;
  }
  if (state.phase === 'sealed') {
    return html`<${Unlock} there=${state.programIsThere} />`;
  }
  if (state.phase === 'starting') {
    return html`<main class="alone"><p role="status">${
      state.programIsThere ? t('starting') : t('program-gone')}</p></main>`;
  }
  return html`<main class="app" data-at=${state.at}>
    <${Line} state=${state} />
    <${People} state=${state} />
    <${Talk} key=${state.open ?? ''} state=${state} />
    <${Wallet} state=${state} />
    <${Bar} state=${state} unread=${unread} />
    <${Notices} notices=${state.notices} />
    <${Dialogs} state=${state} />
  </main>`;
}

/** Ctrl-K or ⌘K finds somebody; Alt with the arrows goes through the conversations. */
function shortcut(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    show({ kind: 'find' });
  } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const all = [...document.querySelectorAll('.people .person')];
    const at = all.findIndex((it) => it.getAttribute('aria-current') === 'true');
    const next = /** @type {HTMLElement | undefined} */ (
      all[at + (event.key === 'ArrowDown' ? 1 : -1)]);
    if (next) {
      event.preventDefault();
      next.click();
    }
  }
}

/** What stands between the person and the others, if anything does. */
function Line({ state }) {
  const text = !state.programIsThere
    ? t('program-gone')
    : state.connection === 'connected' ? '' : t('link-' + state.connection.replace('_', '-'));
  return html`<div class="line" role="status" data-bad=${
    state.connection === 'not_trusted'}>${text && html`<p>${text}</p>`}</div>`;
}

function Bar({ state, unread }) {
  const at = state.at === 'wallet' ? 'wallet' : 'talks';
  return html`<nav class="bar" aria-label="chit">
    <button type="button" aria-current=${at === 'talks' ? 'page' : undefined}
      onClick=${() => go('people')}><${Icon} name="talks" />${t('talks')}${
      unread > 0 && html`<span class="count">${unread}</span>`}</button>
    <button type="button" aria-current=${at === 'wallet' ? 'page' : undefined}
      onClick=${() => go('wallet')}><${Icon} name="wallet" />${t('wallet')}</button>
  </nav>`;
}

document.documentElement.lang = language;
render(html`<${App} />`, /** @type {Element} */ (document.getElementById('app')));
begin();
