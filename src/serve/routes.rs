//! Every address of the page, in one list. In: a request that was admitted. Out: its answer.

use std::io::Write;
use std::time::Duration;

use serde_json::json;

use super::http::{Answer, Request};
use super::work::Desk;
use super::{detail, save, since, upload};
use crate::model::Lang;
use crate::report::{self, html, tables::Tables};

/// Bytes of what a person says.
const SAID: u64 = 256 * 1024;
/// A listener hears something at least so often, so that one who has gone is noticed.
const PULSE: Duration = Duration::from_secs(10);

/// Files of the page: name, kind, text. Nothing else is ever read for a browser.
const FILES: [(&str, &str, &str); 10] = [
    ("icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    ("app.js", SCRIPT, include_str!("page/app.js")),
    ("words.js", SCRIPT, include_str!("page/words.js")),
    ("dom.js", SCRIPT, include_str!("page/dom.js")),
    ("papers.js", SCRIPT, include_str!("page/papers.js")),
    ("matrix.js", SCRIPT, include_str!("page/matrix.js")),
    ("list.js", SCRIPT, include_str!("page/list.js")),
    ("gap.js", SCRIPT, include_str!("page/gap.js")),
    ("changes.js", SCRIPT, include_str!("page/changes.js")),
    ("corrections.js", SCRIPT, include_str!("page/corrections.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const PAGE: &str = include_str!("page/index.html");
const LOOK: &str = include_str!("page/page.css");

/// What is done at an address that changes something: it is given what was sent.
type Doing = fn(&Desk, &[u8]) -> Result<Answer, Answer>;

/// Addresses that change something.
const DOINGS: [(&str, Doing); 8] = [
    ("api/correction", save::correction),
    ("api/correction/undo", save::undo),
    ("api/decision", save::decision),
    ("api/paper", save::paper),
    ("api/system", save::system),
    ("api/vendor", save::vendor),
    ("api/last/forget", upload::forget),
    ("api/run", |desk, _| {
        desk.want();
        Ok(Answer::json(200, json!({ "done": true }).to_string()))
    }),
];

/// What is shown of a run, by an address that only reads.
type Showing = fn(&Desk, &Request) -> Option<Answer>;

/// Addresses that only read.
const SHOWINGS: [(&str, Showing); 6] = [
    ("api/overview", |desk, _| Some(Answer::json(200, desk.outcome()?.overview.clone()))),
    ("api/gap", |desk, request| {
        let (duty, system) = (request.field("duty")?, request.field("system")?);
        let outcome = desk.outcome()?;
        detail::text(&outcome, &desk.setup.catalogue, &duty, &system).map(|text| Answer::json(200, text))
    }),
    ("api/changes", |desk, _| {
        let outcome = desk.outcome()?;
        Some(Answer::json(200, since::text(&outcome, &desk.setup.catalogue, desk.setup.last.is_some())))
    }),
    ("gaps.xlsx", |desk, request| {
        let outcome = desk.outcome()?;
        let tables = Tables::new(&outcome.report, &desk.setup.catalogue);
        let book = match request.field("lang").as_deref() {
            Some("en") => report::xlsx::workbook_en(&tables),
            _ => report::xlsx::workbook(&tables),
        };
        let book = book.ok()?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Some(Answer { saved_as: Some("gaps.xlsx"), ..Answer::new(200, kind, book) })
    }),
    ("report.html", |desk, _| {
        let outcome = desk.outcome()?;
        let page = html::page(&Tables::new(&outcome.report, &desk.setup.catalogue));
        Some(Answer { saved_as: Some("report.html"), ..Answer::new(200, "text/html; charset=utf-8", page) })
    }),
    ("report.json", |desk, _| {
        let outcome = desk.outcome()?;
        let json = report::json::report(&outcome.report, &desk.setup.catalogue);
        Some(Answer { saved_as: Some("report.json"), ..Answer::json(200, json) })
    }),
];

/// Answers a request for a path behind the token.
pub(super) fn answer(desk: &Desk, lang: Lang, path: &str, mut request: Request) {
    if path == "api/news" && request.method == "GET" {
        return listen(desk, request);
    }
    let answer = match request.method.as_str() {
        "GET" => shown(desk, lang, path, &request),
        "POST" => taken(desk, path, &mut request),
        _ => Answer::refusal(405, "この操作はできません。", "this cannot be done"),
    };
    request.answer(&answer);
}

fn missing() -> Answer {
    Answer::refusal(404, "見つかりません。", "not found")
}

fn shown(desk: &Desk, lang: Lang, path: &str, request: &Request) -> Answer {
    if path.is_empty() {
        return Answer::new(200, "text/html; charset=utf-8", PAGE.replace("{LANG}", lang.id()));
    }
    if path == "page.css" {
        return Answer::new(200, STYLE, [html::STYLE, LOOK].concat());
    }
    if let Some((_, kind, text)) = FILES.iter().find(|(name, ..)| *name == path) {
        return Answer::new(200, kind, *text);
    }
    let showing = SHOWINGS.iter().find(|(known, _)| *known == path);
    showing.and_then(|(_, show)| show(desk, request)).unwrap_or_else(missing)
}

fn taken(desk: &Desk, path: &str, request: &mut Request) -> Answer {
    if path == "api/upload" {
        return upload::take(&desk.setup.dir, request);
    }
    let Some((_, make)) = DOINGS.iter().find(|(known, _)| *known == path) else { return missing() };
    request.bytes(SAID).and_then(|body| make(desk, &body)).unwrap_or_else(|refusal| refusal)
}

/// Tells a page what is going on, for as long as it listens.
fn listen(desk: &Desk, request: Request) {
    let Ok(mut stream) = request.listen() else { return };
    let mut seen = None;
    loop {
        let news = desk.news(seen, PULSE);
        let line = match &news {
            Some((beat, news)) => {
                seen = Some(*beat);
                format!("data: {news}\n\n")
            }
            None => ": still here\n\n".to_owned(),
        };
        if stream.write_all(line.as_bytes()).and_then(|()| stream.flush()).is_err() {
            return;
        }
    }
}
