//! Lines of letters, as outlines of the fonts in this folder. They have the Latin, Greek and Cyrillic alphabets, in which
//! each sign is a letter and letters stand behind one another.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ahash::HashMap;
use ttf_parser::{GlyphId, OutlineBuilder};

/// A font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// For titles.
    Serif,
    /// For everything else.
    Sans,
}

type Font = ttf_parser::Face<'static>;

static SERIF: LazyLock<Option<Font>> = LazyLock::new(|| Font::parse(include_bytes!("serif.ttf"), 0).ok());
static SANS: LazyLock<Option<Font>> = LazyLock::new(|| Font::parse(include_bytes!("sans.ttf"), 0).ok());

impl Face {
    fn font(self) -> Option<&'static Font> {
        match self {
            Face::Serif => SERIF.as_ref(),
            Face::Sans => SANS.as_ref(),
        }
    }
}

/// A line of text.
pub struct PictureLine {
    /// In dots.
    pub size: f32,
    face: Face,
    text: String,
}

/// Which signs below U+2240 both fonts have: this is asked of every title.
static KNOWN: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let has = |face: Face, c: char| face.font().is_some_and(|font| font.glyph_index(c).is_some());
    let both = |c: char| has(Face::Serif, c) && has(Face::Sans, c);
    (0..0x2240).map(|code| char::from_u32(code).is_some_and(both)).collect()
});

/// Whether both fonts have every sign of a text.
pub fn has_all(text: &str) -> bool {
    text.chars().filter_map(plain_sign).all(|c| KNOWN.get(c as usize) == Some(&true))
}

/// A sign as the fonts have it: spaces and hyphens of all kinds are one, and what says only how to break is none.
fn plain_sign(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_whitespace() => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{2012}' => Some('–'),
        c => Some(c),
    }
}

/// A text in lines of a width, as large as it may be. What is too long in any size ends in `…`.
pub fn fit(face: Face, text: &str, sizes: &[f32], width: f32, most: usize) -> Vec<PictureLine> {
    let text: String = text.chars().filter_map(plain_sign).collect();
    let words = text.split(' ').filter(|word| !word.is_empty());
    let words: Vec<(&str, f32)> = words.map(|word| (word, wide(face, word, 1.0))).collect();
    let space = wide(face, " ", 1.0);
    let mut last = (1.0, Vec::new());
    for size in sizes {
        let in_width = |width: f32| wrapped(&words, space, width / size);
        let fits = |lines: &[String]| lines.len() <= most && words.iter().all(|(_, wide)| wide * size <= width);
        let lines = in_width(width);
        if fits(&lines) {
            // As narrow as so many lines may be, so that none is left with one word.
            let is_whole = |part: f32| words.iter().all(|(_, wide)| wide * size <= width * part);
            let parts = (10..20).map(|part| part as f32 / 20.0).filter(|part| is_whole(*part));
            let balanced = parts.map(|part| in_width(width * part)).find(|narrow| narrow.len() == lines.len());
            return made(face, *size, balanced.unwrap_or(lines));
        }
        last = (*size, lines);
    }
    let (size, mut lines) = last;
    let is_cut = lines.len() > most;
    lines.truncate(most);
    lines.last_mut().filter(|_| is_cut).into_iter().for_each(|line| line.push('…'));
    lines.iter_mut().for_each(|line| shorten(face, line, size, width));
    made(face, size, lines)
}

/// Takes letters from the end of a line until it fits.
fn shorten(face: Face, line: &mut String, size: f32, width: f32) {
    while wide(face, line, size) > width {
        let kept = line.trim_end_matches('…').chars().count().saturating_sub(1);
        let whole: String = line.chars().take(kept).collect();
        *line = whole.trim_end().to_owned() + "…";
        if kept == 0 {
            break;
        }
    }
}

fn made(face: Face, size: f32, lines: Vec<String>) -> Vec<PictureLine> {
    lines.into_iter().map(|text| PictureLine { size, face, text }).collect()
}

/// Words in lines of a width; all widths are those of a size of one dot.
fn wrapped(words: &[(&str, f32)], space: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut end = 0.0;
    for (word, wide) in words {
        match lines.last_mut() {
            Some(line) if end + space + wide <= width => {
                line.push(' ');
                line.push_str(word);
                end += space + wide;
            }
            _ => {
                lines.push((*word).to_owned());
                end = *wide;
            }
        }
    }
    lines
}

fn wide(face: Face, text: &str, size: f32) -> f32 {
    let mut end = 0.0;
    each(face, text, size, |_, _, at| end = at);
    end
}

