//! Runs many trials in parallel, and prints which trial panicked.

use std::cell::RefCell;
use std::panic;
use std::thread;

thread_local! {
    /// The current trial of this thread.
    static TRYING: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Sets the current trial.
pub fn tries(what: impl FnOnce(&mut String)) {
    TRYING.with_borrow_mut(|text| {
        text.clear();
        what(text);
    });
}

/// Prints the current trial before a panic ends the program.
pub fn tell_where_it_panicked() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        TRYING.with_borrow(|text| eprintln!("panicked while trying {text}"));
        usual(panic);
    }));
}

/// Shares the numbers below `count` among one worker for each processor. Returns the result of each worker.
pub fn share<T: Default + Send>(count: u64, work: impl Fn(u64, &mut T) + Sync) -> Vec<T> {
    let workers = thread::available_parallelism().map_or(1, usize::from) as u64;
    let one = |first: u64| {
        let mut made = T::default();
        (first..count).step_by(workers as usize).for_each(|number| work(number, &mut made));
        made
    };
    let one = &one;
    thread::scope(|scope| {
        let parallel: Vec<_> = (0..workers).map(|first| scope.spawn(move || one(first))).collect();
        parallel.into_iter().filter_map(|worker| worker.join().ok()).collect()
    })
}
