// @ts-check
// Which dialog is open.
import { Draw, KeptChit, Redeem } from './chits.js';
import { Find, Me, Person } from './persondialogs.js';
import { Group, NewGroup } from './groupdialogs.js';
import { Sure, html } from './parts.js';
import { Pay, Split } from './paydialogs.js';
import { Payment } from './proof.js';
import { Statement } from './statement.js';
import { hide } from './store.js';
import { forget, leaveGroup, takeBack } from './talking.js';
import { t } from './text.js';

export function Dialogs({ state }) {
  const dialog = state.dialog;
  switch (dialog?.kind) {
    case 'find':
      return html`<${Find} state=${state} name=${dialog.name ?? ''} />`;
    case 'person':
      return html`<${Person} state=${state} person=${state.people[dialog.name]} />`;
    case 'new-group':
      return html`<${NewGroup} state=${state} />`;
    case 'group':
      return state.groups[dialog.name]
        && html`<${Group} state=${state} group=${state.groups[dialog.name]} />`;
    case 'me':
      return html`<${Me} me=${state.me} />`;
    case 'pay':
      return html`<${Pay} state=${state} to=${dialog.to} request=${dialog.request} />`;
    case 'split':
      return html`<${Split} state=${state} group=${state.groups[dialog.group]} />`;
    case 'payment':
      return html`<${Payment} state=${state} chit=${dialog.chit} found=${dialog.payment} />`;
    case 'statement':
      return html`<${Statement} state=${state} />`;
    case 'draw':
      return html`<${Draw} state=${state} />`;
    case 'redeem':
      return html`<${Redeem} state=${state} />`;
    case 'chit':
      return html`<${KeptChit} state=${state} chit=${dialog.chit} />`;
    case 'take-back':
      return html`<${Sure} title=${t('take-back-title')} text=${t('take-back-text')}
        yes=${t('take-back')} onClose=${hide} onYes=${async () => {
          hide();
          await takeBack(dialog.name, dialog.id);
        }} />`;
    case 'forget':
      return html`<${Sure} title=${t('forget-title')} text=${t('forget-text')} yes=${t('forget')}
        onClose=${hide} onYes=${async () => {
          await forget(dialog.name);
          hide();
        }} />`;
    case 'leave-group':
      return html`<${Sure} title=${t('leave-title', { group: state.groups[dialog.name]?.name ?? '' })}
        text=${t('leave-text')} yes=${t('leave')} onClose=${hide} onYes=${async () => {
          await leaveGroup(dialog.name);
          hide();
        }} />`;
    default:
      return null;
  }
}
