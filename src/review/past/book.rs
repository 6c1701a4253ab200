//! Last year out of its workbook. In: sheets that people may have sorted, filtered or widened. Out: papers, rows of forms, claims,
//! states, as far as the sheets hold them.

use std::collections::BTreeMap;

use super::{Past, Refusal};
use crate::catalogue::Catalogue;
use crate::model::{
    Answer, Cell, Claim, Confidence, Content, Corrected, Correction, Date, Document, DutyId, Explanation, Grid,
    Guideline, Kept, Kind, Last, Party, Place, Plan, Quote, Report, Row, Ruling, Source, State, Strength, System,
    Value, Vendor, Verdict,
};
use crate::review::corrections::BY_HAND_THEN;
use crate::text::english;
use crate::text::numbers::squeeze;
use crate::verify::speaks_for;

/// A sheet with its headings.
struct Table<'a> {
    grid: &'a Grid,
    head: u32,
    columns: BTreeMap<String, u32>,
    /// Headings and our words are English.
    is_english: bool,
}

/// A row of such a sheet.
struct Entry<'a, 'b> {
    table: &'b Table<'a>,
    row: u32,
}

impl<'a> Table<'a> {
    /// The sheet of that name that has these headings.
    fn of(grids: &'a [Grid], name: &str, headings: &[&str]) -> Option<Table<'a>> {
        let grid = grids.iter().find(|grid| grid.name == name)?;
        let words = |row: u32| {
            let cells = grid.cells.range((row, 0)..(row + 1, 0));
            cells.map(|(&(_, column), cell)| (squeeze(in_japanese(&cell.text)), column)).collect::<Vec<_>>()
        };
        let has = |row: &u32| {
            let words = words(*row);
            headings.iter().all(|heading| words.iter().any(|(word, _)| *word == squeeze(heading)))
        };
        let head = grid.rows().into_iter().find(has)?;
        let mut columns = BTreeMap::new();
        for (word, column) in words(head).into_iter().rev() {
            columns.insert(word, column);
        }
        let is_english =
            grid.cells.range((head, 0)..(head + 1, 0)).any(|(_, cell)| english::japanese(&cell.text).is_some());
        Some(Table { grid, head, columns, is_english })
    }

    fn rows(&self) -> impl Iterator<Item = Entry<'a, '_>> {
        let below = self.grid.rows().into_iter().filter(|row| *row > self.head);
        below.map(|row| Entry { table: self, row })
    }
}

impl Entry<'_, '_> {
    fn cell(&self, heading: &str) -> Option<&Cell> {
        let column = self.table.columns.get(&squeeze(heading))?;
        self.table.grid.cells.get(&(self.row, *column))
    }

    fn text(&self, heading: &str) -> &str {
        let words = self.cell(heading).map_or("", |cell| cell.text.trim());
        if self.table.is_english { in_japanese(words) } else { words }
    }

    fn maybe(&self, heading: &str) -> Option<String> {
        Some(self.text(heading).to_owned()).filter(|text| !text.is_empty())
    }

