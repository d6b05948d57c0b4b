// @ts-check
// What is done in conversations: looking, writing, answering, and what is said of people.
import { call } from './api.js';
import { nextEnd, offeredIn, shownIds } from './questions.js';
import { dispatch, getState, notice, quietly, together, tried } from './store.js';
import { problem, t } from './text.js';

const DEEP_MAX = 900;
const wantsDeep = new Set();

const loadTalk = together(async (key) => {
  const here = getState().talks[key]?.messages.length ?? 0;
  const ask = wantsDeep.delete(key) && here > 0
    ? { with: key, limit: String(Math.min(here, DEEP_MAX)) } : { with: key };
  dispatch({ type: 'talk', page: await call('/api/talk', ask) });
  expireLater(key);
  await seen();
});

/** @param {string} key @param {boolean} [deep] whether more than the newest may have changed */
export function freshTalk(key, deep = false) {
  if (deep) {
    wantsDeep.add(key);
  }
  return loadTalk(key);
}

/** Asks again for every conversation that is here. */
export const refreshTalks = (wanted = (_) => true) =>
  Promise.all(Object.keys(getState().talks).filter(wanted).map((key) => freshTalk(key)));

const ends = new Map();
const WAIT_MAX_MILLIS = 2 ** 31 - 1;

/** Takes messages off the page when their time is over. */
function expireLater(key) {
  clearTimeout(ends.get(key));
  const next = nextEnd(getState().talks[key]);
  if (next !== '') {
    const wait = Math.max(0, new Date(next).getTime() - Date.now());
    ends.set(key, setTimeout(() => {
      dispatch({ type: 'expired', name: key, now: new Date().toISOString() });
      freshTalk(key);
    }, Math.min(wait + 500, WAIT_MAX_MILLIS)));
  }
}

// ── where the page is ──

export async function open(key) {
  dispatch({ type: 'open', name: key });
  enterHistory();
  await freshTalk(key);
}

export function go(at) {
  dispatch({ type: 'go', at });
  if (at !== 'people') {
    enterHistory();
  }
}

function enterHistory() {
  if (history.state?.chit !== 'inside') {
    history.pushState({ chit: 'inside' }, '');
  }
}

/** To the list of people, as the browser's own way back does. */
export function goBack() {
  if (history.state?.chit === 'inside') {
    history.back();
  } else {
    dispatch({ type: 'go', at: 'people' });
  }
}

addEventListener('popstate', () => dispatch({ type: 'go', at: 'people' }));

// ── reading ──

let loadingOlder = false;

/** @param {string} key @param {number} [limit] */
export async function older(key, limit) {
  const talk = getState().talks[key];
  if (loadingOlder || !talk || !talk.more || talk.messages.length === 0) {
    return;
  }
  loadingOlder = true;
  const before = talk.messages[0].position;
  const ask = { with: key, before: String(before), ...(limit ? { limit: String(limit) } : {}) };
  await quietly(async () => dispatch({ type: 'talk', page: await call('/api/talk', ask), before }));
  loadingOlder = false;
}

/** Opens a conversation at one of its messages, however long ago that was. */
export async function openAt(key, position, id) {
  await open(key);
  for (;;) {
    const talk = getState().talks[key];
    if (!talk || !talk.more || talk.messages[0].position <= position) {
      break;
    }
    const first = talk.messages[0].position;
    await older(key, DEEP_MAX);
    if (getState().talks[key].messages[0].position === first) {
      break;
    }
  }
  dispatch({ type: 'look', look: { key, id } });
}

const told = new Set();
const TOLD_AT_ONCE = 60;

/** Tells the program, and it the other end, what is before the person's eyes. */
export async function seen() {
  const state = getState();
  const key = state.open;
  const hidden = state.at === 'wallet' && innerWidth < 1080 || state.at === 'people' && innerWidth < 720;
  if (key === null || hidden || document.hidden || !document.hasFocus()) {
    return;
  }
  const talk = state.talks[key];
  // Whom one has not accepted is not told; after that, the same is said again.
  const mark = (id) => state.people[key]?.standing + id;
  const ids = talk ? shownIds(talk).filter((it) => !told.has(mark(it))).slice(-TOLD_AT_ONCE) : [];
  if (ids.length > 0) {
    ids.forEach((it) => told.add(mark(it)));
    await quietly(() => call('/api/talk/seen', { with: key, ids }));
  }
  const files = offeredIn(state.files, key).filter((it) => !told.has(it));
  if (files.length > 0) {
    files.forEach((it) => told.add(it));
    await quietly(() => call('/api/files/seen', { files }));
  }
}

addEventListener('focus', () => seen());
document.addEventListener('visibilitychange', () => seen());

const READERS_MILLIS = 2_000;

