//! The express-checkout element for headless Spryker storefronts.
//!
//! The map of the rooms, and what each may know, is in `ARCHITECTURE.md`.

pub mod address;
#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "browser")]
pub mod component;
#[cfg(feature = "browser")]
pub mod effects;
pub mod element;
pub mod flow;
pub mod glue;
mod hash;
pub mod json;
pub mod locale;
pub mod money;
pub mod page;
pub mod provider;
pub mod settings;
pub mod storage;
pub mod ui;

/// A small allocator: the page allocates little, and every byte of this module is a shopper's time.
#[cfg(all(feature = "module", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    // SAFETY: a page's module runs on one thread; wasm threads need shared memory, which is not asked for.
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };
