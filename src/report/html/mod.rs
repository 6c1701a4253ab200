//! The report as one page for a browser: no script, nothing from elsewhere, so that it opens from a file share and nothing that
//! stands in a paper can run. In: a report and the catalogue. Out: HTML; the same report gives the same bytes.

mod charts;
mod words;

use std::fmt::Write;

use super::tables::{
    Cell, Column, Gap, Index, IntroLine, Sheet, SheetName, Tables, changes, intro, tally, words as said,
};
use crate::model::Report;
use crate::report::Priority;
use crate::review;
use crate::text::diff::{Piece, Side};
use words::{escaped, key};
pub use words::{state_class, tone_class};

/// How the page looks on a screen, in the dark, on paper.
pub const STYLE: &str = include_str!("page.css");
/// Nothing may be fetched, run or sent; only the style below counts.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/// The page.
pub fn page(tables: &Tables<'_>) -> String {
    let Tables { index, gaps: found, sheets } = tables;
    let lines = intro(index, found);
    let title = lines.iter().find_map(|line| match line {
        IntroLine::Title(title) => Some(title.as_str()),
        _ => None,
    });
    let title = escaped(title.unwrap_or("責任分界の点検結果"));
    let mut page = String::new();
    // writing into a string cannot fail
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"hazama {}\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n",
        env!("CARGO_PKG_VERSION"),
        filters_style(index),
    );
    page.push_str("<a class=\"skip\" href=\"#main\">本文へ進む</a>\n<header>\n");
    let _ = writeln!(page, "<h1>{title}</h1>");
    if let Some(dropped) = changes::headline(index) {
        let _ = writeln!(page, "<p class=\"alert\"><b>{}</b> {}</p>", changes::DROPPED, escaped(&dropped));
    }
    counts(&mut page, index.report);
    page.push_str("<nav aria-label=\"目次\"><ul>\n<li><a href=\"#intro\">はじめに</a></li>\n");
    for sheet in sheets {
        let _ = writeln!(page, "<li><a href=\"#{}\">{}</a></li>", key(sheet.name), escaped(sheet.name.ja()));
    }
    page.push_str("</ul></nav>\n</header>\n<main id=\"main\">\n");
    opening(&mut page, &lines);
    for sheet in sheets {
        let _ = writeln!(page, "<section id=\"{}\">\n<h2>{}</h2>", key(sheet.name), escaped(sheet.name.ja()));
        if sheet.name == SheetName::Gaps {
            gaps(&mut page, sheet, found, index);
        } else {
            if sheet.name == SheetName::Tally {
                charts::draw(&mut page, &tally::charts(index));
            }
            table(&mut page, sheet);
        }
        page.push_str("</section>\n");
    }
    page.push_str(
        "<p class=\"paper\">根拠の原文、文案、読み取りの記録などは、画面またはワークブックでご覧ください。</p>\n",
    );
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// How many verdicts there are of each state, worst first.
fn counts(page: &mut String, report: &Report) {
    page.push_str("<ul class=\"counts\" aria-label=\"状態ごとの件数\">\n");
    for state in said::WORST_FIRST {
        let count = report.verdicts.iter().filter(|verdict| verdict.state == state).count();
        let (class, mark) = (state_class(state), said::mark(state));
        let _ = writeln!(page, "<li class=\"{class}\"><b>{count}</b> {mark} {}</li>", state.ja());
    }
    page.push_str("</ul>\n");
}

fn opening(page: &mut String, lines: &[IntroLine]) {
    page.push_str("<section id=\"intro\">\n<h2>はじめに</h2>\n");
    let mut in_list = false;
    for line in lines {
        let pair = match line {
            // it heads the page already
            IntroLine::Text(label, _) if label == changes::DROPPED => None,
            IntroLine::Text(label, text) => Some((escaped(label), escaped(text))),
            IntroLine::Sheet(name, text) => {
                Some((format!("<a href=\"#{}\">{}</a>", key(*name), escaped(name.ja())), escaped(text)))
            }
            IntroLine::Urgent(state, priority, text, row) => {
                let label = format!("{} {}", priority_mark(*priority), shown(&Cell::State(*state, None)));
                Some((label, format!("<a href=\"#gaps-{row}\">{}</a>", escaped(text))))
            }
            IntroLine::Priority(priority, text) => Some((priority_mark(*priority), escaped(text))),
            // the counts stand in the head of the page
            IntroLine::Title(_)
            | IntroLine::Heading(_)
            | IntroLine::Header(_)
            | IntroLine::Count(..)
            | IntroLine::Figures(..)
            | IntroLine::Cells(_)
            | IntroLine::Gap => None,
        };
        if in_list != pair.is_some() {
            page.push_str(if in_list { "</dl>\n" } else { "<dl>\n" });
            in_list = pair.is_some();
        }
        match (pair, line) {
            (Some((label, text)), _) => drop(writeln!(page, "<dt>{label}</dt><dd>{text}</dd>")),
            (None, IntroLine::Heading(heading)) if heading != said::COUNTS => {
                let _ = writeln!(page, "<h3>{}</h3>", escaped(heading));
            }
            _ => {}
        }
    }
    page.push_str(if in_list { "</dl>\n</section>\n" } else { "</section>\n" });
}

