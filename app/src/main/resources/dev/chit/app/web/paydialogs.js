// @ts-check
// Dialogs in which money is paid, asked for, or split.
import { useEffect, useState } from 'preact/hooks';
import { money } from './format.js';
import { Choice } from './groupdialogs.js';
import { askFor, askToPay, askToPayRequest, pay, split } from './money.js';
import { Dialog, Facts, Fingerprint, html, Problem, submitted, useWork } from './parts.js';
import { hide } from './store.js';
import { t } from './text.js';

/** Amount and name first; then both with the fingerprint, to be confirmed; then what happened. */
export function Pay({ state, to, request }) {
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

/** Asks several people for a share each: a group's members, or some of one's people. */
export function Split({ state, group }) {
  const people = group ? group.members.filter((it) => !it.me)
    : Object.values(state.people).filter((it) => it.standing === 'accepted');
  const [form, setForm] = useState({ amount: '', memo: '' });
  const [chosen, setChosen] = useState(group ? people.map((it) => it.name) : []);
  const [includeMe, setIncludeMe] = useState(true);
  const [asked, setAsked] = useState(/** @type {any[] | null} */ (null));
  const { busy, wrong, run } = useWork();
  const field = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  const ask = submitted(() => run(async () =>
    setAsked(await split(form.amount, chosen, includeMe, form.memo))));
  if (asked) {
    return html`<${Dialog} key="asked" title=${t('split-done')} onClose=${hide}>
      <ul class="shares" role="status">${asked.map((it) => html`<li key=${it.id}><span>${it.other}</span>
        <strong>${money(it.amount, state.unit)}</strong></li>`)}</ul>
      <p class="hint">${t('split-done-hint')}</p>
      <p class="buttons"><button type="button" class="main" autofocus onClick=${hide}>${t('done')}</button></p>
    <//>`;
  }
  return html`<${Dialog} key="form" title=${group ? t('split-in', { group: group.name }) : t('split')}
      onClose=${hide}>
    <form onSubmit=${ask}>
      <label>${t('amount', { unit: state.unit.code })}<input required autofocus class="amount"
        inputmode="decimal" autocomplete="off" value=${form.amount} onInput=${field('amount')} /></label>
      <label>${t('memo-label')} <small class="hint">${t('optional')}</small><input maxlength="300"
        autocomplete="off" dir="auto" value=${form.memo} onInput=${field('memo')} /></label>
      <${Choice} legend=${t('split-among')} people=${people} chosen=${chosen} onChoose=${setChosen} />
      <label class="tick"><input type="checkbox" checked=${includeMe}
        onChange=${(event) => setIncludeMe(event.target.checked)} /><span>${t('split-me')}</span></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <button type="submit" class="main" disabled=${busy || chosen.length === 0}>${t('split-ask')}</button>
    </form>
  <//>`;
}
