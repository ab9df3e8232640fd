//! A step of the way that need not be taken again while the same goes into it.

use std::sync::Arc;

/// What came out of a step, beside what went in.
#[derive(Clone)]
pub struct Step<I, O> {
    input: I,
    /// What came out.
    pub output: Arc<O>,
}

impl<I: PartialEq, O> Step<I, O> {
    /// Takes the step, unless the same went in `last` time: then the same comes out.
    pub fn take(input: I, last: Option<&Step<I, O>>, work: impl FnOnce(&I) -> O) -> Step<I, O> {
        let output = match last {
            Some(last) if last.input == input => last.output.clone(),
            _ => Arc::new(work(&input)),
        };
        Step { input, output }
    }

    /// What went in.
    pub fn input(&self) -> &I {
        &self.input
    }
}
