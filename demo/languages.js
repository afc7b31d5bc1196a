// The languages of the element, by their BCP 47 tags.

export const LANGUAGES = [
  'en', 'de', 'fr', 'nl', 'it', 'es', 'pl', 'cs', 'pt', 'sv', 'da', 'fi', 'nb', 'hu', 'ro', 'el', 'tr', 'uk', 'ja', 'ko', 'zh-Hans',
  'ar', 'he',
];

/** The name of a language in that language, such as "Français". */
export function nameOfLanguage(tag) {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

const RIGHT_TO_LEFT = ['ar', 'he'];

/** Whether the language is written from right to left. */
export const isRightToLeft = (tag) => RIGHT_TO_LEFT.includes(tag.split('-')[0]);

/** The tag if the element has texts in that language, otherwise English. */
export const knownLanguage = (tag) => (LANGUAGES.includes(tag) ? tag : LANGUAGES[0]);
