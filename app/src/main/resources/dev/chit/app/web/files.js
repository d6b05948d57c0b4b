// @ts-check
// Files on their way: from the page to the program, on to others, and back.
import { call, upload } from './api.js';
import { isGroup, peerOf } from './questions.js';
import { dispatch, getState, notice, quietly, together, tried } from './store.js';
import { problem, t } from './text.js';

const AT_ONCE = 2;

export const freshFiles = together(async () => {
  const found = await call('/api/files');
  dispatch({ type: 'files', ...found });
  goLater(found.files);
});

const WAIT_MAX_MILLIS = 2 ** 31 - 1;
let looking = 0;

/** Looks again when the next offer has disappeared. @param {import('./state.js').SharedFile[]} files */
function goLater(files) {
  clearTimeout(looking);
  const ends = files.flatMap((it) => (it.disappears_at ? [new Date(it.disappears_at).getTime()] : []));
  if (ends.length > 0) {
    const wait = Math.max(0, Math.min(...ends) - Date.now());
    looking = setTimeout(() => quietly(freshFiles), Math.min(wait + 500, WAIT_MAX_MILLIS));
  }
}

const waiting = [];
const uploading = new Map();

/** Sends each of these to somebody. @param {string} to @param {Iterable<File>} files */
export function sendFiles(to, files) {
  for (const file of files) {
    const id = crypto.randomUUID();
    waiting.push({ id, to, file });
    heard({ transfer: id, kind: 'upload', with: to, name: file.name, total: file.size, done: 0,
      state: 'moving' });
  }
  next();
}

function next() {
  while (uploading.size < AT_ONCE && waiting.length > 0) {
    run(waiting.shift());
  }
}

async function run({ id, to, file }) {
  const about = { transfer: id, kind: 'upload', with: to, name: file.name, total: file.size };
  const work = upload('/api/files/send', file,
    { 'X-Chit-To': encodeURIComponent(to), 'X-Chit-Name': encodeURIComponent(file.name),
      'X-Chit-Transfer': id },
    (done) => heard({ ...about, done, state: 'moving' }));
  uploading.set(id, work);
  try {
    await work.answer;
    // From here on the program tells of it, or has told of its end already.
    dispatch({ type: 'handed-over', transfer: id });
  } catch (error) {
    heard(error.code === 'cancelled'
      ? { ...about, done: 0, state: 'cancelled' }
      : { ...about, done: 0, state: 'failed', code: error.code, message: error.message, source: file });
  }
  uploading.delete(id);
  next();
}

/** What a transfer has come to, from this page or from the program. */
export const heardTransfer = (transfer) => heard(transfer);

function heard(transfer) {
  dispatch({ type: 'transfer', transfer: { ...transfer, at: performance.now() } });
  if (transfer.state === 'done' && transfer.kind === 'fetch') {
    const wanted = saving.delete(transfer.file);
    freshFiles().then(() => (wanted ? download(transfer.file) : undefined));
  }
}

export function cancel(transfer) {
  const { transfer: id } = transfer;
  const at = waiting.findIndex((it) => it.id === id);
  if (at >= 0) {
    waiting.splice(at, 1);
    heard({ ...transfer, state: 'cancelled' });
  } else {
    // It may be with the program already, or just about to be.
    uploading.get(id)?.abort();
    quietly(() => call('/api/files/cancel', { transfer: id }));
  }
}

/** Takes what failed off the page, and tries it once more if that is wanted. */
export function putAway(transfer, again) {
  dispatch({ type: 'transfer', transfer: { ...transfer, state: 'cancelled' } });
  if (again && transfer.source) {
    sendFiles(transfer.with, [transfer.source]);
  } else if (again && transfer.kind === 'fetch') {
    fetchFile(transfer.file);
  }
}

export const sendAgain = (file) =>
  tried(() => call('/api/files/again', { file, transfer: crypto.randomUUID() }));

// ── what others sent ──

const saving = new Set();

/** Fetches a file into the program and hands it to the browser, which saves it. */
export function save(file) {
  if (file.here) {
    return download(file.file);
  }
  saving.add(file.file);
  return fetchFile(file.file);
}

const fetchFile = (file) =>
  tried(() => call('/api/files/fetch', { file, transfer: crypto.randomUUID() }));

const download = (file) => tried(async () => {
  const { path } = await call('/api/files/download', { file });
  follow(path, '');
});

function follow(address, name) {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Saves a text of the page's as a file. */
export function saveText(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export const deleteFile = (file) => tried(() => call('/api/files/delete', { file }));

const pictures = new Map();
const PICTURES_MAX = 200;

/** The address of a file's small picture within this page. */
export function picture(file) {
  if (!pictures.has(file)) {
    if (pictures.size === PICTURES_MAX) {
      const [oldest] = pictures;
      oldest[1].then((it) => URL.revokeObjectURL(it));
      pictures.delete(oldest[0]);
    }
    pictures.set(file, call('/api/files/thumbnail', { file }).then(({ jpeg }) => {
      const bytes = Uint8Array.from(atob(jpeg), (it) => it.charCodeAt(0));
      return URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    }).catch(() => {
      pictures.delete(file);
      return '';
    }));
  }
  return pictures.get(file);
}

/** Files in what was dropped or pasted. @param {DataTransfer | null} data */
export const filesIn = (data) => [...(data?.files ?? [])];

/** Whether files may be sent there. */
export function takesFiles(key) {
  const peer = peerOf(getState(), key);
  return peer !== undefined && (isGroup(peer) ? peer.role !== ''
    : peer.standing === 'accepted' || peer.standing === 'stranger');
}

/** Says that a file cannot go there. */
export const refuseFiles = () => notice(t('no-files-here'), 'warning');

/** What went wrong with a transfer. */
export const whyFailed = (transfer) => problem(transfer);
