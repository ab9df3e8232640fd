//! A picture of few colours, and how it becomes a PNG (www.w3.org/TR/png-3).

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::PictureLine;
use super::letters;

/// Red, green, blue.
pub type Colour = [u8; 3];

/// What is drawn in: 1 and 2 are inks, of which letters need shades; the others are for cells.
pub const INK: usize = 1;
/// The quieter ink.
pub const INK_2: usize = 2;

/// The shades of each colour: with the ground there are sixteen, so that a dot is half a byte.
const SHADES: [u8; COLOURS] = [6, 4, 1, 1, 1, 1, 1];
/// How many colours there are beside the ground.
pub const COLOURS: usize = 7;

/// Dots, each a number in the palette: the ground, then the shades of each colour.
pub struct Canvas {
    width: usize,
    height: usize,
    dots: Vec<u8>,
    /// The rows on which something was drawn: of the others nobody looks at a dot.
    inked: Vec<bool>,
    palette: Vec<u8>,
}

impl Canvas {
    /// An empty one of an even width.
    pub fn new((width, height): (usize, usize), ground: Colour, colours: [Colour; COLOURS]) -> Canvas {
        let shade = |ink: Colour, at: u8, of: u8| mixed(ground, ink, u32::from(at) * 255 / u32::from(of));
        let shades = |(ink, of): (Colour, u8)| (1..=of).map(move |at| shade(ink, at, of));
        let palette = [ground].into_iter().chain(colours.into_iter().zip(SHADES).flat_map(shades)).flatten().collect();
        Canvas { width, height, dots: vec![0; width * height], inked: vec![false; height], palette }
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, (left, top): (usize, usize), (width, height): (usize, usize), colour: usize) {
        for y in top..(top + height).min(self.height) {
            let from = y * self.width + left.min(self.width);
            let to = y * self.width + (left + width).min(self.width);
            self.dots[from..to].fill(number(colour, SHADES[colour - 1]));
            self.inked[y] = true;
        }
    }

    /// Writes a line with its base at a height.
    pub fn write(&mut self, line: &PictureLine, (left, base): (f32, f32), colour: usize) {
        let Canvas { width, height, dots, inked, .. } = self;
        let none = number(colour, 0);
        letters::draw(line, (left, base), |(x, y), greys| {
            let free = width.saturating_sub(x);
            let start = y * *width + x;
            if let Some(row) = inked.get_mut(y) {
                *row = true;
            }
            let row = if y < *height { dots.get_mut(start..start + greys.len().min(free)) } else { None };
            for (dot, grey) in row.into_iter().flatten().zip(greys).filter(|(_, grey)| **grey > 0) {
                let shade = ((u32::from(*grey) * u32::from(SHADES[colour - 1]) + 127) / 255) as u8;
                *dot = (*dot).max(if shade > 0 { none + shade } else { 0 });
            }
        });
    }

    /// Writes lines below a height, and says where they end.
    pub fn write_lines(&mut self, lines: &[PictureLine], (left, top): (f32, f32), leading: f32, colour: usize) -> f32 {
        let mut end = top;
        for line in lines {
            let high = line.size * leading;
            self.write(line, (left, end + high * 0.5 + line.size * 0.34), colour);
            end += high;
        }
        end
    }

    /// The bytes of a file.
    pub fn png(&self) -> Vec<u8> {
        // Each row begins with the filter that it went through: none.
        let length = self.width / 2 + 1;
        let mut rows = vec![0; self.height * length];
        let both = rows.chunks_exact_mut(length).zip(self.dots.chunks_exact(self.width));
        // Most of it is ground, whose bytes are zero.
        for ((bytes, row), _) in both.zip(&self.inked).filter(|(_, inked)| **inked) {
            for (bytes, dots) in
                bytes[1..].chunks_mut(RUN / 2).zip(row.chunks(RUN)).filter(|(_, dots)| !is_ground(dots))
            {
                bytes.iter_mut().zip(dots.chunks_exact(2)).for_each(|(byte, two)| *byte = two[0] << 4 | two[1]);
            }
        }
        // The quickest way: a better one takes thrice the time to save a third.
        let mut zipped = ZlibEncoder::new(Vec::new(), Compression::fast());
        let _ = zipped.write_all(&rows);
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let size = [self.width as u32, self.height as u32].map(u32::to_be_bytes).concat();
        // Four bits for a dot, which is a number in the palette.
        chunk(&mut png, b"IHDR", &[&size[..], &[4, 3, 0, 0, 0]].concat());
        chunk(&mut png, b"PLTE", &self.palette);
        // Writing to memory cannot fail.
        chunk(&mut png, b"IDAT", &zipped.finish().unwrap_or_default());
        chunk(&mut png, b"IEND", &[]);
        png
    }
}

/// So many dots are looked at together.
const RUN: usize = 16;

fn is_ground(dots: &[u8]) -> bool {
    dots.iter().fold(0, |all, dot| all | dot) == 0
}

fn number(colour: usize, shade: u8) -> u8 {
    SHADES[..colour - 1].iter().sum::<u8>() + shade
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    png.extend(kind);
    png.extend(data);
    png.extend(sum.sum().to_be_bytes());
}

/// A colour between two, `part` of 255 from the first one.
pub fn mixed(from: Colour, to: Colour, part: u32) -> Colour {
    let one = |at: usize| ((u32::from(from[at]) * (255 - part) + u32::from(to[at]) * part + 127) / 255) as u8;
    [one(0), one(1), one(2)]
}
