// The sample terms, in the language of the page that links them.

import { setLanguage, speak } from './words.js';

setLanguage(new URL(location.href).searchParams.get('locale') ?? 'en');
speak(document);
