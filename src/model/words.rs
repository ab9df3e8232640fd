//! The closed vocabularies of the front matter: each word as it is written. What readers see stands in the words of the theme.

/// A word out of a closed list.
pub trait Word: Copy + Sized + 'static {
    /// What it is called in messages, such as "stance".
    const NAME: &'static str;
    /// All of them, in their natural order.
    const ALL: &'static [Self];
    /// As written in front matter.
    fn id(self) -> &'static str;
    /// The word that `id` stands for.
    fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.id() == id)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $called:literal: $($(#[$variant_doc:meta])* $variant:ident = $id:literal;)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
        impl Word for $name {
            const NAME: &'static str = $called;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn id(self) -> &'static str { match self { $(Self::$variant => $id),+ } }
        }
    };
}

words! {
    /// Where an actor stands on an issue.
    Stance, "stance":
    /// For it.
    Supports = "supports";
    /// For it, if something else happens.
    Conditional = "conditional";
    /// Its words or deeds point both ways.
    Ambiguous = "ambiguous";
    /// Against it.
    Opposes = "opposes";
    /// We looked, and it has not spoken. That is a finding, unlike an empty cell.
    Silent = "silent";
}

words! {
    /// A key of a source note whose value can be kept from readers.
    PrivateKey, "key of a source that can be private":
    /// Its title, and the translation of it.
    Title = "title";
    /// Its address, with what leads there too: DOI, ISBN, copies in archives.
    Url = "url";
    /// Who wrote it.
    Authors = "authors";
    /// Who edited it.
    Editors = "editors";
    /// Who brought it out.
    Publisher = "publisher";
    /// What it is a part of, with volume, issue, pages and edition.
    Container = "container";
    /// Where it came out.
    Place = "place";
    /// When it came out.
    Published = "published";
    /// When we read it.
    Accessed = "accessed";
    /// What sort of thing it is.
    Kind = "kind";
    /// Its language.
    Language = "language";
    /// Whose voice it is.
    VoiceOf = "voice_of";
    /// What it draws on.
    DerivedFrom = "derived_from";
    /// What says otherwise.
    Contradicts = "contradicts";
    /// The passages that are kept of it.
    Quotes = "quotes";
    /// The text of the note.
    Text = "text";
}

impl PrivateKey {
    /// The keys of the front matter whose values it keeps from readers: itself first, and what would give it away. Of the
    /// text below them there is none.
    pub fn covers(self) -> &'static [&'static str] {
        match self {
            PrivateKey::Title => &["title", "title_translated"],
            PrivateKey::Url => &["url", "doi", "isbn", "archived"],
            PrivateKey::Authors => &["authors"],
            PrivateKey::Editors => &["editors"],
            PrivateKey::Publisher => &["publisher"],
            PrivateKey::Container => &["container", "volume", "issue", "pages", "edition"],
            PrivateKey::Place => &["place"],
            PrivateKey::Published => &["published"],
            PrivateKey::Accessed => &["accessed"],
            PrivateKey::Kind => &["kind", "type", "medium"],
            PrivateKey::Language => &["language"],
            PrivateKey::VoiceOf => &["voice_of"],
            PrivateKey::DerivedFrom => &["derived_from"],
            PrivateKey::Contradicts => &["contradicts"],
            PrivateKey::Quotes => &["quotes"],
            PrivateKey::Text => &[],
        }
    }
}

words! {
    /// How we know a position.
    Basis, "basis":
    /// The actor said so itself.
    Stated = "stated";
    /// The actor acted so.
    Enacted = "enacted";
    /// Someone else reports it.
    Reported = "reported";
    /// We conclude it.
    Inferred = "inferred";
}

words! {
    /// How firmly a position is held.
    Firmness, "firmness":
    /// Not to be crossed.
    RedLine = "red-line";
    /// Held, with no sign of giving way.
    Firm = "firm";
    /// Open to a bargain.
    Negotiable = "negotiable";
    /// Hinted at only.
    Signalled = "signalled";
}

