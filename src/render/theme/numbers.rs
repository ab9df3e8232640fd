//! The numbers that loops of templates go through, as Tera's own `range` gives them, but for how many of them a page may
//! take: a loop within another has the square of one, and nobody can stop it from outside.

use std::cell::Cell;

use tera::{Error, Kwargs, State, TeraResult};

/// So many at once, as Tera has it.
const MOST: i128 = 100_000;
/// So many on one page.
const MOST_OF_PAGE: i128 = 1_000_000;

thread_local! {
    static LEFT: Cell<i128> = const { Cell::new(MOST_OF_PAGE) };
}

/// What follows is of another page.
pub fn begin_page() {
    LEFT.set(MOST_OF_PAGE);
}

/// The numbers from `start`, or 0, up to `end` and without it, in steps of `step_by`, or 1.
pub fn range(arguments: Kwargs, _: &State) -> TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 || (start > end && step > 0) {
        let message = "Function `range` needs a `start` that is not behind its `end`, and a `step_by` that is not 0";
        return Err(Error::message(message));
    }
    let span = if step > 0 { end.checked_sub(start) } else { start.checked_sub(end) };
    let length = span.and_then(|span| span.max(0).checked_add(step.checked_abs()? - 1)).map(|all| all / step.abs());
    let Some(length) = length.filter(|length| *length <= MOST) else {
        let message = format!("Function `range` would give more numbers than {MOST}, which exceeds the limit");
        return Err(Error::message(message));
    };
    let left = LEFT.get() - length;
    LEFT.set(left);
    if left < 0 {
        let message = format!("the loops of this page go through more than {MOST_OF_PAGE} numbers of `range`");
        return Err(Error::message(message));
    }
    Ok((0..length).map(|at| start + at * step).collect())
}
