//! The style sheets and style attributes of a page in, what they mean for reading out: letters struck through or hidden.

use std::collections::BTreeSet;

/// What a style says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Letters are struck through.
    pub struck: bool,
    /// Nothing is shown.
    pub hidden: bool,
    /// The number of a list item, as Word writes it beside the item.
    pub numbers: bool,
    /// The comments that Word puts after the text.
    pub comments: bool,
    /// One of them.
    pub comment: bool,
    /// Letters are set apart from those beside them: a frame, a ground or a colour of their own, bold, underlined.
    pub loud: bool,
}

/// Reads a style attribute.
pub fn of(text: &str) -> Style {
    let mut style = Style::default();
    for part in text.to_ascii_lowercase().split(';') {
        let Some((name, value)) = part.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        style.loud |= ["border", "outline", "background"].iter().any(|start| name.starts_with(start))
            || name == "color"
            || name == "font-weight" && value != "normal" && value != "400"
            || name.starts_with("text-decoration") && value.contains("underline");
        match name {
            "text-decoration" | "text-decoration-line" => style.struck |= value.contains("line-through"),
            "display" => style.hidden |= value.starts_with("none"),
            "visibility" => style.hidden |= value.starts_with("hidden") || value.starts_with("collapse"),
            "mso-hide" => style.hidden |= value.starts_with("all"),
            "mso-list" => style.numbers |= value == "ignore",
            "mso-element" => {
                style.comments |= value == "comment-list";
                style.comment |= value == "comment";
            }
            _ => {}
        }
    }
    style
}

/// The classes whose letters a style sheet strikes through. What a class hides may be shown by a click and is read.
pub fn struck_classes(sheet: &str) -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    let (mut depth, mut selectors) = (0usize, "");
    let mut begun = 0;
    for (at, letter) in sheet.char_indices() {
        match letter {
            '{' => {
                if depth == 0 {
                    selectors = &sheet[begun..at];
                }
                depth += 1;
                begun = at + 1;
            }
            '}' => {
                if depth == 1 && of(&sheet[begun..at]).struck {
                    let names = selectors.split(',').filter_map(|selector| selector.trim().split_once('.'));
                    let plain = names.filter(|(_, class)| !class.contains([' ', '.', ':', '>', '@']));
                    classes.extend(plain.map(|(_, class)| class.to_ascii_lowercase()));
                }
                depth = depth.saturating_sub(1);
                begun = at + 1;
            }
            _ => {}
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_what_is_struck_and_hidden() {
        for (text, struck, hidden) in [
            ("color:red", false, false),
            ("TEXT-DECORATION: underline line-through; color:red", true, false),
            ("display:none;mso-hide:all", false, true),
            ("visibility : hidden", false, true),
        ] {
            assert_eq!((of(text).struck, of(text).hidden), (struck, hidden), "{text}");
        }
        assert!(of("mso-list:Ignore").numbers);
        let sheet = "<!-- .xl65 {mso-style-parent:style0;} .xl66, td.xl67\n{color:red; text-decoration:line-through;}
            @media print { .x { text-decoration:line-through } } .a .b {text-decoration:line-through} } -->";
        assert_eq!(struck_classes(sheet), BTreeSet::from(["xl66".to_owned(), "xl67".to_owned()]));
    }
}
