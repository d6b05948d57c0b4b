// @ts-check
// The one state of the page, who watches it, and how calls that fail are told.
import { CallError } from './api.js';
import { initial, reduce } from './state.js';
import { problem } from './text.js';

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

export const show = (dialog) => dispatch({ type: 'dialog', dialog });

export const hide = () => dispatch({ type: 'dialog', dialog: null });

const NOTICE_MILLIS = 8_000;
let notices = 0;

export function notice(text, kind = 'news') {
  const id = ++notices;
  dispatch({ type: 'notice', notice: { id, text, kind } });
  if (kind === 'news') {
    setTimeout(() => dispatch({ type: 'noticed', id }), NOTICE_MILLIS);
  }
}

/** What fails here is asked for again with the next news, or is told in the connection's line. */
export async function quietly(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CallError)) {
      throw error;
    }
    if (error.status === 401) {
      dispatch({ type: 'locked', again: true });
    } else if (error.status === 423) {
      dispatch({ type: 'sealed' });
    }
  }
}

/** What fails here is told. */
export async function tried(work) {
  try {
    await work();
  } catch (error) {
    notice(problem(error), 'warning');
  }
}

/** Runs once at a time for a key; asked meanwhile, once more afterwards. */
export function together(work) {
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
