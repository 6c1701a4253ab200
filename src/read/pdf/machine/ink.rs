//! Instructions of colour in, with what letters and boxes are filled out.

use hayro_syntax::content::Instruction;
use hayro_syntax::object::Object;

/// A colour: red, green and blue from 0 to 1. Black where nothing sets one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ink([f32; 3]);

impl Ink {
    /// The colour that an instruction sets; none for other instructions. A pattern is taken for white: nobody marks with it.
    pub fn set(operator: &[u8], instruction: &Instruction<'_, '_>, numbers: [f32; 6]) -> Option<Ink> {
        let [a, b, c, d, ..] = numbers;
        let grey = || Ink([a; 3]);
        let mixed = || Ink([a, b, c].map(|part| (1.0 - part) * (1.0 - d)));
        let count = || instruction.operands().filter(|object| matches!(object, Object::Number(_))).count();
        match operator {
            b"g" => Some(grey()),
            b"rg" => Some(Ink([a, b, c])),
            b"k" => Some(mixed()),
            b"cs" => Some(Ink::default()),
            b"sc" | b"scn" => Some(match count() {
                1 => grey(),
                3 => Ink([a, b, c]),
                4 => mixed(),
                _ => Ink([1.0; 3]),
            }),
            _ => None,
        }
    }

    fn range(self) -> (f32, f32) {
        (self.0.iter().copied().fold(1.0, f32::min), self.0.iter().copied().fold(0.0, f32::max))
    }

    /// A box of it is seen, and what is written on it too.
    pub fn shades(self) -> bool {
        let (least, most) = self.range();
        least < 0.97 && most > 0.35
    }

    /// Letters of it are not black, grey or white.
    pub fn is_coloured(self) -> bool {
        let (least, most) = self.range();
        most - least >= 0.375
    }
}
