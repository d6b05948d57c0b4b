// @ts-check
// All that the page knows, and how it changes: one pure function.
import { merged, moved, reconciled, withPayments } from './merging.js';

/**
 * @typedef {{position: number, id: string, mine: boolean, text: string, at: string, state: string,
 *   from: string, read_by?: string[], reply_to?: string, edited: boolean, deleted: boolean, end_to_end: boolean, disappears_at?: string,
 *   chosen_seconds?: string}} Message
 * @typedef {{name: string, account: string, fingerprint: string, standing: string, key: string,
 *   held: number, unread?: number, last?: Message}} Person
 * @typedef {{key: string, text: string, at: string, after: number, failed: string,
 *   replyTo: string | null}} Leaving
 * @typedef {{messages: Message[], more: boolean, loaded: boolean, leaving: Leaving[],
 *   disappearSeconds: string}} Talk
 * @typedef {{chit: string, index: number, outgoing: boolean, other: string, amount: string,
 *   memo: string, memo_state: string, purpose: string, at: string, verification: string}} Payment
 * @typedef {{peer: string, account: string, name: string, role: string, unread?: number,
 *   last?: Message, members: {name: string, account: string, role: string, me: boolean}[]}} Group
 * @typedef {{file: string, outgoing: boolean, with: string, from: string, name: string, size: number,
 *   picture: boolean, at: string, until?: string, state: string, here: boolean, disappears: boolean,
 *   disappears_at?: string}} SharedFile
 * @typedef {{transfer: string, kind: string, with: string, name: string, total: number,
 *   done: number, state: string, at: number, rate?: number, file?: string, code?: string,
 *   message?: string, source?: File}} Transfer
 * @typedef {{id: string, outgoing: boolean, other: string, amount: string, memo: string, at: string,
 *   state: string}} MoneyRequest
 */

export const initial = {
  phase: 'starting',
  again: false,
  programIsThere: true,
  connection: 'connecting',
  me: null,
  unit: { code: '', scale: 0 },
  people: /** @type {Record<string, Person>} */ ({}),
  peopleLoaded: false,
  groups: /** @type {Record<string, Group>} */ ({}),
  files: /** @type {SharedFile[]} */ ([]),
  transfers: /** @type {Transfer[]} */ ([]),
  chits: /** @type {any[]} */ ([]),
  look: /** @type {{key: string, id: string} | null} */ (null),
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
const NO_TALK = { messages: [], more: false, loaded: false, leaving: [], disappearSeconds: '0' };

/** @param {typeof initial} state */
export function reduce(state, event) {
  switch (event.type) {
    case 'started':
      return { ...state, phase: 'ready', programIsThere: true, ...event.start };
    case 'locked':
      return { ...state, phase: 'locked', again: event.again === true, dialog: null };
    case 'sealed':
      return { ...state, phase: 'sealed', programIsThere: true, dialog: null };
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
    case 'groups':
      return { ...state, groups: Object.fromEntries(event.groups.map((it) => [it.peer, it])) };
    case 'group':
      return { ...state, groups: { ...state.groups, [event.group.peer]: event.group } };
    case 'group-left':
      return {
        ...state,
        open: state.open === event.peer ? null : state.open,
        groups: without(state.groups, event.peer),
        talks: without(state.talks, event.peer),
      };
    case 'presence':
      return { ...state, online: { ...state.online, [event.with]: event.online } };
    case 'open':
      return { ...state, open: event.name, at: 'talk', dialog: null };
    case 'go':
      return { ...state, at: event.at };
    case 'talk':
      return withTalk(withPeer(state, event.page), event.page.with,
        (talk) => ({ ...merged(talk, event.page, event.before),
          disappearSeconds: event.page.disappear_seconds }));
    case 'forgotten':
      return withTalk(state, event.name, (talk) => ({ ...talk, messages: [], more: false }));
    case 'look':
      return { ...state, look: event.look };
    case 'files':
      return { ...state, files: event.files, transfers: reconciled(state.transfers, event.transfers) };
    case 'transfer':
      return { ...state, transfers: moved(state.transfers, event.transfer) };
    case 'handed-over':
      return { ...state, transfers: state.transfers.filter((it) =>
        it.transfer !== event.transfer || it.kind !== 'upload') };
    case 'chits':
      return { ...state, chits: event.chits };
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

function without(all, key) {
  const { [key]: _, ...others } = all;
  return others;
}

function withPeer(state, page) {
  return reduce(state, page.group ? { type: 'group', group: page.group }
    : { type: 'person', person: page.person });
}

function withTalk(state, name, change) {
  return { ...state, talks: { ...state.talks, [name]: change(state.talks[name] ?? NO_TALK) } };
}
