// @ts-check
// One payment, and its proof: the way from its leaf to the root that the server signed, as a picture.
import { useState } from 'preact/hooks';
import { saveText } from './files.js';
import { moment, money } from './format.js';
import { receiptText, verify } from './money.js';
import { Dialog, Facts, html, Problem, useWork } from './parts.js';
import { hide } from './store.js';
import { t } from './text.js';

export function Payment({ state, chit, found }) {
  const payment = state.payments.find((it) => it.chit === chit) ?? found;
  const [proof, setProof] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  if (!payment) {
    return null;
  }
  const { outgoing, other, verification, purpose, memo_state: memoState } = payment;
  const memo = memoState === 'mismatch' || memoState === 'awaited' ? t('memo-' + memoState)
    : payment.memo;
  const save = () => run(async () =>
    saveText(chit.slice(0, 8) + '.receipt', (await receiptText(chit)).text));
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
    <p class=${'proof ' + (proof ? 'included' : verification)} role="status">${
      t('proof-' + (proof ? 'included' : verification))}</p>
    ${proof && html`<${Way} proof=${proof} />`}
    ${wrong && html`<${Problem} text=${wrong} />`}
    <p class="buttons">${!proof && html`<button type="button" class="main"
        disabled=${busy} onClick=${() => run(async () => setProof(await verify(chit)))}>${
        t(verification === 'included' ? 'show-proof' : 'verify-now')}</button>`}
      <button type="button" disabled=${busy} onClick=${save}>${t('save-receipt')}</button></p>
  <//>`;
}

const STEP = 46;
const WIDTH = 360;
const MIDDLE = WIDTH / 2;
const ASIDE = 105;
const BOX = 92;
const SHOWN = 8;

/** From the payment at the bottom up: each neighbour's hash is joined, until the root is there. */
function Way({ proof }) {
  const { steps, index, size, leaf, root } = proof;
  const height = (steps.length + 1) * STEP + 26;
  const y = (level) => height - 22 - level * STEP;
  const text = t('way', { index, size, steps: steps.length });
  return html`<figure class="way"><svg viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${text}>
      ${steps.map((step, at) => html`<path key=${at} class="beside-line" d=${beside(step, y(at), y(at + 1))} />`)}
      <path class="own-line" d=${`M${MIDDLE} ${y(0)}V${y(steps.length)}`} />
      <${Node} x=${MIDDLE} y=${y(0)} hash=${leaf} kind=${steps.length === 0 ? 'root' : 'leaf'} />
      ${steps.map((step, at) => html`<${Node} key=${'b' + at} x=${aside(step)} y=${y(at)} hash=${step.beside}
          kind="beside" /><${Node} key=${'s' + at} x=${MIDDLE} y=${y(at + 1)} hash=${step.sum}
          kind=${at === steps.length - 1 ? 'root' : 'own'} />`)}
    </svg>
    <figcaption>${text}</figcaption>
    <details><summary>${t('way-steps')}</summary><ol>
      <li>${t('way-leaf')} <code>${leaf}</code></li>
      ${steps.map((it, at) => html`<li key=${at}>${t('way-' + it.side)} <code>${it.beside}</code> → <code>${
        it.sum}</code></li>`)}
      <li>${t('way-root')} <code>${root}</code></li></ol></details>
  </figure>`;
}

const aside = (step) => (step.side === 'left' ? MIDDLE - ASIDE : MIDDLE + ASIDE);

const beside = (step, y, up) => `M${aside(step)} ${y}C${aside(step)} ${up} ${MIDDLE} ${y} ${MIDDLE} ${up}`;

function Node({ x, y, hash, kind }) {
  return html`<g class=${'node ' + kind}><rect x=${x - BOX / 2} y=${y - 12} width=${BOX} height="24" rx="12" />
    <text x=${x} y=${y + 4} text-anchor="middle">${hash.slice(0, SHOWN)}…</text></g>`;
}
