//! Every kind of finding: its stable name, its level, what it means and how to mend it.
//!
//! The names are part of the interface: scripts and settings use them. `standpoint explain NAME` prints the
//! text that stands here.

/// How bad a finding is. An [`Error`](Severity::Error) makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is wrong.
    Error,
    /// The site is right, and a reader or a reviewer would still ask.
    Warning,
    /// Nothing is wrong, and what is claimed could be better founded. Shown where it is asked for.
    Advice,
}

impl Severity {
    /// The word used in messages, settings and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $level:ident $meaning:literal $mend:literal)+) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant),+ }

        impl Code {
            /// All of them, in the order of this file.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// The level it has when the settings do not say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$level),+ }
            }

            /// What it means.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning),+ }
            }

            /// How to mend it.
            pub fn mend(self) -> &'static str {
                match self { $(Code::$variant => $mend),+ }
            }
        }
    };
}

impl Code {
    /// Whether all that say the same are one finding, wherever in the site they stand.
    pub fn is_told_once(self) -> bool {
        matches!(self, Code::UnknownKey | Code::UnwrittenNote)
    }

    /// Whether neither settings nor authors can answer it, and nothing is written where it is found.
    pub fn is_final(self) -> bool {
        matches!(self, Code::Leak | Code::NoPrivateContent)
    }

    /// Whether one run may have it and the next one not, of the same files: by what is asked for, or by what is printed.
    pub fn comes_and_goes(self) -> bool {
        matches!(self, Code::LinkToDraft | Code::StalePdf | Code::TooWide | Code::LongHandout)
    }

