// @ts-check
// The words of the page in the browser's language. A further language is one more file like these.
import { en } from './text-en.js';
import { zhHant } from './text-zh-hant.js';

const LANGUAGES = [
  { tag: 'zh-Hant', texts: zhHant, speaks: (tag) => /^zh\b(?!.*\bhans\b)(?!-cn\b)(?!-sg\b)/i.test(tag) },
  { tag: 'en', texts: en, speaks: (tag) => /^en\b/i.test(tag) },
];

/**
 * @param {readonly string[]} wanted in order of preference
 * @returns {{tag: string, exactly: string, texts: Record<string, string>}}
 */
export function chosen(wanted) {
  for (const tag of wanted) {
    const found = LANGUAGES.find((it) => it.speaks(tag));
    if (found) {
      return { tag: found.tag, exactly: tag, texts: found.texts };
    }
  }
  return { tag: 'en', exactly: 'en', texts: en };
}

const choice = chosen(globalThis.navigator?.languages ?? []);

/** The language of the words. */
export const language = choice.tag;

/** That language as the person's country writes it, for amounts and times. */
export const locale = choice.tag === 'zh-Hant' && choice.exactly === 'zh' ? 'zh-Hant' : choice.exactly;

/**
 * @param {string} key
 * @param {Record<string, string | number>} values for the places in braces
 */
export function t(key, values = {}) {
  const text = choice.texts[key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Words with a number, in the singular where the language has one. @param {string} key */
export const counted = (key, count) =>
  t(count === 1 && en[key + '-one'] ? key + '-one' : key, { count });

/** The words for an error of a known code, else the program's own sentence. */
export function problem(error) {
  const key = 'error-' + error.code;
  return choice.texts[key] ? t(key) : error.message || t('error-unknown');
}
