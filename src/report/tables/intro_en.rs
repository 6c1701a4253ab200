//! The first sheet in English. What papers and notices say stays as it is.

use super::english::English;
use super::{Cell, Gap as Found, Index, IntroLine, SheetName, changes, words};
use crate::model::{Effect, Lang, State};
use crate::report::Priority;

/// Gaps told on the first sheet, so that it fits one screen.
const URGENT: usize = 10;
/// Notices told there; 読み取り記録 has them all.
const NOTICES: usize = 15;

/// What each sheet holds.
const SHEETS: [(SheetName, &str); 18] = [
    (SheetName::Shifts, "Duties whose state or holder moved since last year; what contracts lost stands first."),
    (SheetName::Changes, "Every change in the papers: struck out is last year, underlined this year."),
    (SheetName::Open, "What is overdue, and what was open last year and is open still."),
    (
        SheetName::Gaps,
        "What needs action, worst first. Fill in the yellow columns: plan, owner, due, done, note, judgement.",
    ),
    (SheetName::Left, "Entries of an earlier workbook that belong to no gap any more."),
    (SheetName::Remedies, "Words to propose for contract, rules and vendor; change what stands in 【 】 to suit."),
    (SheetName::Corrections, "What people corrected in the reading, and what it changed."),
    (SheetName::Customers, "What these papers leave to customers."),
    (SheetName::Tally, "States counted by area and by vendor, with charts."),
    (SheetName::Matrix, "All duties by all systems (one upright A3 page)."),
    (SheetName::RoleRows, "Rows of the role table, and whether any paper carries each tick."),
    (SheetName::Disclosures, "Rows of disclosures (MDS, SDS), and how each was read."),
    (SheetName::Assessments, "What guidelines ask of the whole case, and the answer."),
    (SheetName::Risks, "Items answered no. Fill in the yellow columns: size, treatment, measure."),
    (SheetName::Evidence, "Every piece of evidence, letter for letter, and where it stands."),
    (SheetName::Findings, "Faults in papers and forms beside the states."),
    (SheetName::Readings, "What was read in each paper, and what was left out."),
    (SheetName::Provenance, "Fingerprints of papers, versions, settings, guidelines by duty."),
];

