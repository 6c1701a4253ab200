//! Changes `hazama.toml` by what a person clicked, and nothing else in it: comments, order and blanks stay. In: a case folder and what
//! is to be said of a paper, a system or a vendor. Out: the file written whole, or the fault that kept it as it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, Item, RawString, Table, Value};

use super::fault::{self, Fault};
use super::{MANIFEST, kept, manifest, output};
use crate::model::{Date, DocumentHint};

/// What to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// What the manifest says of a paper. A part that is none or empty is left to recognition; an edition stays as it is.
    Paper(DocumentHint),
    /// One system more, with its vendor's id. It gets an id of its own.
    System {
        /// Its name.
        name: String,
        /// Its vendor's id, or none.
        vendor: Option<String>,
    },
    /// One vendor more. It gets an id of its own.
    Vendor {
        /// Its name.
        name: String,
    },
}

/// Changes the manifest of a case folder. Where there is none, `propose` gives what it begins with. `paths` are the files that it may
/// name.
///
/// # Errors
/// The manifest cannot be read or written, is wrong already, or would be wrong afterwards; then it stays as it is.
pub fn amend(
    dir: &Path,
    amendment: &Amendment,
    paths: &[&str],
    today: Date,
    propose: impl FnOnce() -> String,
) -> Result<(), Vec<Fault>> {
    let _lock = kept::lock(dir)?;
    let file = dir.join(MANIFEST);
    let text = match fs::read(&file) {
        Ok(bytes) => {
            manifest::read(&file, bytes.clone(), today, paths)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => propose(),
        Err(error) => return Err(vec![fault::refused(&file, &error)]),
    };
    let amended = amended(&text, amendment).map_err(|[ja, en]| vec![Fault::new(&file, ja, en)])?;
    manifest::parse(&file, &amended, today, paths)?;
    output::write(&file, amended.as_bytes()).map_err(|fault| vec![fault])
}

/// The text with one thing changed, or why it cannot be.
fn amended(text: &str, amendment: &Amendment) -> Result<String, [&'static str; 2]> {
    let has_returns = text.contains("\r\n");
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut toml: DocumentMut = plain.parse().map_err(|_| {
        ["TOMLの書き方になっていません。エディターで直してください。", "this is not TOML; mend it in an editor"]
    })?;
    match amendment {
        Amendment::Paper(hint) => say_of_paper(tables(&mut toml, "document")?, hint),
        Amendment::System { name, vendor } => {
            let table = fresh(tables(&mut toml, "system")?, "system", name);
            set(table, "vendor", vendor.as_deref().map(Value::from));
        }
        Amendment::Vendor { name } => {
            fresh(tables(&mut toml, "vendor")?, "vendor", name);
        }
    }
    let text = toml.to_string();
    Ok(if has_returns { text.replace('\n', "\r\n") } else { text })
}

/// The tables of that name; made where there are none.
fn tables<'a>(toml: &'a mut DocumentMut, name: &str) -> Result<&'a mut ArrayOfTables, [&'static str; 2]> {
    let item = toml.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    item.as_array_of_tables_mut().ok_or([
        "[[document]] などが1行の書き方になっているため、画面からは直せません。エディターで直してください。",
        "[[document]] and the like are written in one line here; change them in an editor",
    ])
}

fn say_of_paper(tables: &mut ArrayOfTables, hint: &DocumentHint) {
    let is_it = |table: &Table| {
        table.get("path").and_then(Item::as_str).is_some_and(|path| manifest::path_of(path) == hint.path)
    };
    let known = tables.iter().position(is_it);
    if known.is_none() {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        set(&mut table, "path", Some(Value::from(&hint.path)));
        tables.push(table);
    }
    let at = known.unwrap_or(tables.len() - 1);
    let Some(table) = tables.get_mut(at) else { return };
    let systems = match hint.systems.as_slice() {
        [] => None,
        [one] => Some(Value::from(one)),
        many => Some(Value::Array(many.iter().map(String::as_str).collect::<Array>())),
    };
    for (field, value) in [
        ("kind", hint.kind.map(|kind| Value::from(kind.id()))),
        ("side", hint.side.map(|side| Value::from(side.id()))),
        ("system", systems),
        ("vendor", hint.vendor.as_deref().map(Value::from)),
    ] {
        set(table, field, value);
    }
}

/// A table more, with an id that none has yet.
fn fresh<'a>(tables: &'a mut ArrayOfTables, stem: &str, name: &str) -> &'a mut Table {
    let known: BTreeSet<String> =
        tables.iter().filter_map(|table| table.get("id")?.as_str().map(str::to_owned)).collect();
    let mut number = tables.len() + 1;
    while known.contains(&format!("{stem}-{number}")) {
        number += 1;
    }
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    set(&mut table, "id", Some(Value::from(format!("{stem}-{number}"))));
    set(&mut table, "name", Some(Value::from(name)));
    tables.push(table);
    let last = tables.len() - 1;
    // it was pushed just now
    tables.get_mut(last).expect("the table that was pushed")
}

