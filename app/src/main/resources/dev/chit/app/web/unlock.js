// @ts-check
// The passphrase of the profile. It goes to the program alone, and the page keeps nothing of it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { lockedProfile, unlock } from './actions.js';
import { html, Problem, submitted, useWork } from './parts.js';
import { quietly } from './store.js';
import { t } from './text.js';

/** @param {{there: boolean}} is whether the program answers */
export function Unlock({ there }) {
  const [profile, setProfile] = useState('');
  const field = useRef(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  useEffect(() => {
    quietly(async () => setProfile(await lockedProfile()));
  }, []);
  const open = submitted(() => run(async () => {
    const typed = field.current.value;
    field.current.value = '';
    await unlock(typed);
  }));
  return html`<main class="alone"><img src="/icon.svg" alt="" width="56" height="56" />
    <h1>${t('unlock-title')}</h1>
    <p>${t('unlock-text')}<br /><code>${profile}</code></p>
    <form onSubmit=${open}>
      <label>${t('passphrase')}<input type="password" required autofocus maxlength="1024"
        autocomplete="off" spellcheck=${false} ref=${field} /></label>
      ${wrong && html`<${Problem} text=${wrong} />`}
      ${!there && html`<${Problem} text=${t('program-gone')} />`}
      <button type="submit" class="main wide" disabled=${busy}>${
        t(busy ? 'unlocking' : 'unlock')}</button>
    </form>
  </main>`;
}
