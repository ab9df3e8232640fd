//! What follows from a site: what counts on a day, where positions stand on a scale, what changed, what claims
//! rest on. Pure: phases, the
//! command line and the preview ask here, and compute nothing of the kind themselves.

pub mod agreement;
pub mod alternate;
pub mod changes;
pub mod compare;
pub mod day;
pub mod evidence;
pub mod impact;
pub mod judgements;
pub mod origins;
pub mod scale;

pub use changes::{Change, Fact};
pub use day::Seen;
pub use evidence::{Claim, Grounds};
pub use origins::Origins;
