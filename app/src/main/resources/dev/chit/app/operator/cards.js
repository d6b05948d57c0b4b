// @ts-check
// The cards of the operator's page: supply, log, backups, health.
import { backUp } from './actions.js';
import { bytes, lasting, money, number, when } from './format.js';
import { html, Icon, Problem } from './parts.js';
import { show } from './store.js';
import { t } from './text.js';

export function Card({ name, title, children, wide = false }) {
  return html`<section class=${'card ' + name + (wide ? ' wide' : '')} aria-labelledby=${'card-' + name}>
    <h2 id=${'card-' + name}>${title}</h2>${children}</section>`;
}

/** Labels and values; every value is there, for a dash says something too. */
function Pairs({ pairs }) {
  return html`<dl class="pairs">${pairs.map(([label, value, worry]) =>
    html`<div key=${label} class=${worry ? 'worry' : ''}><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function SupplyCard({ overview }) {
  const unit = overview?.unit;
  const sum = (text) => (unit && text !== undefined ? money(text, unit) : '…');
  const disabled = !overview?.there;
  return html`<${Card} name="supply" title=${t('circulation')}>
    <p class="big">${sum(overview?.circulation)}</p>
    <${Pairs} pairs=${[
      [t('issued'), sum(overview?.supply?.issued)],
      [t('retired'), sum(overview?.supply?.retired)],
      [t('accounts'), overview?.accounts === undefined ? '…' : number(overview.accounts)],
    ]} />
    <p class="buttons"><button type="button" disabled=${disabled} onClick=${() => show({ kind: 'issue', to: '' })}>${t('issue')}</button>
      <button type="button" disabled=${disabled} onClick=${() => show({ kind: 'retire' })}>${t('retire')}</button></p>
  <//>`;
}

export function Log({ log }) {
  const grown = log?.before_size === undefined || log?.size === undefined
    ? '' : t('grown', { count: number(log.size - log.before_size), time: when(log.before_at) });
  return html`<${Card} name="log" title=${t('log')}>
    <p class="big">${log?.size === undefined ? '…' : t('events', { count: number(log.size) })}</p>
    ${log?.wrong ? html`<${Problem} text=${log.wrong_message} />`
      : log?.checked_at && html`<p class="good"><${Icon} name="shield" /><span>${
        t('verified', { time: when(log.checked_at) })}</span></p>`}
    ${grown && !log?.wrong && html`<p class="hint">${grown}</p>`}
    ${log?.root && html`<p class="hint">${t('root')}</p><code class="root">${log.root}</code>`}
  <//>`;
}

export function Backups({ backups }) {
  const last = backups?.kept[0];
  return html`<${Card} name="backups" title=${t('backups')}>
    <p class="big">${!backups ? '…' : last ? when(last.made) : t('no-backup')}</p>
    ${last && html`<ul class="kept">${backups.kept.map((it) => html`<li key=${it.name}><span dir="ltr">${it.name}</span>
      <small>${t('backup-size', { events: number(it.events), size: bytes(it.bytes) })}</small></li>`)}</ul>`}
    ${backups?.failed && html`<${Problem} text=${backups.failed} />`}
    ${backups?.running && html`<div role="status"><p class="hint">${t('backing-up', { what: backups.what ?? '' })}</p>
      <progress aria-label=${t('backups')} max=${backups.total || undefined} value=${backups.total ? backups.done : undefined} /></div>`}
    <p class="buttons"><button type="button" disabled=${!backups || backups.running} onClick=${backUp}>${
      t('back-up')}</button></p>
    ${backups && html`<p class="hint">${t('backup-where')} <span dir="ltr">${backups.folder}</span></p>`}
  <//>`;
}

const BYTES_LITTLE = 2 * 1_024 ** 3;

export function Health({ overview }) {
  const it = overview?.health;
  const figure = (value) => (it ? number(value()) : '…');
  const size = (value) => (it ? bytes(value()) : '…');
  const witnesses = () => (it.witnesses === 0 ? t('none')
    : it.witness_seconds > 60 ? t('witness-late', { time: lasting(it.witness_seconds) })
      : number(it.witnesses));
  return html`<${Card} name="health" title=${t('health')} wide>
    <${Pairs} pairs=${[
      [t('online'), it ? number(overview.online) : '…'],
      [t('connections'), figure(() => it.connections)],
      [t('ledger-queue'), figure(() => it.ledger_queue), it?.ledger_queue > 1_000],
      [t('batch'), it ? t('millis', { count: number(it.batch_millis) }) : '…', it?.batch_millis > 250],
      [t('ledger-refused'), figure(() => it.refused)],
      [t('holds'), figure(() => it.holds)],
      [t('mail-waiting'), figure(() => it.mail_waiting)],
      [t('mail-queue'), figure(() => it.mail_queue), it?.mail_queue > 1_000],
      [t('mail-refused'), figure(() => it.mail_refused)],
      [t('files'), it ? t('files-size', { count: number(it.files), size: bytes(it.file_bytes) }) : '…'],
      [t('databases'), size(() => it.ledger_bytes + it.mail_bytes)],
      [t('free'), size(() => it.free_bytes), it && (it.free_bytes < BYTES_LITTLE
        || it.free_bytes < 2 * (it.ledger_bytes + it.mail_bytes))],
      [t('witnesses'), it ? witnesses() : '…', it && it.witness_seconds > 60],
    ]} />
  <//>`;
}
