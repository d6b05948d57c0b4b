// @ts-check
// What the page does: asks the program, and tells the state what came of it.
import { call, CallError, enter, follow } from './api.js';
import { money } from './format.js';
import { initial, nextEnd, reduce, shownIds } from './state.js';
import { problem, t } from './text.js';

let state = initial;
const watchers = new Set();

export const getState = () => state;

export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function dispatch(event) {
  const next = reduce(state, event);
  if (next !== state) {
    state = next;
    watchers.forEach((it) => it());
  }
}

// ── the beginning, and news ──

export async function begin() {
  try {
    await enter();
  } catch (error) {
    dispatch(error.code === 'program-gone' ? { type: 'program', there: false } : { type: 'locked' });
    return;
  }
  follow(hear);
  await everything();
}

/** Asks again for all that is shown. */
async function everything() {
  await quietly(async () => {
    dispatch({ type: 'started', start: await call('/api/start') });
    const talks = Object.keys(state.talks).map(freshTalk);
    await Promise.all([freshPeople(), freshWallet(), freshRequests(), ...talks]);
  });
}

function hear(item) {
  switch (item.type) {
    case 'hello':
    case 'everything':
      everything();
      break;
    case 'program':
      dispatch(item);
      break;
    case 'locked':
      dispatch(item);
      break;
    case 'connection':
      dispatch(item);
      if (item.state === 'connected') {
        everything();
      }
      break;
    case 'people':
      freshPeople();
      break;
    case 'talk':
      freshTalk(item.with);
      break;
    case 'presence':
      dispatch(item);
      break;
    case 'payment':
      freshWallet();
      freshTalk(item.with);
      notice(t('arrived-payment', { name: item.with, amount: money(item.amount, state.unit) }));
      break;
    case 'request':
      freshRequests();
      freshPeople();
      if (item.what === 'asked' || item.what === 'reminded') {
        const amount = money(item.amount, state.unit);
        notice(t('arrived-request', { name: item.with, amount }));
      }
      break;
    case 'requests':
      freshRequests();
      break;
    case 'wallet':
      freshWallet();
      break;
    case 'elsewhere':
      notice(t('elsewhere-' + item.what, { name: item.with }));
      break;
    case 'warning':
      notice(problem(item), 'warning');
      break;
  }
}

let notices = 0;

export function notice(text, kind = 'news') {
  const id = ++notices;
  dispatch({ type: 'notice', notice: { id, text, kind } });
  if (kind === 'news') {
    setTimeout(() => dispatch({ type: 'noticed', id }), 8_000);
  }
}

/** What fails here is asked for again with the next news, or is told in the connection's line. */
async function quietly(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CallError)) {
      throw error;
    }
    if (error.status === 401) {
      dispatch({ type: 'locked' });
    }
  }
}

/** Runs once at a time for a key; asked meanwhile, once more afterwards. */
function together(work) {
  const running = new Map();
  return (key) => {
    const now = running.get(key);
    if (now) {
      now.again = true;
      return now.done;
    }
    const entry = { again: false, done: Promise.resolve() };
    running.set(key, entry);
    entry.done = (async () => {
      do {
        entry.again = false;
        await quietly(() => work(key));
      } while (entry.again);
      running.delete(key);
    })();
    return entry.done;
  };
}

const freshPeople = together(async () =>
  dispatch({ type: 'people', ...(await call('/api/people')) }));

const freshTalk = together(async (name) => {
  dispatch({ type: 'talk', page: await call('/api/talk', { with: name }) });
  expireLater(name);
  await seen();
});

const ends = new Map();
const WAIT_MAX_MILLIS = 2 ** 31 - 1;

/** Takes messages off the page when their time is over. */
function expireLater(name) {
  clearTimeout(ends.get(name));
  const next = nextEnd(state.talks[name]);
  if (next !== '') {
    const wait = Math.max(0, new Date(next).getTime() - Date.now());
    ends.set(name, setTimeout(() => {
      dispatch({ type: 'expired', name, now: new Date().toISOString() });
      freshTalk(name);
    }, Math.min(wait + 500, WAIT_MAX_MILLIS)));
  }
}

const freshWallet = together(async () => {
  dispatch({ type: 'payments', page: await call('/api/payments') });
  dispatch({ type: 'balance', balance: await call('/api/balance') });
  dispatch({ type: 'chart', ...(await call('/api/chart')) });
});

const freshRequests = together(async () =>
  dispatch({ type: 'requests', ...(await call('/api/requests')) }));

// ── conversations ──

