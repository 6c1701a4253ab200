//! The workbook part in, its list of sheets out, with what all of them share: strings, styles, the first day.

use quick_xml::events::Event;

use super::colours::Colours;
use super::strings::Strings;
use super::styles::Styles;
use crate::read::limits::{Package, Trouble};
use crate::read::office::{Relation, relations};
use crate::read::xml::{Xml, attribute, letters};

/// A sheet of cells as the workbook lists it.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// It is hidden.
    pub is_hidden: bool,
    /// The part that holds it; none where the workbook does not say.
    pub part: Option<String>,
}

/// The list of a workbook.
#[derive(Debug)]
pub struct Book {
    /// Sheets of cells, in their order. Two may have the same name.
    pub sheets: Vec<Listed>,
    since_1904: bool,
    relations: Vec<Relation>,
}

/// What all sheets of a book share.
#[derive(Debug)]
pub struct Shared {
    /// The table of strings.
    pub strings: Strings,
    /// The cell styles.
    pub styles: Styles,
    /// Days count from 1904.
    pub since_1904: bool,
}

impl Book {
    /// Reads the list. Sheets of charts and dialogs are left out.
    pub fn read(package: &mut Package<'_>) -> Result<Book, Trouble> {
        let main = relations(package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        let relations = relations(package, &main)?;
        let Some(bytes) = package.part(&main)? else { return Err(Trouble::Damaged) };
        let text = letters(&bytes);
        let mut xml = Xml::new(&text);
        let mut book = Book { sheets: Vec::new(), since_1904: false, relations };
        loop {
            match xml.next()? {
                Event::Eof => return Ok(book),
                Event::Start(start) => match start.local_name().as_ref() {
                    "workbookPr" => {
                        if let Some(since) = attribute(&start, "date1904") {
                            book.since_1904 = matches!(since.as_ref(), "1" | "true");
                        }
                    }
                    "sheet" => {
                        let Some(name) = attribute(&start, "name") else { continue };
                        let id = attribute(&start, "id");
                        let relation =
                            book.relations.iter().find(|relation| id.as_ref().is_some_and(|id| relation.id == **id));
                        if relation.is_some_and(|relation| relation.kind != "worksheet") {
                            continue;
                        }
                        book.sheets.push(Listed {
                            name: name.into_owned(),
                            is_hidden: attribute(&start, "state").is_some_and(|state| state != "visible"),
                            part: relation.map(|relation| relation.target.clone()),
                        });
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Reads what all sheets share.
    pub fn shared(&self, package: &mut Package<'_>) -> Result<Shared, Trouble> {
        let strings = self.part(package, "sharedStrings")?;
        let strings = strings.map(|bytes| Strings::read(&letters(&bytes))).transpose()?.unwrap_or_default();
        let mut colours = Colours::default();
        // Without the theme some colours are not the same, which is no reason to read nothing.
        if let Ok(Some(theme)) = self.part(package, "theme") {
            colours.take(&letters(&theme));
        }
        let styles = self.part(package, "styles")?;
        let styles = styles.map(|bytes| Styles::read(&letters(&bytes), &colours)).transpose()?;
        let mut styles = styles.unwrap_or_default();
        if !styles.complemented.is_empty() {
            let features = package.part("xl/featurePropertyBag/featurePropertyBag.xml")?.unwrap_or_default();
            styles.take_features(&letters(&features));
        }
        Ok(Shared { strings, styles, since_1904: self.since_1904 })
    }

    /// The part of that kind, where the workbook says it is, else under its usual name.
    fn part(&self, package: &mut Package<'_>, kind: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let told = self.relations.iter().find(|relation| relation.kind == kind);
        if let Some(bytes) = told.map_or(Ok(None), |told| package.part(&told.target))? {
            return Ok(Some(bytes));
        }
        let usual =
            if kind == "theme" { "theme/theme1.xml".to_owned() } else { format!("{kind}.xml").to_ascii_lowercase() };
        let name = package.names().iter().find(|name| name.to_ascii_lowercase().ends_with(&usual)).cloned();
        name.map_or(Ok(None), |name| package.part(&name))
    }
}
