//! The sheets ガイドラインの確認 (what guidelines ask of the whole case, with the words each answer rests on) and リスク評価
//! (every question of a disclosure that was not answered yes or n/a, to be assessed by people).

use super::index::Index;
use super::{Cell, Column, Entry, Sheet, SheetName, Tone};
use crate::model::{Answer, Document, Kind, Reply, Row};

/// ガイドラインの確認: one row a question.
pub(super) fn answers(index: &Index) -> Sheet {
    let columns = vec![
        Column::new("システム", 22),
        Column::new("確認すること", 38),
        Column::new("答え", 14).centred(),
        Column::new("理由", 44),
        Column::new("拠りどころ(原文のまま)", 60),
        Column::new("場所", 30),
        Column::new("参照する指針", 26),
    ];
    let rows = index
        .report
        .assessments
        .iter()
        .map(|one| {
            let (words, places): (Vec<String>, Vec<String>) = one
                .grounds
                .iter()
                .map(|(words, at)| (format!("「{words}」"), index.place(&at.document, &at.place)))
                .unzip();
            let answer = match one.reply {
                Reply::Yes => Cell::toned("○ はい", Tone::Good),
                Reply::No => Cell::toned("× いいえ", Tone::Bad),
                Reply::NotShown => Cell::toned("△ 示されていない", Tone::Weak),
            };
            vec![
                Cell::text(one.system.as_deref().map_or("(全体)", |system| index.system_name(system))),
                Cell::text(one.question.as_str()),
                answer,
                Cell::text(one.why.as_str()),
                Cell::text(words.join("\n")),
                Cell::text(places.join("\n")),
                Cell::text(one.basis),
            ]
        })
        .collect();
    Sheet { name: SheetName::Assessments, columns, rows, frozen: 2, broad: true }
}

/// リスク評価: one row a question of an MDS or SDS that is not at ease, then columns for people.
pub(super) fn risks(index: &Index) -> Sheet {
    let columns = vec![
        Column::new("システム", 20),
        Column::new("文書", 22),
        Column::new("テーマ", 22),
        Column::new("番号", 8).centred(),
        Column::new("質問", 44),
        Column::new("回答", 10).centred(),
        Column::new("備考", 30),
        Column::new("関係する義務", 24),
        Column::new("リスクの大きさ", 13).entered(Entry::Choice(&["大", "中", "小"])),
        Column::new("扱い", 18).entered(Entry::Choice(&[
            "代わりの措置をとる",
            "事業者に対応を求める",
            "受容する(理由を記入)",
        ])),
        Column::new("措置・理由", 30).entered(Entry::Free),
        Column::new("担当", 12).entered(Entry::Free),
        Column::new("期限", 12).entered(Entry::Date),
    ];
    let forms = index.report.documents.iter().filter(|document| matches!(document.kind, Kind::Mds | Kind::Sds));
    let asked = forms.flat_map(|form| form.rows.iter().filter(|row| is_open(row, form)).map(move |row| (form, row)));
    let mut rows: Vec<Vec<Cell>> = asked.map(|(form, row)| risk(index, form, row)).collect();
    if rows.is_empty() {
        let mut none = vec![Cell::Empty; columns.len()];
        none[4] = Cell::text("評価の要る答え(「いいえ」・未記入)はありません。");
        rows.push(none);
    }
    Sheet { name: SheetName::Risks, columns, rows, frozen: 4, broad: true }
}

/// «いいえ», or an answer that is not there, where the question has to be answered.
fn is_open(row: &Row, form: &Document) -> bool {
    !matches!(row.answer, Answer::Yes | Answer::Na) && !form.is_gated(row)
}

fn risk(index: &Index, form: &Document, row: &Row) -> Vec<Cell> {
    let systems: Vec<&str> = index.systems_of(form).iter().map(|system| system.name.as_str()).collect();
    let duties: Vec<&str> = row.duties.iter().map(|duty| index.catalogue.title(duty)).collect();
    let mut cells = vec![
        Cell::text(systems.join("\n")),
        Cell::text(index.document_name(&form.id)),
        Cell::maybe(row.section.as_deref()),
        Cell::text(row.number.as_str()),
        Cell::text(row.text.as_str()),
        Cell::text(row.answer.ja()),
        Cell::maybe(row.remark.as_deref()),
        Cell::text(duties.join("\n")),
    ];
    cells.extend(std::iter::repeat_n(Cell::Empty, 5));
    cells
}
