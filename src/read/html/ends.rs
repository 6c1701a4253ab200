//! The tags of a page in, whether it was cut off before its end out. People leave out end tags, programs never do: a page
//! is taken for cut where an element stays open that this page would have closed.

use html5gum::Error;

use crate::model::{Notice, Place};

/// Elements that are closed wherever they are written.
const CLOSED: &[&str] = &[
    "table",
    "div",
    "ul",
    "ol",
    "dl",
    "select",
    "form",
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "textarea",
    "script",
    "style",
    "title",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];
/// Elements that some people close and some do not, the whole page long.
const OPEN_OR_CLOSED: &[&str] = &["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "html", "body"];
/// Letters that are shown of the last words.
const SHOWN: usize = 24;

/// What the tags of a page tell of its end.
#[derive(Debug, Default)]
pub struct Ends {
    /// Elements are closed here that need not be.
    is_strict: bool,
    /// The end of the whole page was written.
    is_written: bool,
    /// The letters stop inside a tag or a comment.
    in_tag: bool,
}

impl Ends {
    /// Takes an end tag.
    pub fn end(&mut self, name: &str) {
        let is_page = matches!(name, "html" | "body");
        self.is_written |= is_page;
        self.is_strict |= !is_page && OPEN_OR_CLOSED.contains(&name);
    }

    /// Takes what the letters do wrong.
    pub fn error(&mut self, error: Error) {
        self.in_tag |= matches!(error, Error::EofInTag | Error::EofInComment | Error::EofInDoctype);
    }

    /// Whether a page is cut that ends with these elements open.
    pub fn is_cut<'a>(&self, mut open: impl Iterator<Item = &'a str>) -> bool {
        let stays = |name: &str| CLOSED.contains(&name) || self.is_strict && OPEN_OR_CLOSED.contains(&name);
        self.in_tag || !self.is_written && open.any(stays)
    }
}

/// What is said of a page that is cut behind these words.
pub fn notice(line: u32, last: &str) -> Notice {
    let count = last.chars().count();
    let words: String = last.chars().skip(count.saturating_sub(SHOWN)).collect();
    let after = if words.is_empty() { String::new() } else { format!("「{words}」の後で") };
    let message = format!(
        "ページが{after}途中で切れているおそれがあります(表や段落が閉じられないまま終わっています)。続きは読めていないため、元のページをもう一度保存して入れてください。"
    );
    Notice::new(Place { line: Some(line.max(1)), ..Place::default() }, message)
}

#[cfg(test)]
mod tests {
    use crate::model::Paper;
    use crate::read::source;

    #[test]
    fn pages_that_are_cut_say_so() {
        let head = "<!DOCTYPE html><html><head><title>規約</title></head><body>";
        for (page, is_cut) in [
            ("<table><tr><td>ログの点検</td><td>乙</td></tr><tr><td>媒体の保", true),
            ("<table><tr><td>ログの点検<td>乙<tr><td>媒体の保", true),
            ("<p>甲は、行う。</p><p>乙は、", true),
            ("<p>甲は、行う。</p>", true),
            ("<p>甲は、行う。</p><p class=\"x", true),
            ("<p>甲は、行う。</p></body></html><!-- saved", true),
            ("<div>甲は、行う。", true),
            // Written by hand: nothing is closed that need not be.
            ("<p>甲は、行う。<p>乙は、行う。", false),
            ("<ul><li>甲は、行う。<li>乙は、行う。</ul>", false),
            // Sloppy, but whole.
            ("<div><table><tr><td>甲</td><td>乙</td></tr></body></html>", false),
            ("<b>甲は、行う。", false),
        ] {
            let source = source(&Paper { path: "a.html".to_owned(), bytes: format!("{head}{page}").into_bytes() });
            let said = source.notices.iter().any(|notice| notice.message.contains("途中で切れている"));
            assert_eq!(said, is_cut, "{page}: {:?}", source.notices);
        }
        let bare = |page: &str| source(&Paper { path: "a.html".to_owned(), bytes: page.into() }).notices.len();
        assert_eq!(bare("<p>甲は、行う。</p>"), 0);
        assert_eq!(bare("<p>甲は、行う。</p><table><tr><td>甲</td><td>"), 1);
    }
}
