//! The source of a form in, the form with its answers out.
//!
//! A form's source is a table of tabs. `@form mds` names the questions in `forms/mds.tsv`; `@style`, `@edition`, `@head`,
//! `@added`, `@foot` and `@remark` describe the paper; every other line is a question's number and what stands in its row:
//! the answer (`yes`, `no`, `na`, `both`, `-`) and then the remaining cells. A question that has no line is left out.
//! In the questions, `#` and `##` begin a part and a section.

use super::Fault;
use std::{collections::BTreeMap, fs, path::Path};

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 役割分担確認表
    RoleTable,
    /// 製造業者の開示書
    Mds,
    /// サービス事業者の開示書
    Sds,
}

/// How answers are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The word alone, chosen from a list.
    Words,
    /// Both words with a filled and an empty box.
    Boxes,
    /// Both words, the wrong one struck through.
    Struck,
    /// A ring in one of the columns はい, いいえ, 対象外.
    Columns,
}

/// What is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// はい
    Yes,
    /// いいえ
    No,
    /// 対象外
    Na,
    /// はい and いいえ.
    Both,
    /// Nothing.
    Blank,
}

/// One line of the body.
pub enum Line {
    /// A part or a section.
    Heading(String),
    /// A question, its answer, and the cells after it.
    Row {
        /// Number as printed.
        number: String,
        /// Short title; empty in disclosures.
        title: String,
        /// The question.
        text: String,
        /// What is marked.
        answer: Answer,
        /// Cells behind the answer: 完了日 and added columns, or the remark's number.
        rest: Vec<String>,
    },
}

/// A form with its answers.
pub struct Sheet {
    /// Which form.
    pub kind: Kind,
    /// How answers are marked.
    pub style: Style,
    /// The line under the title of a disclosure.
    pub edition: Option<String>,
    /// Labels and values of the head.
    pub head: Vec<(String, String)>,
    /// Headings of the columns that a hospital has added.
    pub added: Vec<String>,
    /// The body.
    pub lines: Vec<Line>,
    /// Remarks by their number.
    pub remarks: Vec<(String, String)>,
    /// Notes at the foot.
    pub foot: Vec<String>,
}

/// Reads a form's source; `forms` is the folder of the questions.
pub fn read(source: &str, forms: &Path) -> Result<Sheet, Fault> {
    let mut sheet = Sheet {
        kind: Kind::RoleTable,
        style: Style::Words,
        edition: None,
        head: Vec::new(),
        added: Vec::new(),
        lines: Vec::new(),
        remarks: Vec::new(),
        foot: Vec::new(),
    };
    let (mut form, mut answers) = (String::new(), BTreeMap::new());
    for line in source.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            ["@form", name] => form = name.to_owned(),
            ["@style", name] => sheet.style = style(name).ok_or_else(|| format!("no style is called {name}"))?,
            ["@edition", text] => sheet.edition = Some(text.to_owned()),
            ["@head", label, value] => sheet.head.push((label.to_owned(), value.to_owned())),
            ["@remark", key, text] => sheet.remarks.push((key.to_owned(), text.to_owned())),
            ["@foot", text] => sheet.foot.push(text.to_owned()),
            ["@added", ..] => sheet.added = cells[1..].iter().map(|&cell| cell.to_owned()).collect(),
            [number, ref given @ ..] if !number.starts_with('@') => {
                answers.insert(number.to_owned(), given.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
            }
            _ => return Err(format!("a line says nothing: {line}").into()),
        }
    }
    sheet.kind = match form.as_str() {
        "role-table" => Kind::RoleTable,
        "mds" => Kind::Mds,
        "sds" => Kind::Sds,
        _ => return Err(format!("no form is called {form}").into()),
    };
    sheet.lines = lines(&fs::read_to_string(forms.join(form + ".tsv"))?, &mut answers)?;
    match answers.keys().next() {
        Some(number) => Err(format!("the form has no question {number}").into()),
        None => Ok(sheet),
    }
}

/// The questions that are answered, under their headings.
fn lines(questions: &str, answers: &mut BTreeMap<String, Vec<String>>) -> Result<Vec<Line>, Fault> {
    let (mut lines, mut headings) = (Vec::new(), Vec::new());
    for question in questions.lines().filter(|line| !line.is_empty()) {
        if let Some((_, heading)) = question.split_once("# ") {
            headings.push(Line::Heading(heading.to_owned()));
            continue;
        }
        let mut cells = question.split('\t').map(str::to_owned);
        let (Some(number), Some(title), Some(text)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(format!("a question needs a number, a title and a text: {question}").into());
        };
        let Some(mut given) = answers.remove(&number) else { continue };
        let answer = given.first().and_then(|word| answer(word)).ok_or_else(|| format!("{number}: no answer"))?;
        let rest = given.split_off(1);
        lines.append(&mut headings);
        lines.push(Line::Row { number, title, text, answer, rest });
    }
    Ok(lines)
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "words" => Style::Words,
        "boxes" => Style::Boxes,
        "struck" => Style::Struck,
        "columns" => Style::Columns,
        _ => return None,
    })
}

fn answer(word: &str) -> Option<Answer> {
    Some(match word {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        "na" => Answer::Na,
        "both" => Answer::Both,
        "-" => Answer::Blank,
        _ => return None,
    })
}
