//! Merges modules that the splitting tool wrote into one, so that a page loads fewer files. Such a module defines functions, puts
//! them into the shared table, and imports only the memory, the table and global variables.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module, TypeSection,
};
use wasmparser::{Parser, Payload, TypeRef};

/// Why modules cannot be merged.
#[derive(Debug)]
pub enum Refusal {
    /// The module has a part that the splitting tool does not write into such a module.
    Unexpected(&'static str),
    /// The module cannot be read.
    Unreadable(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unexpected(what) => write!(out, "it has {what}, which cannot be merged"),
            Self::Unreadable(error) => out.write_str(error),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<wasmparser::BinaryReaderError> for Refusal {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// One module with the functions and the data of all.
///
/// # Errors
/// A module cannot be read, or has a part that cannot be merged.
pub fn merge(modules: &[Vec<u8>]) -> Result<Vec<u8>, Refusal> {
    let mut merged = Merged::default();
    for module in modules {
        merged.add(module)?;
    }
    Ok(merged.finish())
}

#[derive(Default)]
struct Merged {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    /// The names of the global variables, in the order of their imports.
    globals: Vec<String>,
    has_memory: bool,
    has_table: bool,
    counts: Counts,
}

/// How many of each kind the merged module has: these numbers are added to the indices of the next module.
#[derive(Clone, Default)]
struct Counts {
    types: u32,
    functions: u32,
    elements: u32,
    data: u32,
    /// The new index of each global variable of the module.
    globals: Vec<u32>,
}

impl Merged {
    fn add(&mut self, module: &[u8]) -> Result<(), Refusal> {
        let mut moved = Moved(self.counts.clone());
        moved.0.globals.clear();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    moved.parse_type_section(&mut self.types, types)?;
                    self.counts.types = self.types.len();
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        self.import(&mut moved, import?)?;
                    }
                }
                Payload::FunctionSection(functions) => {
                    moved.parse_function_section(&mut self.functions, functions)?;
                    self.counts.functions = self.functions.len();
                }
                Payload::ElementSection(elements) => {
                    moved.parse_element_section(&mut self.elements, elements)?;
                    self.counts.elements = self.elements.len();
                }
                Payload::CodeSectionEntry(body) => moved.parse_function_body(&mut self.code, body)?,
                Payload::DataSection(data) => {
                    moved.parse_data_section(&mut self.data, data)?;
                    self.counts.data = self.data.len();
                }
                Payload::ExportSection(exports) if exports.count() > 0 => return Err(Refusal::Unexpected("exports")),
                Payload::StartSection { .. } => return Err(Refusal::Unexpected("a start function")),
                Payload::GlobalSection(globals) if globals.count() > 0 => {
                    return Err(Refusal::Unexpected("global variables"));
                }
                Payload::MemorySection(memories) if memories.count() > 0 => {
                    return Err(Refusal::Unexpected("a memory"));
                }
                Payload::TableSection(tables) if tables.count() > 0 => return Err(Refusal::Unexpected("a table")),
                // The version, the end, the count of the data, and custom sections such as the names of functions.
                _ => {}
            }
        }
        Ok(())
    }

    fn import(&mut self, moved: &mut Moved, import: wasmparser::Import<'_>) -> Result<(), Refusal> {
        let is_new = match import.ty {
            TypeRef::Memory(_) => !std::mem::replace(&mut self.has_memory, true),
            TypeRef::Table(_) => !std::mem::replace(&mut self.has_table, true),
            TypeRef::Global(_) => {
                let known = self.globals.iter().position(|name| name == import.name);
                moved.0.globals.push(known.unwrap_or(self.globals.len()) as u32);
                if known.is_none() {
                    self.globals.push(import.name.to_owned());
                }
                known.is_none()
            }
            _ => return Err(Refusal::Unexpected("imports of functions")),
        };
        if is_new {
            let ty = moved.entity_type(import.ty)?;
            self.imports.import(import.module, import.name, ty);
        }
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut out = Module::new();
        out.section(&self.types).section(&self.imports).section(&self.functions).section(&self.elements);
        out.section(&DataCountSection { count: self.data.len() });
        out.section(&self.code).section(&self.data);
        out.finish()
    }
}

