//! The head of a form: title, names, dates, and the editions that the paper names. In: lines and cells above the table.
//! Out: [`Head`].

use super::sheet::Sheet;
use super::table::{own_cells, standing};
use crate::catalogue::{FormLayout, Label};
use crate::model::{Date, Header, Notice, Place, Value};
use crate::text::dates;
use crate::text::numbers::{narrow, squeeze};
use crate::text::pattern;

pattern!(GUIDELINE, r"ガイドライン第?([0-9](?:\.[0-9])?)版");
pattern!(FORM_VERSION, r"(?i)(?:MDS|SDS|開示書|ガイド|用)[/MDS()]*Ver\.?([0-9]\.[0-9][a-z]?)");
pattern!(FISCAL_YEAR, r"令和([0-9]{1,2}|元)年(?:度|版)");
pattern!(
    ISSUED,
    r"(?:(令和)([0-9]{1,2}|元)|(20[0-9]{2}))年([0-9]{1,2})月(?:[0-9]{1,2}日)?(?:版|改定|改訂|改正|策定|公表|発行)"
);

/// What stands above the table.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Fields as they were filled in.
    pub header: Header,
    /// The form's own version as printed (`5.0`).
    pub version: Option<String>,
    /// The fiscal year of a yearly form (`R7`).
    pub fiscal: Option<String>,
    /// The month in which the form came out or was revised (`2024-06`).
    pub issued: Option<String>,
    /// All words above the tables without white space, one line each.
    pub words: String,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

impl Head {
    /// Takes a line of running text.
    pub fn take_line(&mut self, text: &str, place: &Place, layout: &FormLayout) {
        self.take_words(text);
        let folded = narrow(text);
        let parts = folded.split_once(':').or_else(|| folded.trim().split_once(' '));
        if let Some((label, value)) = parts
            && let Some(label) = layout.label(label)
        {
            self.fill(label, value.trim(), None, place);
        }
    }

    /// Takes a row of cells above the table.
    pub fn take_row(&mut self, sheet: &Sheet, row: u32, layout: &FormLayout) {
        let mut cells = own_cells(&sheet.grid, row).peekable();
        while let Some((at, cell)) = cells.next() {
            let text = standing(cell);
            self.take_words(&text);
            let place = sheet.place(row, at);
            if let Some(label) = layout.label(&text) {
                if let Some((at, value)) = cells.next_if(|(_, next)| layout.label(&next.text).is_none()) {
                    let text = standing(value);
                    self.take_words(&text);
                    self.fill(label, text.trim(), Some(&value.value), &sheet.place(row, at));
                }
            } else if let Some((label, value)) = narrow(&text).split_once(':')
                && let Some(label) = layout.label(label)
            {
                self.fill(label, value.trim(), None, &place);
            }
        }
    }

    /// Takes the name of a sheet: it may tell the version, and is no title.
    pub fn take_name(&mut self, name: &str) {
        self.take_versions(&squeeze(name));
    }

    fn take_words(&mut self, text: &str) {
        let line = squeeze(text);
        if line.is_empty() {
            return;
        }
        if self.header.title.is_none() {
            self.header.title = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.take_versions(&line);
        self.words.push_str(&line);
        self.words.push('\n');
    }

    fn take_versions(&mut self, line: &str) {
        if let Some(found) = GUIDELINE.captures(line) {
            let edition = found[1].to_owned();
            let edition = if edition.contains('.') { edition } else { format!("{edition}.0") };
            self.header.guideline.get_or_insert(edition);
        }
        if let Some(found) = FORM_VERSION.captures(line) {
            self.version.get_or_insert(found[1].to_owned());
        }
        if let Some(found) = FISCAL_YEAR.captures(line) {
            self.fiscal.get_or_insert(format!("R{}", found[1].replace('元', "1")));
        }
        if let Some(found) = ISSUED.captures(line) {
            let number = |at: usize| found.get(at).map_or("", |word| word.as_str()).replace('元', "1").parse::<u32>();
            let year = if found.get(1).is_some() { number(2).map(|year| 2018 + year) } else { number(3) };
            if let (Ok(year), Ok(month @ 1..=12)) = (year, number(4)) {
                self.issued.get_or_insert(format!("{year}-{month:02}"));
            }
        }
    }

    fn fill(&mut self, label: Label, text: &str, value: Option<&Value>, place: &Place) {
        let words = || (!text.is_empty()).then(|| text.to_owned());
        let header = &mut self.header;
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = words();
            }
        };
        match label {
            Label::Hospital => set(&mut header.hospital),
            Label::Vendor => set(&mut header.vendor),
            Label::Product => set(&mut header.product),
            // One sheet a system: the paper is about all of them.
            Label::System => match (&mut header.system, words()) {
                (Some(known), Some(other)) if !known.split('、').any(|name| name == other) => {
                    known.push('、');
                    known.push_str(&other);
                }
                (Some(_), _) => {}
                (none, name) => *none = name,
            },
            Label::Version => set(&mut header.version),
            Label::Created | Label::FirstCheck => {
                let date = date_in(text, value);
                if date.is_none() && !dates::is_blank(text) {
                    self.notices.push(Notice::new(
                        place.clone(),
                        format!("「{text}」を日付として読み取れませんでした。年月日が分かる形に直してください。"),
                    ));
                }
                let field = if label == Label::Created { &mut header.created } else { &mut header.first_check };
                *field = field.or(date);
            }
        }
    }
}

fn date_in(text: &str, value: Option<&Value>) -> Option<Date> {
    match value {
        Some(&Value::Date(date)) => Some(date),
        _ => dates::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::sketch::catalogue;
    use crate::model::Kind;

    #[test]
    fn lines_fill_the_head() {
        let catalogue = catalogue();
        let layout = &catalogue.forms.iter().find(|form| form.kind == Kind::Sds).expect("an edition").layout;
        let mut head = Head::default();
        for line in [
            "サービス事業者による医療情報セキュリティ開示書",
            "(医療情報システムの安全管理に関するガイドライン第６．０版対応)　ＳＤＳ　Ｖｅｒ．５．０",
            "作成日：令和8年6月15日",
            "サービス事業者名　架空クラウド株式会社",
            "サービス名称：みほんカルテ",
        ] {
            head.take_line(line, &Place::default(), layout);
        }
        assert_eq!(head.header.title.as_deref(), Some("サービス事業者による医療情報セキュリティ開示書"));
        assert_eq!(head.header.guideline.as_deref(), Some("6.0"));
        assert_eq!(head.version.as_deref(), Some("5.0"));
        assert_eq!(head.header.created, Date::new(2026, 6, 15));
        assert_eq!(head.header.vendor.as_deref(), Some("架空クラウド株式会社"));
        assert_eq!(head.header.product.as_deref(), Some("みほんカルテ"));
        head.take_line("初回確認日：", &Place::default(), layout);
        head.take_line("作成日：昨年の春", &Place::default(), layout);
        assert_eq!(head.notices.len(), 1);
    }
}
