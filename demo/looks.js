// The direction, the language and the colours of a page of the demo.

import { isRightToLeft } from './languages.js';

/** The themes that are shipped as `preset-NAME.css`. */
export const PRESETS = { quiet: 'Quiet', warm: 'Warm', playful: 'Playful', dense: 'Dense' };

/** Sets the colours of the page, and its language. */
export function setPage(theme, locale) {
  const page = document.documentElement;
  page.dataset.theme = theme;
  page.lang = locale;
  page.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
}
