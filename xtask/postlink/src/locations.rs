//! Removes the source locations of panics. The shipped module prints no location, but functions that can panic still get the
//! location of their caller as a parameter. All of them get the same empty location.

use std::collections::HashSet;
use std::ops::Range;

use wasmparser::{
    BinaryReader, DefinedDataSymbol, KnownCustom, Linking, Parser, Payload, RelocSectionReader, RelocationEntry,
    RelocationType, Result, SymbolInfo,
};

use crate::relocations::written;

/// The size of a `core::panic::Location`: the address and the length of the file's name, the line, the column.
const SIZE: u32 = 16;

/// The module with one empty location instead of all locations. It must have been linked with `--emit-relocs`: the splitting
/// tool then drops the names of the source files, because they have no reference any more.
pub fn merge(module: &[u8]) -> Result<Vec<u8>> {
    let parts = Parts::read(module)?;
    let locations = parts.locations(module)?;
    let Some((&(first, _), _)) = locations.split_first() else { return Ok(module.to_vec()) };
    let known: HashSet<u32> = locations.iter().map(|(symbol, _)| *symbol).collect();
    let mut out = module.to_vec();
    for (_, range) in &locations {
        out[range.clone()].fill(0);
    }
    // From the last section to the first: their sizes change.
    for section in parts.relocations.iter().rev() {
        let mut entries = Vec::new();
        for entry in section.reader.entries() {
            let mut entry = entry?;
            let at = parts.data + entry.offset as usize;
            if section.is_data && locations.binary_search_by_key(&at, |(_, range)| range.start).is_ok() {
                continue;
            }
            if entry.addend == 0 && known.contains(&entry.index) && is_address(&entry) {
                entry.index = first;
            }
            entries.push(entry);
        }
        out.splice(section.range.clone(), written(section.name, section.reader.section_index(), &entries));
    }
    Ok(out)
}

/// Whether the index of a relocation is that of a symbol of data.
fn is_address(entry: &RelocationEntry) -> bool {
    use RelocationType::{MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb};
    matches!(entry.ty, MemoryAddrI32 | MemoryAddrLeb | MemoryAddrSleb)
}

/// The parts of a module that are read.
#[derive(Default)]
struct Parts<'a> {
    /// Where the content of the section of data begins.
    data: usize,
    /// Where the content of each segment is.
    segments: Vec<Range<usize>>,
    /// The data that each symbol stands for; nothing for all other symbols.
    symbols: Vec<Option<DefinedDataSymbol>>,
    relocations: Vec<Relocations<'a>>,
}

/// The relocations of the code, or of the data.
struct Relocations<'a> {
    name: &'a str,
    is_data: bool,
    range: Range<usize>,
    reader: RelocSectionReader<'a>,
}

