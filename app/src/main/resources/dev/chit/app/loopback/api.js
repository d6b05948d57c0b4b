// @ts-check
// Calls to the program that serves this page, and its news.

const TOKEN = 'chit-token';
const SILENCE_MAX_MILLIS = 30_000;
const RETRY_MILLIS = [500, 1_000, 2_000, 5_000];

/** Why a call was not done: a stable code, and the program's sentence. */
export class CallError extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const ticketHere = () => new URLSearchParams(location.hash.slice(1)).get('k');

/** A new address in an old tab changes nothing but what is behind the #. @param {() => void} come */
export function whenAddressed(come) {
  addEventListener('hashchange', () => ticketHere() !== null && come());
}

/** Exchanges the ticket in the address for this tab's token, and clears the address. */
export async function enter() {
  const ticket = ticketHere();
  if (ticket !== null) {
    history.replaceState(null, '', '/');
    const answer = await fetched('/api/session', { ticket }, {});
    sessionStorage.setItem(TOKEN, answer.token);
  }
  if (!sessionStorage.getItem(TOKEN)) {
    throw new CallError('no-token', '', 401);
  }
}

/** @param {string} path @param {object} ask */
export function call(path, ask = {}) {
  return fetched(path, ask, bearer());
}

function bearer() {
  return { Authorization: 'Bearer ' + sessionStorage.getItem(TOKEN) };
}

async function fetched(path, ask, headers) {
  let response;
  let answer;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(ask),
      credentials: 'omit',
    });
    answer = await response.json();
  } catch {
    throw new CallError('program-gone', '', 0);
  }
  if (!response.ok) {
    throw new CallError(answer.error.code, answer.error.message, response.status);
  }
  return answer;
}

/**
 * Sends a file as it is; the browser reads it from the disk piece by piece.
 *
 * @param {string} path @param {Blob} file @param {Record<string, string>} headers
 * @param {(done: number) => void} heard bytes that have left
 */
export function upload(path, file, headers, heard) {
  // fetch tells nothing of how far it is.
  const request = new XMLHttpRequest();
  const answer = new Promise((done, failed) => {
    request.open('POST', path);
    for (const [name, value] of Object.entries({ ...bearer(), ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => heard(event.loaded);
    request.onerror = () => failed(new CallError('program-gone', '', 0));
    request.onabort = () => failed(new CallError('cancelled', '', 0));
    request.onload = () => {
      const { error } = request.response ?? {};
      if (request.status === 200) {
        done(request.response);
      } else {
        failed(new CallError(error?.code ?? 'program-gone', error?.message ?? '', request.status));
      }
    };
    request.send(file);
  });
  return { answer, abort: () => request.abort() };
}

/** @type {BroadcastChannel | null} */
let channel = null;
let following = false;

/**
 * Follows the news for ever, over sleep, restarts and changes of network. All tabs share one stream:
 * the one that holds the lock reads it and passes it on.
 *
 * @param {(item: any) => void} hear also gets `{type: 'program', there}` and `{type: 'locked'}`, after
 *   which it is over until somebody follows again
 */
export function follow(hear) {
  if (following) {
    return;
  }
  following = true;
  channel ??= new BroadcastChannel('chit-news');
  channel.onmessage = (message) => hear(message.data);
  const tell = (item) => {
    hear(item);
    channel?.postMessage(item);
  };
  navigator.locks.request('chit-news', async () => {
    for (let tries = 0; ; ) {
      const outcome = await stream((item) => {
        tries = 0;
        tell(item);
      });
      if (outcome === 'locked') {
        // Another tab may have a token that still works: it gets the lock.
        following = false;
        hear({ type: 'locked', again: true });
        return;
      }
      tell({ type: 'program', there: false });
      await new Promise((done) => wakeable(done, RETRY_MILLIS[Math.min(tries++, 3)]));
    }
  });
}

/** Waits, but no longer than until the machine or the tab wakes up. */
function wakeable(done, millis) {
  const go = () => {
    clearTimeout(timer);
    removeEventListener('online', go);
    document.removeEventListener('visibilitychange', go);
    done();
  };
  const timer = setTimeout(go, millis);
  addEventListener('online', go);
  document.addEventListener('visibilitychange', go);
}

/** Reads the stream until it ends. A stream that says nothing for too long is a dead one. */
async function stream(hear) {
  const abort = new AbortController();
  let last = Date.now();
  const watchdog = setInterval(() => {
    if (Date.now() - last > SILENCE_MAX_MILLIS) {
      abort.abort();
    }
  }, 1_000);
  try {
    const response = await fetch('/api/news', {
      method: 'POST',
      headers: bearer(),
      credentials: 'omit',
      signal: abort.signal,
    });
    if (response.status === 401) {
      return 'locked';
    }
    if (!response.ok || !response.body) {
      return 'ended';
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return 'ended';
      }
      last = Date.now();
      const events = (rest + value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('data: ')) {
          hear(JSON.parse(event.slice('data: '.length)));
        }
      }
    }
  } catch {
    return 'ended';
  } finally {
    clearInterval(watchdog);
  }
}
