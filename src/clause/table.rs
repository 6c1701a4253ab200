//! Tables in prose: role tables with ◎○△, service levels, statements in cells, answers. In: a table. Out: statements a row.

use super::column::{Column, column};
use super::legend::{Legend, Role};
use super::piece::LEFT_OUT;
use super::question::answer;
use super::sentence;
use super::statement::{Around, Mode, Statement};
use crate::model::{Confidence, DutyId, Explanation, Kind, Level, Party, Strength, Table, TableCell};
use crate::text::normal;

/// Columns of a table that are told apart.
const MAX_COLUMNS: u32 = 256;

/// What a row of a table gave.
#[derive(Debug, Default)]
pub struct RowReading {
    /// Row number as printed in its first column, or empty.
    pub number: String,
    /// 0-based row.
    pub index: u32,
    /// Its cells joined.
    pub text: String,
    /// The claims.
    pub statements: Vec<Statement>,
    /// Why nothing was credited on purpose.
    pub ignored: Option<String>,
    /// What a person has to look at.
    pub notices: Vec<String>,
    /// The question of a questionnaire's row.
    pub question: Option<String>,
}

/// Reads a table.
pub fn read(table: &Table, around: &Around<'_>, legend: &Legend) -> Vec<RowReading> {
    let (table, heads) = headed(gridded(table));
    let table = &trimmed(&table);
    let Some(header) = table.rows.first() else { return Vec::new() };
    let names: Vec<String> = header.iter().map(|cell| normal(&cell.text)).collect();
    let columns: Vec<Column> = names.iter().map(|name| column(name, around)).collect();
    // 項番|区分|内容|水準: what is measured is the topic
    let mut columns = columns;
    if !columns.contains(&Column::Topic)
        && columns.contains(&Column::Measure)
        && let Some(at) = columns.iter().position(|column| *column == Column::Content)
    {
        columns[at] = Column::Topic;
    }
    // 区分: who does it, or whether it is required
    let holds_party = |at: usize| {
        table.rows.iter().skip(1).filter_map(|row| row.get(at)).any(|cell| {
            let words = normal(&cell.text);
            around.parties.resolve(words.split(['※', '(', ' ']).next().unwrap_or_default()).is_some()
        })
    };
    for at in 0..columns.len() {
        if columns[at] == Column::Doer && names[at] == "区分" && !holds_party(at) {
            columns[at] = Column::Class;
        }
    }
    let party_columns = columns.iter().filter(|column| matches!(column, Column::Party(_))).count();
    let has_header =
        columns.iter().any(|column| !matches!(column, Column::Other)) && !names.iter().all(|name| name.ends_with('。'));
    // tables of versions, machines, amounts and words claim nothing
    if names.iter().any(|name| {
        ["版", "改定日", "数量", "金額", "単価", "用語", "台数", "型番", "職種", "月額", "料金", "価格", "年額", "税別"]
            .iter()
            .any(|word| name.starts_with(word) || name.ends_with("日付") && name.len() < 12)
    }) {
        return ignored(table, "一覧・改版履歴等の表");
    }
    let mut rows = Vec::new();
    let mut topic_above = String::new();
    for (index, cells) in table.rows.iter().enumerate().skip(if has_header { heads } else { 0 }) {
        let words: Vec<String> = cells.iter().map(|cell| normal(&cell.text)).collect();
        let mut row = RowReading {
            index: index as u32,
            text: cells
                .iter()
                .map(|cell| cell.text.trim())
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" | "),
            ..RowReading::default()
        };
        let pick = |wanted: Column| {
            columns.iter().position(|column| *column == wanted).and_then(|at| words.get(at)).map(String::as_str)
        };
        row.number = pick(Column::Number).unwrap_or_default().to_owned();
        // with party columns the other column of words is the topic, whatever it is called
        let first = columns
            .iter()
            .position(|column| {
                if party_columns > 0 {
                    matches!(column, Column::Content | Column::Other)
                } else {
                    *column != Column::Number
                }
            })
            .and_then(|at| words.get(at));
        let mut topic = pick(Column::Topic).or(first.map(String::as_str)).unwrap_or_default().to_owned();
        if topic.is_empty() && cells.first().is_some_and(|cell| cell.continued) {
            topic = topic_above.clone();
        }
        topic_above.clone_from(&topic);
        if columns.contains(&Column::Answer) {
            answered(&mut row, &columns, &words, around, legend);
            let question = pick(Column::Question).or(pick(Column::Topic)).unwrap_or_default();
            row.question = Some(question.to_owned()).filter(|question| !question.is_empty());
        } else if party_columns >= 1
            && columns.iter().any(|column| matches!(column, Column::Party(_)))
            && party_marks(&columns, &words)
        {
            marks(&mut row, &topic, &columns, &words, around, legend);
        } else {
            sentences(&mut row, &topic, &columns, &words, around);
        }
        rows.push(row);
    }
    rows
}

