// @ts-check
// What is done with money: paying, asking, splitting, chits, receipts and statements.
import { call, upload } from './api.js';
import { dispatch, getState, quietly, together, tried } from './store.js';

export const freshWallet = together(async () => {
  dispatch({ type: 'payments', page: await call('/api/payments') });
  dispatch({ type: 'balance', balance: await call('/api/balance') });
  dispatch({ type: 'chart', ...(await call('/api/chart')) });
});

export const freshRequests = together(async () =>
  dispatch({ type: 'requests', ...(await call('/api/requests')) }));

const freshChits = together(async () =>
  dispatch({ type: 'chits', ...(await call('/api/chits')) }));

/** All that money did. */
export const freshMoney = () => Promise.all([freshWallet(), freshRequests(), freshChits()]);

export const paymentAddress = () => call('/api/address');

export const askToPay = (to, amount, memo) => call('/api/pay/ask', { to, amount, memo });

export const askToPayRequest = (id) => call('/api/requests/pay', { id });

export async function pay(confirmation) {
  const paid = await call('/api/pay', { confirmation });
  freshWallet();
  return paid;
}

export async function askFor(to, amount, memo) {
  await call('/api/requests/make', { to, amount, memo });
  await freshRequests();
}

export async function split(amount, people, includeMe, memo) {
  const asked = await call('/api/requests/split',
    { amount, people, include_me: String(includeMe), memo });
  await freshRequests();
  return asked.requests;
}

/** @param {'refuse' | 'withdraw'} answer */
export const answerRequest = (answer, id) => tried(() => call('/api/requests/' + answer, { id }));

export async function olderPayments() {
  const before = getState().payments.at(-1).index;
  await quietly(async () => {
    const page = await call('/api/payments', { before: String(before) });
    dispatch({ type: 'payments', page, before });
  });
}

// ── proofs and statements ──

export async function verify(chit) {
  const payment = await call('/api/payments/verify', { chit });
  dispatch({ type: 'payment', payment });
  return call('/api/payments/proof', { chit });
}

export const receiptText = (chit) => call('/api/payments/receipt', { chit, memo: 'true' });

export const statement = (from, to) => call('/api/statement', { from, to });

export const statementFile = (format, from, to) =>
  call('/api/statement/file', { format, from, to });

// ── chits ──

export const askToDraw = (to, amount) => call('/api/chits/ask', { to, amount });

export async function draw(ask) {
  const drawn = await call('/api/chits/draw', ask);
  freshChits();
  return drawn;
}

export const showChit = (chit) => call('/api/chits/show', { chit });

export const keepChit = (text) => call('/api/chits/keep', { text });

/** A `.chit` file or a picture of the code. @param {File} file */
export const readChit = (file) => upload('/api/chits/read', file, {}, () => {}).answer;

/** @param {'redeem' | 'certify' | 'cancel' | 'revoke'} what */
export async function withChit(what, chit) {
  const done = await call('/api/chits/' + what, { chit });
  freshMoney();
  return done;
}
