//! The README of the npm package.

/// The introduction and the two examples of the repository's README, without its links, which do not lead anywhere in the
/// package.
pub fn text(whole: &str) -> Option<String> {
    let (introduction, _) = whole.split_once("\n![")?;
    let (html, js) = (example(whole, "html")?, example(whole, "js")?);
    Some(format!(
        r#"{introduction}
In a project with npm, import it. This defines the element in the browser, and does nothing on a server:

```js
import "express-checkout";
```

It works in development and production with Vite, webpack, Rspack, Parcel, Next, Nuxt, SvelteKit and Astro. Rollup, esbuild and
the Angular CLI do not copy the element's other files; copy them beside your script:

```sh
cp node_modules/express-checkout/express-checkout-* your/output/folder/
```

When it does not work: `import {{ diagnose }} from "express-checkout/diagnose"` finds the cause. With types for the markup: `express-checkout/react`, `/preact`, `/vue`, `/svelte` in place of `express-checkout`. Where React takes over an
element that a server has rendered, it adds no listeners and sets no properties: use `addEventListener` in an effect. On a server never write `accessToken` in the markup: the
token would be in the HTML.

Without npm, copy the files of this package into one folder of your web server. Then put this on the page:

```html
{html}```

`cart-id` is the cart's UUID, as Glue names it. `anonymous-id` is what your shop sends to Glue as
`X-Anonymous-Customer-Unique-Id`. For a logged-in customer, set the property `accessToken` instead of it. Ask for consent, and listen to the
end:

```js
{js}```

The repository has the integration guide, the reference, and what the shop's Glue must have.

- `tag.html`: the script tag with the hash of each script (subresource integrity). `integrity.json`: the hash of each file.
- `sbom.cdx.json`: the bill of materials, in the format CycloneDX.

Licence: MIT (LICENSE-MIT) or Apache 2.0 (LICENSE-APACHE), at your option. THIRD-PARTY-LICENSES.txt has the licences of what is
compiled in.
"#
    ))
}

/// The first example in this language, without the space before its lines.
fn example(text: &str, language: &str) -> Option<String> {
    let (before, after) = text.split_once(&format!("```{language}\n"))?;
    let indent = before.rsplit('\n').next()?;
    let (code, _) = after.split_once("```")?;
    let line = |line: &str| format!("{}\n", line.strip_prefix(indent).unwrap_or(line));
    Some(code.trim_end().lines().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_of_the_package_has_both_examples_and_no_relative_link() {
        let text = text(include_str!("../../../README.md")).expect("README.md has the parts");
        assert!(text.contains("```html\n<script type=\"module\""), "{text}");
        assert!(text.contains("```js\nimport \"express-checkout\";\n```"), "{text}");
        assert!(text.contains("```js\nconst checkout = document.querySelector(\"express-checkout\");"), "{text}");
        assert!(text.split("](").skip(1).all(|link| link.starts_with("https://")), "{text}");
    }
}