/// With a cell for every column of every row, so that a mark stands under its party whatever was merged beside it.
fn gridded(table: &Table) -> Table {
    if table.rows.iter().all(|row| (0..).zip(row).all(|(at, cell)| cell.column == at && cell.columns <= 1)) {
        return table.clone();
    }
    let row = |cells: &Vec<TableCell>| {
        let mut row: Vec<TableCell> = Vec::new();
        for cell in cells {
            while (row.len() as u32) < cell.column.min(MAX_COLUMNS) {
                row.push(TableCell { column: row.len() as u32, columns: 1, ..TableCell::default() });
            }
            row.push(cell.clone());
        }
        row
    };
    Table { rows: table.rows.iter().map(row).collect(), ..*table }
}

/// A head of two rows in one, 分担 over 甲 and 乙 giving 甲 and 乙; and how many rows the head has.
fn headed(mut table: Table) -> (Table, usize) {
    let [upper, lower, ..] = table.rows.as_slice() else { return (table, 1) };
    let below = |column: u32| lower.get(column as usize);
    let is_group = |cell: &TableCell| {
        let columns = cell.column..cell.column.saturating_add(cell.columns).min(MAX_COLUMNS);
        cell.columns > 1
            && columns.clone().all(|at| below(at).is_some_and(|cell| !cell.continued && !cell.text.is_empty()))
    };
    let is_whole = |cell: &TableCell| {
        cell.columns <= 1 && below(cell.column).is_none_or(|below| below.continued || below.text.is_empty())
    };
    let is_filler = |cell: &TableCell| cell.text.is_empty();
    let fits = |cell: &TableCell| is_group(cell) || is_whole(cell) || is_filler(cell);
    if table.rows.len() < 3 || !upper.iter().any(is_group) || !upper.iter().all(fits) {
        return (table, 1);
    }
    let whole =
        |cell: &TableCell| upper.iter().find(|above| above.column == cell.column && above.columns <= 1).cloned();
    let head = lower.iter().map(|cell| {
        let own = cell.continued || cell.text.is_empty();
        own.then(|| whole(cell)).flatten().unwrap_or_else(|| cell.clone())
    });
    table.rows[0] = head.collect();
    (table, 2)
}

/// Without columns that hold nothing: |区分|指標| begins and ends with an empty cell.
fn trimmed(table: &Table) -> Table {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let used: Vec<bool> = (0..width)
        .map(|at| table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.trim().is_empty())))
        .collect();
    let mut table = table.clone();
    for row in &mut table.rows {
        let mut at = 0;
        row.retain(|_| {
            at += 1;
            used.get(at - 1).copied().unwrap_or(false)
        });
    }
    table
}

fn ignored(table: &Table, why: &str) -> Vec<RowReading> {
    table
        .rows
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, cells)| RowReading {
            index: index as u32,
            text: cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" | "),
            ignored: Some(why.to_owned()),
            ..RowReading::default()
        })
        .collect()
}

/// The party columns hold marks, not sentences.
fn party_marks(columns: &[Column], words: &[String]) -> bool {
    columns
        .iter()
        .zip(words)
        .filter(|(column, _)| matches!(column, Column::Party(_)))
        .all(|(_, word)| word.chars().count() <= 8)
}

