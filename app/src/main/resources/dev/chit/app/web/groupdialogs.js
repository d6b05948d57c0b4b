// @ts-check
// Dialogs about groups: making one, and who is in one.
import { useState } from 'preact/hooks';
import { Conversation } from './conversation.js';
import { Avatar, Dialog, Facts, html, Problem, submitted, useWork } from './parts.js';
import { hide, show } from './store.js';
import { changeGroup, makeGroup } from './talking.js';
import { counted, t } from './text.js';

/** People to choose from, as boxes to tick. */
export function Choice({ legend, people, chosen, onChoose }) {
  const tick = (name) => (event) => onChoose(event.target.checked
    ? [...chosen, name] : chosen.filter((it) => it !== name));
  return html`<fieldset><legend>${legend}</legend>
    ${people.length === 0 && html`<p class="hint">${t('nobody-to-choose')}</p>`}
    <ul class="choice">${people.map((it) => html`<li key=${it.name}><label>
      <input type="checkbox" checked=${chosen.includes(it.name)} onChange=${tick(it.name)} />
      <${Avatar} name=${it.name} account=${it.account} /><span>${it.name}</span></label></li>`)}</ul>
  </fieldset>`;
}

const contacts = (state) => Object.values(state.people)
  .filter((it) => it.standing === 'accepted')
  .sort((a, b) => a.name.localeCompare(b.name));

export function NewGroup({ state }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const { busy, wrong, run } = useWork();
  const make = submitted(() => run(async () => {
    await makeGroup(name, chosen);
    hide();
  }));
  return html`<${Dialog} title=${t('new-group')} onClose=${hide}>
    <form onSubmit=${make}>
      <label>${t('group-name')} <small class="hint">${t('group-name-hint')}</small><input required
        autofocus maxlength="32" autocomplete="off" dir="auto" value=${name}
        onInput=${(event) => setName(event.target.value)} /></label>
      <${Choice} legend=${t('who-is-in')} people=${contacts(state)} chosen=${chosen} onChoose=${setChosen} />
      ${wrong && html`<${Problem} text=${wrong} />`}
      <button type="submit" class="main" disabled=${busy}>${t('make-group')}</button>
    </form>
  <//>`;
}

export function Group({ state, group }) {
  const { busy, wrong, run } = useWork();
  const [name, setName] = useState(group.name);
  const [adding, setAdding] = useState(/** @type {string[] | null} */ (null));
  const admin = group.role === 'admin';
  const change = (what, more) => run(() => changeGroup(what, { group: group.peer, ...more }));
  const others = contacts(state).filter((it) => !group.members.some((one) => one.name === it.name));
  const rename = submitted(() => change('rename', { name }));
  return html`<${Dialog} title=${group.name} onClose=${hide}>
    ${admin && html`<form onSubmit=${rename} class="inline"><label>${t('group-name')}<input required
        maxlength="32" autocomplete="off" dir="auto" value=${name}
        onInput=${(event) => setName(event.target.value)} /></label>
      <button type="submit" disabled=${busy || name === group.name}>${t('rename')}</button></form>`}
    <section class="found"><h3>${counted('members', group.members.length)}</h3>
      <ul class="members">${group.members.map((it) => html`<li key=${it.account}>
        <${Member} member=${it} admin=${admin} busy=${busy} change=${change} /></li>`)}</ul>
      ${admin && adding === null && html`<button type="button"
        onClick=${() => setAdding([])}>${t('add-members')}</button>`}
      ${admin && adding !== null && html`<${Choice} legend=${t('add-members')} people=${others}
          chosen=${adding} onChoose=${setAdding} />
        <p class="buttons"><button type="button" class="main" disabled=${busy || adding.length === 0}
          onClick=${async () => { await change('add', { people: adding }); setAdding(null); }}>${t('add')}</button>
          <button type="button" onClick=${() => setAdding(null)}>${t('cancel')}</button></p>`}
    </section>
    ${wrong && html`<${Problem} text=${wrong} />`}
    <${Conversation} state=${state} of=${group.peer} name=${group.name} mayChoose=${group.role !== ''} />
    <${Facts} facts=${[[t('group-id'), html`<code>${group.account}</code>`]]} />
    ${group.role !== '' && html`<p class="buttons"><button type="button" class="bad"
      onClick=${() => show({ kind: 'leave-group', name: group.peer })}>${t('leave')}</button></p>`}
  <//>`;
}

function Member({ member, admin, busy, change }) {
  const { name, me, role } = member;
  return html`<div class="member"><${Avatar} name=${name} account=${member.account} />
    <span class="who"><strong>${me ? t('me-title') : name}</strong><small>${t('role-' + role)}</small></span>
    ${admin && !me && html`<span class="buttons">
      <button type="button" disabled=${busy}
        onClick=${() => change('role', { name, admin: String(role !== 'admin') })}>${
        t(role === 'admin' ? 'make-member' : 'make-admin', { name })}</button>
      <button type="button" class="quiet" disabled=${busy} aria-label=${t('remove-member', { name })}
        onClick=${() => change('remove', { people: [name] })}>${t('remove')}</button></span>`}
  </div>`;
}
