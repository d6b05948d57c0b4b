// @ts-check
// Chits as things: drawing one, redeeming one by its text, file or picture, and those that are kept.
import { useEffect, useRef, useState } from 'preact/hooks';
import { filesIn, saveText } from './files.js';
import { moment, money } from './format.js';
import { askToDraw, draw, keepChit, readChit, showChit, withChit } from './money.js';
import { Code, Dialog, Facts, Fingerprint, html, Icon, Problem, submitted, useWork } from './parts.js';
import { hide, quietly, show } from './store.js';
import { t } from './text.js';

/** What is drawn, for whom; then the question with the fingerprint; then the chit. */
export function Draw({ state }) {
  const [form, setForm] = useState({ to: '', amount: '', memo: '', days: '' });
  const [question, setQuestion] = useState(/** @type {any} */ (null));
  const [drawn, setDrawn] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const field = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  if (drawn) {
    return html`<${KeptChit} state=${state} chit=${drawn.chit} first=${drawn} />`;
  }
  if (question) {
    const amount = money(question.amount, state.unit);
    const sign = () => run(async () => setDrawn(await draw({
      to: question.name, amount: form.amount, memo: form.memo, fingerprint: question.fingerprint,
      ...(form.days ? { days: form.days } : {}) })));
    return html`<${Dialog} key="question" title=${t('confirm-title')} onClose=${hide}>
      <p class="asked">${amount}</p>
      <${Facts} facts=${[
        [t('pay-who'), html`<strong>${question.name}</strong>`],
        [t('fingerprint'), html`<${Fingerprint} text=${question.fingerprint} />`],
        [t('pay-for'), form.memo],
      ]} />
      <p class="hint">${t('draw-hint')}</p>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="button" class="main" disabled=${busy} onClick=${sign}>${
          t('sign', { amount })}</button>
        <button type="button" disabled=${busy} onClick=${() => setQuestion(null)}>${t('change')}</button></p>
    <//>`;
  }
  const ask = submitted(() => run(async () => setQuestion(await askToDraw(form.to, form.amount))));
  return html`<${Dialog} key="form" title=${t('draw')} onClose=${hide}>
    <p class="hint">${t('draw-what')}</p>
    <form onSubmit=${ask}>
      <label>${t('pay-to')}<input required autofocus maxlength="32" list="drawn-for" autocomplete="off"
        autocapitalize="off" spellcheck=${false} value=${form.to} onInput=${field('to')} /></label>
      <datalist id="drawn-for">${Object.keys(state.people).map((it) =>
        html`<option key=${it} value=${it} />`)}</datalist>
      <label>${t('amount', { unit: state.unit.code })}<input required class="amount" inputmode="decimal"
        autocomplete="off" value=${form.amount} onInput=${field('amount')} /></label>
      <label>${t('memo-label')} <small class="hint">${t('optional')}</small><input maxlength="300"
        autocomplete="off" dir="auto" value=${form.memo} onInput=${field('memo')} /></label>
      <label>${t('good-for-days')} <small class="hint">${t('days-hint')}</small><input inputmode="numeric"
        pattern="[0-9]{1,4}" autocomplete="off" value=${form.days} onInput=${field('days')} /></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <button type="submit" class="main" disabled=${busy}>${t('continue')}</button>
    </form>
  <//>`;
}

