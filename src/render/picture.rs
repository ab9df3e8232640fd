//! The picture that social networks show beside a link to a page: title, site, day, and the matrix in small. It is made at
//! build from the fonts in `picture/`, on the colours of the theme.

mod canvas;
mod letters;

use super::blocks::Scope;
use super::cards::Cards;
use super::library::Library;
use super::theme::{ASSETS, Theme};
use super::view::PictureView;
use crate::analysis::day;
use crate::model::page::picture_of;
use crate::model::table::Id;
use crate::model::words::Stance;
use crate::model::{ActorId, IssueId, PageId, PageKind, Site};
use crate::web;
use canvas::{COLOURS, Canvas, Colour, INK, INK_2};
use letters::{Face, PictureLine};

/// Width and height, as Open Graph proposes them.
const SIZE: (usize, usize) = (1200, 630);
/// So many of the newest briefings have one: to draw it takes as long as to make the page, and people link to what is new.
const MOST_BRIEFINGS: usize = 500;
/// The white around everything.
const MARGIN: f32 = 80.0;
/// Sizes that a title may have, and how many lines at the most.
const TITLE_SIZES: [f32; 5] = [84.0, 72.0, 62.0, 54.0, 46.0];
const TITLE_LINES: usize = 4;
/// The side of a cell in the matrix and the room for one; how many there are at the most, across and down.
const CELL: (usize, usize) = (22, 28);
const MOST_CELLS: (usize, usize) = (16, 5);

/// The pages that have a picture: the front page and briefings, where somebody can be told of it.
pub fn pages(library: &Library) -> Vec<PageId> {
    let site = library.site();
    let wanted = site.pages.entries().filter(|(at, page)| has_own(page.kind) && given(site, *at).is_none());
    let pages = wanted.map(|(at, _)| at).filter(|at| can_draw(library, *at));
    if site.base_url().is_some() && site.settings.pictures { pages.collect() } else { Vec::new() }
}

/// The picture for links to a page: its own, or that of the site.
pub fn view(library: &Library, page: PageId) -> Option<PictureView<'_>> {
    let site = library.site();
    let base = site.base_url()?;
    let home = || site.pages.entries().find(|(_, page)| page.kind == PageKind::Home).map(|(at, _)| at);
    let own =
        Some(page).filter(|at| given(site, *at).is_some() || has_own(site.pages[*at].kind) && is_drawn(library, *at));
    let shown = own.or_else(|| home().filter(|at| given(site, *at).is_some() || is_drawn(library, *at)))?;
    let path = given(site, shown).map_or_else(|| picture_of(&site.pages[shown].address).into(), web::encode_path);
    Some(PictureView { link: [base, &path].concat(), title: title(library, shown) })
}

/// The file that an author gave for a page, by its path.
fn given(site: &Site, page: PageId) -> Option<&str> {
    site.pages[page].text.and_then(|text| site.texts[text].links.picture.as_deref())
}

fn is_drawn(library: &Library, page: PageId) -> bool {
    library.site().settings.pictures && can_draw(library, page)
}

/// Whether a page is one that has a picture of its own.
fn has_own(page: PageKind) -> bool {
    match page {
        PageKind::Home => true,
        // They stand newest first.
        PageKind::Briefing(at) => at.place() < MOST_BRIEFINGS,
        _ => false,
    }
}

/// Whether there are letters for the title of a page: half of it would be worse than none.
fn can_draw(library: &Library, page: PageId) -> bool {
    let title = title(library, page);
    letters::has_all(title) && !title.trim().is_empty()
}

fn title(library: &Library, page: PageId) -> &str {
    let site = library.site();
    match (&site.pages[page].kind, &site.pages[page].title) {
        (PageKind::Briefing(_), Some(title)) => title,
        _ => library.title(),
    }
}

/// What stands above the title and below it.
fn around(library: &Library, cards: &Cards, kind: PageKind) -> (String, String) {
    let site = library.site();
    let (above, below) = match kind {
        PageKind::Briefing(at) => {
            let day = site.briefings[at]
                .meta
                .as_of
                .as_ref()
                .map(|date| cards.date(&date.value))
                .map(|day| day.as_of.unwrap_or(day.text));
            (library.title().as_str(), day.map(|day| cards.words.with("say.as-of", &[("date", &day)])))
        }
        _ => ("", site.settings.description.clone()),
    };
    // A day may be in letters that a title is not.
    [above.to_owned(), below.unwrap_or_default()]
        .map(|text| if letters::has_all(&text) { text } else { String::new() })
        .into()
}

