//! The styles part of a document in, what a style means for reading out: heading level, numbering, hidden and struck
//! letters, each inherited through the styles it is based on.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::read::limits::Trouble;
use crate::read::xml::{Xml, attribute, is_on, number};

/// Styles on one another; longer chains are cut.
const MAX_CHAIN: usize = 32;

/// What a style says, as far as reading needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// Outline level, 0 for a chapter; 9 means body text.
    pub outline: Option<u8>,
    /// List of the automatic numbers; 0 takes them away.
    pub list: Option<u32>,
    /// Level in that list.
    pub level: Option<u8>,
    /// Letters are hidden.
    pub hidden: Option<bool>,
    /// Letters are struck through.
    pub struck: Option<bool>,
    /// Lines of a table of contents.
    pub contents: bool,
}

impl Style {
    /// Takes over what this style leaves open.
    fn inherit(&mut self, base: &Style) {
        self.outline = self.outline.or(base.outline);
        self.list = self.list.or(base.list);
        self.level = self.level.or(base.level);
        self.hidden = self.hidden.or(base.hidden);
        self.struck = self.struck.or(base.struck);
        self.contents |= base.contents;
    }
}

/// The styles of a document by id, inheritance resolved.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style on which each is based.
    bases: BTreeMap<String, String>,
    default: Style,
}

impl Styles {
    /// The style of a paragraph that names that style, or none.
    pub fn paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.default)
    }

    /// The styles on which a style is based, nearest first.
    pub fn bases<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s str> {
        let first = self.bases.get(id);
        std::iter::successors(first, |id| self.bases.get(id.as_str())).map(String::as_str).take(MAX_CHAIN)
    }

    /// The style of letters by id.
    pub fn letters(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// Reads a styles part.
    pub fn read(text: &str) -> Result<Styles, Trouble> {
        let mut xml = Xml::new(text);
        let mut raw: BTreeMap<String, (Style, Option<String>)> = BTreeMap::new();
        let mut default = None;
        let mut open: Option<(String, Style, Option<String>)> = None;
        loop {
            match xml.next()? {
                Event::Eof => break,
                Event::End(end) if end.local_name().as_ref() == "style" => {
                    if let Some((id, style, base)) = open.take() {
                        raw.insert(id, (style, base));
                    }
                }
                Event::Start(start) => {
                    let name = start.local_name();
                    if matches!(
                        name.as_ref(),
                        "latentStyles" | "docDefaults" | "tblStylePr" | "tblPr" | "trPr" | "tcPr"
                    ) {
                        xml.skip(&start)?;
                        continue;
                    }
                    if name.as_ref() == "style" {
                        let id = attribute(&start, "styleId").unwrap_or_default().into_owned();
                        let is_default =
                            attribute(&start, "default").is_some_and(|value| value == "1" || value == "true");
                        if is_default && attribute(&start, "type").is_some_and(|kind| kind == "paragraph") {
                            default = Some(id.clone());
                        }
                        open = Some((id, Style::default(), None));
                        continue;
                    }
                    let Some((_, style, base)) = &mut open else { continue };
                    match name.as_ref() {
                        "basedOn" => *base = attribute(&start, "val").map(|id| id.into_owned()),
                        "name" => {
                            let name = attribute(&start, "val").unwrap_or_default().to_lowercase();
                            style.outline = style.outline.or(named_level(&name));
                            style.contents = is_contents(&name);
                        }
                        "outlineLvl" => style.outline = number(&start, "val").map(|level| level.min(9) as u8),
                        "numId" => style.list = number(&start, "val"),
                        "ilvl" => style.level = number(&start, "val").map(|level| level.min(8) as u8),
                        "vanish" => style.hidden = Some(is_on(&start)),
                        "strike" | "dstrike" => style.struck = Some(is_on(&start)),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        let by_id: BTreeMap<String, Style> = raw.keys().map(|id| (id.clone(), resolved(&raw, id))).collect();
        let default = default.and_then(|id| by_id.get(&id).cloned()).unwrap_or_default();
        let bases = raw.into_iter().filter_map(|(id, (_, base))| Some((id, base?))).collect();
        Ok(Styles { by_id, bases, default })
    }
}

/// A built-in style for lines of a table of contents, by its name in small letters.
fn is_contents(name: &str) -> bool {
    let rest = name.strip_prefix("toc ").or_else(|| name.strip_prefix("目次 "));
    rest.is_some_and(|level| level.len() == 1 && level.as_bytes()[0].is_ascii_digit())
        || matches!(name, "toc heading" | "contents heading" | "目次の見出し")
}

/// The level of a built-in heading by its name in small letters, for producers that leave the outline level out.
fn named_level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix("heading ").or_else(|| name.strip_prefix("見出し "))?;
    digit.parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level - 1)
}

fn resolved(raw: &BTreeMap<String, (Style, Option<String>)>, id: &str) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    for _ in 0..MAX_CHAIN {
        let Some((own, base)) = next.and_then(|id| raw.get(id)) else { break };
        style.inherit(own);
        next = base.as_deref();
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit_what_they_leave_open() {
        let styles = Styles::read(
            r#"<w:styles xmlns:w="w"><w:latentStyles><w:lsdException/></w:latentStyles>
            <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
            <w:style w:type="paragraph" w:styleId="jo"><w:basedOn w:val="1"/>
              <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="ko"><w:basedOn w:val="jo"/><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>
            <w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>
            </w:styles>"#,
        )
        .expect("reads");
        let of = |id| styles.paragraph(Some(id)).clone();
        assert_eq!(of("1").outline, Some(0));
        assert_eq!(
            (of("ko").outline, of("ko").list, of("ko").level, of("ko").hidden),
            (Some(2), Some(7), Some(1), Some(true))
        );
        assert_eq!(of("x"), Style::default());
        assert_eq!(styles.paragraph(None), &Style::default());
    }
}