/// A row of a questionnaire: question, answer, remark.
fn answered(row: &mut RowReading, columns: &[Column], words: &[String], around: &Around<'_>, legend: &Legend) {
    let pick = |wanted: Column| {
        columns.iter().position(|column| *column == wanted).and_then(|at| words.get(at)).map_or("", String::as_str)
    };
    let (reply, remark) = (pick(Column::Answer), pick(Column::Remark));
    let remark =
        if remark.is_empty() { reply.split('(').nth(1).unwrap_or_default().trim_end_matches(')') } else { remark };
    let remark = legend.notes.get(remark.trim_start_matches("備考").trim()).map_or(remark, String::as_str);
    let question = match pick(Column::Question) {
        "" => pick(Column::Topic),
        question => question,
    };
    let Some(found) = answer(reply) else {
        row.ignored = Some("回答を読み取れない行".to_owned());
        return;
    };
    for duty in around.catalogue.topics(question) {
        row.statements.push(stated(duty.clone(), found.strength, question));
        if super::ending::is_planned(remark) {
            let planned = stated(duty, Strength::Planned, question);
            // はい with a plan is a plan
            if found.strength == Strength::Stated {
                row.statements.pop();
            }
            row.statements.push(planned);
        }
    }
    if row.statements.is_empty() {
        row.ignored = Some("該当する義務なし".to_owned());
    }
}

fn marks(
    row: &mut RowReading,
    topic: &str,
    columns: &[Column],
    words: &[String],
    around: &Around<'_>,
    legend: &Legend,
) {
    let duties = around.catalogue.topics(topic);
    let cells: Vec<(Party, &str)> = columns
        .iter()
        .zip(words)
        .filter_map(|(column, word)| match column {
            Column::Party(party) => Some((*party, word.trim())),
            _ => None,
        })
        .collect();
    let known = !legend.marks.is_empty();
    let mut holders: Vec<(Party, bool)> = Vec::new();
    let mut unclear = false;
    for (party, cell) in &cells {
        if cell.is_empty() || ["-", "ー", "−", "×", "なし", "/"].contains(cell) {
            continue;
        }
        match legend.role(cell) {
            Some(Role::Lead) => holders.push((*party, true)),
            Some(Role::Does) => holders.push((*party, false)),
            Some(Role::Helps | Role::None) => {}
            None if ["○", "●", "◎", "主", "実施", "担当", "主担当", "レ", "✓", "✔"].contains(cell) => {
                holders.push((*party, ["◎", "主", "主担当"].contains(cell)))
            }
            None => unclear = true,
        }
    }
    // a leader is the holder; one who only does it beside a leader is no second holder
    if holders.iter().any(|(_, leads)| *leads) {
        holders.retain(|(_, leads)| *leads);
    }
    if duties.is_empty() {
        row.ignored = Some("該当する義務なし".to_owned());
        return;
    }
    if unclear && !known {
        row.notices.push(format!(
            "「{}」の印の意味が凡例にないため、担当を判定していません。凡例を確かめてください。",
            row.text
        ));
    }
    let holder = match holders.len() {
        0 => return,
        1 => holders[0].0,
        _ => Party::Both,
    };
    let note = words.iter().find(|word| word.contains('※')).cloned();
    for duty in duties {
        let mut statement = stated(duty, Strength::Duty, topic);
        statement.holder = holder;
        statement.scope = note.clone();
        if around.kind.level() == Level::Internal && holder == Party::Vendor {
            statement.strength = Strength::Expected;
        }
        if around.kind.level() == Level::Declared {
            statement.strength = if holder == Party::Hospital { Strength::Expected } else { Strength::Stated };
        }
        statement.why.step = "表の担当欄の印".to_owned();
        row.statements.push(statement);
    }
}

