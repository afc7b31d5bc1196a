//! What a module says about its functions beside their code: how many it imports, and their names.

use wasmparser::{CustomSectionReader, ImportSectionReader, KnownCustom, Name, Naming, Result, TypeRef};

/// How many functions the section imports. They have the first indexes.
pub fn imported(imports: &ImportSectionReader<'_>) -> Result<u32> {
    let mut count = 0;
    for import in imports.clone().into_imports() {
        count += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
    }
    Ok(count)
}

/// The names of functions in the section of names. Nothing for another section.
pub fn names<'a>(custom: &CustomSectionReader<'a>) -> Result<Vec<Naming<'a>>> {
    let mut names = Vec::new();
    if let KnownCustom::Name(subsections) = custom.as_known() {
        for subsection in subsections {
            let Name::Function(map) = subsection? else { continue };
            for naming in map {
                names.push(naming?);
            }
        }
    }
    Ok(names)
}
