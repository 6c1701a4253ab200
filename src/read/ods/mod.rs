//! The bytes of an OpenDocument spreadsheet (ods) in, its sheets out. Cells show the words that the paper itself keeps beside each
//! value. Rows and cells say how often they come again: what is empty costs nothing, what is filled is kept up to a bound.

mod page;
mod styles;

use quick_xml::events::Event;

use self::page::Pages;
use self::styles::Styles;
use super::limits::{Package, Trouble};
use super::news::or_nothing;
use super::xml::{Xml, letters};
use crate::model::{Content, Noted};

/// Reads a spreadsheet. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    or_nothing(sheets(bytes))
}

fn sheets(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    if is_locked(&mut package)? {
        return Err(Trouble::Encrypted);
    }
    let Some(content) = package.part("content.xml")? else { return Err(Trouble::Damaged) };
    let mut styles = Styles::default();
    if let Some(named) = package.part("styles.xml")? {
        let _ = styles.take(&letters(&named));
    }
    let text = letters(&content);
    let _ = styles.take(&text);
    Ok(Pages::read(&text, &styles))
}

/// The list of parts says that some are encrypted.
fn is_locked(package: &mut Package<'_>) -> Result<bool, Trouble> {
    let Some(list) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    let text = letters(&list);
    let mut xml = Xml::new(&text);
    loop {
        match xml.next()? {
            Event::Eof => return Ok(false),
            Event::Start(start) if start.local_name().as_ref() == "encryption-data" => return Ok(true),
            _ => {}
        }
    }
}
