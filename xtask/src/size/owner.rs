//! Which crate and which folder of `src/` a function belongs to, by its name.

/// The name of our crate, in front of the names of its functions.
const OURS: &str = "express_checkout";

/// What the splitting tool adds to the name of a function that calls one of another module.
const SHIM: &str = "indirect_call_shim";

/// Crates with so many functions that each of their modules is a row of its own.
const LARGE: [&str; 7] = ["alloc", "core", "js_sys", "std", "wasm_bindgen", "wasm_bindgen_futures", "yew"];

/// The crate of a function, for large crates with the module: `alloc::vec`. A copy of generic code belongs to the crate that
/// wrote it, whatever it was copied for: the compiler does not name that.
pub fn owner(name: &str) -> String {
    if name.ends_with(SHIM) || name.starts_with("__wasm_split") {
        return "calls from one module into another".to_owned();
    }
    let parts = path(name);
    match parts.as_slice() {
        [of, module, ..] if LARGE.contains(of) => format!("{of}::{module}"),
        [of, _, ..] => (*of).to_owned(),
        // Without a path: a function of the runtime, or of a type that the compiler knows, such as `str`.
        _ if name.starts_with('<') => "core".to_owned(),
        _ => "functions without a path".to_owned(),
    }
}

/// The folder of `src/` that has the function, or `None` for the code of other crates.
pub fn room(name: &str) -> Option<&str> {
    match path(name).as_slice() {
        [OURS, room, ..] if !name.ends_with(SHIM) => Some(room),
        _ => None,
    }
}

/// The path at the beginning of a name. `<A as B>::f` begins with the path of `A`, or with that of `B` if `A` has none.
fn path(name: &str) -> Vec<&str> {
    let mut rest = name;
    loop {
        let before = rest;
        for mark in ["<", "&", "*", "[", "(", "mut ", "const ", "dyn ", "impl "] {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
        if rest.len() == before.len() {
            break;
        }
    }
    let is_path = |char: char| char.is_alphanumeric() || "_:".contains(char);
    let end = rest.find(|char| !is_path(char)).unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..end].split("::").filter(|part| !part.is_empty()).collect();
    match rest[end..].split_once(" as ") {
        Some((between, of_trait)) if parts.len() < 2 && !between.contains(">::") => path(of_trait),
        _ => parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_wrote_it() {
        for (name, of) in [
            ("express_checkout::glue::client::Client::send::{{closure}}", "express_checkout"),
            ("<express_checkout::ui::root::Root as yew::html::component::Component>::view", "express_checkout"),
            ("alloc::vec::Vec<T,A>::push", "alloc::vec"),
            ("<alloc::rc::Rc<T> as yew::utils::RcExt<T>>::unwrap_or_clone", "alloc::rc"),
            ("<T as alloc::string::ToString>::to_string", "alloc::string"),
            ("<&mut F as core::ops::function::FnMut<A>>::call_mut", "core::ops"),
            ("<[T] as alloc::slice::Join<V>>::join", "alloc::slice"),
            ("<str>::parse", "core"),
            ("core::str::<impl str>::trim", "core::str"),
            ("core::ptr::drop_in_place<alloc::vec::Vec<express_checkout::json::Json>>", "core::ptr"),
            ("hashbrown::raw::RawTable<T,A>::reserve_rehash", "hashbrown"),
            ("core::panicking::panic_fmt indirect_call_shim", "calls from one module into another"),
            ("function 12", "functions without a path"),
            ("__rust_alloc", "functions without a path"),
        ] {
            assert_eq!(owner(name), of, "{name}");
        }
    }

    #[test]
    fn only_our_functions_have_a_folder() {
        for (name, of) in [
            ("express_checkout::glue::client::Client::send", Some("glue")),
            ("<express_checkout::ui::root::Root as yew::html::component::Component>::view", Some("ui")),
            ("yew::html::component::scope::<impl yew::C for express_checkout::ui::root::Root>::f", None),
            ("express_checkout::ui::root::f indirect_call_shim", None),
        ] {
            assert_eq!(room(name), of, "{name}");
        }
    }
}