/// The boxes by which gaps are shown or hidden, without a script: by priority and by system.
fn filters(page: &mut String, index: &Index) {
    page.push_str("<fieldset class=\"filters\"><legend>表示するもの</legend>\n");
    let mut add = |id: &str, words: &str| {
        let _ = writeln!(page, "<label><input type=\"checkbox\" id=\"{id}\" checked> {words}</label>");
    };
    for priority in Priority::ALL {
        add(&format!("p{}", priority.letter()), &format!("優先度 {}", priority.letter()));
    }
    for (at, system) in index.report.plan.systems.iter().enumerate() {
        add(&format!("s{at}"), &escaped(&system.name));
    }
    page.push_str("</fieldset>\n");
}

/// What an empty box of [`filters`] hides.
fn filters_style(index: &Index) -> String {
    let mut style = String::new();
    let priorities = Priority::ALL.map(|priority| format!("p{}", priority.letter()));
    let systems = (0..index.report.plan.systems.len()).map(|at| format!("s{at}"));
    for id in priorities.into_iter().chain(systems) {
        let _ = writeln!(style, "main:has(#{id}:not(:checked)) .gap.{id} {{ display: none; }}");
    }
    style
}

/// One card a gap: what each side's papers say, side by side, then why and what to ask for.
fn gaps(page: &mut String, sheet: &Sheet, found: &[Gap], index: &Index) {
    if sheet.rows.is_empty() {
        page.push_str("<p>対応が必要なものはありません。</p>\n");
        return;
    }
    filters(page, index);
    for (row, (cells, gap)) in sheet.rows.iter().zip(found).enumerate() {
        let cell = |title: &str| {
            let at = sheet.columns.iter().position(|column| column.title == title);
            at.and_then(|at| cells.get(at)).map(shown).unwrap_or_default()
        };
        let system = index.report.plan.systems.iter().position(|system| system.id == gap.verdict.system);
        let _ = writeln!(
            page,
            "<article class=\"gap p{} s{}\" id=\"gaps-{row}\">\n<h3>{} {} {} <small>{}</small></h3>",
            gap.priority.letter(),
            system.unwrap_or_default(),
            cell("優先度"),
            cell("状態"),
            escaped(gap.title),
            cell("システム"),
        );
        let _ = writeln!(
            page,
            "<div class=\"sides\"><div><h4>病院側文書の記載</h4><p>{}</p></div><div><h4>契約・事業者側文書の記載</h4><p>{}</p></div></div>",
            cell("病院側文書の記載"),
            cell("契約・事業者側文書の記載"),
        );
        let entered = sheet.columns.iter().filter(|column| column.entry.is_some() || column.title == review::STANDING);
        let entered: Vec<&str> = entered.map(|column| column.title.as_str()).collect();
        page.push_str("<dl>\n");
        for title in ["根拠", "理由", "求めること", "文案"].into_iter().chain(entered) {
            let words = cell(title);
            if !words.is_empty() {
                let _ = writeln!(page, "<dt>{}</dt><dd>{words}</dd>", escaped(title));
            }
        }
        page.push_str("</dl>\n</article>\n");
    }
}

