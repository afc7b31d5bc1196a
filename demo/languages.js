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
