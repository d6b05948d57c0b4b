// @ts-check
// How pages of messages and payments, and transfers, join what is here already.

/**
 * A page of messages among those that are here. What the page should contain and does not is gone;
 * where the newest page does not reach what was here, that is loaded again when it is scrolled to.
 */
export function merged(talk, page, before) {
  const fresh = page.messages;
  if (before !== undefined) {
    const older = fresh.filter((it) => it.position < before);
    return {
      ...talk,
      messages: [...older, ...talk.messages.filter((it) => it.position >= before)],
      more: page.more,
      loaded: true,
    };
  }
  const first = fresh.length > 0 ? fresh[0].position : 0;
  const newest = talk.messages.length > 0 ? talk.messages[talk.messages.length - 1].position : -1;
  const reaches = page.more && newest >= first;
  const kept = reaches ? talk.messages.filter((it) => it.position < first) : [];
  return {
    ...talk,
    messages: [...kept, ...fresh],
    more: reaches && kept.length > 0 ? talk.more : page.more,
    loaded: true,
  };
}

export function withPayments(state, { page, before }) {
  const fresh = page.payments;
  const last = fresh.length > 0 ? fresh[fresh.length - 1].index : 0;
  if (before !== undefined) {
    const newer = state.payments.filter((it) => it.index >= before);
    return { ...state, payments: [...newer, ...fresh], morePayments: page.more };
  }
  const reaches = page.more && state.payments.some((it) => it.index >= last);
  const kept = reaches ? state.payments.filter((it) => it.index < last) : [];
  return {
    ...state,
    payments: [...fresh, ...kept],
    morePayments: kept.length > 0 ? state.morePayments : page.more,
  };
}

const SMOOTH = 0.3;

/**
 * A transfer has come further; what is done or cancelled goes.
 *
 * @param {import('./state.js').Transfer[]} all @param {import('./state.js').Transfer} now
 */
export function moved(all, now) {
  const before = all.find((it) => it.transfer === now.transfer);
  if (now.state === 'done' || now.state === 'cancelled') {
    return before ? all.filter((it) => it !== before) : all;
  }
  if (before?.kind === 'send' && now.kind === 'upload') {
    // The program has it: what the browser still tells of handing it over is old.
    return all;
  }
  if (!before) {
    return [...all, now];
  }
  const seconds = (now.at - before.at) / 1_000;
  const fresh = seconds > 0 ? Math.max(0, now.done - before.done) / seconds : 0;
  const rate = before.rate === undefined ? fresh : before.rate + SMOOTH * (fresh - before.rate);
  return all.map((it) => (it === before ? { ...now, rate } : it));
}

/** The program's own transfers as it tells them now, beside those of this page and what failed. */
export function reconciled(all, told) {
  const kept = all.filter((it) => it.kind === 'upload' || it.state === 'failed'
    || told.some((other) => other.transfer === it.transfer));
  const fresh = told.filter((it) => !kept.some((other) => other.transfer === it.transfer));
  return fresh.length === 0 && kept.length === all.length
    ? all : [...kept, ...fresh.map((it) => ({ ...it, at: performance.now() }))];
}
