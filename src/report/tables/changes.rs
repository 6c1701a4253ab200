//! This year against last year, for people. In: the comparison of an annual review. Out: the sheets 状態の変化, 昨年からの変更 and
//! 残っている課題, and the few lines that head the report. Nothing of it stands in another report.

use super::gaps::Gap;
use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, Tone};
use crate::model::{Change, Comparison, DutyId, Effect, Party, Said, Shift, Sort, State, Touched};
use crate::text::diff;

/// The label of the first line.
pub const DROPPED: &str = "契約から落ちた義務";

/// Duties named on one line.
const NAMED: usize = 4;
/// Duties told beside a change.
const TOUCHED: usize = 8;

/// 状態の変化: one row a duty whose state or holder moved; what contracts no longer put on the vendor first.
pub(super) fn shifts(index: &Index) -> Option<Sheet> {
    let found = index.report.comparison.as_ref()?;
    let columns = vec![
        Column::new("変化", 13).centred(),
        Column::new("義務", 26),
        Column::new("システム", 20),
        Column::new("昨年", 22),
        Column::new("今年", 22),
        Column::new("なぜ", 76),
        Column::new("変わった言葉", 13).centred(),
        Column::new("義務ID", 18),
    ];
    let row = |shift: &Shift| {
        let words = shift.changes.first().map(|&at| {
            let text = match shift.changes.len() {
                1 => "見る".to_owned(),
                count => format!("見る ほか{}", count - 1),
            };
            Cell::Link { text, sheet: SheetName::Changes, row: at }
        });
        let (badge, tone) = badge(shift);
        vec![
            Cell::toned(badge, tone),
            Cell::text(index.catalogue.title(&shift.duty)),
            Cell::text(index.system_name(&shift.system)),
            state(shift.then),
            match (state(shift.now), by_hand(index, &shift.duty, &shift.system)) {
                (Cell::State(now, beside), Some(by_hand)) => {
                    let words: Vec<String> = beside.into_iter().chain([by_hand]).collect();
                    Cell::State(now, Some(words.join("、")))
                }
                (now, _) => now,
            },
            Cell::text(shift.why.as_str()),
            words.unwrap_or(Cell::Empty),
            Cell::text(shift.duty.as_str()),
        ]
    };
    let rows = found.shifts.iter().map(row).collect();
    Some(Sheet { name: SheetName::Shifts, columns, rows, frozen: 3, broad: true })
}

/// Words to say beside this year's state, where people have corrected what it rests on.
fn by_hand(index: &Index, duty: &DutyId, system: &str) -> Option<String> {
    index.verdict(duty, system).and_then(|verdict| index.by_hand(verdict)).map(str::to_owned)
}

/// A short word for what became of a duty, and how bad it is.
pub fn badge(shift: &Shift) -> (&'static str, Tone) {
    match (shift.dropped, shift.effect) {
        (true, Effect::Worse | Effect::Same | Effect::None) => ("契約から脱落", Tone::Bad),
        (_, effect) => (effect.ja(), tone(effect)),
    }
}

/// How bad an effect is.
pub fn tone(effect: Effect) -> Tone {
    match effect {
        Effect::Worse => Tone::Bad,
        Effect::Same => Tone::Weak,
        Effect::Better => Tone::Good,
        Effect::None => Tone::Quiet,
    }
}

fn state((state, holder): (State, Option<Party>)) -> Cell {
    Cell::State(state, holder.map(|party| party.ja().to_owned()))
}

/// 昨年からの変更: one row a change, in the order of the comparison, so that its row is its place there.
pub(super) fn changes(index: &Index) -> Option<Sheet> {
    let found = index.report.comparison.as_ref()?;
    let columns = vec![
        Column::new("影響", 9).centred(),
        Column::new("種類", 17),
        Column::new("文書", 24),
        Column::new("昨年の場所", 15),
        Column::new("今年の場所", 15),
        Column::new("項目", 24),
        Column::new("変わった言葉(取り消し線: 昨年、下線: 今年)", 64),
        Column::new("関係する義務と状態(昨年→今年)", 46),
    ];
    let row = |change: &Change| {
        let at = |said: &Option<Said>| said.as_ref().map(|said| said.place.in_words()).unwrap_or_default();
        let paper = change.document.as_deref().map(|id| index.document_name(id).to_owned());
        let last = change.last_document.as_deref().map(|path| format!("(昨年) {}", base(path)));
        vec![
            Cell::toned(change.effect.ja(), tone(change.effect)),
            Cell::text(change.sort.ja()),
            Cell::text(paper.or(last).unwrap_or_default()),
            Cell::text(at(&change.then)),
            Cell::text(at(&change.now)),
            Cell::text(change.about.as_str()),
            difference(change),
            Cell::text(touched(index, &change.duties)),
        ]
    };
    let rows = found.changes.iter().map(row).collect();
    Some(Sheet { name: SheetName::Changes, columns, rows, frozen: 3, broad: true })
}