export async function open(name) {
  dispatch({ type: 'open', name });
  if (history.state?.chit !== 'inside') {
    history.pushState({ chit: 'inside' }, '');
  }
  await freshTalk(name);
}

export function go(at) {
  dispatch({ type: 'go', at });
  if (at !== 'people' && history.state?.chit !== 'inside') {
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

let loadingOlder = false;

export async function older(name) {
  const talk = state.talks[name];
  if (loadingOlder || !talk || !talk.more) {
    return;
  }
  loadingOlder = true;
  const before = talk.messages[0].position;
  await quietly(async () => {
    const page = await call('/api/talk', { with: name, before: String(before) });
    dispatch({ type: 'talk', page, before });
  });
  loadingOlder = false;
}

const told = new Set();
const TOLD_AT_ONCE = 60;

/** Tells the program, and it the other end, what is before the person's eyes. */
async function seen() {
  const name = state.open;
  const hidden = state.at === 'wallet' && innerWidth < 1080 || state.at === 'people' && innerWidth < 720;
  if (name === null || hidden || document.hidden || !document.hasFocus()) {
    return;
  }
  const talk = state.talks[name];
  // Whom one has not accepted is not told; after that, the same is said again.
  const key = (id) => state.people[name]?.standing + id;
  const ids = talk ? shownIds(talk).filter((it) => !told.has(key(it))).slice(-TOLD_AT_ONCE) : [];
  if (ids.length > 0) {
    ids.forEach((it) => told.add(key(it)));
    await quietly(() => call('/api/talk/seen', { with: name, ids }));
  }
}

addEventListener('focus', () => seen());
document.addEventListener('visibilitychange', () => seen());

let keys = 0;

export async function say(name, text) {
  const { edit, replyTo } = state.composing[name] ?? {};
  compose(name, {});
  if (edit) {
    await quietly(() => tried(() => call('/api/talk/edit', { with: name, id: edit, text })));
    return;
  }
  const messages = state.talks[name]?.messages ?? [];
  await leave(name, {
    key: 'leaving-' + ++keys,
    text,
    at: new Date().toISOString(),
    after: messages.length > 0 ? messages[messages.length - 1].position : -1,
    failed: '',
    replyTo: replyTo ?? null,
  });
}

async function leave(name, leaving) {
  dispatch({ type: 'leaving', name, leaving });
  try {
    const ask = { to: name, text: leaving.text };
    await call('/api/talk/send', leaving.replyTo ? { ...ask, reply_to: leaving.replyTo } : ask);
    await freshTalk(name);
    dispatch({ type: 'left', name, key: leaving.key });
  } catch (error) {
    dispatch({ type: 'failed', name, key: leaving.key, text: problem(error) });
  }
}

export function sayAgain(name, leaving) {
  dispatch({ type: 'left', name, key: leaving.key });
  const messages = state.talks[name]?.messages ?? [];
  return leave(name, {
    ...leaving,
    failed: '',
    after: messages.length > 0 ? messages[messages.length - 1].position : -1,
  });
}

export const discard = (name, leaving) => dispatch({ type: 'left', name, key: leaving.key });

export const compose = (name, composing) => dispatch({ type: 'composing', name, composing });

export const takeBack = (name, id) =>
  tried(() => call('/api/talk/take-back', { with: name, id }));

async function tried(work) {
  try {
    await work();
  } catch (error) {
    notice(problem(error), 'warning');
  }
}

// ── people ──

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
  const person = await call('/api/people/compared', { name });
  dispatch({ type: 'person', person });
}

export const paymentAddress = () => call('/api/address');

// ── money ──

export const show = (dialog) => dispatch({ type: 'dialog', dialog });

export const hide = () => dispatch({ type: 'dialog', dialog: null });

export const askToPay = (to, amount, memo) => call('/api/pay/ask', { to, amount, memo });

export const askToPayRequest = (id) => call('/api/requests/pay', { id });

export async function askFor(to, amount, memo) {
  await call('/api/requests/make', { to, amount, memo });
  await freshRequests();
}

/** @param {'refuse' | 'withdraw'} answer */
export const answerRequest = (answer, id) =>
  tried(() => call('/api/requests/' + answer, { id }));

export async function pay(confirmation) {
  const paid = await call('/api/pay', { confirmation });
  freshWallet();
  return paid;
}

export async function olderPayments() {
  const before = state.payments[state.payments.length - 1].index;
  await quietly(async () => {
    const page = await call('/api/payments', { before: String(before) });
    dispatch({ type: 'payments', page, before });
  });
}

export async function verify(chit) {
  const payment = await call('/api/payments/verify', { chit });
  dispatch({ type: 'payment', payment });
  return payment;
}
