//! Mistakes of the program itself, or of a library below it: a panic.
//!
//! No input should make one, yet parsers of others stand below us. Where one thing can be left out, a panic is caught,
//! and the rest goes on; nowhere does a panic speak to the terminal in its own words.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    /// This thread does work whose panic is caught and told in another way.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does the work; nothing when it panics. What it was at is thrown away, so `work` must change nothing that is kept.
pub fn without_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = CAUGHT.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work)).ok();
    CAUGHT.set(outer);
    done
}

/// From here on panics are silent where they are caught, and elsewhere `tell` says where and why.
pub fn tell_with(tell: fn(&str)) {
    panic::set_hook(Box::new(move |info| {
        if !CAUGHT.get() {
            tell(&told(info));
        }
    }));
}

/// Where a panic happened, without the folders of the machine that the program was made on, and why.
fn told(info: &PanicHookInfo) -> String {
    let place = info.location().map_or_else(String::new, |place| {
        let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
        format!(" ({file}:{})", place.line())
    });
    let why = info.payload_as_str().unwrap_or("no reason is given");
    format!("a mistake of the program itself{place}, please report it: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_gives_nothing_and_the_next_is_done() {
        assert_eq!(without_panic(|| 1 / "".len()), None);
        assert_eq!(without_panic(|| without_panic(|| [0]["ab".len()])), Some(None));
        assert_eq!(without_panic(|| 3), Some(3));
        assert!(!CAUGHT.get());
    }
}
