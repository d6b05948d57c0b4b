// @ts-check
// One message, as it stands in a conversation.
import { brief, lasting, moment, time } from './format.js';
import { html, Icon } from './parts.js';
import { isGroup, keyOf } from './questions.js';
import { show } from './store.js';
import { compose, discard, sayAgain } from './talking.js';
import { t } from './text.js';

const QUOTED = 160;

/** What somebody chose for messages from then on. */
export function chosen({ mine, chosen_seconds: seconds }, name) {
  const who = mine ? 'you' : 'they';
  return seconds === '0' ? t('chose-never-' + who, { name })
    : t('chose-' + who, { name, time: lasting(Number(seconds)) });
}

export function Message({ message, peer, answered }) {
  const { mine, deleted, edited, id } = message;
  const key = keyOf(peer);
  const mayAnswer = isGroup(peer) ? peer.role !== '' : peer.standing === 'accepted';
  const act = (name, icon, work) => html`<button type="button" class="quiet round"
    aria-label=${t(name)} title=${t(name)} onClick=${work}><${Icon} name=${icon} /></button>`;
  return html`<article class=${'bubble ' + (mine ? 'mine' : 'theirs')} data-id=${id} data-key=${id}
      tabindex="-1">
    ${isGroup(peer) && !mine
      ? html`<strong class=${'author ' + hue(message.from, peer)}>${message.from}</strong>`
      : html`<span class="hidden">${mine ? t('me-name') : message.from}: </span>`}
    ${answered !== undefined && html`<blockquote dir="auto">${
      answered && !answered.deleted ? answered.text.slice(0, QUOTED) : t('answered-gone')}</blockquote>`}
    <p class=${deleted ? 'text gone' : 'text'} dir="auto">${deleted ? t('deleted') : message.text}</p>
    <footer><time datetime=${message.at} title=${moment(message.at)}>${time(message.at)}</time>${
      edited && !deleted && html`<span> · ${t('edited')}</span>`}${
      message.end_to_end === false && html`<span class="unsealed"> · ${t('unsealed')}</span>`}${
      message.disappears_at && html`<span> · ${t('until', { time: brief(message.disappears_at) })}</span>`}${
      mine && message.read_by && html`<span title=${message.read_by.join(', ')}> · ${
        t('read-by', { count: message.read_by.length })}</span>`}${
      mine && html`<${Mark} state=${message.state} />`}</footer>
    ${!deleted && mayAnswer && html`<div class="acts">
      ${act('reply', 'reply', () => compose(key, { replyTo: id }))}
      ${mine && act('edit', 'edit', () => compose(key, { edit: id }))}
      ${mine && act('take-back', 'undo', () => show({ kind: 'take-back', name: key, id }))}
    </div>`}
  </article>`;
}

/** The colour of somebody's name in a group, as that of their picture. */
function hue(name, group) {
  const account = group.members.find((it) => it.name === name)?.account ?? '0';
  return 'ink-' + (parseInt(account.slice(0, 4), 16) % 6);
}

const MARKS = { waiting: 'waiting', stored: 'stored', delivered: 'delivered', read: 'delivered',
  refused: 'close' };

export function Mark({ state }) {
  const text = t('state-' + state);
  return html`<span class=${'mark ' + state} title=${text}><${Icon} name=${MARKS[state]} /><span
    class="hidden">${text}</span></span>`;
}

/** What has not left yet. */
export function Leaving({ leaving, to }) {
  return html`<article class="bubble mine leaving"><p class="text" dir="auto">${leaving.text}</p>
    <footer>${leaving.failed
      ? html`<span class="problem" role="alert">${t('state-failed')}: ${leaving.failed}</span>`
      : html`<${Mark} state="waiting" />`}</footer>
    ${leaving.failed && html`<p class="buttons">
      <button type="button" onClick=${() => sayAgain(to, leaving)}>${t('try-again')}</button>
      <button type="button" onClick=${() => discard(to, leaving)}>${t('discard')}</button></p>`}
  </article>`;
}