/** A chit comes as text, or as a file that is dropped, chosen or pasted: a .chit, or a picture. */
export function Redeem({ state }) {
  const [text, setText] = useState('');
  const [kept, setKept] = useState(/** @type {any} */ (null));
  const [over, setOver] = useState(false);
  const input = useRef(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  if (kept) {
    return html`<${KeptChit} state=${state} chit=${kept.chit} first=${kept} />`;
  }
  const take = (files) => files.length > 0 && run(async () => setKept(await readChit(files[0])));
  const dropped = (event) => {
    event.preventDefault();
    setOver(false);
    take(filesIn(event.dataTransfer));
  };
  const pasted = (event) => {
    const files = filesIn(event.clipboardData);
    if (files.length > 0) {
      event.preventDefault();
      take(files);
    }
  };
  const look = submitted(() => run(async () => setKept(await keepChit(text))));
  return html`<${Dialog} title=${t('redeem')} onClose=${hide}>
    <div class="drop" data-over=${over} onPaste=${pasted} onDrop=${dropped}
        onDragOver=${(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave=${() => setOver(false)}>
      <${Icon} name="drawn" /><p>${t('redeem-drop')}</p>
      <input type="file" hidden ref=${input} onChange=${() => take([...input.current.files])} />
      <button type="button" disabled=${busy} onClick=${() => input.current.click()}>${t('choose-file')}</button>
    </div>
    <form onSubmit=${look}>
      <label>${t('redeem-text')}<textarea required rows="3" spellcheck=${false} value=${text}
        onPaste=${pasted} placeholder="chit:1:…" onInput=${(event) => setText(event.target.value)}></textarea></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <button type="submit" class="main" disabled=${busy}>${t('look-at-it')}</button>
    </form>
  <//>`;
}

/** One chit: what it says, what came of it, and what can be done. */
export function KeptChit({ state, chit, first }) {
  const [shown, setShown] = useState(first ?? null);
  const [copied, setCopied] = useState(false);
  const { busy, wrong, run } = useWork();
  const listed = state.chits.find((it) => it.chit === chit)?.state;
  useEffect(() => {
    const look = async () => setShown(await showChit(chit));
    if (!shown?.text) {
      run(look);
    } else if (listed && listed !== shown.state) {
      // Somebody else did something with it.
      quietly(look);
    }
  }, [listed]);
  if (!shown) {
    return html`<${Dialog} title=${t('chit')} onClose=${hide}>${
      wrong ? html`<${Problem} text=${wrong} />` : html`<p role="status">${t('starting')}</p>`}<//>`;
  }
  const { payer, payee, drawn_here: mine, for_me: forMe, state: now, open } = shown;
  const act = (what, kind, name) => html`<button type="button" class=${kind} disabled=${busy}
    onClick=${() => run(async () => setShown(await withChit(what, chit)))}>${t(name)}</button>`;
  const copy = () => run(async () => {
    await navigator.clipboard.writeText(shown.text);
    setCopied(true);
  });
  return html`<${Dialog} title=${t('chit')} onClose=${hide}>
    <p class="asked">${money(shown.amount, state.unit)}</p>
    <p class=${'proof ' + (now === 'settled' || now === 'certified' ? 'included' : '')} role="status">${
      t('chit-' + now)}</p>
    <${Facts} facts=${[
      [t('pay-from'), mine ? t('me-title') : payer], [t('pay-who'), forMe ? t('me-title') : payee],
      [t('pay-for'), shown.memo],
      [t('good-until'), shown.not_after && moment(shown.not_after)],
      [t('promised-until'), shown.promised_until && moment(shown.promised_until)],
    ]} />
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${open && html`<p class="buttons">
      ${!mine && act('redeem', 'main', 'redeem-now')}
      ${now !== 'certified' && act('certify', '', 'certify')}
      ${forMe && now === 'certified' && act('cancel', 'bad', 'cancel-chit')}
      ${mine && now !== 'certified' && act('revoke', 'bad', 'revoke')}</p>`}
    ${open && shown.code && html`<section class="found"><h3>${t('hand-over')}</h3>
      <p class="hint">${t('hand-over-hint')}</p>
      <${Code} code=${shown.code} label=${t('chit-code')} large /><code class="chit-text" tabindex="0">${shown.text}</code>
      <p class="buttons"><button type="button" onClick=${copy}>${t(copied ? 'copied' : 'copy')}</button>
        <button type="button" onClick=${() => saveText(chit.slice(0, 8) + '.chit', shown.text + '\n')}>${
          t('save-chit')}</button></p></section>`}
  <//>`;
}

/** Chits in the wallet, those first with which something can be done. */
export function Chits({ chits, unit }) {
  const inOrder = [...chits.filter((it) => it.open), ...chits.filter((it) => !it.open)];
  return html`<ul class="payments">${inOrder.map((it) => html`<li key=${it.chit}>
    <button type="button" class="payment" data-open=${it.open} onClick=${() => show({ kind: 'chit', chit: it.chit })}>
      <span class="way-icon"><${Icon} name="drawn" /></span>
      <span class="who"><span>${it.drawn_here ? t('chit-to', { name: it.payee })
        : t('chit-from', { name: it.payer })}</span><small>${t('chit-' + it.state)}</small></span>
      <strong>${money(it.amount, unit)}</strong></button></li>`)}</ul>`;
}