words! {
    /// Estimative words. Which band each means, a [yardstick](Yardstick) says.
    Likelihood, "likelihood":
    /// Almost no chance; a remote chance.
    Remote = "remote";
    /// Very or highly unlikely.
    VeryUnlikely = "very-unlikely";
    /// Unlikely.
    Unlikely = "unlikely";
    /// Roughly even odds; a realistic possibility.
    RoughlyEven = "roughly-even";
    /// Likely, probable.
    Likely = "likely";
    /// Very or highly likely.
    VeryLikely = "very-likely";
    /// Almost certain.
    AlmostCertain = "almost-certain";
}

words! {
    /// Whose bands the words of likelihood have.
    Yardstick, "yardstick":
    /// Intelligence Community Directive 203 (2015) of the United States.
    Icd203 = "icd203";
    /// The Professional Head of Intelligence Assessment (2018) of the United Kingdom.
    Phia = "phia";
}

words! {
    /// Where the notes of a page are shown. The list at its end is there in any case.
    NotesAt, "place of notes":
    /// Beside the text too, where there is room; else as cards at their markers.
    Side = "side";
    /// At the end alone.
    End = "end";
}

words! {
    /// What became of what was judged likely.
    Verdict, "result":
    /// It came true.
    True = "true";
    /// It came true in part.
    Partly = "partly";
    /// It did not come true.
    False = "false";
}

impl Likelihood {
    /// The band in per cent, ends included.
    pub fn band(self, yardstick: Yardstick) -> (u8, u8) {
        match yardstick {
            Yardstick::Icd203 => self.icd203(),
            Yardstick::Phia => self.phia(),
        }
    }

    fn phia(self) -> (u8, u8) {
        match self {
            Likelihood::Remote => (0, 5),
            Likelihood::VeryUnlikely => (10, 20),
            Likelihood::Unlikely => (25, 35),
            Likelihood::RoughlyEven => (40, 50),
            Likelihood::Likely => (55, 75),
            Likelihood::VeryLikely => (80, 90),
            Likelihood::AlmostCertain => (95, 100),
        }
    }

    /// The word that is written as one of the names that the two yardsticks have for it: `highly likely`.
    pub fn named(name: &str) -> Option<Likelihood> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        let word = match name.strip_suffix("-chance").unwrap_or(&name) {
            "almost-no" => Likelihood::Remote,
            "highly-unlikely" | "highly-improbable" | "very-improbable" => Likelihood::VeryUnlikely,
            "improbable" => Likelihood::Unlikely,
            "even" | "roughly-even-odds" | "realistic-possibility" | "a-realistic-possibility" => {
                Likelihood::RoughlyEven
            }
            "probable" | "probably" => Likelihood::Likely,
            "highly-likely" | "highly-probable" | "very-probable" => Likelihood::VeryLikely,
            "nearly-certain" | "almost-certainly" => Likelihood::AlmostCertain,
            name => return Likelihood::find(name),
        };
        Some(word)
    }

    fn icd203(self) -> (u8, u8) {
        match self {
            Likelihood::Remote => (1, 5),
            Likelihood::VeryUnlikely => (5, 20),
            Likelihood::Unlikely => (20, 45),
            Likelihood::RoughlyEven => (45, 55),
            Likelihood::Likely => (55, 80),
            Likelihood::VeryLikely => (80, 95),
            Likelihood::AlmostCertain => (95, 99),
        }
    }
}

words! {
    /// How good the grounds of a judgement are.
    Confidence, "confidence":
    /// Thin or doubtful grounds.
    Low = "low";
    /// Sound grounds that allow other readings.
    Moderate = "moderate";
    /// Good grounds from several sides.
    High = "high";
}

words! {
    /// What the cells of a matrix show of a position.
    Show, "view of a cell":
    /// The stance.
    Stance = "stance";
    /// The option on the scale of the issue, where one is named.
    Option = "option";
    /// The summary.
    Summary = "summary";
}

words! {
    /// What sort of thing a source is.
    SourceKind, "kind":
    /// A government, ministry or organisation speaking for itself.
    OfficialStatement = "official-statement";
    /// A text such as a treaty, a draft or a resolution.
    Document = "document";
    /// Spoken words written down.
    Transcript = "transcript";
    /// A news report.
    News = "news";
    /// Someone's analysis or comment.
    Analysis = "analysis";
    /// A post on a social network.
    Social = "social";
    /// Figures or records.
    Dataset = "dataset";
    /// An interview.
    Interview = "interview";
}