/// Adds to the indices of a module what the modules before it have.
struct Moved(Counts);

impl Reencode for Moved {
    type Error = Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0.types + index)
    }

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0.functions + index)
    }

    fn element_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0.elements + index)
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0.data + index)
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.0.globals[index as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, ElementSegment, Elements, EntityType, Function, GlobalType, MemoryType, RefType, TableType, ValType,
    };

    /// A module with one function of its own type, which calls itself and is at `slot` of the table, and with one global.
    fn module(slot: i32, parameters: usize, global: &str) -> Vec<u8> {
        let mut out = Module::new();
        let mut types = TypeSection::new();
        types.ty().function(vec![ValType::I32; parameters], []);
        let mut imports = ImportSection::new();
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        let table =
            TableType { element_type: RefType::FUNCREF, minimum: 9, maximum: None, table64: false, shared: false };
        let variable = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        imports.import("e", "memory", memory).import("e", "table", table).import("e", global, variable);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut elements = ElementSection::new();
        elements.segment(ElementSegment {
            mode: wasm_encoder::ElementMode::Active { table: None, offset: &ConstExpr::i32_const(slot) },
            elements: Elements::Functions(std::borrow::Cow::Borrowed(&[0])),
        });
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().global_get(0).drop();
        for at in 0..parameters {
            body.instructions().local_get(at as u32);
        }
        body.instructions().call(0).end();
        code.function(&body);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(slot * 8), [slot as u8]);
        out.section(&types).section(&imports).section(&functions).section(&elements).section(&code).section(&data);
        out.finish()
    }

    #[test]
    fn functions_data_and_table_entries_of_all_are_there_and_shared_imports_once() {
        let merged = merge(&[module(3, 0, "stack"), module(5, 2, "stack"), module(7, 1, "other")]).unwrap();
        let (mut imports, mut slots, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        let (mut kinds, mut data) = (Vec::new(), 0);
        for payload in Parser::new(0).parse_all(&merged) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    imports.extend(section.into_imports().map(|import| import.unwrap().name.to_owned()));
                }
                Payload::FunctionSection(section) => kinds.extend(section.into_iter().map(Result::unwrap)),
                Payload::ElementSection(section) => {
                    for element in section {
                        let wasmparser::ElementItems::Functions(functions) = element.unwrap().items else { panic!() };
                        slots.extend(functions.into_iter().map(Result::unwrap));
                    }
                }
                Payload::DataSection(section) => data += section.count(),
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            wasmparser::Operator::Call { function_index } => calls.push(("call", function_index)),
                            wasmparser::Operator::GlobalGet { global_index } => calls.push(("get", global_index)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        assert_eq!(imports, ["memory", "table", "stack", "other"]);
        assert_eq!((kinds, slots, data), (vec![0, 1, 2], vec![0, 1, 2], 3));
        assert_eq!(calls, [("get", 0), ("call", 0), ("get", 0), ("call", 1), ("get", 1), ("call", 2)]);
    }

    #[test]
    fn a_module_with_exports_is_refused() {
        let mut whole = Module::new();
        let mut exports = wasm_encoder::ExportSection::new();
        exports.export("f", wasm_encoder::ExportKind::Func, 0);
        whole.section(&exports);
        assert!(matches!(merge(&[whole.finish()]), Err(Refusal::Unexpected("exports"))));
    }

    #[test]
    fn imports_of_functions_are_refused() {
        let mut whole = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("e", "f", EntityType::Function(0));
        whole.section(&types).section(&imports);
        assert!(matches!(merge(&[whole.finish()]), Err(Refusal::Unexpected("imports of functions"))));
    }
}
