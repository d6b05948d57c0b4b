// @ts-check
// How the page begins, and what it does with news.
import { call, upload } from './api.js';
import { begin as comeIn } from './entry.js';
import { heardTransfer, freshFiles } from './files.js';
import { money } from './format.js';
import { freshMoney, freshRequests, freshWallet } from './money.js';
import { dispatch, getState, notice, together } from './store.js';
import { freshTalk, refreshTalks, sayDrafts, seen } from './talking.js';
import { problem, t } from './text.js';

export const begin = () => comeIn(hear, everything);

/** Where the profile lies whose passphrase is asked for. */
export const lockedProfile = async () => (await call('/api/lock')).profile;

/** @param {string} passphrase */
export async function unlock(passphrase) {
  await upload('/api/unlock', new Blob([passphrase]), {}, () => {}).answer;
  await everything();
}

/** Asks again for all that is shown. */
const everything = together(async () => {
  const start = await call('/api/start');
  sayDrafts(start.drafts);
  dispatch({ type: 'started', start });
  await Promise.all([freshPeople(), freshGroups(), freshMoney(), freshFiles(), refreshTalks()]);
});

const freshPeople = together(async () =>
  dispatch({ type: 'people', ...(await call('/api/people')) }));

export const freshGroups = together(async () =>
  dispatch({ type: 'groups', ...(await call('/api/groups')) }));

function hear(item) {
  switch (item.type) {
    case 'hello':
    case 'everything':
      everything();
      break;
    case 'program':
    case 'locked':
    case 'presence':
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
    case 'groups':
      freshGroups();
      refreshTalks((key) => key.startsWith('#'));
      break;
    case 'group-news':
      freshGroups();
      tellGroup(item);
      break;
    case 'talk':
      freshTalk(item.with, item.deep);
      break;
    case 'payment':
      freshWallet();
      freshTalk(item.with);
      notice(t('arrived-payment', { name: item.with, amount: money(item.amount, getState().unit) }));
      break;
    case 'request':
      freshRequests();
      freshPeople();
      if (item.what === 'asked' || item.what === 'reminded') {
        const amount = money(item.amount, getState().unit);
        notice(t('arrived-request', { name: item.with, amount }));
      }
      break;
    case 'requests':
      freshRequests();
      break;
    case 'wallet':
      freshMoney();
      break;
    case 'file':
      freshFiles().then(seen);
      freshPeople();
      notice(t('arrived-file', { name: item.from, file: item.file }));
      break;
    case 'files':
      freshFiles();
      break;
    case 'transfer':
      heardTransfer(item.transfer);
      break;
    case 'warning':
      notice(problem(item), 'warning');
      break;
  }
}

/** What others did with a group. */
function tellGroup(item) {
  const me = getState().me?.name;
  if (item.by !== me) {
    const names = item.names.map((it) => (it === me ? t('me-name') : it)).join(', ');
    notice(t('group-' + item.what, { name: item.by, group: item.group, names }));
  }
}