    /// The code with this name.
    pub fn find(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

codes! {
// Files.
NotUtf8 "not-utf-8" Error
    "The file is not UTF-8 text: it is in another encoding, or it is not text at all."
    "Save it again as UTF-8 (in most editors: Save with encoding). The message names the first byte that is wrong."
EmptyFile "empty-file" Error
    "A content file with nothing in it. It may be the rest of a save that failed."
    "Write its front matter, or delete it."
TooLarge "too-large" Error
    "A text over 4 MiB, front matter over 64 KiB, a file over 100 MiB, or copied files over 1 GiB together, which GitHub Pages does not take."
    "Split the text; keep large material somewhere else and link it."
LargeFile "large-file" Warning
    "A file over 50 MiB. Git warns of such files, GitHub Pages shows sites of 1 GiB at most, and readers wait."
    "Make it smaller, or keep it somewhere else and link it."
UnreadText "unread-text" Error
    "A text on which this program fails, by a mistake of its own or of the Markdown reader that it uses. The page shows the gap."
    "Write that place in another way, and please report the text."
BadName "bad-name" Error
    "A file name that cannot become an address: control characters, quotes, a name that Windows or the site itself reserves, or one too long."
    "Rename the file. Letters and digits of any script, `-`, `_` and `.` are safe."
FileEnding "file-ending" Warning
    "A file that is not read because of how its name ends: `standpoint.yml`, a text that ends in `.markdown`, `.mkd` or `.MD`, or one for another tool, such as `.qmd`, `.bib`, `.ipynb`, `.org`, `.tex`, `.enex` or `.webarchive`, or what a program for bibliographies hands out (`references.json`, `My Library.rdf`). It is not published either."
    "Rename the file: settings are `standpoint.yaml`, texts end in `.md`. Keep texts for other tools out of content/."
NameForm "name-form" Warning
    "The file name uses decomposed letters (Unicode NFD), as macOS writes them. The address uses the composed form."
    "Rename the file with composed letters (NFC), so that links typed elsewhere find it."
Misplaced "misplaced-file" Error
    "A Markdown file in a place that stands for no kind of content, so nobody would see it."
    "Move it under briefings/, actors/, issues/, positions/<actor>/, events/, sources/ or pages/ of content/."
NoContent "no-content" Error
    "The folder content/ is missing, or there is no text in it. An empty site would take the place of the one that was published, so nothing is written."
    "Put the texts into content/, or give the folder that holds them this name."
Leak "leak" Error
    "What is not for readers would stand in what they get: words of a text with `audience: internal`, or a value that `private:` names. Pages, feeds, data, PDFs and copied files are searched, whatever way it is written there. Nothing is written, printed or published; no setting changes that."
    "The finding says what it is and where it would stand. Take it out of the public text or the template that says it; or make it public, if it is no secret."
SourceNamed "source-named" Error
    "A sentence, a judgement, a position or an event names an author of the confidential source that it cites, in full or by the last name. So readers learn who it is."
    "Say it without the name. If the name may be known, it is no secret: take `authors` out of what is private."
Unsearched "unsearched-file" Error
    "A site that keeps something from readers has a file into which nobody can look for it: an archive or a document that is locked with a password, broken, too large, or packed in a way that this program does not know. ZIP and what is made of it (Word, Excel, OpenDocument, EPUB), gzip, tar and PDF are unpacked."
    "Put what is in it into content/ as it is, without a password. Or look through it yourself, and write `unsearched-file: warning` under `rules:` in the settings."
NoPrivateContent "no-private-content" Error
    "The settings name a folder of private texts, and it is not there. A site built without it would not know what must be kept from readers, so nothing is written."
    "Put the folder where `private_content` in the settings says, or take the line out."
UnsafeLink "unsafe-symlink" Error
    "A symbolic link that leads out of the site's folder, round in a circle, or to a site that was built. Following it could publish what nobody meant to publish."
    "Copy the file into the site, or remove the link."
SpecialFile "special-file" Error
    "A pipe, socket or device where files are expected."
    "Remove it."
StrayFile "stray-file" Warning
    "A file that editors, systems or secrets leave behind, such as .env, .DS_Store or notes.md~, a private key (also one in a file of another name), a wallet or a mailbox, a change (.patch), a way to a place on one machine (.url, .lnk), debug.log, settings of other programs (_quarto.yml), or a copy from synchronising or merging, such as ferry.sync-conflict-….md or ferry_BASE_1234.md; also a folder that stands there once more (notes 2 beside notes). It is neither read nor published."
    "Delete it, or move it out of content/ and the theme's static/."
InterruptedChange "interrupted-change" Error
    "A renaming or an import was killed while it changed the texts, so that some of them say the new and some the old."
    "Run `standpoint rename` or `standpoint import` once more: before anything else it takes back what was done."
UnlinkedFile "unlinked-file" Warning
    "A document, a message, a contact, a database or what a picture is made from beside the texts, such as draft.docx or mail.eml, that no text links. It is published, perhaps by mistake."
    "Link it where readers are to find it, or move it out of content/."
UnsafeSvg "unsafe-svg" Error
    "An SVG image that holds a script, an event handler, an address on another host, or anything else that does not draw; or one of more than 16 MiB, which is not looked through."
    "Remove what the message names, for example by exporting the drawing as plain SVG."
ActiveFile "active-file" Warning
    "A file that is copied as it is and that browsers run when it is opened: HTML, XML with a style or an entity, a packed SVG. Nothing in it is looked at, and it runs under the site's own address."
    "Write a page in Markdown, save drawings as plain SVG, or leave the file if it is yours and meant so."
ImageLocation "image-location" Error
    "A photograph or a film that says in its metadata where it was taken. Published, it can give away a person or a place."
    "Remove the metadata of a photograph, for example with `exiftool -gps:all= -xmp:geotag= FILE`, and copy a film without them: `ffmpeg -i FILE -map_metadata -1 -c copy NEW`."
TornImage "torn-image" Warning
    "An image that is empty, that breaks off, or that is a page in truth, such as an error message that was saved in its place. Browsers show a gap, or a part of it."
    "Fetch or save the image again."
PathClash "path-clash" Error
    "Two files or pages want the same address, or addresses or folders that differ only in case, which Windows and macOS cannot tell apart."
    "Rename one of them."

// Front matter and settings.
FrontMatter "front-matter" Error
    "Front matter is missing, does not begin in the first line, is not closed by a line `---`, or stands there twice."
    "Begin the file with a line `---`, then `key: value` lines, then another line `---`."
BadYaml "bad-yaml" Error
    "The front matter or the settings are not YAML."
    "Look at the place underlined. Often a value with `: ` or `#` in it needs quotes."
CutValue "cut-value" Warning
    "A value of front matter or settings with ` #` in it ends there: what follows is a comment to YAML. A comment that is meant has a space behind its sign."
    "Put the whole value between quotes, or a space behind the `#`."
UnknownKey "unknown-key" Warning
    "A key that this kind of file does not have. Its value is not used. It is told once for each kind and key, however many files have it."
    "Correct the spelling, or remove it. docs/writing.md lists the keys of each kind."
HeldBack "held-back" Error
    "A key that keeps a text from readers in other programs, such as `published: false`, `private: true` or `status: draft`. Here `draft: true` does that. The text is held back all the same, as a draft. Or a comment whose signs are escaped or set as dashes, which is held back by itself. Or the same said in the text: by its title (`DRAFT – Water talks`), by a line above the others (`CONFIDENTIAL`, `Embargoed until 3 May 2030`), by a field below the title (`Status: Draft`, `draft:: true`), by a line of tags (`#draft`). Or words that a tag, a class or a list of attributes hides, or an editor has struck out. Or a private key in it."
    "Write `draft: true` in its place, or remove it to publish the text. A line that is meant for readers is read as one where it is part of a sentence, or stands behind the first paragraph and is no heading in capitals."
DuplicateKey "duplicate-key" Error
    "The same key twice in one mapping."
    "Keep one of them."
MissingKey "missing-key" Error
    "A required key is not there."
    "Add it."
WrongType "wrong-type" Error
    "A value of another form than the key takes, such as a list where one word is expected."
    "Write it in the form that the message names."
UnknownWord "unknown-word" Error
    "A word that is not in the closed list of this key."
    "Use one of the words that the message lists."
BadDate "bad-date" Error
    "A text that is no date, or a day that the calendar does not have."
    "Write 2025-08-20, 2025-08, 2025, or a season such as 2025-21 (spring), with `~` behind it for about and `?` for uncertain."
FutureVersion "future-version" Error
    "The settings ask for a version of the format that this program does not know."
    "Use a newer Standpoint."
BadSetting "bad-setting" Error
    "A setting that cannot be used as it is."
    "Write it as the message says."
MissingBaseUrl "missing-base-url" Error
    "The settings do not say where the site will stand. The page for missing addresses and the canonical links need it."
    "Add `base_url: https://…/` to standpoint.yaml, or give --base-url. A site that only ever lies on a disk may say `rules: {missing-base-url: off}`."
DomainMismatch "domain-mismatch" Warning
    "`custom_domain` and `base_url` name different hosts, so canonical links, feed and sitemap lead to another address than the one that readers see."
    "Give both the same host."
UnusedAllow "unused-allow" Warning
    "`allow:` in front matter gives a reason for a finding that this file does not have, or has no more. Should it come one day, it would be silenced."
    "Remove it, or move it to the file in which the finding stands."
UnknownTheme "unknown-theme" Error
    "The settings name a theme that is not in themes/."
    "Correct the name, or use `default`."

ConflictMarker "conflict-marker" Error
    "Two versions that Git could not merge stand one below the other, between the lines `<<<<<<<`, `=======` and `>>>>>>>`. Of a text, none of them is shown; for a template or words of a theme, the built-in ones are used; other files are copied as they are."
    "Keep what is meant, and remove the three lines. In an example of such marks, in a fenced block too, set a space before each."

// Names that lead nowhere.
UnknownSource "unknown-source" Error
    "A citation names a source for which there is no source note. The page shows the gap."
    "Correct the key, or write content/sources/<key>.md. To write the brackets as they are, put a backslash before them."
AmbiguousKey "ambiguous-key" Error
    "A name under `keys:` of a source note leads to another source already: it is the key of that one, or stands under its `keys:` too."
    "Take it out of one of the two notes, or make one note of both."
UnknownPassage "unknown-passage" Error
    "A citation names a passage behind its key, `[@key#passage]`, which the source note does not keep."
    "Correct the name, or add the passage under `quotes:` of the source note."
AlteredQuotation "altered-quotation" Warning
    "Words between quotation marks are nearly those that the cited source keeps under `quotes:`, and differ in a word or more. An ellipsis, and words of your own in brackets, are no difference."
    "Compare the two, and correct the text or the note on the source."
NegationLeftOut "negation-left-out" Error
    "A quotation jumps with an ellipsis over words of the kept passage that say no, so that it may say the opposite."
    "Quote the passage whole, or say in your own words what it says."
UnknownActor "unknown-actor" Error
    "An actor is named for which there is no file."
    "Correct the id, or write content/actors/<id>.md."
UnknownIssue "unknown-issue" Error
    "An issue is named for which there is no file."
    "Correct the id, or write content/issues/<id>.md."
UnknownBriefing "unknown-briefing" Error
    "A briefing is named for which there is no file."
    "Correct the id, or write content/briefings/<id>.md."
UnknownAlternate "unknown-alternate" Error
    "`alternate:` names a page for which there is no file."
    "Correct the id, such as `briefings/gas-uk`, or give the whole address of a page on another site."
AlternateLanguage "alternate-language" Warning
    "`alternate:` does not fit the languages of the pages: one is in the same language, in another one than is said, or there are two in one."
    "Write `language:` into each of the pages, and name each language once."
UnknownOption "unknown-option" Error
    "A position names an option that the scale of its issue does not have."
    "Write the words of an option as they stand in `scale:` of the issue, or its number, counted from 1."
UnknownEvent "unknown-event" Error
    "An event is named for which there is no file."
    "Correct the id, or write content/events/<id>.md."
BrokenLink "broken-link" Error
    "A link leads to a file or page that is not there, or has no address at all. Addresses are case-sensitive."
    "Correct the path. It counts from the folder of the file in which it stands."
UnwrittenNote "unwritten-note" Warning
    "`[[name]]` leads to nothing yet: no text is called so. It is told once for each name; pages show the words without a link."
    "Write the text, correct the name, or take the brackets away."
BrokenAnchor "broken-anchor" Error
    "A link leads to a place on a page (`#…`) that the page does not have."
    "Correct the part behind `#`: it is the heading in lower case, with `-` for spaces."
LostCells "lost-cells" Error
"A row of a table has more cells than its head, so the rest of the row is not shown."
"Give the head as many cells. A bar that parts no cells is written `\\|`, in code and in links too."

EmptyNote "empty-note" Warning
"A note has a label and says nothing."
"Write what its readers should know, or the address of a source; or take it out."

UnclosedFence "unclosed-fence" Warning
"A block of code, or a callout between colons, begins and never ends, so it takes all that follows."
"Write the fence or the colons once more, on a line of their own, where it ends."

UnclosedComment "unclosed-comment" Error
"A comment begins and never ends. What follows it may be meant for nobody else, so none of it is shown."
"Write `-->` where the comment ends. To show the sign itself, put it between backticks."

UnreadMarkup "unread-markup" Warning
"Markup that other programs read and this one does not, such as mathematics, attributes or short codes, is shown as it is typed."
"Write it in a form that `docs/writing.md` tells of, or take it away."

UnreadLink "unread-link" Warning
    "Signs of a link that Markdown does not read as one, for a space in its address, a citation or note in its words, or a definition that is missing or is none. They are shown as they are written."
    "Put an address with a space in it between `<` and `>`, and a citation or note behind the link."
AmbiguousLink "ambiguous-link" Error
    "`[[name]]` could mean more than one thing."
    "Write the folder too: `[[issues/name]]`."
LinkToDraft "link-to-draft" Error
    "A public text leads to a draft, which is not published: by a link, a citation, or a name in its front matter. A position leads to its actor and its issue."
    "Publish the draft, remove what leads there, make a draft of both, or build with --drafts."
UnusedActor "unused-actor" Warning
    "An actor that no position, event, briefing, source or text names, be it a draft."
    "Write what it wants, or remove the file."
UnusedSource "unused-source" Warning
    "A source that nothing cites, not even a draft. Readers will not find it."
    "Cite it where it belongs, or remove the note."
DuplicateId "duplicate-id" Error
    "One id stands twice on a finished page, or two judgements of a briefing have one."
    "Rename one of them."

// Notes.
UndefinedNote "undefined-note" Error
    "`[^label]` has neither a definition in the file nor a source of that key. The page shows the gap."
    "Define it by a line `[^label]: …`, or use the key of a source."
BadCitation "bad-citation" Error
    "Two sources stand in one citation with a comma between them, so the second one is read as a place in the first."
    "Put a semicolon between sources: `[@a; @b]`."
BareCitation "bare-citation" Warning
    "`@key` is meant for a source, but cites nothing as it stands: in a heading or in brackets that do not cite, with a space behind the sign, in the words of a link, or one letter away from a key. Or its brackets hold what no place in a source can, so that it cites without one."
    "Put it into brackets: `[@key]`, or `[@key, p. 3]`; behind a link, not into it. For the sign itself write `\\@`."
DuplicateNote "duplicate-note" Error
    "A note is defined twice in one file, or a link with two addresses. Only the first definition is shown."
    "Give one of them another label."
UnusedNote "unused-note" Warning
    "A note that no marker leads to, or a definition of a link, `[1]: …`, that no link uses. It is not shown."
    "Put its marker or its link where it belongs, or remove it."
SwallowedLine "swallowed-line" Warning
    "A line directly below a note, not indented. Markdown takes it into the note, though it reads like the next paragraph."
    "Put an empty line before it. If it belongs to the note, indent it by four spaces."
NoteInHeading "note-in-heading" Warning
    "A citation or note in a heading. Headings also stand in contents lists, where markers cannot."
    "Put it behind the sentence that rests on it."

UnshownCitation "unshown-citation" Warning
    "A citation or note in a title, a `summary`, a `question`, the `text` of a judgement or the words of an image. They are shown where markers cannot stand, so it is left out."
    "Cite in the text, below the front matter or beside the image. A judgement names its sources in `cites:`."

// Addresses.
BadUrl "bad-url" Error
    "A text that is not an address, or an address that a reader cannot follow."
    "Write it as https://host/path."
DangerousUrl "dangerous-url" Error
    "An address that would run code in the reader's browser, or hides its content in itself."
    "Link the page that a reader should see."
UrlCredentials "url-credentials" Error
    "An address with a user name or a password in it."
    "Take out the part before `@`. If it was a real password, change it."
DirtyUrl "dirty-url" Warning
    "An address with parameters that track the reader or belong to one visit, or one that only leads through another host, as Google, Outlook and Facebook write links. The site links the clean one, and the source's page shows what was collected."
    "Write the clean address. To keep a record of the collected one, leave it: the warning then stays."
NearDuplicateUrl "near-duplicate-url" Warning
"The address of a source differs from that of another one only in how it was copied: `www.`, `http`, a last slash, a host for telephones or a short one."
"If both lead to the same thing, keep one of the two notes and cite that."

SchemelessUrl "schemeless-url" Warning
    "An address that begins with `//` or `www.`, which is taken as https; or one in a note without anything before it, such as `gov.uk/report`, which is no link and cites nothing."
    "Write `https://` before it."
BadIsbn "bad-isbn" Warning
    "An ISBN that nobody can look up: the last of its ten or thirteen figures follows from the others, and does not."
    "Copy it again from the book, or take it out."
LookalikeHost "lookalike-host" Warning
    "A host whose letters look like others, as in `аррӏе.com`. It may not be the site that it seems to be."
    "Compare the Punycode form in the message with the site that you mean."
PrivateHost "private-host" Warning
    "An address that only works inside some network."
    "Link a public copy."
BidiControl "bidi-control" Error
    "An invisible character that turns the direction of writing, and can make a text or an address look like another. In running text it is a warning, and shown."
    "Remove it: copy the text again by way of a plain-text editor."
ControlCharacter "control-character" Error
    "A character that nobody can see and that no page may have, such as an escape or a form feed, by itself or by its number (`&#7;`). It is taken out. In running text it is a warning."
    "Remove it: copy the text again by way of a plain-text editor. Text copied from a PDF often has some."
DuplicateUrl "duplicate-url" Warning
    "Two source notes describe the same address. The site shows one entry; both keys lead to it."
    "Merge the notes and cite the key that stays."
UnrecordedSource "unrecorded-source" Warning
    "A note names an address that no source note describes. It works, but readers learn no more than the note says. Of more than ten in a text one is told."
    "Write a source note for it; the message proposes a key. `standpoint new source --from FILE` begins the notes for all addresses in the notes of a text."

// Bibliographies that are imported.
BrokenRecord "broken-record" Error
    "A record of a bibliography cannot be read, so it is left out; the others are imported."
    "Mend it at the place that is named, or export once more, and import again: what is there already stays as it is."
DroppedField "dropped-field" Warning
    "Something that a record says is left out: a source note has no key for it, or it is not of the form that the key takes."
    "Write by hand what readers should know. What only your reference manager needs, such as paths of files, may be left out."
DoubleRecord "double-record" Warning
    "Two records tell of one source, by their DOI or address, or two sources go by one key. The first are one note, the others get a number."
    "Make one record of the two, or give one of them another key, and look at what texts cite."
NeedsHand "needs-hand" Warning
    "Something in a manuscript that is imported means nothing here, or not what it meant there: a cross-reference, a short code, a cell that runs, a key of its metadata."
    "Do what the hint says, in the briefing that came of it."
UntitledRecord "untitled-record" Warning
    "A record has no title. Its note has a placeholder."
    "Write the title into the note."

// What an editor would ask.
UncitedPosition "uncited-position" Warning
    "A position that rests on no source."
    "Cite what it rests on: `[@key]` behind the sentence."
UncitedSourceLink "uncited-source-link" Warning
    "A link leads to the address of a source, a near one or a copy in an archive, in words that do not cite it. The page of the source does not show them."
    "Cite the source there: `[@key]`. The link may stay."
SourceWithoutUrl "source-without-url" Warning
    "A source that readers cannot look up, because it has no address."
    "Add `url:`, `doi:`, `isbn:` or an archived copy; or `medium: print`, and say in the note how to find it."
UndatedSource "undated-source" Warning
    "A source without a date, so nobody can tell whether it came before or after what rests on it."
    "Add `published:`, if only the year."
SameDate "same-date" Warning
    "Two positions of one actor on one issue have the same date, or dates that overlap, so nothing says which of them is the newer one. Of one date, the one whose file name comes first is shown as that."
    "Date them more precisely, name the event that moved the later one (`trigger:`), or make one position out of the two."
ImpossibleOrder "impossible-order" Error
    "Dates and names that say what followed what do not go together: an event that is dated before what it came `after`, a position that moved before its `trigger`, a briefing that `follows` a later one, a circle of such names, a block that ends before it begins, or an announcement, a retraction or a correction that comes at the wrong end."
    "Correct the date or the name. What is known to have come first is only written where dates leave it open."
PartOfItself "part-of-itself" Warning
    "Actors that are `part_of` one another in a circle, or one that is part of itself."
    "Take one `part_of:` out of the circle."
DoubtfulOptions "doubtful-options" Warning
    "What a position says of options does not go together: it rejects what it holds or accepts, or it names what it accepts and not the option that it holds."
    "Correct `option`, `accepts` or `rejects`. What is held is accepted too."
UnchangedPosition "unchanged-position" Warning
    "A newer position says just what the one before it said, so nothing shows why it was written."
    "Say what is new in its `summary`, or take the newer file away and raise `review_after` in the older one."
DoubtfulScale "doubtful-scale" Warning
    "A scale that orders nothing: it has one option alone, two options of the same words, or so many that no reader tells them apart."
    "Name two to nine options, from one end to the other, each in words of its own."
DateAnomaly "date-anomaly" Warning
    "A date that cannot be right as it stands: the address of a source names another day than `published`, a source came out after the position that rests on it, the outcome of a judgement is older than the judgement, a briefing takes up one that stands for a later day, or `editions:` asks for the matrix of a day that the site has not reached."
    "Look the date up. If it is right, say so in the source note."
RestsOnRetracted "rests-on-retracted" Warning
    "A sentence, position, event or judgement of today that rests on sources which were retracted, or which draw on such a source, and on nothing else."
    "Cite another source, or correct the text. `standpoint impact KEY` lists all that rests on a source. If the claim stands all the same, say why in the text and under `allow:`."
CircularOrigin "circular-origin" Warning
    "Sources that draw on one another and on nothing else, by their `derived_from`. Together they are one origin, and nobody knows where it comes from."
    "Look up which of them came first, and take `derived_from` out of that one; or write a note for the source that all of them go back to."
OffScaleWord "off-scale-word" Warning
    "A judgement with a word for likelihood that is not on the scale, such as `could` or `possibly`, which readers take for anything between 5 and 95 per cent; or with another one than its `likelihood`."
    "Say in `text:` what will happen, without such a word, and in `likelihood:` how likely it is."
RewordedJudgement "reworded-judgement" Warning
    "A judgement has the `id` of one in an earlier briefing, and says something else. Pages take the two for two judgements: how likely the one was held says nothing of the other, and neither does what became of it."
    "Say it in the same words, or give it an `id` of its own."
TwoOutcomes "two-outcomes" Warning
    "A judgement of one `id` and the same words has come true in one briefing, and has not, or in part, in another one. Each page tells its own outcome, and readers who see both believe neither."
    "Leave the outcome in one of the briefings: all others that hold the judgement tell it too. What was judged wrongly is a `corrections:` entry."
MixedConfidence "mixed-confidence" Warning
    "A judgement that says in one sentence how likely something is and how sure its authors are. Readers take the one for the other (ICD 203)."
    "Say the one in `likelihood:` and the other in `confidence:`."

// Advice: what is claimed could be better founded.
SingleSource "single-source" Advice
    "A sentence, position, event or judgement that rests on one source."
    "Look for a second one that does not draw on the first, and cite both."
SingleOrigin "single-origin" Advice
    "Several sources that all go back to one, by their `derived_from`: two reports of one letter are one origin."
    "Look for a source that does not draw on the same origin, or cite the origin itself and say that all depends on it."
SamePublisher "same-publisher" Advice
    "Several sources, all of one publisher."
    "Look for a source of another publisher."
PartyOnly "party-only" Advice
    "All that a claim rests on is in the voice of an actor (`voice_of`): nobody without a part in the dispute says it."
    "Look for a source that is not a party, or say in the text whose word it is."
SecondHandStatement "second-hand-statement" Advice
    "A position whose basis is `stated`, without a source in the actor's own voice, or in that of a bloc or a member of it."
    "Cite the statement itself, name the actor under `voice_of` of its source, or write `basis: reported`."
LowGradeOnly "low-grade-only" Advice
    "All that a claim rests on is graded low: reliability D or E, or credibility 4 or 5."
    "Look for a better source, or say in the text how doubtful this is."
ReviewDue "review-due" Advice
    "A position that was to be looked at again by now: its `review_after` is not later than the day of the site."
    "Look whether it still holds, and write a newer position, or a later `review_after`."
Unarchived "unarchived" Advice
    "A source on the web that texts cite and of which no archived copy is known. When its address dies, nobody can look it up."
    "Have it archived, for example at https://web.archive.org/save, and write the address of the copy under `archived:`."
NoLocator "no-locator" Advice
    "A citation of a long source, such as a book, a PDF or a transcript, that does not say where in it."
    "Write the place behind the key: `[@key, p. 33]`."

// Texts.
RawHtml "raw-html" Warning
    "HTML in a text that does not pass: an element that is not on the list of harmless ones, or one that cannot stand where it stands, such as a cell outside of a table. It is shown as it is written. It is told once for each element and file."
    "Write Markdown. Put code between backticks."
HtmlAttribute "html-attribute" Warning
    "An attribute of HTML that does not pass: it would run code, set how a page looks, or load something, or its value says nothing. It is left out, and its element stays. It is told once for each attribute and file."
    "Take it away. How a page looks is a matter of its theme."
UnbalancedHtml "unbalanced-html" Warning
    "A tag of HTML that nothing closes, that closes nothing, or that crosses another one. What is open ends with what stands around it: its line, its paragraph, its item, its cell, or the text."
    "Write both tags of an element in the same paragraph, item or cell, and put one element wholly into another."
HeadingAttribute "heading-attribute" Warning
    "An attribute on a heading that is not an id. It is dropped."
    "Only an id is taken: `## Title {#id}`."
ForeignImage "foreign-image" Error
    "An image from another host. Each reader's visit would be told to that host."
    "Copy the image into content/ and link it from there."
ImageWithoutWords "image-without-words" Warning
    "An image without words in its place. Readers who cannot see it, and search engines, learn nothing of it."
    "Say between the brackets what it shows: `![A map of the river](map.png)`."
UnknownLanguage "unknown-language" Warning
    "The word behind the fence is neither a block of the theme nor a language that can be highlighted. The text is shown as plain code."
    "Correct the word, or leave it out."
CodeTooLarge "code-too-large" Warning
    "A code block over 256 KiB, over 10,000 lines or with a line over 2 KiB. It is shown without colours."
    "Show the part that matters, and link the file; break long lines."
BadFormula "bad-formula" Warning
    "A formula that cannot be set, such as one with a brace that is not closed or a command that is not known. It is shown as it is written."
    "Correct it. What no brace closes, and each command that TeX does not have, is a mistake. Write `\\$` for a dollar that is money."
BadBlock "bad-block" Error
    "A block whose options cannot be used, or that stands where blocks cannot. The page shows the gap."
    "Options are lines `key: [a, b]`. Blocks belong into briefings, pages and the home page."
EmptyBlock "empty-block" Warning
    "A block `judgements` where there are none to show: outside a briefing, in a briefing without any, or for the second time."
    "Write `judgements:` in the front matter of the briefing, or remove the block."
TooDeep "too-deep" Error
    "Lists or quotes nested more than 100 deep. No reader could follow them, and some browsers give up."
    "Write it flatter."

// Paper.
TooWide "too-wide" Warning
    "A table, an image or a line is wider than the sheet on which `standpoint pdf` prints it. On paper nothing can be scrolled: the browser sets all pages of the PDF smaller until it has room."
    "Make it narrower, with fewer columns or with words that can break."

LongHandout "long-handout" Warning
    "What `standpoint pdf --handout` prints of a briefing needs more than two sheets: one for its summary and judgements, one for its matrix."
    "Write a shorter summary, fewer judgements, or a matrix of fewer issues in the place where the briefing shows its first one."

StalePdf "stale-pdf" Warning
    "The PDF of a page was printed before the page became what it is now: its text, its notes or the style sheets of the theme have changed. The page does not lead to the PDF any more, and `standpoint publish` refuses the site."
    "Print it again with `standpoint pdf`, or delete the PDF."

// Themes and finished pages.
TemplateError "template-error" Error
    "A template of the theme cannot be read or rendered."
    "Look at the place underlined; docs/themes.md lists the fields of every page."
LostBlock "lost-block" Warning
    "A template fills a block that the template which it extends does not have, so that what it says there is on no page."
    "Give the template that is extended a block of that name, or fill one that it has."
UnusedTemplate "unused-template" Warning
    "A template of the theme that nothing uses: no page is made of a template of this name, and none extends or includes it."
    "Correct its name, or remove it. docs/themes.md lists the templates that pages are made of."
ThemeFile "theme-file" Warning
    "A file or folder of the theme that stands where nothing is read, such as template/ for templates/."
    "Move it into templates/, static/ or words/ of the theme."
NoPolicy "no-policy" Warning
    "A finished page without a content security policy: a browser would run and fetch whatever gets into it."
    "Begin the head with the block `policy` of the built-in base.html; docs/themes.md has the line."
NoWayBack "no-way-back" Warning
    "A page whose notes do not lead back to the sentences that cite them."
    "Show every `back` of `notes` where the theme lists them, as the built-in notes.html does."
ThemeValue "theme-value" Warning
    "A value that a theme sets and that does not do what it is for: one colour for light and dark, or a name that no style sheet uses."
    "Write a pair, such as `light-dark(#fff, #111)`; docs/themes.md has the table of values."
MissingWords "missing-words" Warning
    "The theme lacks words in a language in which the site or one of its pages is written, so that readers meet them in another one."
    "Write the missing ones into `words/LANG.yaml` of the theme; the built-in `words/en.yaml` has all keys."
ThemeRequest "theme-request" Error
    "A finished page would fetch something from another host. That host would learn of every reader."
    "Copy the file into the theme's static/ folder and link it from there."
RootLink "root-link" Warning
    "A link that begins with `/`. It breaks where the site stands under a folder, as on GitHub Pages, and when it is opened from disk."
    "In a template write `{{ page.root }}` before the path."
RelativeOn404 "relative-on-404" Error
    "A relative address on 404.html. Hosts show this page at any depth, and there the address leads elsewhere."
    "In the theme's 404.html, write `{{ page.root }}` before the path: there it is absolute."
LargeSitemap "large-sitemap" Warning
    "The site has more pages than the 50,000 that a sitemap may hold. The last ones, of sources first, are left out of it; search engines find them by links."
    "Nothing need be done. To be without the warning, switch the rule off."
InlineCode "inline-code" Error
    "A script or style written into a page, or an address that runs code. The site's content security policy forbids it."
    "Move it into a file of the theme's static/ folder."
}
