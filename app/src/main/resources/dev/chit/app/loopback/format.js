// @ts-check
// Amounts and times as people of a language write them.
import { locale } from './text.js';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/**
 * @param {string} decimal exact, such as `12.50`
 * @param {{code: string, scale: number}} unit
 */
export function money(decimal, unit) {
  const digits = { minimumFractionDigits: unit.scale, maximumFractionDigits: unit.scale };
  if (CURRENCIES.has(unit.code)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: unit.code, ...digits })
      .format(/** @type {any} */ (decimal));
  }
  return new Intl.NumberFormat(locale, digits).format(/** @type {any} */ (decimal))
    + ' ' + unit.code;
}

const TIME = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric' });
const DATE = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
const SHORT = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });
const FULL = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** @param {string} at */
export const time = (at) => TIME.format(new Date(at));

/** @param {string} at */
export const moment = (at) => FULL.format(new Date(at));

/** Days are the same if their keys are. @param {string} at */
export const dayKey = (at) => new Date(at).toDateString();

/** @param {string} at @param {Date} now */
export function day(at, now = new Date()) {
  const date = new Date(at);
  const midnight = (it) => new Date(it.getFullYear(), it.getMonth(), it.getDate()).getTime();
  const days = Math.round((midnight(date) - midnight(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    const word = RELATIVE.format(days, 'day');
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
  return (date.getFullYear() === now.getFullYear() ? DAY : DATE).format(date);
}

const MOMENT = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** The time of today, date and time of other days. @param {string} at @param {Date} now */
export function when(at, now = new Date()) {
  const date = new Date(at);
  return (date.toDateString() === now.toDateString() ? TIME : MOMENT).format(date);
}

/** The time of today, the date of other days. @param {string} at @param {Date} now */
export function brief(at, now = new Date()) {
  const date = new Date(at);
  return date.toDateString() === now.toDateString() ? TIME.format(date) : SHORT.format(date);
}

const STEPS = [['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** A stretch of time in its largest whole unit. @param {number} seconds */
export function lasting(seconds) {
  const [unit, size] = STEPS.find(([, it]) => seconds % Number(it) === 0) ?? STEPS[4];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'long' })
    .format(seconds / Number(size));
}

const NUMBER = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** @param {number} count */
export const number = (count) => NUMBER.format(count);

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** A size of a file. @param {number} count of bytes */
export function bytes(count) {
  const step = count < 1_000 ? 0 : Math.min(4, Math.floor(Math.log10(count) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit', unit: SIZES[step], unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(count / 1_000 ** step);
}

/** How fast. @param {number} perSecond bytes */
export const rate = (perSecond) => bytes(Math.round(perSecond)) + '/s';