/// Sets a field, or takes it out; what people wrote beside it or above it stays.
fn set(table: &mut Table, field: &str, value: Option<Value>) {
    match (value, table.get_mut(field)) {
        (Some(mut value), Some(Item::Value(there))) => {
            if there.as_str().is_some() && there.as_str() == value.as_str() {
                return;
            }
            *value.decor_mut() = there.decor().clone();
            *there = value;
        }
        (Some(value), _) => {
            table.insert(field, Item::Value(value));
        }
        (None, None) => {}
        (None, Some(_)) => take_out(table, field),
    }
}

fn take_out(table: &mut Table, field: &str) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let Some(at) = keys.iter().position(|key| key == field) else { return };
    let Some((key, item)) = table.remove_entry(field) else { return };
    let words = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let above = words(key.leaf_decor().prefix());
    let beside = item.as_value().map(|value| words(value.decor().suffix())).unwrap_or_default();
    let mut left = above;
    if beside.contains('#') {
        left.push_str(beside.trim_start());
        left.push('\n');
    }
    if left.trim().is_empty() {
        return;
    }
    match keys.get(at + 1).and_then(|next| table.key_mut(next)) {
        Some(mut next) => {
            let decor: &mut Decor = next.leaf_decor_mut();
            let own = words(decor.prefix());
            decor.set_prefix(left + &own);
        }
        // the last field: the comment goes behind the one before it
        None => {
            let before = keys[..at].last().and_then(|key| table.get_mut(key)).and_then(Item::as_value_mut);
            if let Some(value) = before {
                let own = words(value.decor().suffix());
                value.decor_mut().set_suffix(format!("{own}\n{}", left.trim_end()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Side};

    const TEXT: &str = "# 当院の設定\n[hospital]\nname = \"みほん病院\"   # 正式名称\n\n[[system]]\nid = \"ehr\"\nname='電子カルテ'\n\n\
        [[document]]\npath = \"契約\\\\保守.docx\"   # 原本は総務課\n# 種類: 契約書\nsystem = \"ehr\"  # 仮\n\n# 規程\n[[document]]\npath = \"規程.docx\"\n";

    fn hint(path: &str, kind: Option<Kind>, systems: &[&str]) -> Amendment {
        let systems = systems.iter().map(|id| (*id).to_owned()).collect();
        Amendment::Paper(DocumentHint { path: path.to_owned(), kind, systems, ..DocumentHint::default() })
    }

    #[test]
    fn one_thing_changes_and_all_else_stays() {
        for (amendment, from, to) in [
            (hint("契約/保守.docx", None, &["ehr"]), "", ""),
            (
                hint("契約/保守.docx", Some(Kind::Contract), &["ehr"]),
                "\"ehr\"  # 仮\n",
                "\"ehr\"  # 仮\nkind = \"contract\"\n",
            ),
            (hint("契約/保守.docx", None, &["ehr", "lab"]), "\"ehr\"  # 仮", "[\"ehr\", \"lab\"]  # 仮"),
            (hint("契約/保守.docx", None, &[]), "# 種類: 契約書\nsystem = \"ehr\"  # 仮\n", "# 種類: 契約書\n# 仮\n"),
            (
                hint("新しい.pdf", Some(Kind::Sla), &[]),
                "\"規程.docx\"\n",
                "\"規程.docx\"\n\n[[document]]\npath = \"新しい.pdf\"\nkind = \"sla\"\n",
            ),
            (
                Amendment::System { name: "検査".to_owned(), vendor: None },
                "name='電子カルテ'\n",
                "name='電子カルテ'\n\n[[system]]\nid = \"system-2\"\nname = \"検査\"\n",
            ),
        ] {
            let wanted = TEXT.replacen(from, to, 1);
            assert_eq!(amended(TEXT, &amendment).expect("is TOML"), wanted, "{amendment:?}");
            let returns = |text: &str| text.replace('\n', "\r\n");
            assert_eq!(amended(&returns(TEXT), &amendment).expect("is TOML"), returns(&wanted), "{amendment:?}");
        }
        assert!(amended("document = [{path = \"a\"}]\n", &hint("a", None, &[])).is_err());
    }

    #[test]
    fn a_manifest_that_would_be_wrong_is_not_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let today = Date { year: 2026, month: 11, day: 22 };
        let paths = ["契約/保守.docx", "規程.docx"];
        let run = |amendment: &Amendment| amend(dir.path(), amendment, &paths, today, || TEXT.to_owned());
        let file = dir.path().join(MANIFEST);
        assert!(run(&hint("規程.docx", Some(Kind::Rule), &["nobody"])).is_err());
        assert!(!file.exists());
        let with_side = DocumentHint {
            path: "規程.docx".to_owned(),
            side: Some(Side::Hospital),
            kind: Some(Kind::Rule),
            ..DocumentHint::default()
        };
        run(&Amendment::Paper(with_side)).expect("is written");
        let text = fs::read_to_string(&file).expect("is there");
        assert_eq!(text, format!("{TEXT}kind = \"rule\"\nside = \"hospital\"\n"));
        assert!(run(&hint("ない.docx", None, &[])).is_err());
        fs::write(&file, "[[document]\n").expect("a file");
        assert!(run(&hint("規程.docx", None, &[])).is_err());
        assert_eq!(fs::read_to_string(&file).expect("is there"), "[[document]\n");
    }
}
