// @ts-check
// What is chosen for a conversation as a whole: when messages disappear, taking it along, deleting it.
import { useEffect } from 'preact/hooks';
import { saveText } from './files.js';
import { lasting } from './format.js';
import { html, Problem, useWork } from './parts.js';
import { show } from './store.js';
import { disappear, exported, freshTalk } from './talking.js';
import { t } from './text.js';

const TIMES = [0, 30, 300, 3_600, 28_800, 86_400, 604_800, 2_419_200];

export function Conversation({ state, of, name, mayChoose }) {
  const { busy, wrong, run } = useWork();
  const now = Number(state.talks[of]?.disappearSeconds ?? '0');
  const times = TIMES.includes(now) ? TIMES : [...TIMES, now].sort((a, b) => a - b);
  useEffect(() => {
    freshTalk(of);
  }, []);
  return html`<section class="found"><h3>${t('conversation')}</h3>
    ${mayChoose && html`<label>${t('disappear')}<select value=${String(now)}
        onChange=${(event) => disappear(of, Number(event.target.value))}>${times.map((it) =>
      html`<option key=${it} value=${String(it)}>${it === 0 ? t('never') : lasting(it)}</option>`)}</select>
      <small class="hint">${t('disappear-hint')}</small></label>`}
    ${wrong && html`<${Problem} text=${wrong} />`}
    <p class="buttons"><button type="button" disabled=${busy} onClick=${() => run(async () =>
        saveText(name + '.txt', await exported(of)))}>${t('export')}</button>
      <button type="button" class="bad" onClick=${() => show({ kind: 'forget', name: of })}>${
        t('forget')}</button></p>
  </section>`;
}
