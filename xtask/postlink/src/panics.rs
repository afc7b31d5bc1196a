//! Removes the messages of panics, and code of Yew that nothing calls. In the shipped module a panic is a trap, and the loader notices
//! a trap as a crash. The messages and their formatting would add several kilobytes.

use std::collections::HashSet;
use std::ops::Range;

use crate::functions;
use crate::relocations::written;
use wasmparser::{BinaryReader, Operator, Parser, Payload, RelocSectionReader, RelocationEntry, Result};

/// The functions of a panic, by the beginning of their names. Each of them never returns, or runs only during a panic.
/// If a later compiler changes a name, the module grows, and `dist` fails at its budget.
const PANICS: [&str; 17] = [
    "core::panicking::",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_already_borrowed",
    "core::cell::panic_already_mutably_borrowed",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "alloc::raw_vec::capacity_overflow",
    "std::alloc::rust_oom",
    "std::panicking::begin_panic",
    "std::panicking::panic_with_hook",
    "std::panicking::rust_panic",
    "__rustc::rust_begin_unwind",
    "console_error_panic_hook::hook",
];

/// What Yew has for parts of a page that this element never draws, by the beginning of the names: raw HTML, portals, views that
/// suspend, and Yew's own listeners, in whose place `ui/root.rs` listens. The compiler keeps it, because Yew asks each node for its
/// kind. Nothing calls it: `cargo xtask structure` refuses sources that use such parts. Only functions that have no equal are in
/// this list, because the compiler may merge equal ones.
const NOT_DRAWN: [&str; 14] = [
    "yew::dom_bundle::braw::<impl ",
    "yew::dom_bundle::braw::BRaw::detach_bundle",
    "yew::dom_bundle::bportal::<impl ",
    "yew::dom_bundle::bsuspense::<impl ",
    "yew::suspense::suspension::Suspension::listen",
    "yew::virtual_dom::listeners::ListenerKind::type_name",
    "yew::dom_bundle::btag::listeners::ListenerRegistration::register",
    "yew::dom_bundle::btag::listeners::Registry::get_handler",
    "yew::dom_bundle::btag::listeners::Registry::patch",
    "yew::dom_bundle::btag::listeners::Registry::register",
    "yew::dom_bundle::btag::listeners::Registry::set_listener_id",
    "yew::dom_bundle::btag::listeners::Registry::unregister",
    "yew::dom_bundle::subtree_root::BSubtree::ensure_handled",
    "yew::dom_bundle::subtree_root::SubtreeData::add_listener",
];

/// Compares the old and the new listeners of a node. It does nothing where there are none, and has no result.
const WITHOUT_LISTENERS: &str = "yew::dom_bundle::btag::listeners::<impl yew::dom_bundle::btag::Apply for yew::virtual_dom::listeners::Listeners>::apply_diff";

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;

/// One function of the module.
struct Function {
    /// Its index, as calls name it.
    index: u32,
    /// Where its instructions are in the module.
    code: Range<usize>,
    /// Its calls of other functions.
    calls: Vec<Call>,
}

/// A call, with the instructions in front of it that always lead to it and have no effect outside of the module.
struct Call {
    /// The index of the called function.
    target: u32,
    /// From the first of these instructions to the end of the call.
    range: Range<usize>,
}

