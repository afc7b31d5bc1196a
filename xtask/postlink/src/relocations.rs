//! Writes a section with relocations for another section.

use wasm_encoder::{CustomSection, Encode, Section};
use wasmparser::{RelocAddendKind, RelocationEntry};

/// The custom section of that name with these relocations. `section` is the number of the section that they are for.
pub fn written(name: &str, section: u32, entries: &[RelocationEntry]) -> Vec<u8> {
    let mut data = Vec::new();
    section.encode(&mut data);
    (entries.len() as u32).encode(&mut data);
    for entry in entries {
        data.push(entry.ty as u8);
        entry.offset.encode(&mut data);
        entry.index.encode(&mut data);
        match entry.ty.addend_kind() {
            RelocAddendKind::None => {}
            RelocAddendKind::Addend32 | RelocAddendKind::Addend64 => entry.addend.encode(&mut data),
        }
    }
    let custom = CustomSection { name: name.into(), data: data.into() };
    let mut out = vec![custom.id()];
    custom.encode(&mut out);
    out
}