    fn day(&self, heading: &str) -> Option<Date> {
        self.cell(heading).and_then(day)
    }
}

/// A heading or a word of ours out of a workbook in English; anything else as it is.
fn in_japanese(words: &str) -> &str {
    english::japanese(words).unwrap_or(words)
}

fn day(cell: &Cell) -> Option<Date> {
    match cell.value {
        Value::Date(day) => Some(day),
        _ => crate::text::dates::parse(cell.text.trim()),
    }
}

pub(super) fn read(path: &str, source: &Source, catalogue: &Catalogue) -> Result<Past, Refusal> {
    let refuse = || {
        [
            "昨年の結果のブックとして読めません(「役割分担表」「根拠一覧」「来歴」のシートが要ります)。hazama が書き出した gaps.xlsx か、昨年の案件フォルダを指定してください。".to_owned(),
            "this is no workbook of last year's results (its sheets 役割分担表, 根拠一覧 and 来歴 are needed); name a gaps.xlsx of hazama or last year's folder".to_owned(),
        ]
    };
    let Content::Book(grids) = &source.content else { return Err(refuse()) };
    let matrix = Table::of(grids, "役割分担表", &["義務ID"]).ok_or_else(refuse)?;
    let evidence = Table::of(grids, "根拠一覧", &["文書", "義務", "強さ", "引用(原文のまま)"]).ok_or_else(refuse)?;
    let origin = Table::of(grids, "来歴", &["区分", "項目", "内容"]).ok_or_else(refuse)?;
    let mut limits = Vec::new();
    let (plan, version) = plan(&origin).ok_or_else(refuse)?;
    let mut documents = documents(grids, &origin, &plan);
    let mut has_rows = true;
    for (sheet, words, kinds) in [("確認表の突合", "内容", true), ("開示書の確認", "質問", false)] {
        match Table::of(grids, sheet, &["文書", words, "場所"]) {
            Some(table) => rows(&table, words, kinds, &mut documents),
            None => {
                has_rows = false;
                limits.push(format!("昨年のブックに「{sheet}」のシートがなく、様式の行を比べていません。"));
            }
        }
    }
    let mut lost = 0;
    let claims: Vec<Claim> = evidence
        .rows()
        .filter_map(|entry| {
            let claim = claim(&entry, &documents, catalogue);
            lost += usize::from(claim.is_none() && !entry.text("ID").is_empty());
            claim
        })
        .collect();
    if lost > 0 {
        limits.push(format!("「根拠一覧」の {lost} 行を読み取れず、比べていません。"));
    }
    let verdicts = verdicts(&matrix, &plan, &claims, &documents);
    let last =
        Last { path: path.to_owned(), kept: Kept::Workbook, as_of: plan.as_of, guideline: plan.guideline, version };
    let corrections = corrections(grids, &documents);
    let documents = documents.into_iter().map(|(_, document)| document).collect();
    let report = Report {
        plan,
        documents,
        claims,
        verdicts,
        findings: Vec::new(),
        assessments: Vec::new(),
        corrections,
        decisions: Vec::new(),
        comparison: None,
        notices: Vec::new(),
    };
    Ok(Past { report, last, has_units: false, has_rows, limits })
}

/// Day, guideline, hospital, vendors and systems; the version of the program.
fn plan(origin: &Table<'_>) -> Option<(Plan, Option<String>)> {
    let of = |sort: &str, item: &str| origin.rows().find(|one| one.text("区分") == sort && one.text("項目") == item);
    let mut plan = Plan::bare(of("実行", "判定日")?.day("内容")?);
    let edition = of("実行", "ガイドラインの版").map(|one| one.text("内容").to_owned()).unwrap_or_default();
    if let Some(guideline) = Guideline::ALL.into_iter().find(|one| edition.contains(one.id())) {
        plan.guideline = guideline;
    }
    plan.hospital.name = of("病院", "名称").and_then(|one| one.maybe("内容"));
    for entry in origin.rows() {
        let (id, content) = (entry.text("項目").to_owned(), entry.text("内容"));
        match entry.text("区分") {
            "事業者" => plan.vendors.push(Vendor { id, name: content.to_owned() }),
            "システム" => {
                let mut parts = content.split(" / ");
                let name = parts.next().unwrap_or_default().to_owned();
                let rest: Vec<&str> = parts.collect();
                let vendor = plan.vendors.iter().find(|vendor| rest.contains(&vendor.name.as_str()));
                let bought = rest.iter().find_map(|part| part.strip_prefix("契約済みオプション: "));
                let options = bought.map(|words| words.split('、').map(str::to_owned).collect()).unwrap_or_default();
                plan.systems.push(System {
                    id,
                    name,
                    vendor: vendor.map(|one| one.id.clone()),
                    service: None,
                    options,
                });
            }
            _ => {}
        }
    }
    let program = of("実行", "プログラム").map(|one| one.text("内容").to_owned());
    let version = program.and_then(|words| words.strip_prefix("hazama ").map(str::to_owned));
    Some((plan, version))
}

/// Papers by the name under which the sheets tell of them.
type Papers = Vec<(String, Document)>;

/// The papers: paths and fingerprints of 来歴, kinds and editions of 読み取り記録.
fn documents(grids: &[Grid], origin: &Table<'_>, plan: &Plan) -> Papers {
    let mut papers: Papers = Vec::new();
    let readings = Table::of(grids, "読み取り記録", &["文書", "区分", "場所", "種類"]);
    let told = |path: &str| {
        let table = readings.as_ref()?;
        let found = table.rows().find(|one| one.text("区分") == "文書" && one.text("場所") == path)?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.ja() == found.text("種類"));
        let applies = found.text("内容・理由").lines().find_map(|line| line.strip_prefix("対象: "));
        let named = |system: &&System| applies.is_some_and(|names| names.split('、').any(|name| name == system.name));
        let systems: Vec<String> = plan.systems.iter().filter(named).map(|system| system.id.clone()).collect();
        // one that speaks of all names none
        let systems = if systems.len() == plan.systems.len() { Vec::new() } else { systems };
        Some((found.text("文書").to_owned(), kind.unwrap_or(Kind::Unknown), found.maybe("版"), systems))
    };
    for entry in origin.rows().filter(|one| one.text("区分") == "文書のハッシュ値") {
        let path = entry.text("項目");
        let base = path.rsplit('/').next().unwrap_or(path).to_owned();
        let (name, kind, edition, systems) = told(path).unwrap_or((base, Kind::Unknown, None, Vec::new()));
        let sha256 = entry.text("内容").trim_start_matches("SHA-256").trim();
        let mut document = Document::new(path, sha256, "", kind);
        document.id = format!("d{}", papers.len() + 1);
        document.edition = edition;
        document.systems = systems;
        papers.push((name, document));
    }
    papers
}

