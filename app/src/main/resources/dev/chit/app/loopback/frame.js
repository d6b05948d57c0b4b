// @ts-check
// What stands on every page: the sentence for a page that is not let in, and notices.
import { html, Icon } from './parts.js';
import { dispatch } from './store.js';
import { t } from './text.js';

/** @param {{again: boolean}} is whether this page was let in before */
export function Locked({ again }) {
  return html`<main class="alone"><img src="/icon.svg" alt="" width="56" height="56" />
    <h1>${t('locked-title')}</h1><p>${t(again ? 'locked-again-text' : 'locked-text')}</p></main>`;
}

export function Notices({ notices }) {
  return html`<div class="notices" role="status" aria-label=${t('notices')}>
    ${notices.map((it) => html`<div key=${it.id} class=${'notice ' + it.kind}><p>${it.text}</p>
      <button type="button" class="quiet round" aria-label=${t('close')}
        onClick=${() => dispatch({ type: 'noticed', id: it.id })}><${Icon} name="close" /></button>
    </div>`)}</div>`;
}
