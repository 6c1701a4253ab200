//! Fonts, colours and borders. Colours only help: a mark and a word say the same for readers in black and white.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::model::State;
use crate::report::Priority;
use crate::report::tables::Tone;
use crate::text::diff::Side;

/// The font that Windows and macOS offices carry; others put their own Japanese font in its place.
pub const FONT: &str = "游ゴシック";
/// Points of the letters.
const SIZE: f64 = 10.0;
/// Points that a line of letters takes with the wide spacing of that font.
pub const LINE: f64 = 15.75;

/// All formats, made once.
pub struct Styles {
    /// Words outside tables.
    pub base: Format,
    /// Words outside tables that wrap.
    pub prose: Format,
    /// The title of the first sheet.
    pub title: Format,
    /// A heading on the first sheet.
    pub heading: Format,
    /// A label on the first sheet.
    pub label: Format,
    /// A header cell over our columns.
    pub header: Format,
    /// A header cell over columns for people.
    pub header_entry: Format,
    /// A cell of words.
    pub text: Format,
    /// A cell of short marks.
    pub centred: Format,
    /// A figure.
    pub number: Format,
    /// A date in the middle.
    pub date: Format,
    /// A date among words.
    pub date_left: Format,
    /// A link.
    pub link: Format,
    /// A link outside tables.
    pub link_label: Format,
    /// A cell of a row that heads the rows below.
    pub strong: Format,
    /// A short mark in such a row.
    pub strong_centred: Format,
    /// A cell that people fill in.
    pub entry: Format,
    /// A date that people fill in.
    pub entry_date: Format,
    /// A row that people have finished.
    pub done: Format,
    /// A cell of words that are gone.
    pub gone: Format,
    /// A cell of words that are new.
    pub come: Format,
    pieces: [Format; 3],
    states: BTreeMap<State, Format>,
    priorities: BTreeMap<Priority, Format>,
    tones: BTreeMap<Tone, Format>,
}

impl Styles {
    /// Makes all formats.
    pub fn new() -> Styles {
        let base = Format::new().set_font_name(FONT).set_font_size(SIZE).set_font_family(3).set_font_charset(128);
        let wrapped = base.clone().set_text_wrap().set_align(FormatAlign::Top);
        let text = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBFBFBF));
        let centred = text.clone().set_align(FormatAlign::Center);
        let header = centred
            .clone()
            .set_align(FormatAlign::VerticalCenter)
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x1F3864));
        let entry = text.clone().set_background_color(Color::RGB(0xFFFBE6));
        let date = "yyyy/mm/dd";
        let state = |state: State| text.clone().set_bold().set_background_color(Color::RGB(colour(state)));
        let tone = |tone| {
            let like = match tone {
                Tone::Good => State::Agreed,
                Tone::Weak => State::Conditional,
                Tone::Bad => State::Unassigned,
                Tone::Quiet => State::Outside,
            };
            centred.clone().set_bold().set_background_color(Color::RGB(colour(like)))
        };
        let priority = |priority| {
            let shade = match priority {
                Priority::A => 0xF4B6B6,
                Priority::B => 0xFCE4B6,
                Priority::C => 0xEDEDED,
            };
            centred.clone().set_bold().set_background_color(Color::RGB(shade))
        };
        Styles {
            prose: wrapped.clone(),
            title: base.clone().set_bold().set_font_size(16),
            heading: base
                .clone()
                .set_bold()
                .set_font_size(12)
                .set_font_color(Color::RGB(0x1F3864))
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(Color::RGB(0x1F3864)),
            label: wrapped.clone().set_bold(),
            header_entry: header.clone().set_font_color(Color::Black).set_background_color(Color::RGB(0xFFD966)),
            header,
            number: text.clone().set_align(FormatAlign::Right).set_indent(1).set_num_format("#,##0"),
            date: centred.clone().set_num_format(date),
            date_left: text.clone().set_align(FormatAlign::Left).set_num_format(date),
            link: linked(text.clone()),
            link_label: linked(wrapped.clone()),
            strong: text.clone().set_bold().set_background_color(Color::RGB(0xDDE6F3)),
            strong_centred: centred.clone().set_bold().set_background_color(Color::RGB(0xDDE6F3)),
            entry_date: entry.clone().set_num_format(date).set_align(FormatAlign::Center),
            gone: gone(text.clone()),
            come: come(text.clone()),
            pieces: [base.clone(), gone(base.clone()), come(base.clone())],
            done: Format::new().set_font_color(Color::RGB(0x9E9E9E)),
            states: State::ALL.into_iter().map(|of| (of, state(of))).collect(),
            priorities: Priority::ALL.into_iter().map(|of| (of, priority(of))).collect(),
            tones: [Tone::Good, Tone::Weak, Tone::Bad, Tone::Quiet].into_iter().map(|of| (of, tone(of))).collect(),
            base,
            text,
            centred,
            entry,
        }
    }

    /// The format of a state.
    pub fn state(&self, state: State) -> &Format {
        self.states.get(&state).unwrap_or(&self.text)
    }

    /// The format of a mark.
    pub fn tone(&self, tone: Tone) -> &Format {
        self.tones.get(&tone).unwrap_or(&self.centred)
    }

    /// How a piece of a difference looks within a cell.
    pub fn piece(&self, side: Side) -> &Format {
        match side {
            Side::Same => &self.pieces[0],
            Side::Old => &self.pieces[1],
            Side::New => &self.pieces[2],
        }
    }

    /// The format of a priority.
    pub fn priority(&self, priority: Priority) -> &Format {
        self.priorities.get(&priority).unwrap_or(&self.centred)
    }
}

fn gone(format: Format) -> Format {
    format.set_font_strikethrough().set_font_color(Color::RGB(0xA01818))
}

fn come(format: Format) -> Format {
    format.set_underline(FormatUnderline::Single).set_bold().set_font_color(Color::RGB(0x0B4F9E))
}

fn linked(format: Format) -> Format {
    format.set_font_color(Color::RGB(0x0563C1)).set_underline(FormatUnderline::Single)
}

/// Red where nobody does it, violet where papers quarrel, yellow where it rests on something weak, blue where a person must
/// look, green and grey at rest.
fn colour(state: State) -> u32 {
    match state {
        State::Unassigned | State::Mutual | State::Unaccepted => 0xF8CBCB,
        State::Contradicted | State::Overlapping => 0xE4D1F0,
        State::Conditional | State::Effort | State::Open | State::Declared => 0xFFF2CC,
        State::Undecided => 0xD0E4F5,
        State::Agreed => 0xDDF0D6,
        State::Outside => 0xEFEFEF,
    }
}