/// The rows of forms.
fn rows(table: &Table<'_>, words: &str, is_role_table: bool, papers: &mut Papers) {
    for entry in table.rows() {
        // a row that stands in the blank form alone
        if entry.text(words) == "(文書にない行)" {
            continue;
        }
        let Some((_, document)) = papers.iter_mut().find(|(name, _)| name == entry.text("文書")) else { continue };
        let answer = entry.text(if is_role_table { "初回確認" } else { "回答" });
        let answers = [Answer::Yes, Answer::No, Answer::Na, Answer::Blank, Answer::Double, Answer::Unreadable];
        let Some(answer) = answers.into_iter().find(|one| one.ja() == answer) else { continue };
        let (remark_key, remark) =
            if is_role_table { (None, entry.maybe("担当・条項の記入")) } else { keyed(entry.text("備考")) };
        document.rows.push(Row {
            part: entry.maybe("部"),
            section: None,
            number: entry.text(if is_role_table { "項番" } else { "番号" }).to_owned(),
            title: entry.maybe("項目"),
            text: entry.text(words).to_owned(),
            answer,
            date: None,
            done: entry.day("完了日"),
            remark,
            note: None,
            remark_key,
            holder: None,
            clause: None,
            parent: None,
            key: None,
            duties: Vec::new(),
            place: place(entry.text("場所")),
            remark_place: None,
        });
    }
}

/// `(備考1) 次の版で対応` is the remark of a number.
fn keyed(words: &str) -> (Option<String>, Option<String>) {
    let own = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let parts = words.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    match parts.filter(|(key, _)| !key.is_empty() && key.chars().count() <= 6) {
        Some((key, rest)) if rest.starts_with('※') => (own(key), None),
        Some((key, rest)) => (own(key), own(rest)),
        None => (None, own(words)),
    }
}

