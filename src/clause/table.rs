//! Tables in prose: role tables with ◎○△, service levels, statements in cells, answers. In: a table. Out: statements a row.

use super::answer::answer;
use super::cells::sentences;
use super::cite;
use super::class;
use super::column::{Column, column};
use super::condition::CONDITION;
use super::grid::{gridded, headed, trimmed};
use super::legend::{Legend, Role, role_of};
use super::statement::{Around, RowReading, Statement, stated};
use crate::model::{Confidence, DutyId, Kind, Level, Party, Strength, Table, TableCell};
use crate::text::{normal, pattern};

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
    let is_answer = |words: &str| {
        let bare = words.split('(').next().unwrap_or_default().trim();
        ["○", "×", "△", "-", "はい", "いいえ", "対象外"].contains(&bare)
    };
    // 職種別の閲覧制限 | ○, without a head: what is asked and the answer
    let answers_alone = around.kind.level() == Level::Declared
        && table.rows.len() > 2
        && columns.iter().all(|column| *column == Column::Other)
        && table.rows.iter().all(|row| row.get(1).is_some_and(|cell| is_answer(&normal(&cell.text))));
    if answers_alone {
        let rest = std::iter::repeat_n(Column::Remark, columns.len() - 2);
        columns = [Column::Question, Column::Answer].into_iter().chain(rest).collect();
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
    let is_list = |name: &String| {
        ["版", "改定日", "数量", "金額", "単価", "用語", "台数", "型番", "職種", "月額", "料金", "価格", "年額", "税別"]
            .iter()
            .any(|word| name.starts_with(word) || name.ends_with("日付") && name.len() < 12)
    };
    if !answers_alone && names.iter().any(is_list) {
        return ignored(table, "一覧・改版履歴等の表");
    }
    // 番号|事務局の事務: the one column of works says whose they are
    let owner = match columns.iter().filter(|column| **column != Column::Number).count() {
        1 => names.iter().find_map(|name| owner_of_works(name, around)),
        _ => None,
    };
    let silent = owner.map_or(around.silent, |party| (party, "表の見出し", Confidence::High));
    let inner = Around { silent, ..*around };
    let skipped = if has_header && !answers_alone { heads } else { 0 };
    let spelt = |cells: &Vec<TableCell>| cells.iter().map(|cell| normal(&cell.text)).collect::<Vec<String>>();
    let cells: Vec<Vec<String>> = table.rows.iter().skip(skipped).map(spelt).collect();
    let classes = (party_columns == 0 && !columns.contains(&Column::Answer))
        .then(|| legend.classes.column(&columns, &cells, around.parties))
        .flatten();
    let plans = match party_columns == 0 && !columns.contains(&Column::Answer) {
        true => class::plans(&columns, &names, &cells[usize::from(skipped == 0).min(cells.len())..], around.before),
        false => Vec::new(),
    };
    let skipped = if plans.is_empty() { skipped } else { heads.max(1) };
    let by_mark = if party_columns == 0 && plans.is_empty() {
        class::columns_of_marks(&names, around.parties)
    } else {
        Vec::new()
    };
    let mut rows = Vec::new();
    let mut topic_above = String::new();
    for (index, cells) in table.rows.iter().enumerate().skip(skipped) {
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
                    matches!(column, Column::Content | Column::Other | Column::Class)
                } else {
                    *column != Column::Number
                }
            })
            .and_then(|at| words.get(at));
        let class = classes.as_ref().and_then(|(at, known)| known.get(words.get(*at)?).copied());
        let class = class.or_else(|| class::marked(&by_mark, &words));
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
        } else if let Some((class, plan)) = legend.classes.of_plans(&plans, &names, &words, around.parties) {
            row.statements = class::claims(class, &topic, around);
            for statement in &mut row.statements {
                statement.condition = plan.clone();
            }
        } else if pick(Column::Measure).is_some_and(|measure| ["-", "−", "ー", "―"].contains(&measure)) {
            row.ignored = Some("基準の定めのない行".to_owned());
        } else if let Some(class) = class.filter(|class| class.is_of_work() && !elsewhere(&columns, &words, &topic)) {
            row.statements = class::claims(class, &topic, around);
            if row.statements.is_empty() {
                row.ignored = Some("該当する義務なし".to_owned());
            }
        } else {
            sentences(&mut row, &topic, &columns, &words, &inner);
            // 夜間処理の完了時刻 午前5時 目標: a level that the lists know no word for
            let is_level = |measure: &str| measure.contains(|c: char| c.is_ascii_digit());
            if row.statements.is_empty()
                && around.kind == Kind::Sla
                && let Some(class) = class.filter(|class| matches!(class.strength, Strength::Duty | Strength::Effort))
                && pick(Column::Measure).is_some_and(is_level)
            {
                let level = stated(DutyId::new("sla.level"), class.strength, &topic);
                row.statements.push(Statement { holder: Party::Vendor, ..level });
                row.ignored = None;
            }
            // 全面停止からの復旧 6時間以内: repairing within a measured time is a level too
            let repair = row
                .statements
                .iter()
                .find(|statement| statement.duty.as_str() == "sla.monitor" && statement.holder == Party::Vendor);
            const AGAIN: [&str; 8] = ["復旧", "回復", "再開", "修理", "修復", "応答", "着手", "到着"];
            if around.kind == Kind::Sla
                && AGAIN.iter().any(|again| topic.contains(again))
                && pick(Column::Measure).is_some_and(cite::has_figure)
                && let Some(repair) =
                    repair.filter(|_| !row.statements.iter().any(|one| one.duty.as_str() == "sla.level"))
            {
                let level = Statement { duty: DutyId::new("sla.level"), ..repair.clone() };
                row.statements.push(level);
            }
            // SLO: a level that is only aimed at
            if class.is_some_and(|class| class.strength == Strength::Effort) {
                for statement in row.statements.iter_mut().filter(|one| one.strength == Strength::Duty) {
                    statement.strength = Strength::Effort;
                }
            }
        }
        rows.push(row);
    }
    rows
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