/// The module with a trap in place of each panic. It must have been linked with `--emit-relocs`: this removes the
/// relocations of the removed code, and the splitting tool then drops the functions and data that have no reference any
/// more. No byte moves, so all other relocations stay valid.
pub fn strip(module: &[u8]) -> Result<Vec<u8>> {
    let parts = Parts::read(module)?;
    let mut panics = parts.panics;
    let (mut removed, mut emptied) = (Vec::new(), HashSet::new());
    // A function that always calls one of them, before it does anything else, is one of them too.
    loop {
        let known = panics.len();
        let starts_with_one = |function: &&Function| {
            let first = function.calls.iter().find(|call| panics.contains(&call.target));
            first.is_some_and(|call| call.range.start == function.code.start)
        };
        let more: Vec<u32> = parts.functions.iter().filter(starts_with_one).map(|function| function.index).collect();
        panics.extend(more);
        if panics.len() == known {
            break;
        }
    }
    for function in &parts.functions {
        let is_idle = parts.idle.contains(&function.index);
        if is_idle || panics.contains(&function.index) {
            removed.push(function.code.start..function.code.end - 1);
            emptied.extend(is_idle.then_some(function.code.start));
            continue;
        }
        let calls = function.calls.iter().filter(|call| panics.contains(&call.target));
        removed.extend(calls.map(|call| call.range.clone()));
    }
    let mut out = module.to_vec();
    for range in &removed {
        out[range.clone()].fill(NOP);
        if !emptied.contains(&range.start) {
            out[range.start] = UNREACHABLE;
        }
    }
    let Some((section, relocations)) = parts.relocations else { return Ok(out) };
    let gone = |entry: &RelocationEntry| {
        let at = parts.code + entry.offset as usize;
        let before = removed.partition_point(|range| range.end <= at);
        removed.get(before).is_some_and(|range| range.contains(&at))
    };
    let kept: Vec<RelocationEntry> =
        relocations.entries().into_iter().filter(|entry| !entry.as_ref().is_ok_and(gone)).collect::<Result<_>>()?;
    out.splice(section, written("reloc.CODE", relocations.section_index(), &kept));
    Ok(out)
}

/// The parts of a module that are read.
#[derive(Default)]
struct Parts<'a> {
    /// The functions with which a panic begins.
    panics: HashSet<u32>,
    /// The functions that do nothing.
    idle: HashSet<u32>,
    functions: Vec<Function>,
    /// Where the section of the code begins.
    code: usize,
    /// The section with the relocations of the code: where it is, and what it says.
    relocations: Option<(Range<usize>, RelocSectionReader<'a>)>,
}

impl<'a> Parts<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut parts = Self::default();
        let (mut index, mut end) = (0, 8);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => index += functions::imported(imports)?,
                Payload::CodeSectionStart { range, .. } => parts.code = range.start as usize,
                Payload::CodeSectionEntry(body) => {
                    parts.functions.push(Function::read(index, body)?);
                    index += 1;
                }
                Payload::CustomSection(custom) if custom.name() == "reloc.CODE" => {
                    let data = custom.data_range();
                    let reader = BinaryReader::new(custom.data(), data.start);
                    parts.relocations = Some((end..data.end as usize, RelocSectionReader::new(reader)?));
                }
                Payload::CustomSection(custom) => {
                    for naming in functions::names(custom)? {
                        let name = format!("{:#}", rustc_demangle::demangle(naming.name));
                        if PANICS.iter().chain(&NOT_DRAWN).any(|function| name.starts_with(function)) {
                            parts.panics.insert(naming.index);
                        }
                        if name.starts_with(WITHOUT_LISTENERS) {
                            parts.idle.insert(naming.index);
                        }
                    }
                }
                _ => {}
            }
            // A function is not a section. The section that contains it was counted before.
            if let Some((_, range)) = payload.as_section() {
                end = range.end as usize;
            }
        }
        Ok(parts)
    }
}

impl Function {
    fn read(index: u32, body: &wasmparser::FunctionBody<'_>) -> Result<Self> {
        let mut operators = body.get_operators_reader()?;
        let first = operators.original_position() as usize;
        let (mut line, mut calls) = (first, Vec::new());
        while !operators.eof() {
            let operator = operators.read()?;
            let end = operators.original_position() as usize;
            if let Operator::Call { function_index } = operator {
                calls.push(Call { target: function_index, range: line..end });
            }
            if !is_quiet(&operator) {
                line = end;
            }
        }
        Ok(Self { index, code: first..body.range().end as usize, calls })
    }
}

/// Whether the next instruction always follows, and the effect stays inside the module.
fn is_quiet(operator: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        operator,
        I32Const { .. }
            | I64Const { .. }
            | LocalGet { .. }
            | LocalSet { .. }
            | LocalTee { .. }
            | GlobalGet { .. }
            | GlobalSet { .. }
            | I32Load { .. }
            | I64Load { .. }
            | I32Load8U { .. }
            | I32Store { .. }
            | I64Store { .. }
            | I32Store8 { .. }
            | I32Add
            | I32Sub
            | I32Mul
            | I32And
            | I32Or
            | I32Shl
            | I64Or
            | I64Shl
            | I64ExtendI32U
            | I64ExtendI32S
            | I32WrapI64
            | Drop
            | Nop
    )
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, CustomSection, Encode, Function, FunctionSection, Module, NameMap, NameSection, TypeSection,
    };
    use wasmparser::RelocationType;

    use super::*;
    use wasmparser::KnownCustom;

    /// Four functions; each calls the one before it. The first starts a panic, the second always calls it, the third
    /// panics in one branch, the fourth never panics itself. Each call has a relocation.
    fn module() -> Vec<u8> {
        named(["_ZN4core9panicking9panic_fmtE", "always", "sometimes", "never"])
    }

    fn named(function_names: [&str; 4]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        (0..4).for_each(|_| _ = functions.function(0));
        let mut bodies: Vec<Function> = (0..4).map(|_| Function::new([])).collect();
        bodies[0].instructions().i32_const(7).drop().unreachable().end();
        bodies[1].instructions().i32_const(8).drop().call(0).unreachable().end();
        bodies[2].instructions().i32_const(1).if_(wasm_encoder::BlockType::Empty);
        bodies[2].instructions().i32_const(9).drop().call(1).unreachable().end().end();
        bodies[3].instructions().i32_const(6).drop().call(2).end();
        let mut code = CodeSection::new();
        bodies.iter().for_each(|body| _ = code.function(body));
        let mut relocations = Vec::new();
        3_u32.encode(&mut relocations);
        let mut calls = Vec::new();
        let mut section = Vec::new();
        code.encode(&mut section);
        // The offsets count from the content of the section, behind its length of one byte.
        for (at, bytes) in section[1..].windows(2).enumerate() {
            if bytes[0] == 0x10 {
                calls.push((at as u32 + 1, u32::from(bytes[1])));
            }
        }
        (calls.len() as u32).encode(&mut relocations);
        for (offset, index) in calls {
            relocations.push(RelocationType::FunctionIndexLeb as u8);
            offset.encode(&mut relocations);
            index.encode(&mut relocations);
        }
        let mut names = NameMap::new();
        for (index, name) in function_names.into_iter().enumerate() {
            names.append(index as u32, name);
        }
        let mut section = NameSection::new();
        section.functions(&names);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.section(&CustomSection { name: "reloc.CODE".into(), data: relocations.into() }).section(&section);
        module.finish()
    }

    #[test]
    fn a_panic_becomes_a_trap_and_loses_its_relocations() {
        let before = module();
        let stripped = strip(&before).unwrap();
        let (mut bodies, mut relocated) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&stripped) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => {
                    let operators: Vec<_> =
                        body.get_operators_reader().unwrap().into_iter().map(Result::unwrap).collect();
                    bodies.push(operators);
                }
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Reloc(reader) = custom.as_known() {
                        relocated.extend(reader.entries().into_iter().map(|entry| entry.unwrap().index));
                    }
                }
                _ => {}
            }
        }
        assert_eq!(relocated, [2], "only the call of the function that panics sometimes");
        let traps_first = |at: usize| matches!(bodies[at][0], Operator::Unreachable);
        assert_eq!([0, 1, 2, 3].map(traps_first), [true, true, false, false]);
        let calls = |at: usize| bodies[at].iter().any(|operator| matches!(operator, Operator::Call { .. }));
        assert_eq!([2, 3].map(calls), [false, true]);
        assert!(!bodies[2].iter().any(|operator| matches!(operator, Operator::I32Const { value: 9 })));
    }

    #[test]
    fn what_is_not_drawn_becomes_a_trap_and_the_comparison_of_listeners_does_nothing() {
        let raw = [NOT_DRAWN[0], "yew::Raw>::attach"].concat();
        let stripped = strip(&named(["first", &raw, "sometimes", WITHOUT_LISTENERS])).unwrap();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(&stripped) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                bodies.push(operators.collect::<Vec<_>>());
            }
        }
        assert!(matches!(bodies[1][0], Operator::Unreachable));
        assert!(!bodies[2].iter().any(|operator| matches!(operator, Operator::Call { .. })), "it called the trap");
        let (end, rest) = bodies[3].split_last().unwrap();
        assert!(matches!(end, Operator::End) && rest.iter().all(|operator| matches!(operator, Operator::Nop)));
    }
}
