//! Finds which other modules of the crate a module uses, from the paths in its source.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemMod, ItemUse, UseTree};

use super::{Source, only_for_tests};

/// What a file of the crate uses.
pub struct Module {
    /// The file, from the repository's root.
    pub file: String,
    /// The module that the file holds, from the root of the crate.
    pub path: Vec<String>,
    /// The paths in it, from the root of the crate, with their lines. Test code is left out.
    pub uses: Vec<(usize, Vec<String>)>,
    /// The test modules that it declares and that are in other files.
    pub tests: Vec<Vec<String>>,
}

/// A path as it is written in the source.
pub fn shown(path: &[String]) -> String {
    format!("crate::{}", path.join("::"))
}

impl Module {
    /// Reads a file below `src/`.
    pub fn read(source: &Source, file: &syn::File) -> Self {
        let name = source.path.trim_start_matches("src/").trim_end_matches(".rs");
        let path = match name {
            "lib" => Vec::new(),
            name => name.trim_end_matches("/mod").split('/').map(str::to_owned).collect(),
        };
        let mut reader = Reader { at: path.clone(), uses: Vec::new(), tests: Vec::new() };
        reader.visit_file(file);
        Self { file: source.path.clone(), path, uses: reader.uses, tests: reader.tests }
    }
}

struct Reader {
    /// The module that is read; deeper than the file's inside an inline module.
    at: Vec<String>,
    uses: Vec<(usize, Vec<String>)>,
    tests: Vec<Vec<String>>,
}

impl Reader {
    /// Notes a path. Paths from elsewhere, such as `std::fmt`, are left out.
    fn note(&mut self, path: &[&Ident]) {
        let mut from: Option<Vec<String>> = None;
        let mut rest = path.iter();
        for segment in rest.by_ref() {
            let next = match (segment.to_string().as_str(), from.take()) {
                ("crate", None) => Vec::new(),
                ("self", None) => self.at.clone(),
                ("super", found) => {
                    let mut path = found.unwrap_or_else(|| self.at.clone());
                    path.pop();
                    path
                }
                // In the root of the crate, its modules are reached without a prefix.
                (name, None) if self.at.is_empty() => vec![name.to_owned()],
                (_, None) => return,
                ("self", Some(path)) => path,
                (name, Some(mut path)) => {
                    path.push(name.to_owned());
                    path
                }
            };
            from = Some(next);
        }
        if let (Some(path), Some(last)) = (from, path.last()) {
            self.uses.push((last.span().start().line, path));
        }
    }

    fn note_tree<'a>(&mut self, before: &[&'a Ident], tree: &'a UseTree) {
        let with = |ident| [before, &[ident]].concat();
        match tree {
            UseTree::Path(path) => self.note_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(before, tree)),
        }
    }

    /// Notes the paths in the arguments of a macro, which are not parsed.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Group(group) => self.note_tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let mut path = vec![first];
                    while let Some([TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(next)]) =
                        tokens.get(at..at + 3)
                        && (one.as_char(), two.as_char()) == (':', ':')
                    {
                        path.push(next);
                        at += 3;
                    }
                    if path.len() > 1 {
                        self.note(&path);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a Item) {
        if !only_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        } else if let Item::Mod(ItemMod { ident, content: None, .. }) = item {
            self.tests.push([self.at.as_slice(), &[ident.to_string()]].concat());
        }
    }

    fn visit_item_mod(&mut self, module: &'a ItemMod) {
        self.at.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.at.pop();
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if item.leading_colon.is_none() {
            self.note_tree(&[], &item.tree);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !only_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        // A path of one name is a local name.
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            self.note(&path.segments.iter().map(|segment| &segment.ident).collect::<Vec<_>>());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        self.note_tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }
}

/// The attributes of an item.
fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
