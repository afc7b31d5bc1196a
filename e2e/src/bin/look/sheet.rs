//! The page that shows all pictures beside each other.

use crate::motif::Motif;
use std::fmt::Write;

/// One picture.
#[derive(Debug)]
pub struct Picture {
    motif: String,
    title: String,
    locale: String,
    /// Width and height of the screen.
    pub screen: (u32, u32),
    /// `light` or `dark`.
    pub scheme: &'static str,
    /// Only what the screen shows before the shopper scrolls, with what sticks to its edge.
    pub is_first_screen: bool,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Picture {
    /// A picture that is not taken yet.
    pub fn new(motif: &Motif, locale: &str, screen: (u32, u32), scheme: &'static str) -> Self {
        let (title, locale) = (motif.title.clone(), locale.to_owned());
        Self { motif: motif.name.clone(), title, locale, screen, scheme, is_first_screen: false, fault: None }
    }

    /// The same, of the first screen only.
    pub fn of_the_first_screen(self) -> Self {
        Self { is_first_screen: true, ..self }
    }

    /// The name of its file, such as `review-de-390-dark.png` or `review-de-390-dark-first.png`.
    pub fn name(&self) -> String {
        let first = if self.is_first_screen { "-first" } else { "" };
        format!("{}-{}-{}-{}{first}.png", self.motif, self.locale, self.screen.0, self.scheme)
    }

    /// Whether its name has all these words.
    pub fn has(&self, words: &[String]) -> bool {
        let name = self.name();
        words.iter().all(|word| name.contains(word))
    }
}

const HEAD: &str = r##"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>express-checkout: pictures</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 1rem; padding: .75rem; background: Canvas; border-bottom: 1px solid; }
section > div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; }
figure { margin: 0; }
figure[hidden], section:not(:has(figure:not([hidden]))) { display: none; }
img { display: block; max-height: 40rem; max-width: 24rem; border: 1px solid GrayText; }
.wrong { color: #c00; font-weight: 600; }
</style>
<h1>Pictures</h1>
<form autocomplete="off">
<label>Name has <input name="words" type="search"></label>
<label><input name="wrong" type="checkbox"> only with a fault</label>
</form>
"##;

const TAIL: &str = r#"<script type="module">
const form = document.querySelector("form");
const choose = () => {
  const words = form.elements.words.value.split(/\s+/).filter(Boolean);
  for (const figure of document.querySelectorAll("figure")) {
    const is = words.every((word) => figure.dataset.name.includes(word)) && (!form.elements.wrong.checked || figure.matches(":has(.wrong)"));
    figure.hidden = !is;
  }
};
form.addEventListener("input", choose);
form.addEventListener("submit", (event) => event.preventDefault());
</script>
</html>
"#;

/// The page with these pictures, grouped by what they show.
pub fn page(pictures: &[Picture]) -> String {
    let mut page = HEAD.to_owned();
    let groups = pictures.chunk_by(|one, other| one.motif == other.motif);
    for group in groups {
        let title = group.first().map_or("", |picture| &picture.title);
        let _ = writeln!(page, "<section><h2>{}</h2><div>", escaped(title));
        for picture in group {
            page.push_str(&figure(picture));
        }
        page.push_str("</div></section>\n");
    }
    page.push_str(TAIL);
    page
}

fn figure(picture: &Picture) -> String {
    let name = escaped(&picture.name());
    let Picture { locale, screen: (width, _), scheme, is_first_screen, fault, .. } = picture;
    let part = if *is_first_screen { ", first screen" } else { "" };
    let fault =
        fault.iter().map(|fault| format!(" <span class=\"wrong\">{}</span>", escaped(fault))).collect::<String>();
    format!(
        "<figure data-name=\"{name}\"><a href=\"{name}\"><img src=\"{name}\" alt=\"\" loading=\"lazy\"></a>\
         <figcaption>{} {width} {scheme}{part}{fault}</figcaption></figure>\n",
        escaped(locale)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(fault: Option<&str>) -> Picture {
        Picture {
            motif: "review".to_owned(),
            title: "Review, \"all\" <known>".to_owned(),
            locale: "de".to_owned(),
            screen: (390, 844),
            scheme: "dark",
            is_first_screen: false,
            fault: fault.map(str::to_owned),
        }
    }

    #[test]
    fn a_picture_is_chosen_by_all_words_of_its_name() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let picture = picture(None);
        assert!(picture.has(&[]));
        assert!(picture.has(&words(&["390", "rev", "dark"])));
        assert!(!picture.has(&words(&["390", "light"])));
        assert!(!picture.has(&words(&["first"])));
        assert!(picture.of_the_first_screen().has(&words(&["390", "first"])));
    }

    #[test]
    fn the_page_shows_each_picture_with_its_fault_and_without_markup_of_titles() {
        let page = page(&[picture(None), picture(Some("scrolls sideways by 7 px"))]);
        assert_eq!(page.matches("src=\"review-de-390-dark.png\"").count(), 2);
        assert_eq!(page.matches("<section>").count(), 1);
        assert!(page.contains("<h2>Review, &quot;all&quot; &lt;known></h2>"));
        assert!(page.contains("<span class=\"wrong\">scrolls sideways by 7 px</span>"));
    }
}