fn sentences(row: &mut RowReading, topic: &str, columns: &[Column], words: &[String], around: &Around<'_>) {
    let doer_cell = columns
        .iter()
        .position(|column| *column == Column::Doer)
        .and_then(|at| words.get(at))
        .map_or("", String::as_str);
    let doer_words = doer_cell.split(['※', '(', ' ']).next().unwrap_or_default();
    // a firm may stand under its full name, which the paper has not shortened
    let doer =
        around.parties.resolve(doer_words).map(|(party, _)| party).or_else(|| around.parties.describe(doer_words));
    if super::cite::points_elsewhere(doer_cell) {
        for duty in around.catalogue.topics(topic) {
            let mut statement = stated(duty, Strength::Open, topic);
            statement.holder = Party::Unstated;
            row.statements.push(statement);
        }
        return;
    }
    let class = columns
        .iter()
        .position(|column| *column == Column::Class)
        .and_then(|at| words.get(at))
        .map_or("", String::as_str);
    // 参考, 任意: described or wished for, not required
    if ["参考", "任意", "推奨", "希望", "加点", "現状", "要望"].iter().any(|free| class.starts_with(free))
    {
        row.ignored = Some("必須でない行".to_owned());
        return;
    }
    let has_topic = columns.contains(&Column::Topic);
    let contents: Vec<&str> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| {
            matches!(column, Column::Content | Column::Measure | Column::Other)
                && words.get(*at).is_some_and(|word| word != topic || !has_topic && word.ends_with('。'))
        })
        .filter_map(|(at, _)| words.get(at).map(String::as_str))
        .collect();
    let mut agent = doer.unwrap_or(around.silent.0);
    if doer_cell.is_empty() && agent == Party::Unstated && around.kind == Kind::Sla {
        agent = Party::Vendor;
    }
    let effort = ["目標", "目安", "努力"]
        .iter()
        .any(|aim| class.contains(aim) || contents.iter().any(|words| words.contains(aim)));
    let heading = format!("{}{}", around.heading, topic);
    for content in &contents {
        // 「甲」「対象外」 alone, 「甲が月1回実施」
        let bare = content.split(['※', '(']).next().unwrap_or(content).trim();
        if bare.chars().count() <= 8
            && let Some((party, _)) = around.parties.resolve(bare)
            && doer.is_none()
        {
            agent = party;
            continue;
        }
        if ["対象外", "範囲外", "含まない", "なし", "実施しない", "行わない", "提供しない"].contains(&bare)
        {
            for duty in around.catalogue.topics(topic) {
                row.statements.push(stated(duty, Strength::Disclaimed, topic));
            }
            continue;
        }
        // サービスに含まれません: the cell refuses what the row speaks of
        if bare.chars().count() <= 20 && !bare.contains('、') && LEFT_OUT.is_match(bare) {
            for duty in around.catalogue.topics(topic) {
                row.statements.push(stated(duty, Strength::Disclaimed, topic));
            }
            continue;
        }
        let completed = completed(content);
        let content = &completed.as_str();
        let sentence_like = content.ends_with('。')
            || content.contains("は、")
            || content.ends_with("する")
            || content.ends_with("行う")
            || content.ends_with("します")
            || content.ends_with("こと")
            || content.chars().count() > 7 && content.ends_with(['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぐ']);
        let inner = Around {
            kind: around.kind,
            parties: around.parties,
            catalogue: around.catalogue,
            heading: &heading,
            lead: around.lead,
            before: topic,
            referred: "",
            silent: (agent, if doer.is_some() { "表の担当欄" } else { around.silent.1 }, Confidence::High),
            item: true,
            front: false,
        };
        let is_open = super::cite::points_elsewhere(content) && !content.contains("は、");
        if sentence_like && is_open {
            let joined = format!("{topic}は、{content}");
            row.statements.append(&mut sentence::read(&joined, &inner, false).statements);
        } else if sentence_like {
            for one in super::cut::sentences(content) {
                let mut outcome = sentence::read(content[one].trim(), &inner, false);
                row.statements.append(&mut outcome.statements);
            }
            // 「提供者が24時間365日行う」: the topic is the act
            if row.statements.is_empty() {
                let joined =
                    if content.contains("は、") { (*content).to_owned() } else { format!("{topic}は、{content}") };
                let mut outcome = sentence::read(&joined, &inner, false);
                row.statements.append(&mut outcome.statements);
            }
        } else if super::cite::points_elsewhere(content) {
            for duty in around.catalogue.topics(topic) {
                let mut statement = stated(duty, Strength::Open, topic);
                statement.holder = Party::Unstated;
                row.statements.push(statement);
            }
        }
    }
    if row.statements.is_empty() && contents.iter().any(|content| super::cite::points_elsewhere(content)) {
        for duty in around.catalogue.topics(topic) {
            let mut statement = stated(duty, Strength::Open, topic);
            statement.holder = Party::Unstated;
            row.statements.push(statement);
        }
    }
    let text = &row.text;
    let figures = super::cite::has_figure(text);
    let levels = DutyId::new("sla.level");
    if figures
        && around.kind == Kind::Sla
        && [
            "稼働率",
            "応答",
            "復旧時間",
            "回答時間",
            "到着",
            "駆付",
            "可用性",
            "目標復旧",
            "停止時間",
            "応答時間",
            "着手",
            "提供時間",
            "サービス時間",
            "障害",
            "遅延",
        ]
        .iter()
        .any(|word| normal(topic).contains(word))
        && around.catalogue.duty(&levels).is_some()
        && !row.statements.iter().any(|statement| statement.duty == levels)
        && row
            .statements
            .iter()
            .all(|statement| statement.duty.area() == "sla" || statement.duty.as_str() == "inc.notify")
        && row.statements.is_empty()
    {
        let mut statement = stated(levels, if effort { Strength::Effort } else { Strength::Duty }, topic);
        statement.holder = agent;
        row.statements.push(statement);
    }
    // 「バックアップの取得 | 1日1回」, 「システム管理者 | ポートの停止」: a noun is claimed
    if row.statements.is_empty() {
        let noun_contents = contents.iter().any(|words| !words.is_empty());
        let sources: Vec<&str> =
            if columns.contains(&Column::Topic) || doer.is_none() { vec![topic] } else { contents.clone() };
        if noun_contents || doer.is_some() {
            for source in sources {
                for duty in around.catalogue.topics(source) {
                    if duty.as_str() == "sla.level" && !figures {
                        continue;
                    }
                    let mut statement = stated(duty, Strength::Duty, source);
                    statement.holder = agent;
                    if effort {
                        statement.strength = Strength::Effort;
                    }
                    if let Some(lead) = around.lead
                        && lead.mode == Mode::Exclude
                    {
                        statement.strength = Strength::Disclaimed;
                        statement.holder = Party::Vendor;
                    }
                    row.statements.push(statement);
                }
            }
        }
    }
    for statement in &mut row.statements {
        if effort && statement.strength == Strength::Duty {
            statement.strength = Strength::Effort;
        }
        if around.kind.level() == Level::Internal
            && statement.holder == Party::Vendor
            && statement.strength == Strength::Duty
        {
            statement.strength = Strength::Expected;
        }
        if around.kind.level() == Level::Declared && statement.strength == Strength::Duty {
            statement.strength =
                if statement.holder == Party::Hospital { Strength::Expected } else { Strength::Stated };
        }
        if doer_cell.contains('※') || row.text.contains('※') {
            statement.scope = statement.scope.take().or_else(|| Some("※注記のとおり".to_owned()));
        }
        if !doer_cell.is_empty() && doer.is_none() {
            statement.confidence = Confidence::Low;
        }
    }
    if row.statements.is_empty() {
        row.ignored = Some("該当する義務なし".to_owned());
    }
}

