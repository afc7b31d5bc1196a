//! Renders `docs/texts.md`: every text of the element by its name in the property `messages`.

use super::compare;
use crate::json::Json;
use crate::locale::{Text, Texts};

const HEAD: &str = "\
# Texts

Every text that the element shows, by its name in the property `messages`. A test compares this page with the code.

```js
checkout.messages = { placeOrder: \"Buy now\", useCheckout: \"Please use our checkout.\" };
```

A text in braces is filled in: `{method}` is the payment method, `{reference}` an order or an attempt, `{number}` a
number, `{was}` and `{now}` are amounts. A name that is not in `messages` keeps the text of the element's language. In some
countries the law decides what the order button says (`placeOrder`).

| Name | English | German |
| --- | --- | --- |
";

#[test]
fn the_list_of_texts_is_up_to_date() {
    let [english, german] = ["en", "de"].map(|language| Texts::new(language, &Json::Null));
    let mut page = HEAD.to_owned();
    for text in Text::ALL {
        page += &["| `", text.name(), "` | ", english.get(*text), " | ", german.get(*text), " |\n"].concat();
    }
    compare("docs/texts.md", &page);
}
