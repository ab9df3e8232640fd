//! The closed vocabularies of the front matter: each word as it is written, and as a reader sees it.

/// A word out of a closed list.
pub trait Word: Copy + Sized + 'static {
    /// What it is called in messages, such as "stance".
    const NAME: &'static str;
    /// All of them, in their natural order.
    const ALL: &'static [Self];
    /// As written in front matter.
    fn id(self) -> &'static str;
    /// As a reader sees it.
    fn label(self) -> &'static str;
    /// The word that `id` stands for.
    fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.id() == id)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $called:literal: $($(#[$variant_doc:meta])* $variant:ident = $id:literal, $label:literal;)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
        impl Word for $name {
            const NAME: &'static str = $called;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn id(self) -> &'static str { match self { $(Self::$variant => $id),+ } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label),+ } }
        }
    };
}

words! {
    /// Where an actor stands on an issue.
    Stance, "stance":
    /// For it.
    Supports = "supports", "Supports";
    /// For it, if something else happens.
    Conditional = "conditional", "Conditional";
    /// Its words or deeds point both ways.
    Ambiguous = "ambiguous", "Ambiguous";
    /// Against it.
    Opposes = "opposes", "Opposes";
    /// We looked, and it has not spoken. That is a finding, unlike an empty cell.
    Silent = "silent", "Silent";
}

words! {
    /// How we know a position.
    Basis, "basis":
    /// The actor said so itself.
    Stated = "stated", "Stated by the actor";
    /// The actor acted so.
    Enacted = "enacted", "Shown by its acts";
    /// Someone else reports it.
    Reported = "reported", "Reported by others";
    /// We conclude it.
    Inferred = "inferred", "Inferred by us";
}

words! {
    /// How firmly a position is held.
    Firmness, "firmness":
    /// Not to be crossed.
    RedLine = "red-line", "Red line";
    /// Held, with no sign of giving way.
    Firm = "firm", "Firm";
    /// Open to a bargain.
    Negotiable = "negotiable", "Negotiable";
    /// Hinted at only.
    Signalled = "signalled", "Signalled";
}

words! {
    /// Estimative words with the bands of Intelligence Community Directive 203 (2015).
    Likelihood, "likelihood":
    /// 1–5 %.
    Remote = "remote", "Almost no chance";
    /// 5–20 %.
    VeryUnlikely = "very-unlikely", "Very unlikely";
    /// 20–45 %.
    Unlikely = "unlikely", "Unlikely";
    /// 45–55 %.
    RoughlyEven = "roughly-even", "Roughly even chance";
    /// 55–80 %.
    Likely = "likely", "Likely";
    /// 80–95 %.
    VeryLikely = "very-likely", "Very likely";
    /// 95–99 %.
    AlmostCertain = "almost-certain", "Almost certain";
}

impl Likelihood {
    /// The band in per cent, ends included.
    pub fn band(self) -> (u8, u8) {
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
    Low = "low", "Low confidence";
    /// Sound grounds that allow other readings.
    Moderate = "moderate", "Moderate confidence";
    /// Good grounds from several sides.
    High = "high", "High confidence";
}

words! {
    /// What sort of thing a source is.
    SourceKind, "kind":
    /// A government, ministry or organisation speaking for itself.
    OfficialStatement = "official-statement", "Official statement";
    /// A text such as a treaty, a draft or a resolution.
    Document = "document", "Document";
    /// Spoken words written down.
    Transcript = "transcript", "Transcript";
    /// A news report.
    News = "news", "News report";
    /// Someone's analysis or comment.
    Analysis = "analysis", "Analysis";
    /// A post on a social network.
    Social = "social", "Social media post";
    /// Figures or records.
    Dataset = "dataset", "Data set";
    /// An interview.
    Interview = "interview", "Interview";
}

words! {
    /// What became of the address of a source.
    Status, "status":
    /// It answers.
    Live = "live", "Live";
    /// It is gone.
    Dead = "dead", "No longer online";
    /// It answers with another text.
    Changed = "changed", "Changed since";
    /// It wants payment.
    Paywalled = "paywalled", "Behind a paywall";
}

words! {
    /// Reliability of a source: the letter of the Admiralty code (NATO AJP-2.1).
    Reliability, "reliability":
    /// Completely reliable.
    A = "A", "Completely reliable";
    /// Usually reliable.
    B = "B", "Usually reliable";
    /// Fairly reliable.
    C = "C", "Fairly reliable";
    /// Not usually reliable.
    D = "D", "Not usually reliable";
    /// Unreliable.
    E = "E", "Unreliable";
    /// Cannot be judged.
    F = "F", "Reliability cannot be judged";
}

words! {
    /// Credibility of what a source says: the figure of the Admiralty code (NATO AJP-2.1).
    Credibility, "credibility":
    /// Confirmed by other sources.
    Confirmed = "1", "Confirmed by other sources";
    /// Probably true.
    ProbablyTrue = "2", "Probably true";
    /// Possibly true.
    PossiblyTrue = "3", "Possibly true";
    /// Doubtful.
    Doubtful = "4", "Doubtful";
    /// Improbable.
    Improbable = "5", "Improbable";
    /// Cannot be judged.
    CannotBeJudged = "6", "Truth cannot be judged";
}
