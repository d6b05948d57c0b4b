// @ts-check
// All that the page knows, and how it changes: one pure function, and questions to the state.

/**
 * @typedef {{position: number, id: string, mine: boolean, text: string, at: string, state: string,
 *   reply_to?: string, edited: boolean, deleted: boolean, end_to_end: boolean, disappears_at?: string,
 *   chosen_seconds?: string}} Message
 * @typedef {{name: string, account: string, fingerprint: string, standing: string, key: string,
 *   held: number, unread?: number, last?: Message}} Person
 * @typedef {{key: string, text: string, at: string, after: number, failed: string,
 *   replyTo: string | null}} Leaving
 * @typedef {{messages: Message[], more: boolean, loaded: boolean, leaving: Leaving[]}} Talk
 * @typedef {{chit: string, index: number, outgoing: boolean, other: string, amount: string,
 *   memo: string, memo_state: string, purpose: string, at: string, verification: string}} Payment
 * @typedef {{id: string, outgoing: boolean, other: string, amount: string, memo: string, at: string,
 *   state: string}} MoneyRequest
 */

export const initial = {
  phase: 'starting',
  programIsThere: true,
  connection: 'connecting',
  me: null,
  unit: { code: '', scale: 0 },
  people: /** @type {Record<string, Person>} */ ({}),
  peopleLoaded: false,
  online: /** @type {Record<string, boolean>} */ ({}),
  talks: /** @type {Record<string, Talk>} */ ({}),
  open: /** @type {string | null} */ (null),
  at: 'people',
  composing: /** @type {Record<string, {replyTo?: string, edit?: string}>} */ ({}),
  balance: null,
  payments: /** @type {Payment[]} */ ([]),
  morePayments: false,
  requests: /** @type {MoneyRequest[]} */ ([]),
  chart: /** @type {{at: string, before: string, balance: string}[]} */ ([]),
  dialog: null,
  notices: /** @type {{id: number, text: string, kind: string}[]} */ ([]),
};

const NOTICES_MAX = 3;
const NO_TALK = { messages: [], more: false, loaded: false, leaving: [] };

/** @param {typeof initial} state */
export function reduce(state, event) {
  switch (event.type) {
    case 'started':
      return { ...state, phase: 'ready', programIsThere: true, ...event.start };
    case 'locked':
      return { ...state, phase: 'locked', dialog: null };
    case 'program':
      return state.programIsThere === event.there
        ? state : { ...state, programIsThere: event.there };
    case 'connection':
      return {
        ...state,
        connection: event.state,
        online: event.state === 'connected' ? state.online : {},
      };
    case 'people':
      return {
        ...state,
        peopleLoaded: true,
        people: Object.fromEntries(event.people.map((it) => [it.name, it])),
        online: Object.fromEntries(event.online.map((it) => [it, true])),
      };
    case 'person':
      return { ...state, people: { ...state.people, [event.person.name]: event.person } };
    case 'presence':
      return { ...state, online: { ...state.online, [event.with]: event.online } };
    case 'open':
      return { ...state, open: event.name, at: 'talk', dialog: null };
    case 'go':
      return { ...state, at: event.at };
    case 'talk':
      return withTalk(reduce(state, { type: 'person', person: event.page.person }),
        event.page.person.name, (talk) => merged(talk, event.page, event.before));
    case 'leaving':
      return withTalk(state, event.name,
        (talk) => ({ ...talk, leaving: [...talk.leaving, event.leaving] }));
    case 'left':
      return withTalk(state, event.name,
        (talk) => ({ ...talk, leaving: talk.leaving.filter((it) => it.key !== event.key) }));
    case 'failed':
      return withTalk(state, event.name, (talk) => ({
        ...talk,
        leaving: talk.leaving.map(
          (it) => (it.key === event.key ? { ...it, failed: event.text } : it)),
      }));
    case 'expired':
      return withTalk(state, event.name, (talk) => ({
        ...talk,
        messages: talk.messages.filter((it) => !it.disappears_at || it.disappears_at > event.now),
      }));
    case 'composing':
      return { ...state, composing: { ...state.composing, [event.name]: event.composing } };
    case 'balance':
      return { ...state, balance: event.balance };
    case 'requests':
      return { ...state, requests: event.requests };
    case 'chart':
      return { ...state, chart: event.points };
    case 'payments':
      return withPayments(state, event);
    case 'payment':
      return {
        ...state,
        payments: state.payments.map(
          (it) => (it.chit === event.payment.chit ? event.payment : it)),
      };
    case 'dialog':
      return { ...state, dialog: event.dialog };
    case 'notice':
      return { ...state, notices: [...state.notices, event.notice].slice(-NOTICES_MAX) };
    case 'noticed':
      return { ...state, notices: state.notices.filter((it) => it.id !== event.id) };
    default:
      return state;
  }
}

