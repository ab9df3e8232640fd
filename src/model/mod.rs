//! The things a briefing site is made of. Plain data: nothing here reads, renders or checks.

pub mod address_date;
pub mod address_words;
pub mod build;
pub mod date;
pub mod declared;
pub mod document;
pub mod extra;
pub mod language;
pub mod page;
pub mod rank;
pub mod settings;
pub mod site;
pub mod table;
pub mod text;
pub mod uses;
pub mod words;

pub use build::{Audience, Build, Prints};
pub use date::{Date, Day};
pub use document::{Document, Kind, Meta};
pub use page::{Data, Page, PageKind, SearchPack, SiteFile};
pub use rank::Rank;
pub use settings::Settings;
pub use site::Site;
pub use table::{ActorId, BriefingId, CellId, EventId, FreePageId, IssueId, PageId, PositionId, SourceId, TextId};
