//! Removes the places in source files that panics would name. Panics of the shipped module name nothing, but functions
//! that could panic are still given the place of their caller: they are all given the same empty one.

use std::collections::HashSet;
use std::ops::Range;

use wasmparser::{
    BinaryReader, DefinedDataSymbol, KnownCustom, Linking, Parser, Payload, RelocSectionReader, RelocationEntry,
    RelocationType, Result, SymbolInfo,
};

use crate::relocations::written;

/// The size of a `core::panic::Location`: the address and the length of the file's name, the line, the column.
const SIZE: u32 = 16;

/// The module with one empty place instead of all places. It was linked with `--emit-relocs`: the names of the files are
/// left out by the splitting.
pub fn merge(module: &[u8]) -> Result<Vec<u8>> {
    let parts = Parts::read(module)?;
    let places = parts.places(module)?;
    let Some((&(first, _), _)) = places.split_first() else { return Ok(module.to_vec()) };
    let known: HashSet<u32> = places.iter().map(|(symbol, _)| *symbol).collect();
    let mut out = module.to_vec();
    for (_, range) in &places {
        out[range.clone()].fill(0);
    }
    // From the last section to the first: their sizes change.
    for section in parts.relocations.iter().rev() {
        let mut entries = Vec::new();
        for entry in section.reader.entries() {
            let mut entry = entry?;
            let at = parts.data + entry.offset as usize;
            if section.is_data && places.binary_search_by_key(&at, |(_, range)| range.start).is_ok() {
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

/// What is read of a module.
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

    /// The places: the symbol of each, and where its bytes are, in the order of the bytes.
    fn places(&self, module: &[u8]) -> Result<Vec<(u32, Range<usize>)>> {
        let symbols = self.symbols.iter().enumerate();
        let mut found: Vec<(u32, Range<usize>)> = symbols
            .filter(|(_, symbol)| symbol.is_some_and(|symbol| symbol.size == SIZE))
            .filter_map(|(index, symbol)| Some((index as u32, self.range(*symbol)?)))
            .collect();
        found.sort_by_key(|(_, range)| range.start);
        found.dedup_by_key(|(_, range)| range.start);
        let mut places = Vec::new();
        for section in self.relocations.iter().filter(|section| section.is_data) {
            for entry in section.reader.entries() {
                let entry = entry?;
                let at = self.data + entry.offset as usize;
                if let Ok(place) = found.binary_search_by_key(&at, |(_, range)| range.start)
                    && self.names_a_file(module, &entry, at)
                {
                    places.push(found[place].clone());
                }
            }
        }
        places.sort_by_key(|(_, range)| range.start);
        Ok(places)
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
