// @ts-check
// How the operator's page begins, what it does with news, and what it asks for.
import { call } from './api.js';
import { begin as comeIn } from './entry.js';
import { dispatch, getState, notice, together, tried } from './store.js';
import { t } from './text.js';

export const begin = () => comeIn(hear, everything);

const everything = together(async () => {
  dispatch({ type: 'started', ...(await call('/api/start')) });
  await Promise.all([freshOverview(), freshAccounts(), freshBackups()]);
});

const freshOverview = together(async () => {
  const before = getState().overview;
  const overview = await call('/api/overview');
  dispatch({ type: 'overview', overview });
  if (overview.there && hasMoved(before, overview)) {
    freshAccounts();
  }
});

/** Whether the list of accounts may be another one now. */
const hasMoved = (before, now) => !before || !before.there || before.log.size !== now.log.size
  || before.online !== now.online;

const freshBackups = together(async () =>
  dispatch({ type: 'backups', backups: await call('/api/backups') }));

/** As many as are shown. */
const freshAccounts = together(async () => {
  const { wanted, accounts: shown } = getState();
  let page = await call('/api/accounts', { prefix: wanted });
  const accounts = page.accounts;
  while (page.more && accounts.length < shown.length) {
    page = await call('/api/accounts', { prefix: wanted, after: accounts[accounts.length - 1].name });
    accounts.push(...page.accounts);
  }
  dispatch({ type: 'accounts', wanted, accounts, more: page.more });
});

export function search(wanted) {
  dispatch({ type: 'wanted', wanted });
  return freshAccounts();
}

export const moreAccounts = () => tried(async () => {
  const { accounts, wanted } = getState();
  const after = accounts[accounts.length - 1].name;
  dispatch({ type: 'accounts', wanted, later: true,
    ...(await call('/api/accounts', { prefix: wanted, after })) });
});

function hear(item) {
  switch (item.type) {
    case 'hello':
    case 'everything':
      everything();
      break;
    case 'program':
    case 'locked':
      dispatch(item);
      break;
    case 'overview':
      freshOverview();
      break;
    case 'backups':
      freshBackups();
      break;
    default:
  }
}

export const find = (name) => call('/api/accounts/find', { name });

export async function setFrozen(name, frozen, reason) {
  await call(frozen ? '/api/accounts/freeze' : '/api/accounts/thaw', { name, reason });
  notice(t(frozen ? 'frozen-done' : 'thawed-done', { name }));
  await freshAccounts();
}

export const invite = (reason) => call('/api/invite', { reason });

export const askToIssue = (to, amount, reason) => call('/api/issue/ask', { to, amount, reason });

export const askToRetire = (chit) => call('/api/retire/ask', { chit });

export const move = (confirmation) => call('/api/move', { confirmation });

export const backUp = () => tried(async () =>
  dispatch({ type: 'backups', backups: await call('/api/backups/make') }));