/// The picture of a page, as a PNG.
pub fn of(theme: &Theme, library: &Library, page: PageId) -> Vec<u8> {
    let site = library.site();
    let cards = Cards::of_page(library, page, "");
    let kind = site.pages[page].kind;
    let cards = day::own_day(site, kind).map_or_else(|| cards.clone(), |day| cards.on(day));
    let (above, below) = around(library, &cards, kind);
    let scope = match kind {
        PageKind::Briefing(at) => Scope::of(site, &cards, at),
        _ => Scope::all(site, cards.seen),
    };
    let palette = Palette::of(theme);
    let mut canvas = Canvas::new(SIZE, palette.ground, palette.colours());
    canvas.fill((MARGIN as usize, 64), (72, 6), INK);
    let width = SIZE.0 as f32 - 2.0 * MARGIN;
    let mut top = 118.0;
    if !above.is_empty() {
        let name = letters::fit(Face::Sans, &above, &[30.0], width, 1);
        name.iter().for_each(|line| canvas.write(line, (MARGIN, top), INK_2));
        top += 34.0;
    }
    let matrix = cells(&cards, site, &scope.actors, &scope.issues);
    let title = letters::fit(Face::Serif, title(library, page), &TITLE_SIZES, width, TITLE_LINES);
    top = canvas.write_lines(&title, (MARGIN, top + 8.0), 1.12, INK);
    let columns = matrix.first().map_or(0, Vec::len);
    let left = SIZE.0 - MARGIN as usize - columns * CELL.1 + (CELL.1 - CELL.0);
    let beside = if matrix.is_empty() { width } else { left as f32 - MARGIN - 40.0 };
    let lines = if kind == PageKind::Home { 3 } else { 2 };
    let below = letters::fit(Face::Sans, &below, &[30.0], beside, lines);
    let height = below.len() as f32 * 40.0;
    // A long title leaves no room for all of what stands below it.
    let start = (SIZE.1 as f32 - 62.0 - height).max(top + 16.0);
    canvas.write_lines(&below, (MARGIN, start), 40.0 / 30.0, INK_2);
    let first = SIZE.1 - 66 - matrix.len() * CELL.1;
    if first as f32 > top + 16.0 {
        for (row, stances) in matrix.iter().enumerate() {
            for (column, stance) in stances.iter().enumerate() {
                canvas.fill((left + column * CELL.1, first + row * CELL.1), (CELL.0, CELL.0), of_stance(*stance));
            }
        }
    }
    canvas.png()
}

/// The stances of a matrix, issue by issue, as far as there is room for it; none where nobody has looked.
fn cells(cards: &Cards, site: &Site, actors: &[ActorId], issues: &[IssueId]) -> Vec<Vec<Option<Stance>>> {
    let stance = |actor, issue| {
        let position = cards.seen.position(site.cell(actor, issue)?)?;
        site.positions[position].meta.stance
    };
    let actors = &actors[..actors.len().min(MOST_CELLS.0)];
    let row = |issue: &IssueId| actors.iter().map(|actor| stance(*actor, *issue)).collect();
    issues.iter().take(MOST_CELLS.1).filter(|_| !actors.is_empty()).map(row).collect()
}

/// The number of its colour.
fn of_stance(stance: Option<Stance>) -> usize {
    match stance {
        None | Some(Stance::Silent) => 3,
        Some(Stance::Supports) => 4,
        Some(Stance::Conditional) => 5,
        Some(Stance::Ambiguous) => 6,
        Some(Stance::Opposes) => 7,
    }
}

/// The colours of the cover, as the style sheets of the theme have them for a light page.
struct Palette {
    ground: Colour,
    ink: Colour,
    ink_2: Colour,
}

impl Palette {
    fn of(theme: &Theme) -> Palette {
        let value = |name: &str, ours: Colour| {
            let sheets = ["theme.css", "style.css"].map(|sheet| theme.files.get(&format!("{ASSETS}{sheet}")));
            let bytes = sheets.into_iter().flatten().filter_map(|(_, file)| file.held());
            let texts = bytes.filter_map(|bytes| std::str::from_utf8(bytes).ok());
            texts.filter_map(|text| declared(text, name)).next().unwrap_or(ours)
        };
        Palette {
            ground: value("--cover", [0x0b, 0x43, 0x47]),
            ink: value("--cover-ink", [255, 255, 255]),
            ink_2: value("--cover-ink-2", [0xc4, 0xdc, 0xda]),
        }
    }

    /// By number: two inks, a cell without a stance, and the stances in the order of their words.
    fn colours(&self) -> [Colour; COLOURS] {
        let is_light = self.ground.iter().map(|part| u32::from(*part)).sum::<u32>() > 3 * 140;
        let stances = if is_light {
            [[0x1d, 0x5f, 0x98], [0x3a, 0x6a, 0x87], [0x7c, 0x5b, 0x06], [0xa8, 0x3e, 0x1d]]
        } else {
            [[0x86, 0xb9, 0xec], [0x93, 0xbf, 0xd2], [0xd9, 0xb8, 0x62], [0xf1, 0x9a, 0x78]]
        };
        let [supports, conditional, ambiguous, opposes] = stances;
        let gap = canvas::mixed(self.ground, self.ink, 40);
        [self.ink, self.ink_2, gap, supports, conditional, ambiguous, opposes]
    }
}

/// The value of a colour in a style sheet, where it is written as `#fff` or `#0b4347`, alone or first of a pair.
fn declared(style: &str, name: &str) -> Option<Colour> {
    let name = format!("{name}:");
    let rest = &style[memchr::memmem::find(style.as_bytes(), name.as_bytes())? + name.len()..];
    let value = rest.split([';', '}']).next()?.trim();
    let first = value.strip_prefix("light-dark(").unwrap_or(value).split(',').next()?.trim();
    let hex = first.strip_prefix('#')?;
    let part = |at: usize| match hex.len() {
        3 => u8::from_str_radix(hex.get(at..at + 1)?, 16).ok().map(|part| part * 17),
        6 => u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok(),
        _ => None,
    };
    Some([part(0)?, part(1)?, part(2)?])
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn a_colour_is_read_as_authors_write_it() {
        assert_eq!(declared(":root { --cover: light-dark(#0b4347, #10383b); }", "--cover"), Some([0x0b, 0x43, 0x47]));
        assert_eq!(declared(":root{--cover:#fa0}", "--cover"), Some([0xff, 0xaa, 0]));
        assert_eq!(declared(":root { --cover-ink: #fff; }", "--cover"), None);
        assert_eq!(declared(":root { --cover: rebeccapurple; }", "--cover"), None);
    }
}