/// `MDS!C11 1.1`, `第8条第2項 (p.3)`, `12行目`
fn place(words: &str) -> Place {
    let (words, page) = match words.rsplit_once(" (p.").or_else(|| words.strip_prefix("(p.").map(|page| ("", page))) {
        Some((rest, page)) => (rest, page.trim_end_matches(')').parse().ok()),
        None => (words, None),
    };
    let mut place = Place { page, ..Place::default() };
    if let Some(line) = words.strip_suffix("行目").and_then(|line| line.parse().ok()) {
        place.line = Some(line);
        return place;
    }
    let is_cell = |word: &str| {
        let digits = word.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        digits.len() < word.len() && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    let unit = match words.split_once('!') {
        Some((sheet, rest)) => {
            let (cell, unit) = rest.split_once(' ').unwrap_or((rest, ""));
            if !is_cell(cell) {
                place.unit = Some(words.to_owned());
                return place;
            }
            place.sheet = Some(sheet.to_owned());
            place.cell = Some(cell.to_owned());
            unit
        }
        None => words,
    };
    place.unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
    place
}

fn claim(entry: &Entry<'_, '_>, papers: &Papers, catalogue: &Catalogue) -> Option<Claim> {
    let (_, document) = papers.iter().find(|(name, _)| name == entry.text("文書"))?;
    let mut lines = entry.text("義務").lines();
    let title = lines.next()?.trim();
    let half = lines.next().and_then(|line| Some(line.trim().strip_prefix('(')?.strip_suffix(')')?.to_owned()));
    let duty =
        catalogue.duties.iter().find(|duty| [&duty.title_ja, &duty.title_en].iter().any(|known| *known == title))?;
    let party = |heading: &str| Party::ALL.into_iter().find(|party| party.ja() == entry.text(heading));
    let strength = entry.text("強さ");
    let pushed = strength == "病院に委ねる";
    let strength = match pushed {
        true => Strength::Expected,
        false => Strength::ALL.into_iter().find(|one| one.ja() == strength)?,
    };
    Some(Claim {
        id: entry.text("ID").to_owned(),
        document: document.id.clone(),
        duty: duty.id.clone(),
        holder: party("担い手")?,
        performer: party("実施者"),
        strength,
        condition: entry.maybe("条件"),
        scope: entry.maybe("範囲"),
        half: half.and_then(|words| duty.halves.iter().find(|one| one.ja == words).map(|one| one.id.clone())),
        pushed,
        quote: Quote { text: entry.text("引用(原文のまま)").to_owned(), place: place(entry.text("場所")) },
        confidence: Confidence::High,
        why: Explanation::default(),
    })
}

/// What people had corrected then, of the sheet 人の訂正. Which claims each changed is not told.
fn corrections(grids: &[Grid], papers: &Papers) -> Vec<Corrected> {
    let Some(table) = Table::of(grids, "人の訂正", &["反映", "文書", "引用(訂正したとき)", "訂正", "義務ID"])
    else {
        return Vec::new();
    };
    let holders = Ruling::HOLDERS.map(Ruling::Holder);
    let applied = table.rows().filter(|entry| entry.text("反映") == "反映");
    applied
        .filter_map(|entry| {
            let path = entry.text("文書");
            let (_, document) = papers.iter().find(|(_, document)| document.path == path)?;
            let mut changes = [Ruling::Confirm, Ruling::Drop].into_iter().chain(holders);
            let correction = Correction {
                path: path.to_owned(),
                duty: DutyId::new(entry.text("義務ID")),
                print: String::new(),
                quote: entry.text("引用(訂正したとき)").to_owned(),
                place: place(entry.text("場所")),
                read_as: entry.text("読み取り").to_owned(),
                change: changes.find(|change| change.ja() == entry.text("訂正"))?,
                reason: entry.text("理由").to_owned(),
                by: entry.text("訂正した人").to_owned(),
                day: entry.day("訂正日"),
            };
            let document = Some(document.id.clone());
            Some(Corrected { correction, document, claims: Vec::new(), touched: Vec::new(), lapsed: None })
        })
        .collect()
}

/// The states: `○ 分担確定(医療機関)`, `○ 分担確定(医療機関、人の訂正による)`. Which claims were weighed is not told: those of papers that speak for the system count.
fn verdicts(matrix: &Table<'_>, plan: &Plan, claims: &[Claim], papers: &Papers) -> Vec<Verdict> {
    let speaks = |claim: &Claim, system: &System| {
        let paper = papers.iter().find(|(_, document)| document.id == claim.document);
        paper.is_some_and(|(_, document)| speaks_for(document, system))
    };
    let mut verdicts = Vec::new();
    for entry in matrix.rows() {
        let duty = DutyId::new(entry.text("義務ID"));
        for system in &plan.systems {
            let words = entry.text(&system.name);
            let name = words.split_once(' ').map_or(words, |(_, name)| name);
            let rest =
                |state: State| name.strip_prefix(state.ja()).or_else(|| name.strip_prefix(english::word(state.ja())?));
            let found = State::ALL.into_iter().find_map(|state| Some((state, rest(state)?)));
            let Some((state, rest)) = found else { continue };
            // beside the holder it may say that people corrected the reading
            let rest = rest.trim_start_matches([' ', '(']).trim_end_matches(')');
            let beside: Vec<&str> = rest.split(['、', ';']).map(|word| in_japanese(word.trim())).collect();
            let of_duty = claims.iter().filter(|claim| claim.duty == duty && speaks(claim, system));
            verdicts.push(Verdict {
                duty: duty.clone(),
                system: system.id.clone(),
                state,
                holder: beside.iter().find_map(|word| Party::ALL.into_iter().find(|party| party.ja() == *word)),
                why: if beside.iter().any(|word| word.contains("人の訂正")) {
                    BY_HAND_THEN.to_owned()
                } else {
                    String::new()
                },
                claims: of_duty.map(|claim| claim.id.clone()).collect(),
                searched: Vec::new(),
            });
        }
    }
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_from_their_words() {
        for at in [
            Place { unit: Some("第8条第2項".into()), ..Place::default() },
            Place { unit: Some("第8条".into()), page: Some(3), ..Place::default() },
            Place { line: Some(12), ..Place::default() },
            Place { page: Some(2), ..Place::default() },
            Place::cell("MDS", "C11"),
            Place { unit: Some("Part2 A 5".into()), ..Place::cell("確認表", "AB12") },
            Place::default(),
        ] {
            assert_eq!(place(&at.in_words()), at, "{}", at.in_words());
        }
    }

    #[test]
    fn remarks_are_told_from_their_numbers() {
        for (words, key, remark) in [
            ("(1) 次の版で対応", Some("1"), Some("次の版で対応")),
            ("(備考2) ※この番号の備考が見つかりません", Some("備考2"), None),
            ("お客様にて実施", None, Some("お客様にて実施")),
            ("", None, None),
        ] {
            assert_eq!(keyed(words), (key.map(str::to_owned), remark.map(str::to_owned)), "{words}");
        }
    }
}