// Nothing tells that a member has read what one wrote to a group: it is looked at again.
setInterval(() => {
  const key = getState().open;
  if (key?.startsWith('#') && !document.hidden && getState().programIsThere) {
    freshTalk(key);
  }
}, READERS_MILLIS);

// ── writing ──

let leavings = 0;

export async function say(key, text) {
  const { edit, replyTo } = getState().composing[key] ?? {};
  compose(key, {});
  if (edit) {
    await tried(() => call('/api/talk/edit', { with: key, id: edit, text }));
    return;
  }
  await leave(key, {
    key: 'leaving-' + ++leavings,
    text,
    at: new Date().toISOString(),
    after: newestPosition(key),
    failed: '',
    replyTo: replyTo ?? null,
  });
}

function newestPosition(key) {
  return getState().talks[key]?.messages.at(-1)?.position ?? -1;
}

async function leave(key, leaving) {
  dispatch({ type: 'leaving', name: key, leaving });
  try {
    const ask = { to: key, text: leaving.text };
    await call('/api/talk/send', leaving.replyTo ? { ...ask, reply_to: leaving.replyTo } : ask);
    await freshTalk(key);
    dispatch({ type: 'left', name: key, key: leaving.key });
  } catch (error) {
    dispatch({ type: 'failed', name: key, key: leaving.key, text: problem(error) });
  }
}

export function sayAgain(key, leaving) {
  dispatch({ type: 'left', name: key, key: leaving.key });
  return leave(key, { ...leaving, failed: '', after: newestPosition(key) });
}

export const discard = (key, leaving) => dispatch({ type: 'left', name: key, key: leaving.key });

export const compose = (key, composing) => dispatch({ type: 'composing', name: key, composing });

export const takeBack = (key, id) => tried(() => call('/api/talk/take-back', { with: key, id }));

const DRAFT_MILLIS = 400;
const drafts = new Map();
const keeping = new Map();

export const draftOf = (key) => drafts.get(key) ?? '';

/** Drafts that the program has; what was typed in this tab since counts. */
export function sayDrafts(kept) {
  for (const [key, text] of Object.entries(kept)) {
    if (!drafts.has(key)) {
      drafts.set(key, text);
    }
  }
}

/** The program keeps a draft for a page that is loaded anew, once typing rests. */
export function draft(key, text) {
  drafts.set(key, text);
  clearTimeout(keeping.get(key));
  keeping.set(key, setTimeout(() =>
    quietly(() => call('/api/talk/draft', { with: key, text })), DRAFT_MILLIS));
}

// ── a conversation as a whole ──

export const disappear = (key, seconds) =>
  tried(() => call('/api/talk/disappear', { with: key, seconds: String(seconds) }));

export async function forget(key) {
  await call('/api/talk/forget', { with: key });
  dispatch({ type: 'forgotten', name: key });
  await freshTalk(key);
}

/** All of a conversation as lines of text, oldest first. */
export async function exported(key) {
  const pages = [];
  let before;
  for (;;) {
    const ask = { with: key, limit: String(DEEP_MAX), ...(before ? { before: String(before) } : {}) };
    const page = await call('/api/talk', ask);
    pages.unshift(page.messages);
    if (!page.more) {
      break;
    }
    before = page.messages[0].position;
  }
  return pages.flat().filter((it) => it.chosen_seconds === undefined)
    .map((it) => `[${it.at}] ${it.from}: ${(it.deleted ? t('deleted') : it.text).replaceAll('\n', '\n    ')}\n`)
    .join('');
}

// ── people and groups ──

/** @param {'accept' | 'refuse' | 'block' | 'unblock'} answer */
export async function answer(answer, name) {
  await tried(async () => {
    dispatch({ type: 'person', person: await call('/api/people/' + answer, { name }) });
    await freshTalk(name);
  });
}

export async function find(name) {
  const person = await call('/api/people/find', { name });
  dispatch({ type: 'presence', with: person.name, online: person.online });
  return person;
}

/** Opens the conversation with somebody who was just found. */
export function meet(person) {
  dispatch({ type: 'person', person });
  return open(person.name);
}

export const safetyNumber = (name) => call('/api/people/safety-number', { name });

export async function compared(name) {
  dispatch({ type: 'person', person: await call('/api/people/compared', { name }) });
}

export async function makeGroup(name, people) {
  const group = await call('/api/groups/make', { name, people });
  dispatch({ type: 'group', group });
  return open(group.peer);
}

/** @param {'add' | 'remove' | 'rename' | 'role'} what */
export async function changeGroup(what, ask) {
  dispatch({ type: 'group', group: await call('/api/groups/' + what, ask) });
}

export async function leaveGroup(key) {
  const group = await call('/api/groups/leave', { group: key });
  dispatch({ type: 'go', at: 'people' });
  dispatch({ type: 'group-left', peer: key });
  notice(t('you-left', { group: group.name }));
}

export const search = (text) => call('/api/search', { text });
