// @ts-check
// Questions to the state, answered without changing it.

/** The person or group of a key. */
export const peerOf = (state, key) =>
  (key === null ? undefined : key.startsWith('#') ? state.groups[key] : state.people[key]);

/** What the page calls a person or group. */
export const keyOf = (peer) => peer.peer ?? peer.name;

export const isGroup = (peer) => peer.members !== undefined;

/** People of these standings, and groups if they are wanted; what was last first. */
export function peersOf(state, standings, wanted = '', groups = false) {
  const word = wanted.trim().toLowerCase();
  const people = Object.values(state.people).filter((it) => standings.includes(it.standing));
  return [...people, ...(groups ? Object.values(state.groups) : [])]
    .filter((it) => it.name.toLowerCase().includes(word))
    .sort((a, b) => latest(state, b).localeCompare(latest(state, a)) || a.name.localeCompare(b.name));
}

function latest(state, peer) {
  const key = keyOf(peer);
  const paid = state.payments.find((it) => it.other === key)?.at ?? '';
  const sent = state.files.find((it) => it.with === key)?.at ?? '';
  return [peer.last?.at ?? '', paid, sent].reduce((last, it) => (it > last ? it : last));
}

export function unreadCount(state) {
  return [...Object.values(state.people), ...Object.values(state.groups)]
    .filter((it) => it.standing !== 'blocked')
    .reduce((sum, it) => sum + (it.unread ?? 0), 0);
}

/**
 * What stands in a conversation: messages in their order, payments and files where their time puts them, and
 * at the end what has not left yet. Payments older than the loaded messages wait with those.
 *
 * @param {import('./state.js').Talk} talk
 * @param {import('./state.js').Payment[]} payments newest first
 * @param {import('./state.js').MoneyRequest[]} requests
 * @param {import('./state.js').SharedFile[]} files
 * @param {string} key
 */
export function timeline(talk, payments, requests, files, key) {
  const oldest = talk.more && talk.messages.length > 0 ? talk.messages[0].at : '';
  const beside = [
    ...payments.map((it) => ({ kind: 'payment', key: it.chit, at: it.at, other: it.other, payment: it })),
    ...requests.map((it) => ({ kind: 'request', key: it.id, at: it.at, other: it.other, request: it })),
    ...files.map((it) => ({ kind: 'file', key: it.file, at: it.at, other: it.with, file: it })),
  ]
    .filter((it) => it.other === key && it.at >= oldest)
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const items = [];
  let next = 0;
  for (const message of talk.messages) {
    while (next < beside.length && beside[next].at < message.at) {
      items.push(beside[next++]);
    }
    items.push({ kind: 'message', key: message.id, at: message.at, message });
  }
  items.push(...beside.slice(next));
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

/** When the next message here disappears, empty if none does. @param {import('./state.js').Talk} talk */
export function nextEnd(talk) {
  return talk.messages.reduce((next, it) =>
    (it.disappears_at && (next === '' || it.disappears_at < next) ? it.disappears_at : next), '');
}

/** What others offer in a conversation, files that disappear once they were seen.
 * @param {import('./state.js').SharedFile[]} files @param {string} key */
export const offeredIn = (files, key) =>
  files.filter((it) => it.with === key && !it.outgoing && it.disappears && !it.disappears_at)
    .map((it) => it.file);

/** Ids of the other's texts that are here. */
export function shownIds(talk) {
  return talk.messages.filter((it) => !it.mine && it.chosen_seconds === undefined).map((it) => it.id);
}