words! {
    /// What sort of publication a source is: the types of the Citation Style Language, version 1.0.2.
    Publication, "type":
    /// A preprint, or an article of some other sort.
    Article = "article";
    /// An article in a journal.
    ArticleJournal = "article-journal";
    /// One in a magazine.
    ArticleMagazine = "article-magazine";
    /// One in a newspaper.
    ArticleNewspaper = "article-newspaper";
    /// A law that is proposed.
    Bill = "bill";
    /// A book.
    Book = "book";
    /// Something sent.
    Broadcast = "broadcast";
    /// A part of a book.
    Chapter = "chapter";
    /// A text known by a name of its own.
    Classic = "classic";
    /// A collection in an archive.
    Collection = "collection";
    /// Figures or records.
    Dataset = "dataset";
    /// Whatever has no better word.
    Document = "document";
    /// A part of a database or a dictionary.
    Entry = "entry";
    /// One in a dictionary.
    EntryDictionary = "entry-dictionary";
    /// One in an encyclopedia.
    EntryEncyclopedia = "entry-encyclopedia";
    /// A talk or a show.
    Event = "event";
    /// A figure in a work.
    Figure = "figure";
    /// A picture.
    Graphic = "graphic";
    /// A hearing.
    Hearing = "hearing";
    /// An interview.
    Interview = "interview";
    /// A case before a court.
    LegalCase = "legal_case";
    /// A law.
    Legislation = "legislation";
    /// What nobody has brought out.
    Manuscript = "manuscript";
    /// A map.
    Map = "map";
    /// A film.
    MotionPicture = "motion_picture";
    /// Notes of music.
    MusicalScore = "musical_score";
    /// A few sheets.
    Pamphlet = "pamphlet";
    /// A paper of a conference.
    PaperConference = "paper-conference";
    /// A patent.
    Patent = "patent";
    /// A play or a concert.
    Performance = "performance";
    /// A journal as a whole.
    Periodical = "periodical";
    /// A letter or a mail.
    PersonalCommunication = "personal_communication";
    /// A post on a social network.
    Post = "post";
    /// One on a blog.
    PostWeblog = "post-weblog";
    /// A rule of an authority.
    Regulation = "regulation";
    /// A report.
    Report = "report";
    /// A review.
    Review = "review";
    /// A review of a book.
    ReviewBook = "review-book";
    /// A program.
    Software = "software";
    /// A recording.
    Song = "song";
    /// Spoken words.
    Speech = "speech";
    /// A standard.
    Standard = "standard";
    /// A thesis.
    Thesis = "thesis";
    /// A treaty.
    Treaty = "treaty";
    /// A page on the web.
    Webpage = "webpage";
}

impl Publication {
    /// The kind of source that such a publication always is.
    pub fn kind(self) -> Option<SourceKind> {
        match self {
            Publication::ArticleNewspaper => Some(SourceKind::News),
            Publication::Post => Some(SourceKind::Social),
            Publication::Dataset => Some(SourceKind::Dataset),
            Publication::Interview => Some(SourceKind::Interview),
            _ => None,
        }
    }
}

words! {
    /// What became of the address of a source.
    Status, "status":
    /// It answers.
    Live = "live";
    /// It is gone.
    Dead = "dead";
    /// It answers with another text.
    Changed = "changed";
    /// It wants payment.
    Paywalled = "paywalled";
}

words! {
    /// Reliability of a source: the letter of the Admiralty code (NATO AJP-2.1).
    Reliability, "reliability":
    /// Completely reliable.
    A = "A";
    /// Usually reliable.
    B = "B";
    /// Fairly reliable.
    C = "C";
    /// Not usually reliable.
    D = "D";
    /// Unreliable.
    E = "E";
    /// Cannot be judged.
    F = "F";
}

words! {
    /// Credibility of what a source says: the figure of the Admiralty code (NATO AJP-2.1).
    Credibility, "credibility":
    /// Confirmed by other sources.
    Confirmed = "1";
    /// Probably true.
    ProbablyTrue = "2";
    /// Possibly true.
    PossiblyTrue = "3";
    /// Doubtful.
    Doubtful = "4";
    /// Improbable.
    Improbable = "5";
    /// Cannot be judged.
    CannotBeJudged = "6";
}
