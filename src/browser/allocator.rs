//! Small blocks of the module's memory, reused by their size.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

/// The sizes of small blocks are multiples of this.
const STEP: usize = 8;
/// Larger blocks are not kept.
const LARGEST: usize = 512;
const SIZES: usize = LARGEST / STEP;

/// An allocator that keeps small blocks when they are freed, for the next allocation of about the same size. All others it takes
/// from `A` and returns to it. An allocator of few bytes searches a list at each allocation and at each free; with a page full of
/// elements, that took more time than all else. Here the list stays short, because the small blocks are not in it.
pub struct KeepsSmall<A> {
    rest: A,
    /// For each size the first free block. A free block begins with the address of the next one.
    free: [Cell<*mut u8>; SIZES],
}

// SAFETY: only `KeepsSmall::new` makes one, and its caller promises that only one thread uses it.
unsafe impl<A> Sync for KeepsSmall<A> {}

impl<A> KeepsSmall<A> {
    /// An allocator without blocks.
    ///
    /// # Safety
    /// Only one thread may use it.
    pub const unsafe fn new(rest: A) -> Self {
        Self { rest, free: [const { Cell::new(null_mut()) }; SIZES] }
    }

    /// The free blocks for that layout, and the layout with which they were allocated. `None` for large blocks.
    fn kept(&self, layout: Layout) -> Option<(&Cell<*mut u8>, Layout)> {
        if layout.align() > STEP {
            return None;
        }
        let at = layout.size().checked_sub(1)? / STEP;
        let whole = Layout::from_size_align((at + 1) * STEP, STEP).ok()?;
        Some((self.free.get(at)?, whole))
    }
}

// SAFETY: a block has the size and the alignment of its layout, or more. It is in use, or in exactly one list, or returned to
// `rest` with the layout with which it was allocated: the layout alone decides to which list a block belongs.
unsafe impl<A: GlobalAlloc> GlobalAlloc for KeepsSmall<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some((free, whole)) = self.kept(layout) else {
            // SAFETY: the caller's promises are those of `rest`.
            return unsafe { self.rest.alloc(layout) };
        };
        let block = free.get();
        if block.is_null() {
            // SAFETY: the size is not zero, because that of `layout` is not.
            return unsafe { self.rest.alloc(whole) };
        }
        // SAFETY: the block is free, so it begins with the address of the next one; its size and alignment suffice for one.
        free.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some((free, _)) = self.kept(layout) else {
            // SAFETY: large blocks come from `rest` with this layout.
            return unsafe { self.rest.dealloc(block, layout) };
        };
        // SAFETY: nobody uses the block any more, and an address fits into the smallest one.
        unsafe { block.cast::<*mut u8>().write(free.get()) };
        free.set(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::alloc::System;

    /// Counts the blocks that it gave and got back.
    #[derive(Default)]
    struct Counted {
        given: Cell<usize>,
        returned: Cell<usize>,
    }

    unsafe impl GlobalAlloc for Counted {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            self.given.set(self.given.get() + 1);
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            self.returned.set(self.returned.get() + 1);
            unsafe { System.dealloc(block, layout) };
        }
    }

    fn allocator() -> KeepsSmall<Counted> {
        unsafe { KeepsSmall::new(Counted::default()) }
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, STEP).unwrap()
    }

    #[test]
    fn a_small_block_is_used_again_for_its_size_alone() {
        let allocator = allocator();
        unsafe {
            let block = allocator.alloc(layout(17));
            allocator.dealloc(block, layout(17));
            let larger = allocator.alloc(layout(25));
            assert_ne!(larger, block);
            assert_eq!(allocator.alloc(layout(24)), block, "17 to 24 bytes are one size");
            assert_ne!(allocator.alloc(layout(24)), block, "a block in use is not given twice");
        }
        assert_eq!((allocator.rest.given.get(), allocator.rest.returned.get()), (3, 0));
    }

    #[test]
    fn large_and_widely_aligned_blocks_are_returned() {
        let allocator = allocator();
        for layout in [layout(LARGEST + 1), layout(100_000), Layout::from_size_align(16, 2 * STEP).unwrap()] {
            unsafe {
                let block = allocator.alloc(layout);
                assert_eq!(block.align_offset(layout.align()), 0);
                allocator.dealloc(block, layout);
            }
        }
        assert_eq!((allocator.rest.given.get(), allocator.rest.returned.get()), (3, 3));
    }

    #[test]
    fn blocks_of_all_sizes_keep_what_was_written_and_do_not_overlap() {
        let allocator = allocator();
        let mut live: Vec<(*mut u8, usize, u8)> = Vec::new();
        let mut random: u32 = 7;
        for round in 0..20_000_u32 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let pick = (random >> 8) as usize;
            unsafe {
                if pick % 5 < 3 || live.is_empty() {
                    let (size, mark) = (1 + pick % (LARGEST + 40), round as u8);
                    let block = allocator.alloc(layout(size));
                    block.write_bytes(mark, size);
                    live.push((block, size, mark));
                } else {
                    let (block, size, mark) = live.swap_remove(pick % live.len());
                    assert!(std::slice::from_raw_parts(block, size).iter().all(|byte| *byte == mark), "{size}");
                    allocator.dealloc(block, layout(size));
                }
            }
        }
        assert!(live.len() > 1_000 && allocator.rest.given.get() < 20_000, "{}", live.len());
    }

    #[test]
    fn growing_keeps_the_content() {
        let allocator = allocator();
        unsafe {
            let block = allocator.alloc(layout(500));
            block.write_bytes(9, 500);
            let grown = allocator.realloc(block, layout(500), 3_000);
            assert!(std::slice::from_raw_parts(grown, 500).iter().all(|byte| *byte == 9));
            let shrunk = allocator.realloc(grown, layout(3_000), 40);
            assert!(std::slice::from_raw_parts(shrunk, 40).iter().all(|byte| *byte == 9));
        }
    }
}
