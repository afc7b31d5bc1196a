//! Sorts the functions of a module so that similar functions are adjacent, which compresses better.

use std::convert::Infallible;

use crate::functions;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, ElementSection, ExportSection, FunctionSection, Module, RawSection};
use wasmparser::{FunctionBody, Parser, Payload};

/// The module with its functions in an order that compresses well.
pub fn arrange(module: &[u8]) -> Result<Vec<u8>, Error> {
    let (mut imported, mut types, mut bodies) = (0_u32, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => imported += functions::imported(&imports)?,
            Payload::FunctionSection(functions) => {
                for of_type in functions {
                    types.push(of_type?);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    let order = order(&types, &bodies);
    let mut numbers: Vec<u32> = (0..imported + bodies.len() as u32).collect();
    for (place, at) in order.iter().enumerate() {
        numbers[imported as usize + at] = imported + place as u32;
    }
    let mut renumbered = Renumbered(numbers);
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::FunctionSection(_) => {
                let mut section = FunctionSection::new();
                for at in &order {
                    section.function(types[*at]);
                }
                out.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                renumbered.parse_export_section(&mut section, exports)?;
                out.section(&section);
            }
            Payload::StartSection { func, .. } => {
                out.section(&wasm_encoder::StartSection { function_index: renumbered.function_index(func)? });
            }
            Payload::ElementSection(elements) => {
                let mut section = ElementSection::new();
                renumbered.parse_element_section(&mut section, elements)?;
                out.section(&section);
            }
            Payload::CodeSectionStart { .. } => {
                let mut section = CodeSection::new();
                for at in &order {
                    renumbered.parse_function_body(&mut section, bodies[*at].clone())?;
                }
                out.section(&section);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    out.section(&RawSection { id, data: &module[range.start as usize..range.end as usize] });
                }
            }
        }
    }
    Ok(out.finish())
}

/// The new index of each function.
struct Renumbered(Vec<u32>);

impl Reencode for Renumbered {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0[index as usize])
    }
}

/// The positions of the functions in their new order. After each function comes the most similar one, of the same type
/// as long as there is one.
fn order(types: &[u32], bodies: &[FunctionBody<'_>]) -> Vec<usize> {
    let pieces: Vec<Vec<u32>> = bodies.iter().map(|body| pieces(body.as_bytes())).collect();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    // Functions that resemble the last one equally stay in this order.
    left.sort_by_key(|at| (types[*at], bodies[*at].as_bytes()));
    let mut order: Vec<usize> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let mut best = (0, 0.0);
        if let Some(last) = order.last() {
            // The list is sorted by type, so the first function of another type ends the search.
            let same = left.iter().position(|at| types[*at] == types[*last]).unwrap_or(0);
            for (place, at) in left.iter().enumerate().skip(same) {
                if types[*at] != types[left[same]] {
                    break;
                }
                let resemblance = resemblance(&pieces[*last], &pieces[*at]);
                if place == same || resemblance > best.1 {
                    best = (place, resemblance);
                }
            }
        }
        order.push(left.remove(best.0));
    }
    order
}

/// All runs of four bytes, in order, each once.
fn pieces(bytes: &[u8]) -> Vec<u32> {
    let mut pieces: Vec<u32> =
        bytes.windows(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// How much of two functions is the same, from 0 to 1.
fn resemblance(one: &[u32], other: &[u32]) -> f64 {
    let (mut here, mut there, mut common) = (0, 0, 0);
    while here < one.len() && there < other.len() {
        match one[here].cmp(&other[there]) {
            std::cmp::Ordering::Less => here += 1,
            std::cmp::Ordering::Greater => there += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                here += 1;
                there += 1;
            }
        }
    }
    f64::from(common) / (one.len() + other.len() - common as usize).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, ExportKind, Function, ImportSection, RefType, TableSection, TableType,
        TypeSection, ValType,
    };

    /// Imports one function, and defines four: 1 and 3 resemble each other, and so do 2 and 4, which call 1.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("m", "f", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        (0..4).for_each(|_| _ = functions.function(0));
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 4,
            maximum: None,
            table64: false,
            shared: false,
        });
        let mut exports = ExportSection::new();
        exports.export("two", ExportKind::Func, 2);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([3, 4][..].into()));
        let mut code = CodeSection::new();
        for (number, calls) in [(70_000, false), (-9, true), (70_001, false), (-9, true)] {
            let mut function = Function::new([]);
            for _ in 0..4 {
                function.instructions().i32_const(number).drop();
            }
            if calls {
                function.instructions().call(1).drop();
            }
            function.instructions().i32_const(number).end();
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports);
        module.section(&elements).section(&code);
        module.finish()
    }

    #[test]
    fn similar_functions_stand_together_and_all_references_follow() {
        let before = module();
        let arranged = arrange(&before).unwrap();
        let (mut bodies, mut exported, mut listed) = (Vec::new(), 0, Vec::new());
        for payload in Parser::new(0).parse_all(&arranged) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                Payload::ExportSection(exports) => exported = exports.into_iter().next().unwrap().unwrap().index,
                Payload::ElementSection(elements) => {
                    let wasmparser::ElementItems::Functions(items) =
                        elements.into_iter().next().unwrap().unwrap().items
                    else {
                        panic!("functions are listed")
                    };
                    listed.extend(items.into_iter().map(Result::unwrap));
                }
                _ => {}
            }
        }
        let calls = |index: u32| bodies[index as usize - 1].contains(&0x10);
        assert_eq!([1, 2, 3, 4].map(calls).iter().filter(|calls| **calls).count(), 2);
        assert_eq!(calls(1), calls(2), "they stand together");
        assert!(calls(exported), "the export follows");
        assert!(!calls(listed[0]) && calls(listed[1]), "the table follows");
    }
}
