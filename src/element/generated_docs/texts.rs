//! Renders `docs/texts.md`: every text of the element by its name in the property `messages`.

use super::compare;
use crate::json::Json;
use crate::locale::languages;

const HEAD: &str = "\
# Texts

Every text that the element shows, by its name in the property `messages`. A test compares this page with the code.

```js
checkout.messages = { placeOrder: \"Buy now\", useCheckout: \"Please use our checkout.\" };
```

A text in braces is filled in: `{method}` is the payment method, `{reference}` an order or an attempt, `{number}` a
number, `{field}` the label of a field, `{email}` the shopper's address, `{was}` and `{now}` are amounts. A name that is not in
`messages` keeps the text of the element's language. In some countries the law decides what the order button says: `placeOrder`. In
others it says `placeOrderPlain`, unless the page sets `placeOrder` alone
([which countries](integration.md#the-words-of-the-order-button)).

A name with a dot has a plural form after the dot: `moreItems.one`, and in other languages also `moreItems.few` and so on, as
`Intl.PluralRules` names them. `method.` and the key of a payment method is the name under which shoppers know it:
`{ \"method.invoice\": \"Pay by invoice\" }`.

These are the English and the German texts. [translating.md](translating.md) has the list of all languages.

| Name | English | German |
| --- | --- | --- |
";

#[test]
fn the_list_of_texts_is_up_to_date() {
    let [english, german] = [languages::EN, languages::DE].map(|file| Json::parse(file).unwrap());
    let mut page = HEAD.to_owned();
    for (name, _) in english.members() {
        let text = |text: &Json| text.str().unwrap_or_default().to_owned();
        page += &["| `", name, "` | ", &text(english.get(name)), " | ", &text(german.get(name)), " |\n"].concat();
    }
    compare("docs/texts.md", &page);
}