/// The lines.
pub fn intro(index: &Index, gaps: &[Found], there: &[SheetName], english: &English) -> Vec<IntroLine> {
    use IntroLine::{Gap, Header, Heading, Sheet, Text, Title};
    let report = index.report;
    let plan = &report.plan;
    let text = |label: &str, text: String| Text(label.to_owned(), text);
    let vendors: Vec<&str> = plan.vendors.iter().map(|vendor| vendor.name.as_str()).collect();
    let whose = plan.hospital.name.clone().unwrap_or_else(|| vendors.join(", "));
    let systems: Vec<&str> = plan.systems.iter().map(|system| system.name.as_str()).collect();
    let mut lines = vec![Title(format!("Who does what in security: {whose}"))];
    lines.extend(dropped(index, english));
    lines.extend([
        text("As of", plan.as_of.to_string()),
        text("Kind of review", words::workflow(plan.workflow, Lang::En).to_owned()),
        text("Systems", systems.join(", ")),
        text("Guideline", format!("Safety of medical information systems (Japan), edition {}", plan.guideline.id())),
        text(
            "In short",
            format!(
                "{} papers were read; {} pieces of evidence led to {} results (duty by system). {} of them need action.",
                report.documents.len(),
                report.claims.len(),
                report.verdicts.len(),
                gaps.len()
            ),
        ),
    ]);
    lines.extend(since_last(index));
    if !gaps.is_empty() {
        lines.extend([Gap, Heading(format!("Most urgent ({} of {})", gaps.len().min(URGENT), gaps.len()))]);
    }
    lines.extend(gaps.iter().take(URGENT).enumerate().map(|(row, gap)| {
        let words = format!("{} ({})", english.title(gap.title), index.system_name(&gap.verdict.system));
        IntroLine::Cells(vec![
            state(gap.verdict.state, format!("{} ({})", words::name_en(gap.verdict.state), gap.priority.letter())),
            Cell::Link { text: words, sheet: SheetName::Gaps, row },
        ])
    }));
    let mut header = vec!["State".to_owned(), "Meaning".to_owned(), "All".to_owned()];
    header.extend(systems.iter().map(|&name| name.to_owned()));
    lines.extend([Gap, Heading("Duties by state".to_owned()), Header(header)]);
    for one in words::WORST_FIRST {
        let count = |system: Option<&str>| {
            let here = |id: &str| system.is_none_or(|system| system == id);
            report.verdicts.iter().filter(|verdict| verdict.state == one && here(&verdict.system)).count()
        };
        let mut cells = vec![state(one, words::name_en(one).to_owned()), Cell::text(words::meaning_en(one))];
        cells.push(Cell::Number(count(None)));
        cells.extend(plan.systems.iter().map(|system| Cell::Number(count(Some(&system.id)))));
        lines.push(IntroLine::Cells(cells));
    }
    lines.extend([
        Gap,
        Heading("How to read this".to_owned()),
        text(
            "This workbook",
            "Contracts, hospital rules, disclosures and role tables are held against each other: does any paper say whether \
             the hospital or the vendor does each piece of security work? Quotes, reasons and advice are in the language of the papers."
                .to_owned(),
        ),
    ]);
    lines.extend(
        there
            .iter()
            .filter_map(|name| SHEETS.iter().find(|(known, _)| known == name).map(|(name, words)| Sheet(*name, words))),
    );
    lines.extend([
        Gap,
        Heading("Priorities".to_owned()),
        IntroLine::Priority(
            Priority::A,
            "Care may stop or data be lost (weight 3), and nobody is bound in words that hold",
        ),
        IntroLine::Priority(Priority::B, "The same for duties of weight 2, or mere effort for duties of weight 3"),
        IntroLine::Priority(Priority::C, "All else (weight 1, or mere effort for duties of weight 2)"),
        Gap,
        Heading("Not read, or to be looked at".to_owned()),
    ]);
    let notices = report.notices.iter().take(NOTICES).map(|notice| {
        let name = if notice.document.is_empty() { "case folder" } else { index.document_name(&notice.document) };
        text(name, format!("{} {}", notice.place.in_words(), notice.message).trim().to_owned())
    });
    lines.extend(notices);
    match report.notices.len() {
        0 => lines.push(text("none", "Every paper was read.".to_owned())),
        all if all > NOTICES => lines.push(text("more", format!("{} more in 読み取り記録", all - NOTICES))),
        _ => {}
    }
    lines.extend([
        Gap,
        Heading("Please note".to_owned()),
        text("No legal advice", "Papers were read by a program; nothing here interprets a contract.".to_owned()),
        text("Words, not deeds", "Only what is written was looked at, not what is done.".to_owned()),
        text("Silence", words::SILENCE_EN.to_owned()),
        text("Look it up", "Before you decide, read the words where 根拠一覧 says they stand.".to_owned()),
    ]);
    lines
}

fn state(state: State, words: String) -> Cell {
    Cell::Worded(state, format!("{} {words}", words::mark(state)))
}

/// The first line, where contracts have lost duties.
fn dropped(index: &Index, english: &English) -> Option<IntroLine> {
    let dropped = changes::dropped(index.report.comparison.as_ref()?);
    let name = |(duty, system): (&str, &str)| format!("{} ({})", english.title(duty), index.system_name(system));
    let names: Vec<String> = dropped.iter().map(|one| name((index.catalogue.title(&one.duty), &one.system))).collect();
    (!names.is_empty()).then(|| IntroLine::Text("Dropped from contracts".to_owned(), names.join(", ")))
}

fn since_last(index: &Index) -> Vec<IntroLine> {
    let Some(found) = &index.report.comparison else { return Vec::new() };
    let of = |effect: Effect| found.shifts.iter().filter(|shift| shift.effect == effect).count();
    let text = |label: &str, text: String| IntroLine::Text(label.to_owned(), text);
    vec![
        IntroLine::Gap,
        IntroLine::Heading("Since last year".to_owned()),
        text("Compared with", format!("{} (as of {})", found.last.path, found.last.as_of)),
        text(
            "Duties that moved",
            format!("{} worse, {} better, {} otherwise", of(Effect::Worse), of(Effect::Better), of(Effect::Same)),
        ),
        text(
            "Changes",
            format!("{}; {} open still, {} overdue", found.changes.len(), found.open.len(), found.overdue.len()),
        ),
    ]
}
