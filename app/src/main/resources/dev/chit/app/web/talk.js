// @ts-check
// One conversation: who it is with, what was said, paid and sent, and the box to write in.
import { useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { filesIn, refuseFiles, sendFiles, takesFiles } from './files.js';
import { lasting } from './format.js';
import { Log, UnderWay } from './log.js';
import { Avatar, Fingerprint, html, Icon } from './parts.js';
import { isGroup, keyOf, peerOf } from './questions.js';
import { show } from './store.js';
import { answer, goBack } from './talking.js';
import { counted, t } from './text.js';

const NOTHING = { messages: [], more: false, loaded: false, leaving: [], disappearSeconds: '0' };

export function Talk({ state }) {
  const key = state.open;
  const peer = peerOf(state, key);
  const [dropping, setDropping] = useState(false);
  if (peer === undefined) {
    return html`<div class="talk empty"><img src="/icon.svg" alt="" width="56" height="56" />
      <h1>${t('choose-talk')}</h1><p>${t('choose-talk-more')}</p></div>`;
  }
  const talk = state.talks[key] ?? NOTHING;
  const over = (event) => {
    if ([...(event.dataTransfer?.types ?? [])].includes('Files')) {
      event.preventDefault();
      setDropping(takesFiles(key));
    }
  };
  const left = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      setDropping(false);
    }
  };
  const dropped = (event) => {
    const files = filesIn(event.dataTransfer);
    event.preventDefault();
    setDropping(false);
    if (files.length > 0 && takesFiles(key)) {
      sendFiles(key, files);
    } else if (files.length > 0) {
      refuseFiles();
    }
  };
  return html`<div class="talk" data-dropping=${dropping} onDragOver=${over} onDragLeave=${left}
      onDrop=${dropped}>
    <${Head} state=${state} peer=${peer} talk=${talk} />
    ${peer.key === 'changed' && html`<p class="banner bad" role="alert">${t('key-changed')}</p>`}
    <${Log} state=${state} talk=${talk} peer=${peer} />
    <${UnderWay} transfers=${state.transfers.filter((it) => it.with === key)} />
    ${!isGroup(peer) && html`<${Standing} person=${peer} />`}
    ${mayWrite(peer) && html`<${Composer} state=${state} peer=${peer} talk=${talk} />`}
    ${dropping && html`<p class="drop-here">${t('drop-here', { name: peer.name })}</p>`}
  </div>`;
}

const mayWrite = (peer) => (isGroup(peer) ? peer.role !== ''
  : peer.standing === 'accepted' || peer.standing === 'stranger');

function Head({ state, peer, talk }) {
  const group = isGroup(peer);
  const online = !group && state.online[peer.name] === true;
  const about = [
    group ? counted('members', peer.members.length) : online ? t('online') : '',
    talk.disappearSeconds === '0' ? t('encrypted')
      : t('disappear-short', { time: lasting(Number(talk.disappearSeconds)) }),
  ].filter((it) => it !== '').join(' · ');
  return html`<header>
    <button type="button" class="quiet round only-narrow" aria-label=${t('back')}
      onClick=${goBack}><${Icon} name="back" /></button>
    <${Avatar} name=${peer.name} account=${peer.account} online=${online} group=${group} />
    <div class="who"><h1><span>${peer.name}</span>${peer.key === 'verified' && html`<span class="verified"
        title=${t('verified')}><${Icon} name="shield" /><span class="hidden">${
        t('verified')}</span></span>`}</h1>
      <small>${about}</small></div>
    <button type="button" class="quiet round" aria-label=${t('details', { name: peer.name })}
      title=${t('details', { name: peer.name })}
      onClick=${() => show({ kind: group ? 'group' : 'person', name: keyOf(peer) })}><${Icon}
      name="info" /></button>
  </header>`;
}

function Standing({ person }) {
  const name = person.name;
  const button = (what, kind) => html`<button type="button" class=${kind}
    onClick=${() => answer(what, name)}>${t(what)}</button>`;
  switch (person.standing) {
    case 'asking':
      return html`<section class="banner" aria-label=${t('requests')}>
        <p>${t('asks-to-talk', { name })}</p><${Fingerprint} text=${person.fingerprint} />
        ${person.held > 0 && html`<p>${t('held-back', { count: person.held })}</p>`}
        <p class="buttons">${button('accept', 'main')}${button('refuse', '')}${
          button('block', 'bad')}</p></section>`;
    case 'refused':
      return html`<section class="banner"><p>${t('is-refused', { name })}</p>
        <p class="buttons">${button('accept', 'main')}${button('block', 'bad')}</p></section>`;
    case 'blocked':
      return html`<section class="banner"><p>${t('is-blocked', { name })}</p>
        <p class="buttons">${button('unblock', '')}</p></section>`;
    default:
      return null;
  }
}