impl<'a> Parts<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let (mut parts, mut end) = (Self::default(), 8);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::DataSection(segments) => {
                    parts.data = segments.range().start as usize;
                    for segment in segments.clone() {
                        let segment = segment?;
                        let end = segment.range.end as usize;
                        parts.segments.push(end - segment.data.len()..end);
                    }
                }
                Payload::CustomSection(custom) => {
                    let name = custom.name();
                    if let KnownCustom::Linking(linking) = custom.as_known() {
                        for part in linking.subsections() {
                            let Linking::SymbolTable(symbols) = part? else { continue };
                            for symbol in symbols {
                                parts.symbols.push(match symbol? {
                                    SymbolInfo::Data { symbol, .. } => symbol,
                                    _ => None,
                                });
                            }
                        }
                    } else if name == "reloc.CODE" || name == "reloc.DATA" {
                        let data = custom.data_range();
                        let reader = RelocSectionReader::new(BinaryReader::new(custom.data(), data.start))?;
                        let (is_data, range) = (name == "reloc.DATA", end..data.end as usize);
                        parts.relocations.push(Relocations { name, is_data, range, reader });
                    }
                }
                _ => {}
            }
            if let Some((_, range)) = payload.as_section() {
                end = range.end as usize;
            }
        }
        Ok(parts)
    }

    /// The locations: the symbol of each, and where its bytes are, in the order of the bytes.
    fn locations(&self, module: &[u8]) -> Result<Vec<(u32, Range<usize>)>> {
        let symbols = self.symbols.iter().enumerate();
        let mut found: Vec<(u32, Range<usize>)> = symbols
            .filter(|(_, symbol)| symbol.is_some_and(|symbol| symbol.size == SIZE))
            .filter_map(|(index, symbol)| Some((index as u32, self.range(*symbol)?)))
            .collect();
        found.sort_by_key(|(_, range)| range.start);
        found.dedup_by_key(|(_, range)| range.start);
        let mut locations = Vec::new();
        for section in self.relocations.iter().filter(|section| section.is_data) {
            for entry in section.reader.entries() {
                let entry = entry?;
                let at = self.data + entry.offset as usize;
                if let Ok(at_symbol) = found.binary_search_by_key(&at, |(_, range)| range.start)
                    && self.names_a_file(module, &entry, at)
                {
                    locations.push(found[at_symbol].clone());
                }
            }
        }
        locations.sort_by_key(|(_, range)| range.start);
        Ok(locations)
    }

    /// Whether the address at that position, with the length behind it, is that of the name of a Rust file.
    fn names_a_file(&self, module: &[u8], entry: &RelocationEntry, at: usize) -> bool {
        let symbol = self.symbols.get(entry.index as usize).copied().flatten();
        let name = symbol.and_then(|symbol| self.range(Some(symbol)));
        let length = module.get(at + 4..at + 8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        let (Some(name), Some(length)) = (name, length) else { return false };
        let start = name.start + entry.addend.max(0) as usize;
        module.get(start..start + length as usize).is_some_and(|text| text.ends_with(b".rs"))
    }

    /// Where the bytes of a symbol are.
    fn range(&self, symbol: Option<DefinedDataSymbol>) -> Option<Range<usize>> {
        let symbol = symbol?;
        let segment = self.segments.get(symbol.index as usize)?;
        let start = segment.start + symbol.offset as usize;
        let end = start + symbol.size as usize;
        (end <= segment.end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, CustomSection, DataSection, DataSymbolDefinition, LinkingSection, Module, SymbolTable,
    };

    use super::*;

    const DATA: &[u8] = b"src/a.rs....\x08\0\0\0LINECOL.....\x08\0\0\0LINECOL.....\x05\0\0\0OTHEROTHa.txt";

    /// Two locations in `src/a.rs`, and another record of the same size, which names `a.txt`. The code refers to all three.
    fn module() -> Vec<u8> {
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(0), DATA.iter().copied());
        let mut symbols = SymbolTable::new();
        for (name, offset, size) in
            [("file", 0, 8), ("one", 8, 16), ("two", 24, 16), ("other", 40, 16), ("text", 56, 5)]
        {
            symbols.data(
                SymbolTable::WASM_SYM_BINDING_LOCAL,
                name,
                Some(DataSymbolDefinition { index: 0, offset, size }),
            );
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        let entry = |ty, offset, index| RelocationEntry { ty, offset, index, addend: 0 };
        // The content of the segment begins after six bytes of the section.
        let of_data = [(14, 0), (30, 0), (46, 4)].map(|(at, file)| entry(RelocationType::MemoryAddrI32, at, file));
        let of_code = [1, 2, 3].map(|symbol| entry(RelocationType::MemoryAddrSleb, symbol, symbol));
        let mut module = Module::new();
        module.section(&data).section(&linking);
        // A section that is written after them, so that every section but the last one changes its position.
        let last = CustomSection { name: "last".into(), data: b"last"[..].into() };
        let mut out = module.finish();
        out.extend(written("reloc.CODE", 1, &of_code));
        out.extend(written("reloc.DATA", 0, &of_data));
        let mut end = Module::new();
        end.section(&last);
        out.extend(&end.finish()[8..]);
        out
    }

    #[test]
    fn all_locations_become_one_empty_location() {
        let merged = merge(&module()).unwrap();
        let (mut segment, mut relocations) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&merged) {
            match payload.unwrap() {
                Payload::DataSection(segments) => {
                    segment.extend(segments.into_iter().next().unwrap().unwrap().data);
                }
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Reloc(reader) = custom.as_known() {
                        relocations
                            .push(reader.entries().into_iter().map(|entry| entry.unwrap().index).collect::<Vec<_>>());
                    }
                }
                _ => {}
            }
        }
        assert_eq!(relocations, [vec![1, 1, 3], vec![4]]);
        assert_eq!(segment[8..40], [0; 32]);
        assert_eq!((&segment[..8], &segment[40..]), (&DATA[..8], &DATA[40..]));
        assert!(merged.ends_with(b"last"));
    }
}