function withTalk(state, name, change) {
  return { ...state, talks: { ...state.talks, [name]: change(state.talks[name] ?? NO_TALK) } };
}

/**
 * A page of messages among those that are here. What the page should contain and does not is gone;
 * where the newest page does not reach what was here, that is loaded again when it is scrolled to.
 */
function merged(talk, page, before) {
  const fresh = page.messages;
  if (before !== undefined) {
    const older = fresh.filter((it) => it.position < before);
    return {
      ...talk,
      messages: [...older, ...talk.messages.filter((it) => it.position >= before)],
      more: page.more,
      loaded: true,
    };
  }
  const first = fresh.length > 0 ? fresh[0].position : 0;
  const newest = talk.messages.length > 0 ? talk.messages[talk.messages.length - 1].position : -1;
  const reaches = page.more && newest >= first;
  const kept = reaches ? talk.messages.filter((it) => it.position < first) : [];
  return {
    ...talk,
    messages: [...kept, ...fresh],
    more: reaches && kept.length > 0 ? talk.more : page.more,
    loaded: true,
  };
}

function withPayments(state, { page, before }) {
  const fresh = page.payments;
  const last = fresh.length > 0 ? fresh[fresh.length - 1].index : 0;
  if (before !== undefined) {
    const newer = state.payments.filter((it) => it.index >= before);
    return { ...state, payments: [...newer, ...fresh], morePayments: page.more };
  }
  const reaches = page.more && state.payments.some((it) => it.index >= last);
  const kept = reaches ? state.payments.filter((it) => it.index < last) : [];
  return {
    ...state,
    payments: [...fresh, ...kept],
    morePayments: kept.length > 0 ? state.morePayments : page.more,
  };
}

// ── questions ──

/** People of these standings, those who wrote last first. */
export function peopleOf(state, standings, wanted = '') {
  const word = wanted.trim().toLowerCase();
  return Object.values(state.people)
    .filter((it) => standings.includes(it.standing) && it.name.toLowerCase().includes(word))
    .sort((a, b) => latest(state, b).localeCompare(latest(state, a)) || a.name.localeCompare(b.name));
}

function latest(state, person) {
  const paid = state.payments.find((it) => it.other === person.name)?.at ?? '';
  const said = person.last?.at ?? '';
  return paid > said ? paid : said;
}

export function unreadCount(state) {
  return Object.values(state.people)
    .filter((it) => it.standing !== 'blocked')
    .reduce((sum, it) => sum + (it.unread ?? 0), 0);
}

/**
 * What stands in a conversation: messages in their order, payments where their time puts them, and
 * at the end what has not left yet. Payments older than the loaded messages wait with those.
 *
 * @param {Talk} talk
 * @param {Payment[]} payments newest first
 * @param {MoneyRequest[]} requests
 * @param {string} name
 */
export function timeline(talk, payments, requests, name) {
  const oldest = talk.more && talk.messages.length > 0 ? talk.messages[0].at : '';
  const money = [
    ...payments.map((it) => ({ kind: 'payment', key: it.chit, at: it.at, other: it.other, payment: it })),
    ...requests.map((it) => ({ kind: 'request', key: it.id, at: it.at, other: it.other, request: it })),
  ]
    .filter((it) => it.other === name && it.at >= oldest)
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const items = [];
  let next = 0;
  for (const message of talk.messages) {
    while (next < money.length && money[next].at < message.at) {
      items.push(money[next++]);
    }
    items.push({ kind: 'message', key: message.id, at: message.at, message });
  }
  items.push(...money.slice(next));
  for (const leaving of stillLeaving(talk)) {
    items.push({ kind: 'leaving', key: leaving.key, at: leaving.at, leaving });
  }
  return items;
}

/** What was typed and is not among the messages yet. */
function stillLeaving(talk) {
  const used = new Set();
  return talk.leaving.filter((leaving) => {
    const there = talk.messages.find((it) => it.mine && it.position > leaving.after
      && it.text === leaving.text && !used.has(it.id));
    if (there && !leaving.failed) {
      used.add(there.id);
      return false;
    }
    return true;
  });
}

/** When the next message here disappears, empty if none does. @param {Talk} talk */
export function nextEnd(talk) {
  return talk.messages.reduce((next, it) =>
    (it.disappears_at && (next === '' || it.disappears_at < next) ? it.disappears_at : next), '');
}

/** Ids of the other's texts that are here. */
export function shownIds(talk) {
  return talk.messages.filter((it) => !it.mine && it.chosen_seconds === undefined).map((it) => it.id);
}