/// The words then and now in one cell. Where nothing is left of the words there is nothing to compare them with.
pub fn difference(change: &Change) -> Cell {
    let words = |said: &Option<Said>| said.as_ref().map_or("", |said| said.words.as_str()).to_owned();
    let (then, now) = (words(&change.then), words(&change.now));
    if change.sort == Sort::SenseChanged || (then.is_empty() && now.is_empty()) {
        return Cell::text(change.summary.as_str());
    }
    // two answers, days or names share no words
    let pieces = match is_short(change.sort) && !then.is_empty() && !now.is_empty() {
        true => vec![
            diff::Piece { side: diff::Side::Old, text: then },
            diff::Piece { side: diff::Side::Same, text: " → ".to_owned() },
            diff::Piece { side: diff::Side::New, text: now },
        ],
        false => diff::pieces(&then, &now),
    };
    if pieces.is_empty() { Cell::text(change.summary.as_str()) } else { Cell::Difference(pieces) }
}

fn is_short(sort: Sort) -> bool {
    matches!(
        sort,
        Sort::Answer
            | Sort::Tick
            | Sort::Done
            | Sort::Term
            | Sort::Issued
            | Sort::Edition
            | Sort::Guideline
            | Sort::Product
            | Sort::PaperReissued
            | Sort::System
    )
}