/// A cell beside the topic points to another paper: 仕様書5.3のとおり.
fn elsewhere(columns: &[Column], words: &[String], topic: &str) -> bool {
    let mut cells = columns.iter().zip(words).filter(|(_, word)| *word != topic);
    cells.any(|(column, word)| matches!(column, Column::Content | Column::Measure) && cite::points_elsewhere(word))
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
    let explained = legend.classes.answer(reply.split('(').next().unwrap_or_default().trim());
    let Some(strength) = explained.or_else(|| answer(reply).map(|found| found.strength)) else {
        row.ignored = Some("回答を読み取れない行".to_owned());
        return;
    };
    let expect =
        |duty: DutyId, words: &str| Statement { holder: Party::Hospital, ..stated(duty, Strength::Expected, words) };
    // 記録するか はい 定期的な確認は、医療機関側で行っていただきます: the remark may hand over another duty than the one asked for
    let pushed = pushes(remark);
    let handed = if pushed { around.catalogue.topics(remark) } else { Vec::new() };
    let pushes_asked = pushed && handed.is_empty();
    row.statements.extend(handed.into_iter().map(|duty| expect(duty, remark)));
    let is_bought = strength == Strength::Stated && !pushed && CONDITION.is_match(remark);
    for duty in around.catalogue.topics(question) {
        if pushes_asked {
            row.statements.push(expect(duty.clone(), question));
        }
        let mut answer = stated(duty.clone(), strength, question);
        if is_bought {
            (answer.strength, answer.condition) = (Strength::Conditional, Some(remark.to_owned()));
        }
        row.statements.push(answer);
        if super::ending::is_planned(remark) {
            let planned = stated(duty, Strength::Planned, question);
            // はい with a plan is a plan
            if strength == Strength::Stated {
                row.statements.pop();
            }
            row.statements.push(planned);
        }
    }
    if row.statements.is_empty() {
        row.ignored = Some("該当する義務なし".to_owned());
    }
}

/// What the columns of the parties say of the duties of a row.
fn said(duties: &[DutyId], strength: Strength, topic: &str) -> impl Iterator<Item = Statement> {
    duties.iter().map(move |duty| {
        let mut statement = stated(duty.clone(), strength, topic);
        statement.why.step = "表の担当欄の印".to_owned();
        statement
    })
}