fn table(page: &mut String, sheet: &Sheet) {
    if sheet.rows.is_empty() {
        page.push_str("<p>該当する行はありません。</p>\n");
        return;
    }
    let _ = writeln!(
        page,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table>\n<caption>{0} ({1} 行)</caption>\n<thead><tr>",
        escaped(sheet.name.ja()),
        sheet.rows.len()
    );
    for column in &sheet.columns {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", wide(column), escaped(&column.title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (row, cells) in sheet.rows.iter().enumerate() {
        let strong = if matches!(cells.first(), Some(Cell::Strong(_))) { " class=\"strong\"" } else { "" };
        let _ = write!(page, "<tr id=\"{}-{row}\"{strong}>", key(sheet.name));
        for (cell, column) in cells.iter().zip(&sheet.columns) {
            let class = if column.centred { " class=\"mid\"" } else { "" };
            let _ = write!(page, "<td{class}>{}</td>", shown(cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// Long texts get the room they have on paper.
fn wide(column: &Column) -> &'static str {
    match column.width {
        0..=12 => "",
        13..=24 => " class=\"w1\"",
        25..=40 => " class=\"w2\"",
        _ => " class=\"w3\"",
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Link { text, sheet, row } => format!("<a href=\"#{}-{row}\">{}</a>", key(*sheet), escaped(text)),
        Cell::State(state, _) | Cell::Worded(state, _) => {
            format!("<span class=\"{}\">{}</span>", state_class(*state), escaped(&cell.words()))
        }
        Cell::Priority(priority) => priority_mark(*priority),
        Cell::Difference(pieces) => pieces.iter().map(piece).collect(),
        Cell::Toned(words, tone) => format!("<span class=\"{}\">{}</span>", tone_class(*tone), escaped(words)),
        Cell::Empty | Cell::Text(_) | Cell::Strong(_) | Cell::Number(_) | Cell::Date(_) => escaped(&cell.words()),
    }
}

/// What is gone is struck out, what is new underlined; a reader that speaks says so too.
fn piece(piece: &Piece) -> String {
    let words = escaped(&piece.text);
    match piece.side {
        Side::Same => words,
        Side::Old => format!("<del>{words}</del>"),
        Side::New => format!("<ins>{words}</ins>"),
    }
}

fn priority_mark(priority: Priority) -> String {
    let letter = priority.letter();
    format!("<span class=\"prio {0}\" title=\"優先度 {0}\">{0}</span>", letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    fn made() -> String {
        page(&Tables::new(&specimen::report(), specimen::catalogue()))
    }

    /// The page of an annual review in which words, an answer and states have changed.
    fn reviewed() -> String {
        let (mut then, mut now) = (specimen::report(), specimen::report());
        for unit in then.documents.iter_mut().flat_map(|document| &mut document.units) {
            unit.text.push_str("<b>昨年の言葉</b>を添える。");
        }
        for verdict in then.verdicts.iter_mut().filter(|verdict| !verdict.state.is_at_rest()) {
            verdict.state = crate::model::State::Agreed;
        }
        let past = review::Past::of_folder("昨年", then, now.plan.guideline);
        review::annual(&mut now, &past, specimen::catalogue());
        let found = now.comparison.as_ref().expect("a comparison");
        assert!(!found.changes.is_empty() && !found.shifts.is_empty());
        page(&Tables::new(&now, specimen::catalogue()))
    }

    #[test]
    fn same_report_gives_same_bytes() {
        assert!(made() == made() && reviewed() == reviewed());
        assert!(reviewed().contains("<del>") && reviewed().contains("&lt;b&gt;昨年の言葉&lt;/b&gt;"));
    }

    #[test]
    fn nothing_of_a_paper_becomes_markup_and_nothing_is_fetched() {
        let mut report = specimen::report();
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;\u{1b}[31m";
        report.claims[0].quote.text = hostile.to_owned();
        report.documents[0].path = format!("{hostile}.docx");
        report.plan.systems[0].name = hostile.to_owned();
        let page = page(&Tables::new(&report, specimen::catalogue()));
        for bad in [
            "<script",
            "<img",
            "onerror=y>",
            "\u{1b}",
            "javascript:",
            "http-equiv=\"refresh",
            "<link",
            "@import",
            "url(",
        ] {
            assert!(!page.contains(bad), "{bad}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    #[test]
    fn every_link_leads_somewhere_and_every_id_stands_once() {
        for page in [made(), reviewed()] {
            let parts =
                |begin: &str| page.split(begin).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
            let ids = parts(" id=\"");
            for (at, id) in ids.iter().enumerate() {
                assert!(!ids[..at].contains(id), "{id} stands twice");
            }
            for link in parts("href=\"#") {
                assert!(ids.contains(&link), "{link} is not there");
            }
        }
    }

    #[test]
    fn tags_are_closed_in_their_order() {
        for page in [made(), reviewed()] {
            tags_are_closed(&page);
        }
    }

    fn tags_are_closed(page: &str) {
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let name = tag.split([' ', '\n']).next().unwrap_or_default();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{tag}"),
                None if ["!DOCTYPE", "meta", "input", "br"].contains(&name) => {}
                None => open.push(name),
            }
        }
        assert_eq!(open, Vec::<&str>::new());
    }
}
