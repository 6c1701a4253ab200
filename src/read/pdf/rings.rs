//! Ovals drawn by hand in, the words that they choose out: a ring around one of several printed words marks it, as ○ does. One
//! around several of them, or around a word that is struck through, leaves open what holds.

use super::geometry::{Area, Glyph};
use super::words::{Piece, TAKEN};
use crate::text::marks::choices;

/// Stands before answers of which nobody can tell which holds.
pub const OPEN: char = '△';

/// The rings of a page.
#[derive(Debug, Default)]
pub struct Rings {
    /// Rings around one word, and the word.
    marked: Vec<(Area, String)>,
    /// Rings around answers that cannot be told apart.
    pub unclear: Vec<Area>,
}

impl Rings {
    /// Sorts out ovals by the letters in them.
    pub fn around(glyphs: &[Glyph], ovals: &[Area]) -> Rings {
        let mut rings = Rings::default();
        for oval in ovals {
            let mut held: Vec<&Glyph> = glyphs.iter().filter(|glyph| oval.holds(glyph.area.centre())).collect();
            held.sort_by(|one, other| one.area.left.total_cmp(&other.area.left));
            let words: String = held.iter().map(|glyph| glyph.letter).collect();
            let words = words.trim_matches(|letter: char| letter.is_whitespace() || "・/／".contains(letter));
            let is_apart = held.windows(2).any(|pair| pair[1].area.left - pair[0].area.right > pair[0].size)
                || words.contains(|letter: char| letter.is_whitespace() || letter == TAKEN || "・/／".contains(letter));
            // Numbers and seals stand in circles as well.
            if words.is_empty() || words.chars().all(|letter| letter.is_numeric() || "印㊞".contains(letter)) {
                continue;
            }
            if !is_apart && words.chars().count() <= 7 {
                rings.marked.push((*oval, words.to_owned()));
            } else if ["はい", "いいえ", "対象外", "\u{7f}"].iter().any(|answer| words.contains(answer)) {
                rings.unclear.push(*oval);
            }
        }
        rings
    }

    /// Marks the words of a piece around which a ring is drawn.
    pub fn mark(&self, piece: &mut Piece) {
        let area = piece.area;
        for (ring, held) in &self.marked {
            let is_here = (area.centre().1 - ring.centre().1).abs() < piece.size
                && ring.left < area.right
                && ring.right > area.left;
            if is_here && piece.text.matches(held.as_str()).count() == 1 {
                piece.text = piece.text.replacen(held.as_str(), &format!("○{held}"), 1);
            }
        }
    }

    /// Whether a ring leaves open which answer of a cell holds: it lies on letters of it, and the cell holds nothing but
    /// answers, or nothing that is not struck through.
    pub fn leave_open(&self, glyphs: &[Glyph], text: &str) -> bool {
        let is_ringed = |glyph: &Glyph| {
            !glyph.letter.is_whitespace() && self.unclear.iter().any(|ring| ring.holds(glyph.area.centre()))
        };
        !self.unclear.is_empty()
            && (text.trim().is_empty() || !choices(text).is_empty())
            && glyphs.iter().any(is_ringed)
    }
}