/// お客様側でディスクの暗号化を行っていただきます: the remark hands the work to the hospital.
pub(super) fn pushes(remark: &str) -> bool {
    pattern!(
        PUSHES,
        needs[["いただ", "頂", "下さ", "ください", "願い"]],
        r"(?:お客様|お客さま|医療機関|利用者|貴院|病院|契約者|導入施設)(?:様|さま)?側?(?:において|にて|で|に|の責任で)[^。]*(?:いただ|頂|下さ|ください|お?願い)|(?:お客様|お客さま|医療機関|貴院|病院|契約者|導入施設)(?:様|さま)?(?:の[^、。は]{1,16})?が、?[^、。はが]{0,12}(?:実施|設定|取得|適用|管理|点検|更新|行って|行い)(?:を)?(?:し|して)?(?:て)?(?:いただ|頂|下さ|くださ)"
    );
    PUSHES.is_match(remark)
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
    // 別途協議, 別紙3のとおり in the place of marks
    let points = |cell: &str| cite::points_elsewhere(cell) || cell.contains("未定");
    // ○ beside 別途協議 settles nothing
    let talks = |cell: &str| cell.contains("協議") || cell.contains("未定");
    let all_point = cells.iter().all(|(_, cell)| cell.is_empty() || points(cell));
    let is_open = |cell: &str| talks(cell) || legend.role(cell) == Some(Role::Open);
    if cells.iter().any(|(_, cell)| is_open(cell) || points(cell) && all_point) {
        let open = said(&duties, Strength::Open, topic);
        row.statements.extend(open.map(|statement| Statement { holder: Party::Unstated, ..statement }));
        return;
    }
    let known = !legend.marks.is_empty();
    // ×:範囲外 in the vendor's column
    let is_out = |(party, cell): &(Party, &str)| *party == Party::Vendor && legend.role(cell) == Some(Role::Out);
    if around.kind.level() == Level::Binding && cells.iter().any(is_out) {
        row.statements.extend(said(&duties, Strength::Disclaimed, topic));
    }
    let mut holders: Vec<(Party, bool)> = Vec::new();
    let mut unclear = false;
    for (party, cell) in &cells {
        if cell.is_empty() || ["-", "ー", "−", "×", "なし", "/"].contains(cell) {
            continue;
        }
        match legend.role(cell) {
            Some(Role::Lead) => holders.push((*party, true)),
            Some(Role::Does) => holders.push((*party, false)),
            Some(Role::Helps | Role::None | Role::Out | Role::Open) => {}
            None if ["○", "●", "◎", "主", "実施", "担当", "主担当", "レ", "✓", "✔"].contains(cell) => {
                holders.push((*party, ["◎", "主", "主担当"].contains(cell)))
            }
            // 確認, 支援: a word that says it itself
            None => match role_of(cell).filter(|_| cell.chars().count() >= 2) {
                Some(Role::Lead) => holders.push((*party, true)),
                Some(Role::Does) => holders.push((*party, false)),
                Some(_) => {}
                None => unclear = true,
            },
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
    // nobody does it, and the legend of the vendor's mark says so: − 行わない
    let refuses = |(party, cell): &(Party, &str)| *party == Party::Vendor && legend.role(cell) == Some(Role::None);
    if holders.is_empty()
        && row.statements.is_empty()
        && around.kind.level() == Level::Binding
        && cells.iter().any(refuses)
    {
        row.statements.extend(said(&duties, Strength::Disclaimed, topic));
    }
    let holder = match holders.len() {
        0 => return,
        1 => holders[0].0,
        _ => Party::Both,
    };
    let note = words.iter().find(|word| word.contains('※')).cloned();
    // 「保守」のオプションを契約した年度に限る, 可能な範囲で行う beside the marks
    let remarks =
        columns.iter().zip(words).filter(|(column, word)| !matches!(column, Column::Party(_)) && *word != topic);
    let remarks: Vec<&str> = remarks.map(|(_, word)| word.as_str()).collect();
    let condition = remarks.iter().find(|words| CONDITION.is_match(words));
    let tries = remarks.iter().any(|words| {
        ["可能な範囲", "可能な限り", "できる範囲", "できる限り", "努力", "努め"]
            .iter()
            .any(|effort| words.contains(effort))
    });
    for duty in duties {
        let mut statement = stated(duty, Strength::Duty, topic);
        statement.holder = holder;
        statement.scope = note.clone();
        if let Some(condition) = condition.copied().filter(|_| holder == Party::Vendor) {
            (statement.strength, statement.condition) = (Strength::Conditional, Some(condition.to_owned()));
        } else if tries {
            statement.strength = Strength::Effort;
        }
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

/// Whose works a column holds: 事務局の事務, 乙の行う作業.
fn owner_of_works(name: &str, around: &Around<'_>) -> Option<Party> {
    let name = name.split('(').next().unwrap_or(name).trim();
    let works = [
        "の事務",
        "の業務",
        "の作業",
        "の仕事",
        "の役割",
        "の担当",
        "が行う業務",
        "が行う作業",
        "の行う業務",
        "の行う作業",
    ];
    let owner = works.iter().find_map(|works| name.strip_suffix(works))?;
    around.parties.resolve(owner).map(|(party, _)| party)
}