/// 「甲が月1回実施」 as a sentence.
fn completed(content: &str) -> String {
    let short = [
        "実施", "対応", "担当", "負担", "通知", "管理", "監視", "取得", "確認", "報告", "提供", "保管", "更新", "適用",
    ];
    if content.contains('が') && short.iter().any(|end| content.ends_with(end)) {
        format!("{content}する")
    } else {
        content.to_owned()
    }
}

/// A statement of the vendor about a duty.
pub fn stated(duty: DutyId, strength: Strength, words: &str) -> Statement {
    let why = Explanation { step: "表・回答欄".to_owned(), object: words.to_owned(), ..Explanation::default() };
    Statement::new(duty, Party::Vendor, strength, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, u32, u32, bool)]) -> Vec<TableCell> {
        let cell = |&(text, column, columns, continued): &(&str, u32, u32, bool)| TableCell {
            text: text.to_owned(),
            column,
            columns,
            continued,
        };
        cells.iter().map(cell).collect()
    }

    #[test]
    fn a_head_of_two_rows_is_read_as_one_and_marks_stay_in_their_column() {
        let table = Table {
            rows: vec![
                row(&[("作業", 0, 1, false), ("分担", 1, 2, false)]),
                row(&[("", 0, 1, true), ("甲", 1, 1, false), ("乙", 2, 1, false)]),
                row(&[("合同の確認", 0, 2, false), ("○", 2, 1, false)]),
            ],
            ..Table::default()
        };
        let (table, heads) = headed(gridded(&table));
        let words = |at: usize| table.rows[at].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
        assert_eq!((heads, words(0), words(2)), (2, vec!["作業", "甲", "乙"], vec!["合同の確認", "", "○"]));
        let plain = Table { rows: table.rows[1..].to_vec(), ..Table::default() };
        assert_eq!(headed(gridded(&plain)), (plain, 1));
    }
}
