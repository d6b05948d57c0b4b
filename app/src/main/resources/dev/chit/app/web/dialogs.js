// @ts-check
// Dialogs: finding somebody, about a person, paying, one payment, taking a message back.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, askFor, askToPay, askToPayRequest, compared, find, hide, meet, pay, paymentAddress, safetyNumber, takeBack,
  verify } from './actions.js';
import { moment, money } from './format.js';
import { Code, Dialog, Fingerprint, html, Problem } from './parts.js';
import { problem, t } from './text.js';

export function Dialogs({ state }) {
  const dialog = state.dialog;
  switch (dialog?.kind) {
    case 'find':
      return html`<${Find} state=${state} name=${dialog.name ?? ''} />`;
    case 'person':
      return html`<${Person} person=${state.people[dialog.name]} />`;
    case 'me':
      return html`<${Me} me=${state.me} />`;
    case 'pay':
      return html`<${Pay} state=${state} to=${dialog.to} request=${dialog.request} />`;
    case 'payment':
      return html`<${Payment} state=${state} chit=${dialog.chit} />`;
    case 'take-back':
      return html`<${TakeBack} dialog=${dialog} />`;
    default:
      return null;
  }
}

/** Runs one thing at a time, and keeps what went wrong with it. */
function useWork() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const underWay = useRef(false);
  const run = async (work) => {
    if (underWay.current) {
      return;
    }
    underWay.current = true;
    setBusy(true);
    setWrong('');
    try {
      await work();
    } catch (error) {
      setWrong(problem(error));
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { busy, wrong, run };
}

const submitted = (work) => (event) => {
  event.preventDefault();
  work();
};

function Find({ state, name }) {
  const [wanted, setWanted] = useState(name);
  const [found, setFound] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const look = submitted(() => run(async () => {
    setFound(null);
    setFound(await find(wanted));
  }));
  return html`<${Dialog} title=${t('find-title')} onClose=${hide}>
    <form onSubmit=${look}>
      <label>${t('find-name')}<input required autofocus maxlength="32" autocomplete="off"
        autocapitalize="off" spellcheck=${false} value=${wanted}
        onInput=${(event) => setWanted(event.target.value)} /></label>
      <button type="submit" class=${found ? '' : 'main'} disabled=${busy}>${t('find')}</button>
    </form>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${found && found.name === state.me.name && html`<${Problem} text=${t('find-self')} />`}
    ${found && found.name !== state.me.name && html`<section class="found" role="status">
      <h3>${found.name}</h3><p class="hint">${t('fingerprint')}</p>
      <${Fingerprint} text=${found.fingerprint} /><p class="hint">${t('fingerprint-hint')}</p>
      <button type="button" class="main wide" onClick=${() => meet(found)}>${
        t('start-talk', { name: found.name })}</button></section>`}
  <//>`;
}

function Facts({ facts }) {
  return html`<dl>${facts.filter(([, value]) => value).map(([label, value]) =>
    html`<div key=${label}><dt>${label}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

function Person({ person }) {
  const blocked = person.standing === 'blocked';
  const [number, setNumber] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  useEffect(() => {
    run(async () => setNumber(await safetyNumber(person.name)));
  }, []);
  return html`<${Dialog} title=${person.name} onClose=${hide}>
    ${number && html`<section class="found"><h3>${t('safety-number')}</h3>
      <p class="hint">${t('safety-hint', { name: person.name })}</p>
      <${Fingerprint} text=${number.digits} />
      <${Code} code=${number.code} label=${t('safety-code')} />
      ${person.key === 'verified'
        ? html`<p class="proof included" role="status">${t('compared')}</p>`
        : html`<button type="button" disabled=${busy}
            onClick=${() => run(() => compared(person.name))}>${t('compare-done')}</button>`}
    </section>`}
    ${wrong && html`<${Problem} text=${wrong} />`}
    <${Facts} facts=${[
      [t('fingerprint'), html`<${Fingerprint} text=${person.fingerprint} />`],
      [t('account'), html`<code>${person.account}</code>`],
    ]} />
    <p class="buttons"><button type="button" class=${blocked ? '' : 'bad'}
      onClick=${() => { answer(blocked ? 'unblock' : 'block', person.name); hide(); }}>${
      t(blocked ? 'unblock' : 'block')}</button></p>
    ${!blocked && html`<p class="hint">${t('block-hint')}</p>`}
  <//>`;
}

function Me({ me }) {
  const [address, setAddress] = useState(/** @type {any} */ (null));
  const { wrong, run } = useWork();
  useEffect(() => {
    run(async () => setAddress(await paymentAddress()));
  }, []);
  return html`<${Dialog} title=${me.name} onClose=${hide}>
    <${Facts} facts=${[
      [t('fingerprint'), html`<${Fingerprint} text=${me.fingerprint} />`],
      [t('account'), html`<code>${me.account}</code>`],
    ]} />
    <p class="hint">${t('fingerprint-hint')}</p>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${address && html`<section class="found"><h3>${t('pay-me')}</h3>
      <${Code} code=${address.code} label=${t('pay-me-code')} />
      <p class="hint">${t('pay-me-hint')}</p><code>${address.uri}</code></section>`}
  <//>`;
}

/** Amount and name first; then both with the fingerprint, to be confirmed; then what happened. */
function Pay({ state, to, request }) {
  const [form, setForm] = useState({ to, amount: '', memo: '' });
  const [question, setQuestion] = useState(/** @type {any} */ (null));
  const [paid, setPaid] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const unit = state.unit;
  useEffect(() => {
    if (request) {
      run(async () => setQuestion(await askToPayRequest(request)));
    }
  }, []);
  const field = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  if (paid) {
    return html`<${Dialog} key="paid" title=${t('paid-title')} onClose=${hide}>
      <div role="status"><p>${t('paid-done', { amount: money(paid.amount, unit), name: paid.to })}</p>
        <p>${t('paid-balance', { amount: money(paid.balance, unit) })}</p>
        <p class="hint">${t('paid-receipt', { index: paid.index })}</p></div>
      <p class="buttons"><button type="button" class="main" autofocus onClick=${hide}>${
        t('done')}</button></p>
    <//>`;
  }
  if (question) {
    const amount = money(question.amount, unit);
    const yes = () => run(async () => setPaid(await pay(question.confirmation)));
    return html`<${Dialog} key="question" title=${t('confirm-title')} onClose=${hide}>
      <p class="asked">${amount}</p>
      <${Facts} facts=${[
        [t('pay-who'), html`<strong>${question.name}</strong>`],
        [t('fingerprint'), html`<${Fingerprint} text=${question.fingerprint} />`],
        [t('pay-for'), question.memo],
        [t('pay-after'), money(question.after, unit)],
      ]} />
      ${question.key === 'changed' && html`<${Problem} text=${t('key-changed')} />`}
      ${question.key === 'not-compared' && html`<p class="hint">${t('not-compared')}</p>`}
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="button" class="main" disabled=${busy || wrong !== ''}
          onClick=${yes}>${t('confirm-pay', { amount })}</button>
        <button type="button" disabled=${busy} onClick=${() => (request ? hide() : setQuestion(null))}>${
          t(request ? 'cancel' : 'change')}</button></p>
    <//>`;
  }
  if (request) {
    return html`<${Dialog} key="request" title=${t('pay-title-name', { name: to })} onClose=${hide}>
      ${wrong ? html`<${Problem} text=${wrong} />` : html`<p role="status">${t('starting')}</p>`}
    <//>`;
  }
  const ask = submitted(() => run(async () =>
    setQuestion(await askToPay(form.to, form.amount, form.memo))));
  return html`<${Dialog} key="form" title=${to ? t('pay-title-name', { name: to }) : t('pay-title')}
      onClose=${hide}>
    <form onSubmit=${ask}>
      ${!to && html`<label>${t('pay-to')}<input required autofocus maxlength="32" list="known"
        autocomplete="off" autocapitalize="off" spellcheck=${false} value=${form.to}
        onInput=${field('to')} /></label>
        <datalist id="known">${Object.keys(state.people).map((it) =>
          html`<option key=${it} value=${it} />`)}</datalist>`}
      <label>${t('amount', { unit: unit.code })}<input required autofocus=${Boolean(to)} class="amount"
        inputmode="decimal" autocomplete="off" value=${form.amount} onInput=${field('amount')} /></label>
      <label>${t('memo-label')} <small class="hint">${t('optional')}</small><input maxlength="300"
        autocomplete="off" dir="auto" value=${form.memo} onInput=${field('memo')} /></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="submit" class="main" disabled=${busy}>${t('continue')}</button>
        <button type="button" disabled=${busy || !form.to || !form.amount} onClick=${() => run(async () => {
          await askFor(form.to, form.amount, form.memo);
          hide();
        })}>${t('ask-instead')}</button></p>
    </form>
  <//>`;
}

function Payment({ state, chit }) {
  const payment = state.payments.find((it) => it.chit === chit);
  const { busy, wrong, run } = useWork();
  if (!payment) {
    return null;
  }
  const { outgoing, other, verification, purpose, memo_state: memoState } = payment;
  const memo = memoState === 'mismatch' || memoState === 'awaited' ? t('memo-' + memoState)
    : payment.memo;
  return html`<${Dialog} title=${t('payment-title')} onClose=${hide}>
    <p class="asked">${outgoing ? '−' : '+'}${money(payment.amount, state.unit)}</p>
    <${Facts} facts=${[
      [t(outgoing ? 'pay-who' : 'pay-from'), other],
      [t('pay-for'), memo],
      [t('purpose'), purpose === 'plain' ? '' : t(purpose)],
      [t('when'), moment(payment.at)],
      [t('log-number'), String(payment.index)],
      [t('chit'), html`<code>${payment.chit}</code>`],
    ]} />
    <p class=${'proof ' + verification} role="status">${t('proof-' + verification)}</p>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${verification === 'signed' && html`<p class="buttons"><button type="button" class="main"
      disabled=${busy} onClick=${() => run(() => verify(chit))}>${t('verify-now')}</button></p>`}
  <//>`;
}

function TakeBack({ dialog }) {
  return html`<${Dialog} title=${t('take-back-title')} onClose=${hide}>
    <p>${t('take-back-text')}</p>
    <p class="buttons"><button type="button" class="bad" onClick=${() => {
      hide();
      takeBack(dialog.name, dialog.id);
    }}>${t('take-back')}</button><button type="button" onClick=${hide}>${t('cancel')}</button></p>
  <//>`;
}
