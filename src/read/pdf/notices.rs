//! What was found on pages in, the sentences about what could not be read out.

use super::geometry::Drawn;
use crate::model::{Notice, Place};

pub const DAMAGED: &str = "PDFが壊れているため、読めませんでした。元のファイルをもう一度受け取るか、PDFを開けるソフトで保存し直してください。";
pub const TOO_LARGE: &str =
    "PDFの中の部品が大きすぎるため、読むのをやめました。PDFを開けるソフトで保存し直すか、分けて入れてください。";
pub const LOCKED: &str =
    "パスワードで保護されているため、読めませんでした。パスワードを解除したPDFに入れ替えてください。";
pub const SEALED: &str =
    "PDFが読み取れない方法で暗号化されているため、読めませんでした。暗号化を解除したPDFに入れ替えてください。";

/// Pages that could not be read as they are, counted from 1.
#[derive(Debug, Default)]
pub struct Seen {
    /// Pictures without letters.
    pictures: Vec<u32>,
    /// Letters without a meaning.
    unknown: Vec<u32>,
    /// A few such letters among others.
    holes: Vec<u32>,
    /// Letters that a machine read in a picture.
    recognised: Vec<u32>,
    /// Words that are struck through.
    pub struck: Vec<u32>,
    /// Circles that do not tell which answer they mark.
    pub unclear: Vec<u32>,
    /// Answers that were chosen by their colour.
    pub coloured: Vec<u32>,
    /// Answers that look chosen by their colour, the same in every row.
    pub patterned: Vec<u32>,
    /// Pages of which something is damaged.
    damaged: Vec<u32>,
    /// Parts that belong to no page alone are damaged.
    pub is_damaged: bool,
    /// How many pages the file says that it has, where there are fewer.
    pub said: Option<usize>,
    /// Letters were left out.
    pub is_cut: bool,
}

impl Seen {
    /// Looks at a page; false where its letters must not be read.
    pub fn look(&mut self, page: u32, drawn: &Drawn) -> bool {
        self.is_cut |= drawn.is_cut;
        if drawn.is_damaged {
            self.damaged.push(page);
        }
        let letters = drawn.glyphs.iter().filter(|glyph| !glyph.letter.is_whitespace()).count();
        if letters < 10 && (drawn.pictures > 0.3 || drawn.shapes > 100) {
            self.pictures.push(page);
            return letters > 0 && drawn.unknown == 0;
        }
        if drawn.unknown * 5 > letters {
            self.unknown.push(page);
            return false;
        }
        if drawn.unknown > 0 {
            self.holes.push(page);
        } else if drawn.unpainted * 2 > letters && drawn.pictures > 0.3 {
            self.recognised.push(page);
        }
        true
    }

    /// The sentences, for a document of so many pages.
    pub fn notices(&self, count: usize) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |pages: &[u32], what: &str| {
            if !pages.is_empty() {
                let whole = pages.len() == count;
                let named = if whole { "全ページ".to_owned() } else { named(pages) };
                let place = Place { page: pages.first().copied().filter(|_| !whole), ..Place::default() };
                notices.push(Notice::new(place, format!("{named}{what}")));
            }
        };
        say(
            &self.pictures,
            "は画像のため読めませんでした。文字の入った元の文書に入れ替えるか、文字を読み取って(OCR)保存し直してください。",
        );
        say(
            &self.unknown,
            "は文字の情報が失われているため読めませんでした。元の文書をdocx形式又はxlsx形式で入れてください。",
        );
        say(&self.holes, "に読めない文字があり、〓に置き換えました。元の文書と見比べてください。");
        say(&self.recognised, "の文字は、画像から機械で読み取られたものです。元の文書と見比べてください。");
        say(
            &self.struck,
            "に取り消し線の付いた文字があり、削除されたものとして読んでいません。本当に削除した文字かどうかを確かめてください。",
        );
        say(
            &self.unclear,
            "に、どの回答を囲んでいるか読み取れない丸があり、その丸は読んでいません。どの回答かを作成者に確かめてください。",
        );
        say(
            &self.coloured,
            "の回答のうち、印がなく色や太字で目立たせた語のあるものは、その語を選んだものとして読みました。正しいかどうかを確かめてください。",
        );
        say(
            &self.patterned,
            "に、すべての行で同じ回答の語を色や太字で目立たせた表があり、回答の印とは読んでいません。回答であれば、○などの印を付けて保存し直してください。",
        );
        say(
            &self.damaged,
            "に壊れた部分があり、読めていない文字や誤った文字がある可能性があります。元のファイルをもう一度受け取って入れ替えてください。",
        );
        let mut whole = |message: String| notices.push(Notice::new(Place::default(), message));
        if let Some(said) = self.said {
            whole(format!(
                "PDFは{said}ページあるはずですが、{count}ページしか見つかりません。壊れているため、元のファイルをもう一度受け取って入れ替えてください。"
            ));
        } else if self.is_damaged && self.damaged.is_empty() {
            whole("PDFに壊れた部分があり、読めていない文字がある可能性があります。元のファイルをもう一度受け取って入れ替えてください。".to_owned());
        }
        if self.is_cut {
            let message = "大きすぎる部分又は壊れた部分があり、そこは読めませんでした。PDFを開けるソフトで保存し直すか、分けて入れてください。";
            notices.push(Notice::new(Place::default(), message));
        }
        notices
    }
}

/// Pages in words: `3ページ、5～7ページ`.
fn named(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let words: Vec<String> = runs
        .iter()
        .map(|&(first, last)| if first == last { format!("{first}ページ") } else { format!("{first}～{last}ページ") })
        .collect();
    words.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_in_runs() {
        assert_eq!(named(&[3, 5, 6, 7, 9]), "3ページ、5～7ページ、9ページ");
        let seen = Seen { pictures: vec![1, 2], ..Seen::default() };
        assert!(seen.notices(2)[0].message.starts_with("全ページは画像のため"));
        assert!(seen.notices(3)[0].message.starts_with("1～2ページは画像のため"));
    }
}
