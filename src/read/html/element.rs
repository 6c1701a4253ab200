//! The elements of a page by what they do to the text: part it, hide it, or nothing.

/// Elements that part paragraphs.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements that never have an end.
const VOIDS: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Elements whose letters are no text of the page: scripts, menus, readings over letters.
const MUTE: &[&str] = &[
    "audio", "button", "canvas", "datalist", "iframe", "map", "math", "nav", "noembed", "noframes", "noscript",
    "object", "rp", "rt", "rtc", "script", "svg", "template", "video", "xml",
];

/// Elements that change the look of letters and stay open over the end of a paragraph.
const LOOKS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

pub fn is_void(name: &str) -> bool {
    VOIDS.contains(&name)
}

pub fn is_mute(name: &str) -> bool {
    MUTE.contains(&name)
}

pub fn is_look(name: &str) -> bool {
    LOOKS.contains(&name)
}

/// Elements that an end inside them does not reach beyond.
pub fn is_wall(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption")
}

/// The level of a heading element.
pub fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// The elements that end when this one begins, and the ones beyond which nothing ends.
pub fn ends_before(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ol", "ul", "menu", "dir", "td", "th", "table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th", "table"]),
        "td" | "th" => (&["td", "th", "caption"], &["table"]),
        "tr" => (&["tr", "caption"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr", "caption"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select"]),
        _ if is_block(name) => (&["p"], &["td", "th", "table", "caption", "button"]),
        _ => (&[], &[]),
    }
}
