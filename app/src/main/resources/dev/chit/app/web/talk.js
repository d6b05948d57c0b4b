// @ts-check
// One conversation: who it is, what was said and paid, and the box to write in.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { answer, answerRequest, compose, discard, goBack, older, say, sayAgain, show } from './actions.js';
import { brief, day, dayKey, lasting, moment, money, time } from './format.js';
import { Avatar, Fingerprint, html, Icon } from './parts.js';
import { timeline } from './state.js';
import { t } from './text.js';

const NEAR_TOP = 300;
const NEAR_END = 80;
const drafts = new Map();

export function Talk({ state }) {
  const name = state.open;
  const person = name === null ? undefined : state.people[name];
  if (name === null || person === undefined) {
    return html`<div class="talk empty"><img src="/icon.svg" alt="" width="56" height="56" />
      <h1>${t('choose-talk')}</h1><p>${t('choose-talk-more')}</p></div>`;
  }
  const talk = state.talks[name] ?? { messages: [], more: false, loaded: false, leaving: [] };
  const online = state.online[name] === true;
  return html`<div class="talk">
    <header>
      <button type="button" class="quiet round only-narrow" aria-label=${t('back')}
        onClick=${goBack}><${Icon} name="back" /></button>
      <${Avatar} name=${name} account=${person.account} online=${online} />
      <div class="who"><h1>${name}${person.key === 'verified' && html`<span class="verified"
          title=${t('verified')}><${Icon} name="shield" /><span class="hidden">${
          t('verified')}</span></span>`}</h1>
        <small>${online ? t('online') + ' · ' : ''}${t('encrypted')}</small></div>
      <button type="button" class="quiet round" aria-label=${t('details', { name })}
        onClick=${() => show({ kind: 'person', name })}><${Icon} name="info" /></button>
    </header>
    ${person.key === 'changed' && html`<p class="banner bad" role="alert">${t('key-changed')}</p>`}
    <${Log} talk=${talk} payments=${state.payments} requests=${state.requests} unit=${state.unit} person=${person} />
    <${Standing} person=${person} />
    ${(person.standing === 'accepted' || person.standing === 'stranger')
      && html`<${Composer} state=${state} person=${person} talk=${talk} />`}
  </div>`;
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

/** Stays at its end while new things come, and where it is while older ones are put before it. */
function Log({ talk, payments, requests, unit, person }) {
  const ref = useRef(/** @type {any} */ (null));
  const place = useRef({ end: true, height: 0, first: '' });
  const items = useMemo(
    () => timeline(talk, payments, requests, person.name), [talk, payments, requests, person.name]);
  const first = items[0]?.key ?? '';
  useLayoutEffect(() => {
    const box = ref.current;
    if (place.current.end) {
      box.scrollTop = box.scrollHeight;
    } else if (place.current.first !== first) {
      box.scrollTop += box.scrollHeight - place.current.height;
    }
    place.current = { ...place.current, height: box.scrollHeight, first };
  }, [items]);
  useEffect(() => {
    const box = ref.current;
    const stay = new ResizeObserver(() => {
      if (place.current.end) {
        box.scrollTop = box.scrollHeight;
      }
    });
    stay.observe(box);
    return () => stay.disconnect();
  }, []);
  useEffect(() => {
    if (talk.more && ref.current.scrollHeight <= ref.current.clientHeight + NEAR_TOP) {
      older(person.name);
    }
  }, [items]);
  const scrolled = () => {
    const box = ref.current;
    place.current.end = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    place.current.height = box.scrollHeight;
    if (box.scrollTop < NEAR_TOP) {
      older(person.name);
    }
  };
  const drawn = useMemo(() => drawnItems(items, talk, unit, person), [items, unit, person.key]);
  return html`<div class="log" role="log" tabindex="0" ref=${ref} onScroll=${scrolled}
      aria-label=${t('messages', { name: person.name })} aria-busy=${!talk.loaded}>
    ${talk.loaded && html`<p class="edge">${talk.more ? t('older') : t('beginning')}</p>`}
    ${drawn}
  </div>`;
}

function drawnItems(items, talk, unit, person) {
  const drawn = [];
  let today = '';
  for (const item of items) {
    const key = dayKey(item.at);
    if (key !== today) {
      today = key;
      drawn.push(html`<p class="day" key=${'day-' + key}><span>${day(item.at)}</span></p>`);
    }
    drawn.push(drawnItem(item, talk, unit, person));
  }
  return drawn;
}

function drawnItem(item, talk, unit, person) {
  switch (item.kind) {
    case 'payment':
      return html`<${Money} key=${item.key} payment=${item.payment} unit=${unit} />`;
    case 'request':
      return html`<${Request} key=${item.key} request=${item.request} unit=${unit} />`;
    case 'leaving':
      return html`<${Leaving} key=${item.key} leaving=${item.leaving} name=${person.name} />`;
    default:
      if (item.message.chosen_seconds !== undefined) {
        return html`<p class="edge" key=${item.key}>${chosen(item.message, person.name)}</p>`;
      }
      return html`<${Message} key=${item.key} message=${item.message} name=${person.name}
        answered=${item.message.reply_to
          && (talk.messages.find((it) => it.id === item.message.reply_to) ?? null)}
        mayAnswer=${person.standing === 'accepted'} />`;
  }
}

/** What somebody chose for messages from then on. */
export function chosen({ mine, chosen_seconds: seconds }, name) {
  const who = mine ? 'you' : 'they';
  return seconds === '0' ? t('chose-never-' + who, { name })
    : t('chose-' + who, { name, time: lasting(Number(seconds)) });
}

function Message({ message, name, answered, mayAnswer }) {
  const { mine, deleted, edited, id } = message;
  return html`<article class=${'bubble ' + (mine ? 'mine' : 'theirs')} data-id=${id}>
    <span class="hidden">${mine ? t('me-name') : name}: </span>
    ${answered !== undefined && html`<blockquote dir="auto">${
      answered && !answered.deleted ? answered.text.slice(0, 160) : t('answered-gone')}</blockquote>`}
    <p class=${deleted ? 'text gone' : 'text'} dir="auto">${deleted ? t('deleted') : message.text}</p>
    <footer><time datetime=${message.at} title=${moment(message.at)}>${time(message.at)}</time>${
      edited && !deleted && html`<span> · ${t('edited')}</span>`}${
      message.end_to_end === false && html`<span class="unsealed"> · ${t('unsealed')}</span>`}${
      message.disappears_at && html`<span> · ${t('until', { time: brief(message.disappears_at) })}</span>`}${
      mine && html`<${Mark} state=${message.state} />`}</footer>
    ${!deleted && mayAnswer && html`<div class="acts">
      <button type="button" class="quiet round" aria-label=${t('reply')} title=${t('reply')}
        onClick=${() => compose(name, { replyTo: id })}><${Icon} name="reply" /></button>
      ${mine && html`<button type="button" class="quiet round" aria-label=${t('edit')}
        title=${t('edit')} onClick=${() => compose(name, { edit: id })}><${Icon} name="edit" /></button>
      <button type="button" class="quiet round" aria-label=${t('take-back')} title=${t('take-back')}
        onClick=${() => show({ kind: 'take-back', name, id })}><${Icon} name="undo" /></button>`}
    </div>`}
  </article>`;
}

const MARKS = { waiting: 'waiting', stored: 'stored', delivered: 'delivered', read: 'delivered',
  refused: 'close' };

function Mark({ state }) {
  const text = t('state-' + state);
  return html`<span class=${'mark ' + state} title=${text}><${Icon} name=${MARKS[state]} /><span
    class="hidden">${text}</span></span>`;
}

function Leaving({ leaving, name }) {
  return html`<article class="bubble mine leaving"><p class="text" dir="auto">${leaving.text}</p>
    <footer>${leaving.failed
      ? html`<span class="problem" role="alert">${t('state-failed')}: ${leaving.failed}</span>`
      : html`<${Mark} state="waiting" />`}</footer>
    ${leaving.failed && html`<p class="buttons">
      <button type="button" onClick=${() => sayAgain(name, leaving)}>${t('try-again')}</button>
      <button type="button" onClick=${() => discard(name, leaving)}>${t('discard')}</button></p>`}
  </article>`;
}

function Money({ payment, unit }) {
  const who = payment.outgoing ? t('you-paid') : t('paid-you', { name: payment.other });
  return html`<article class=${'bubble money ' + (payment.outgoing ? 'mine' : 'theirs')}>
    <button type="button" onClick=${() => show({ kind: 'payment', chit: payment.chit })}>
      <span>${who}</span><strong>${money(payment.amount, unit)}</strong>
      ${payment.memo && html`<span dir="auto">${payment.memo}</span>`}
      <small>${time(payment.at)} · ${t('settled')}</small></button></article>`;
}

function Request({ request, unit }) {
  const { id, outgoing, other, amount, memo, at, state } = request;
  const who = outgoing ? t('you-ask', { name: other }) : t('asks-you', { name: other });
  return html`<article class=${'bubble money ask ' + (outgoing ? 'mine' : 'theirs')}>
    <div><span>${who}</span><strong>${money(amount, unit)}</strong>
      ${memo && html`<span dir="auto">${memo}</span>`}
      <small>${time(at)} · ${t('request-' + state)}</small>
      ${state === 'open' && html`<p class="buttons">${outgoing
        ? html`<button type="button" onClick=${() => answerRequest('withdraw', id)}>${
          t('withdraw')}</button>`
        : html`<button type="button" class="main" onClick=${() =>
            show({ kind: 'pay', to: other, request: id })}>${t('pay')}</button>
          <button type="button" onClick=${() => answerRequest('refuse', id)}>${
            t('refuse')}</button>`}</p>`}</div></article>`;
}

function Composer({ state, person, talk }) {
  const name = person.name;
  const [text, setText] = useState(drafts.get(name) ?? '');
  const box = useRef(/** @type {any} */ (null));
  const { replyTo, edit } = state.composing[name] ?? {};
  const target = talk.messages.find((it) => it.id === (replyTo ?? edit));
  const change = (value) => {
    drafts.set(name, value);
    setText(value);
  };
  useEffect(() => {
    if (edit && target) {
      change(target.text);
    }
    if (edit || replyTo) {
      box.current.focus();
    }
  }, [edit, replyTo]);
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) {
      box.current.focus();
    }
  }, []);
  useLayoutEffect(() => {
    box.current.rows = Math.min(8, text.split('\n').length);
  }, [text]);
  const stop = () => {
    compose(name, {});
    if (edit) {
      change('');
    }
  };
  const leave = (event) => {
    event.preventDefault();
    if (text.trim() !== '') {
      say(name, text);
      change('');
      box.current.focus();
    }
  };
  const key = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      leave(event);
    } else if (event.key === 'Escape' && (edit || replyTo)) {
      stop();
    }
  };
  return html`<form class="composer" onSubmit=${leave}>
    ${target && html`<p class="target"><span dir="auto">${edit ? t('editing')
      : t('replying-to', { name: target.mine ? t('me-name') : name, text: target.text.slice(0, 120) })}</span>
      <button type="button" class="quiet round" aria-label=${t('cancel')} onClick=${stop}><${Icon}
        name="close" /></button></p>`}
    <div class="row">
      <textarea rows="1" dir="auto" ref=${box} value=${text} aria-label=${t('message-to', { name })}
        placeholder=${t('message-to', { name })} onKeyDown=${key}
        onInput=${(event) => change(event.target.value)}></textarea>
      <button type="submit" class="main">${edit ? t('save') : t('send')}</button>
      <button type="button" onClick=${() => show({ kind: 'pay', to: name })}>${t('pay')}</button>
    </div>
  </form>`;
}
