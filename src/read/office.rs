//! What packages of office programs share: relationships between parts, and the notices for packages in trouble.

use quick_xml::events::Event;

use super::limits::{Package, Trouble};
use super::xml::{Xml, attribute, letters};
use crate::model::{Notice, Place};

/// A relationship from one part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id inside the part.
    pub id: String,
    /// The last word of its type: `worksheet`, `styles`, `footnotes` …
    pub kind: String,
    /// Name of the part it leads to.
    pub target: String,
}

/// The relationships of a part, or of the package for an empty name. External targets stay out.
pub fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Trouble> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(bytes) = package.part(&name)? else { return Ok(Vec::new()) };
    let text = letters(&bytes);
    let mut xml = Xml::new(&text);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(relations),
            Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                let (Some(id), Some(kind), Some(target)) =
                    (attribute(&start, "Id"), attribute(&start, "Type"), attribute(&start, "Target"))
                else {
                    continue;
                };
                if attribute(&start, "TargetMode").is_some_and(|mode| mode == "External") {
                    continue;
                }
                relations.push(Relation {
                    id: id.into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(folder, &target),
                });
            }
            _ => {}
        }
    }
}

/// The part that a target leads to from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// The notice for a paper that could not be read at all, or only up to a point.
pub fn notice_of(trouble: Trouble, partly: bool) -> Notice {
    let message = match (trouble, partly) {
        (Trouble::Encrypted, _) => {
            "パスワードで保護されているため、読めませんでした。パスワードを解除して保存し直してください。"
        }
        (Trouble::TooLarge, false) => {
            "ファイルの中身が大きすぎるため、読むのをやめました。不要なシートや空の書式を消し、保存し直してください。"
        }
        (Trouble::TooLarge, true) => {
            "ファイルの中身が大きすぎるため、途中までしか読んでいません。不要な部分を消し、保存し直してください。"
        }
        (Trouble::Damaged, false) => {
            "ファイルが壊れているため、読めませんでした。元のファイルをもう一度受け取るか、Excel又はWordで修復して保存し直してください。"
        }
        (Trouble::Damaged, true) => {
            "ファイルの一部が壊れているため、読めていない部分があります。Wordで開いて修復し、保存し直してください。"
        }
    };
    Notice::new(Place::default(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}