/// One line a duty and system: `バックアップの取得(電子カルテ): ○ 分担確定 → × 宙に浮いた責任`.
fn touched(index: &Index, duties: &[Touched]) -> String {
    let words = |state: Option<State>| match state {
        Some(state) => Cell::State(state, None).words(),
        None => "(なし)".to_owned(),
    };
    let line = |one: &Touched| {
        let states = match one.then == one.now {
            true => format!("{} のまま", words(one.now)),
            false => format!("{} → {}", words(one.then), words(one.now)),
        };
        format!("{}({}): {states}", index.catalogue.title(&one.duty), index.system_name(&one.system))
    };
    // what moved comes first
    let mut order: Vec<&Touched> = duties.iter().collect();
    order.sort_by_key(|one| (one.then == one.now, one.effect));
    let mut lines: Vec<String> = order.iter().take(TOUCHED).map(|one| line(one)).collect();
    if order.len() > TOUCHED {
        lines.push(format!("ほか {} 件", order.len() - TOUCHED));
    }
    lines.join("\n")
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// 残っている課題: what is overdue, then what was open last year and is open still, in the order of 要対応一覧.
pub(super) fn open(index: &Index, gaps: &[Gap]) -> Option<Sheet> {
    let found = index.report.comparison.as_ref()?;
    let columns = vec![
        Column::new("区分", 11).centred(),
        Column::new("期限", 12).centred(),
        Column::new("義務", 26),
        Column::new("システム", 20),
        Column::new("昨年", 20),
        Column::new("今年", 20),
        Column::new("内容", 60),
        Column::new("一覧", 8).centred(),
    ];
    let link = |duty: &str, system: &str| {
        let is_it = |gap: &Gap| gap.verdict.duty.as_str() == duty && gap.verdict.system == system;
        gaps.iter().position(is_it).map_or(Cell::Empty, |row| Cell::Link {
            text: "見る".to_owned(),
            sheet: SheetName::Gaps,
            row,
        })
    };
    let mut rows = Vec::new();
    for one in &found.overdue {
        let (duty, system) = one.on.as_ref().map_or(("", ""), |(duty, system)| (duty.as_str(), system.as_str()));
        let at = one.row.as_ref().map(|(document, place)| format!("{}\n", index.place(document, place)));
        let before = one.on.as_ref().and_then(|(duty, system)| {
            found.open.iter().find(|open| open.duty == *duty && open.system == *system).map(|open| open.then)
        });
        let now = one.on.as_ref().and_then(|(duty, system)| index.verdict(duty, system)).map(|one| one.state);
        let as_cell = |state: Option<State>| state.map_or(Cell::Empty, |state| Cell::State(state, None));
        rows.push(vec![
            Cell::toned("期限切れ", Tone::Bad),
            Cell::Date(one.due),
            Cell::text(one.on.as_ref().map_or("", |(duty, _)| index.catalogue.title(duty))),
            Cell::text(if system.is_empty() { "" } else { index.system_name(system) }),
            as_cell(before),
            as_cell(now),
            Cell::text(format!("{}{}", at.unwrap_or_default(), one.words)),
            link(duty, system),
        ]);
    }
    let rank = |duty: &str, system: &str| {
        gaps.iter().position(|gap| gap.verdict.duty.as_str() == duty && gap.verdict.system == system)
    };
    let mut open: Vec<_> = found.open.iter().collect();
    open.sort_by_cached_key(|one| rank(one.duty.as_str(), &one.system));
    for one in open {
        let why = index.verdict(&one.duty, &one.system).map_or("", |verdict| verdict.why.as_str());
        rows.push(vec![
            Cell::toned("未解消", Tone::Weak),
            Cell::Empty,
            Cell::text(index.catalogue.title(&one.duty)),
            Cell::text(index.system_name(&one.system)),
            Cell::State(one.then, None),
            Cell::State(one.now, by_hand(index, &one.duty, &one.system)),
            Cell::text(why),
            link(one.duty.as_str(), &one.system),
        ]);
    }
    Some(Sheet { name: SheetName::Open, columns, rows, frozen: 0, broad: true })
}

/// The duties that contracts no longer put on the vendor, though nothing better came in their place.
pub fn dropped(found: &Comparison) -> Vec<&Shift> {
    found.shifts.iter().filter(|shift| shift.dropped && shift.effect != Effect::Better).collect()
}

/// Answers that turned from yes to no, and ticks that were taken back.
pub fn turned(found: &Comparison) -> Vec<&Change> {
    let is_turned = |change: &&Change| {
        let then = change.then.as_ref().map_or("", |said| said.words.as_str());
        let now = change.now.as_ref().map_or("", |said| said.words.as_str());
        matches!(change.sort, Sort::Answer | Sort::Tick) && then == "はい" && now == "いいえ"
    };
    found.changes.iter().filter(is_turned).collect()
}

/// How many duties moved in each direction, changes of words and the like, in one line each: label and text.
pub fn counts(found: &Comparison) -> Vec<(&'static str, String)> {
    let of = |effect: Effect| found.shifts.iter().filter(|shift| shift.effect == effect).count();
    let bears = found.changes.iter().filter(|change| change.effect != Effect::None).count();
    let (worse, same, better) = (of(Effect::Worse), of(Effect::Same), of(Effect::Better));
    let mut lines = vec![
        ("状態の変化", format!("悪化 {worse} 件、改善 {better} 件、そのほかの変化 {same} 件")),
        ("変わったところ", format!("{} か所(うち役割に影響するもの {bears} か所)", found.changes.len())),
    ];
    let turned = turned(found).len();
    if turned > 0 {
        lines.push(("「はい」から「いいえ」", format!("{turned} 件")));
    }
    lines.push(("昨年から残る課題", format!("{} 件", found.open.len())));
    if !found.overdue.is_empty() {
        lines.push(("期限の過ぎたもの", format!("{} 件", found.overdue.len())));
    }
    lines
}

/// The first line of the report, where contracts have lost duties: `バックアップの取得(電子カルテ)、… ほか 3 件`.
pub fn headline(index: &Index) -> Option<String> {
    let found = index.report.comparison.as_ref()?;
    let dropped = dropped(found);
    let name =
        |shift: &&&Shift| format!("{}({})", index.catalogue.title(&shift.duty), index.system_name(&shift.system));
    if dropped.is_empty() {
        return None;
    }
    let names: Vec<String> = dropped.iter().take(NAMED).map(|shift| name(&shift)).collect();
    let rest = match dropped.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!(" ほか {rest} 件"),
    };
    let why = match dropped.as_slice() {
        [only] => {
            let words =
                only.changes.first().and_then(|&at| found.changes.get(at)).map(|change| change.summary.as_str());
            format!("。{}", words.unwrap_or(&only.why))
        }
        _ => "。昨年の契約などにあった事業者の義務が、今年の文書にありません。".to_owned(),
    };
    Some(format!("{}{rest}{why}", names.join("、")))
}
