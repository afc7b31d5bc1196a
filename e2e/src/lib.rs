//! Stories of shoppers, in real browsers, through the built `dist/`.
