// @ts-check
// All that the operator's page knows, and how it changes: one pure function.

/**
 * @typedef {{name: string, account: string, balance: string, held: string, frozen: boolean,
 *   own: boolean, auditor: boolean, custodial: boolean, closed: boolean, online: boolean}} Account
 * @typedef {{at: number, payments: number | null, messages: number | null}} Rate
 */

export const initial = {
  phase: 'starting',
  again: false,
  programIsThere: true,
  data: '',
  overview: /** @type {any} */ (null),
  accounts: /** @type {Account[]} */ ([]),
  moreAccounts: false,
  wanted: '',
  backups: /** @type {any} */ (null),
  dialog: null,
  notices: /** @type {{id: number, text: string, kind: string}[]} */ ([]),
};

const NOTICES_MAX = 3;

/** @param {typeof initial} state */
export function reduce(state, event) {
  switch (event.type) {
    case 'started':
      return { ...state, phase: 'ready', programIsThere: true, data: event.data };
    case 'locked':
      return { ...state, phase: 'locked', again: event.again === true, dialog: null };
    case 'program':
      return state.programIsThere === event.there
        ? state : { ...state, programIsThere: event.there };
    case 'overview':
      return { ...state, overview: event.overview };
    case 'wanted':
      return {
        ...state,
        wanted: event.wanted,
        accounts: state.accounts.filter((it) =>
          it.name.toLowerCase().startsWith(event.wanted.trim().toLowerCase())),
      };
    case 'accounts':
      return event.wanted !== state.wanted ? state : {
        ...state,
        accounts: event.later ? [...state.accounts, ...event.accounts] : event.accounts,
        moreAccounts: event.more,
      };
    case 'backups':
      return { ...state, backups: event.backups };
    case 'dialog':
      return { ...state, dialog: event.dialog };
    case 'notice':
      return { ...state, notices: [...state.notices, event.notice].slice(-NOTICES_MAX) };
    case 'noticed':
      return { ...state, notices: state.notices.filter((it) => it.id !== event.id) };
    default:
      return state;
  }
}