/// Walks along a text: each glyph, where it begins, and where it ends.
fn each(face: Face, text: &str, size: f32, mut see: impl FnMut(GlyphId, f32, f32)) {
    let Some(font) = face.font() else { return };
    let unit = size / f32::from(font.units_per_em());
    let mut at = 0.0;
    let mut last = None;
    for glyph in text.chars().filter_map(|c| font.glyph_index(c)) {
        at += last.map_or(0.0, |last| f32::from(kerning(font, last, glyph)) * unit);
        let end = at + f32::from(font.glyph_hor_advance(glyph).unwrap_or(0)) * unit;
        see(glyph, at, end);
        at = end;
        last = Some(glyph);
    }
}

fn kerning(font: &Font, left: GlyphId, right: GlyphId) -> i16 {
    let tables = font.tables().kern.into_iter().flat_map(|kern| kern.subtables);
    tables.filter(|table| table.horizontal).find_map(|table| table.glyphs_kerning(left, right)).unwrap_or(0)
}

/// A letter in dots, from a place on the line on.
struct Drawn {
    left: i32,
    top: i32,
    width: usize,
    /// How much of each dot it covers, of 255.
    grey: Vec<u8>,
}

/// A letter of a font in a size, and whether it begins half a dot further on.
type Which = (Face, u32, GlyphId, bool);

thread_local! {
    /// What was drawn once: briefings are many, letters are few.
    static DRAWN: RefCell<HashMap<Which, Rc<Drawn>>> = RefCell::default();
}

/// Draws a line: each row of dots of a letter from a place on, with how much of each it covers, of 255.
pub fn draw(line: &PictureLine, (left, base): (f32, f32), mut row: impl FnMut((usize, usize), &[u8])) {
    each(line.face, &line.text, line.size, |glyph, at, _| {
        let halves = ((left + at) * 2.0).round() as i32;
        let which = (line.face, line.size.to_bits(), glyph, halves % 2 != 0);
        let make = || Rc::new(drawn(line.face, line.size, glyph, which.3).unwrap_or(NOTHING));
        let drawn = DRAWN.with_borrow_mut(|known| known.entry(which).or_insert_with(make).clone());
        let (x, y) = (halves.div_euclid(2) + drawn.left, base.round() as i32 + drawn.top);
        // A letter that leans out of the picture begins within it.
        let out = usize::try_from(-x).unwrap_or(0).min(drawn.width);
        for (y, greys) in (y..).zip(drawn.grey.chunks(drawn.width)) {
            if let Ok(y) = usize::try_from(y) {
                row((usize::try_from(x).unwrap_or(0), y), &greys[out..]);
            }
        }
    });
}

/// What has no outline, as a space.
const NOTHING: Drawn = Drawn { left: 0, top: 0, width: 1, grey: Vec::new() };

fn drawn(face: Face, size: f32, glyph: GlyphId, is_half: bool) -> Option<Drawn> {
    let font = face.font()?;
    let unit = size / f32::from(font.units_per_em());
    let bounds = font.glyph_bounding_box(glyph)?;
    let shift = if is_half { 0.5 } else { 0.0 };
    let (left, top) = ((f32::from(bounds.x_min) * unit).floor(), (f32::from(-bounds.y_max) * unit).floor());
    let width = ((f32::from(bounds.x_max) * unit - left).ceil() as usize) + 2;
    let height = ((-f32::from(bounds.y_min) * unit - top).ceil() as usize) + 2;
    let mut outline = Outline {
        dots: Rasterizer::new(width, height),
        origin: point(shift - left, -top),
        unit,
        start: point(0.0, 0.0),
        last: point(0.0, 0.0),
    };
    font.outline_glyph(glyph, &mut outline);
    let mut grey = vec![0; width * height];
    outline.dots.for_each_pixel(|at, covered| grey[at] = (covered.clamp(0.0, 1.0) * 255.0).round() as u8);
    Some(Drawn { left: left as i32, top: top as i32, width, grey })
}

/// The outline of a letter, on its way to dots.
struct Outline {
    dots: Rasterizer,
    origin: Point,
    unit: f32,
    start: Point,
    last: Point,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x * self.unit, self.origin.y - y * self.unit)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.at(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.dots.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (by, to) = (self.at(x1, y1), self.at(x, y));
        self.dots.draw_quad(self.last, by, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.dots.draw_cubic(self.last, one, two, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.dots.draw_line(self.last, self.start);
        self.last = self.start;
    }
}
