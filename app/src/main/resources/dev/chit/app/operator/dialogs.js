// @ts-check
// What the operator does, each asked about before it is done.
import { useEffect, useState } from 'preact/hooks';
import { askToIssue, askToRetire, find, invite, move, setFrozen } from './actions.js';
import { money } from './format.js';
import { Code, Dialog, Facts, Fingerprint, html, Problem, submitted, useWork } from './parts.js';
import { hide } from './store.js';
import { t } from './text.js';

export function Dialogs({ state }) {
  const { dialog, overview } = state;
  switch (dialog?.kind) {
    case 'freeze':
      return html`<${Freeze} key=${dialog.name} name=${dialog.name} frozen=${dialog.frozen} />`;
    case 'invite':
      return html`<${Invite} />`;
    case 'issue':
      return html`<${Issue} unit=${overview.unit} />`;
    case 'retire':
      return html`<${Retire} unit=${overview.unit} />`;
    default:
      return null;
  }
}

function Reason({ value, onInput }) {
  return html`<label>${t('reason')} <small class="hint">${t('reason-hint')}</small>
    <input maxlength="200" autocomplete="off" dir="auto" value=${value} onInput=${onInput} /></label>`;
}

/** Who it is about, by the log. */
const whose = (it) => [
  [t('whose'), html`<strong>${it.name}</strong>`],
  [t('fingerprint'), html`<${Fingerprint} text=${it.fingerprint} />`],
];

/** Freezes, or thaws what is frozen. */
function Freeze({ name, frozen }) {
  const [reason, setReason] = useState('');
  const [who, setWho] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  useEffect(() => {
    run(async () => setWho(await find(name)));
  }, []);
  const act = submitted(() => run(async () => {
    await setFrozen(name, !frozen, reason);
    hide();
  }));
  return html`<${Dialog} title=${t(frozen ? 'thaw-title' : 'freeze-title', { name })} onClose=${hide}>
    <form onSubmit=${act}>
      <p>${t(frozen ? 'thaw-text' : 'freeze-text', { name })}</p>
      ${who && html`<${Facts} facts=${whose(who)} />`}
      <${Reason} value=${reason} onInput=${(event) => setReason(event.target.value)} />
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="submit" class=${frozen ? 'main' : 'bad'} disabled=${busy || !who}>${
        t(frozen ? 'thaw-name' : 'freeze-name', { name })}</button>
        <button type="button" onClick=${hide}>${t('cancel')}</button></p>
    </form>
  <//>`;
}

function Invite() {
  const [reason, setReason] = useState('');
  const [made, setMade] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  if (made) {
    return html`<${Dialog} key="made" title=${t('invited')} onClose=${hide}>
      <div role="status"><p>${t('invited-text')}</p></div>
      <p><code class="invitation">${made.text}</code></p>
      <${Code} code=${made.code} label=${t('invitation-code')} />
      <p class="hint">${t('invited-how')} <code>chit register NAME --invite ${made.text}</code></p>
      <p class="buttons"><button type="button" class="main" autofocus onClick=${hide}>${t('done')}</button></p>
    <//>`;
  }
  return html`<${Dialog} key="form" title=${t('invite')} onClose=${hide}>
    <form onSubmit=${submitted(() => run(async () => setMade(await invite(reason))))}>
      <p>${t('invite-text')}</p>
      <${Reason} value=${reason} onInput=${(event) => setReason(event.target.value)} />
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="submit" class="main" disabled=${busy}>${t('invite-make')}</button></p>
    </form>
  <//>`;
}

/** Amount, name and fingerprint together, before units move. */
function Sure({ question, unit, title, yes, onChange, onDone }) {
  const { busy, wrong, run } = useWork();
  return html`<${Dialog} title=${title} onClose=${hide}>
    <p class="asked">${money(question.amount, unit)}</p>
    <${Facts} facts=${[...whose(question), [t('reason'), question.reason]]} />
    ${question.frozen && html`<${Problem} text=${t('is-frozen-text', { name: question.name })} />`}
    ${wrong && html`<${Problem} text=${wrong} />`}
    <p class="buttons"><button type="button" class="main" disabled=${busy || wrong !== ''}
        onClick=${() => run(async () => onDone(await move(question.confirmation)))}>${yes}</button>
      <button type="button" disabled=${busy} onClick=${onChange}>${t('change')}</button></p>
  <//>`;
}

function Moved({ done, unit, title }) {
  return html`<${Dialog} title=${title} onClose=${hide}>
    <div role="status"><p>${t('moved-balance', { name: done.name, amount: money(done.balance, unit) })}</p>
      <p>${t('moved-circulation', { amount: money(done.circulation, unit) })}</p>
      <p class="hint">${t('moved-index', { index: done.index })}</p></div>
    <p class="buttons"><button type="button" class="main" autofocus onClick=${hide}>${t('done')}</button></p>
  <//>`;
}

function Issue({ unit }) {
  const [form, setForm] = useState({ to: '', amount: '', reason: '' });
  const [question, setQuestion] = useState(/** @type {any} */ (null));
  const [done, setDone] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const field = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  if (done) {
    return html`<${Moved} key="done" done=${done} unit=${unit}
      title=${t('issued-title', { amount: money(done.amount, unit) })} />`;
  }
  if (question) {
    return html`<${Sure} key="question" question=${question} unit=${unit} title=${t('sure')}
      yes=${t('issue-amount', { amount: money(question.amount, unit) })}
      onChange=${() => setQuestion(null)} onDone=${setDone} />`;
  }
  const ask = submitted(() => run(async () =>
    setQuestion(await askToIssue(form.to, form.amount, form.reason))));
  return html`<${Dialog} key="form" title=${t('issue-title')} onClose=${hide}>
    <form onSubmit=${ask}>
      <p>${t('issue-text')}</p>
      <label>${t('to')}<input required autofocus maxlength="32" autocomplete="off"
        autocapitalize="off" spellcheck=${false} value=${form.to} onInput=${field('to')} /></label>
      <label>${t('amount', { unit: unit.code })}<input required class="amount" inputmode="decimal"
        autocomplete="off" value=${form.amount} onInput=${field('amount')} /></label>
      <${Reason} value=${form.reason} onInput=${field('reason')} />
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="submit" class="main" disabled=${busy}>${t('continue')}</button></p>
    </form>
  <//>`;
}

function Retire({ unit }) {
  const [chit, setChit] = useState('');
  const [question, setQuestion] = useState(/** @type {any} */ (null));
  const [done, setDone] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  if (done) {
    return html`<${Moved} key="done" done=${done} unit=${unit}
      title=${t('retired-title', { amount: money(done.amount, unit) })} />`;
  }
  if (question) {
    return html`<${Sure} key="question" question=${question} unit=${unit} title=${t('sure')}
      yes=${t('retire-amount', { amount: money(question.amount, unit) })}
      onChange=${() => setQuestion(null)} onDone=${setDone} />`;
  }
  const ask = submitted(() => run(async () => setQuestion(await askToRetire(chit))));
  return html`<${Dialog} key="form" title=${t('retire-title')} onClose=${hide}>
    <form onSubmit=${ask}>
      <p>${t('retire-text')} <code>chit draw operator AMOUNT</code></p>
      <label>${t('chit')}<textarea required autofocus rows="4" autocomplete="off" spellcheck=${false} value=${chit}
        onInput=${(event) => setChit(event.target.value)}></textarea></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      <p class="buttons"><button type="submit" class="main" disabled=${busy}>${t('continue')}</button></p>
    </form>
  <//>`;
}
