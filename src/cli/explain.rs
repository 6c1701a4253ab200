//! `hazama explain`: a duty, a state or a rule in plain words, with its basis.

use std::fmt::Write;

use clap::ArgMatches;
use hazama::case::{Fault, nearest};
use hazama::catalogue::{Catalogue, Direction, Duty, Guidelines, Names, Remedy, Rule, Words};
use hazama::model::{DutyId, Guideline, Lang, State};
use hazama::report::tables::words;
use hazama::report::terminal::Paint;
use hazama::report::width;

use super::screen::Screen;
use super::{Done, begin, fault, operand, pack};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let id = operand(matches, "ID").to_string_lossy();
    let catalogue = pack::catalogue(matches)?;
    if let Some(duty) = catalogue.duty(&DutyId::new(&id)) {
        let guideline = begin::guideline(matches).unwrap_or(Guideline::V7_0);
        let remedy = catalogue.remedy(&duty.id);
        screen.say(&of_duty(duty, remedy, (&catalogue.guidelines, guideline), screen));
    } else if let Some(state) = State::ALL.into_iter().find(|state| state.id() == id || state.ja() == id) {
        screen.say(&of_state(state, screen));
    } else if let Some(rule) = catalogue.rules.iter().find(|rule| rule.id == id) {
        screen.say(&of_rule(rule, screen));
    } else {
        return Err(unknown(&id, &catalogue));
    }
    Ok(Done::Well)
}

fn unknown(id: &str, catalogue: &Catalogue) -> Vec<Fault> {
    let mut known: Vec<&str> = catalogue.duties.iter().map(|duty| duty.id.as_str()).collect();
    known.extend(catalogue.rules.iter().map(|rule| rule.id.as_str()));
    known.extend_from_slice(&State::ALL.map(State::id));
    match nearest(id, known) {
        Some(meant) => fault(
            format!("「{id}」という役割・状態・検査項目はありません。「{meant}」のことではありませんか。"),
            format!("there is no duty, state or rule {id}; did you mean {meant}?"),
        ),
        None => {
            let states: Vec<&str> = State::ALL.into_iter().map(State::id).collect();
            fault(
                format!(
                    "「{id}」という役割・状態・検査項目はありません。役割の一覧は役割分担表にあり、状態は {} です。",
                    states.join("、")
                ),
                format!("there is no duty, state or rule {id}; states are {}", states.join(", ")),
            )
        }
    }
}

/// Paragraphs under headings, those without words left out.
struct Page {
    text: String,
    lang: Lang,
    columns: usize,
    paint: Paint,
}

impl Page {
    fn new(title: &str, screen: &Screen) -> Page {
        let paint = Paint(screen.color);
        Page { text: format!("{}\n", paint.heading(title)), lang: screen.lang, columns: screen.columns, paint }
    }

    fn heading(&mut self, ja: &str, en: &str) {
        let _ = write!(self.text, "\n{}\n", self.paint.heading(self.lang.pick(ja, en)));
    }

    /// Words on lines that fit, with something before the first and as much room before the others.
    fn lines(&mut self, first: &str, words: &str) {
        let indent = width::of(first);
        for (at, line) in width::wrap(words, self.columns - indent).iter().enumerate() {
            let before = if at == 0 { first.to_owned() } else { " ".repeat(indent) };
            let _ = writeln!(self.text, "{before}{line}");
        }
    }

    fn part(&mut self, ja: &str, en: &str, words: &str) {
        if !words.is_empty() {
            self.heading(ja, en);
            self.lines("  ", words);
        }
    }

    fn list(&mut self, ja: &str, en: &str, items: &[String]) {
        if !items.is_empty() {
            self.heading(ja, en);
            for item in items {
                self.lines("  ・", item);
            }
        }
    }
}

fn of_duty(
    duty: &Duty,
    remedy: Option<&Remedy>,
    (guidelines, guideline): (&Guidelines, Guideline),
    screen: &Screen,
) -> String {
    let lang = screen.lang;
    let mut page = Page::new(&format!("{}  {}", duty.id, lang.pick(&duty.title_ja, &duty.title_en)), screen);
    page.part("どんな役割か", "What it is", lang.pick(&duty.plain_ja, &duty.plain_en));
    page.list("この役割に数えるもの", "What counts", &duty.counts_ja);
    page.list("言葉は似ていても数えないもの", "What does not count", &duty.not_ja);
    let halves: Vec<String> = duty.halves.iter().map(|half| format!("{} ({})", half.ja, half.side.ja())).collect();
    page.list("双方がそれぞれ担う部分(ふつうの担い手)", "Halves, with who usually has each", &halves);
    page.part("宙に浮いているときに相手に求めること", "What to ask for when it hangs", &duty.ask_ja);
    let proposal = |direction| {
        let system = lang.pick("対象システム", "the system");
        let words = remedy.and_then(|remedy| match lang {
            Lang::Ja => remedy.ja(direction, &Names::plain(system)),
            Lang::En => remedy.en(direction, system),
        });
        words.unwrap_or_default()
    };
    page.part(
        "契約条項案(事業者が行う)",
        "Clause for the contract (the vendor does it)",
        &proposal(Direction::Contract),
    );
    page.part(
        "契約条項案(病院が行う)",
        "Clause for the contract (the hospital does it)",
        &proposal(Direction::ContractHospital),
    );
    page.part("規程条文案(病院が行う)", "Article for the rules (the hospital does it)", &proposal(Direction::Rule));
    page.part("事業者への質問", "Question to the vendor", &proposal(Direction::Question));
    let edition = guideline.id();
    let basis = guidelines.basis(&duty.id, guideline);
    let basis: Vec<String> = basis
        .iter()
        .map(|basis| match basis.found_in {
            Some(_) => basis.in_words(),
            None => format!("{} [{}]", basis.citation(), basis.certainty.in_words(lang)),
        })
        .collect();
    page.list(
        &format!("根拠となる指針(第{edition}版で点検するとき)"),
        &format!("Guidelines that ask for it (judged by edition {edition})"),
        &basis,
    );
    let none = guidelines.without(&duty.id, guideline, lang).unwrap_or_default();
    page.part("安全管理ガイドラインに求める章がない理由", "Why no chapter of the hospital guideline asks for it", none);
    let silence: Vec<String> = guidelines
        .silence(&duty.id, guideline)
        .into_iter()
        .map(|(pack, silence)| {
            let place = silence.place.as_deref().map(|place| format!(" {place}")).unwrap_or_default();
            let words = lang.pick(&silence.ja, &silence.en);
            format!("{words}({}{place}) [{}]", pack.cited(), silence.certainty.in_words(lang))
        })
        .collect();
    page.list("どの文書にも書かれていないときの扱い", "What silence means", &silence);
    let weight = match duty.weight {
        3 => ("抜けると診療が止まる、またはデータを失うおそれがあります。", "a gap can stop care or lose data"),
        2 => ("抜けると守りが弱くなります。", "a gap weakens a defence"),
        _ => ("抜けても直ちに危険ではありませんが、整えておくべきものです。", "a gap is a matter of order"),
    };
    page.part("重さ", "Weight", lang.pick(weight.0, weight.1));
    page.text
}

fn of_state(state: State, screen: &Screen) -> String {
    let lang = screen.lang;
    let group = if state.is_hanging() {
        ("宙に浮いた役割に数えます。", "Counts as hanging.")
    } else if state.is_quarrel() {
        ("文書の食い違いに数えます。", "Counts as a quarrel.")
    } else if state.is_at_rest() {
        ("対応は要りません。", "At rest: nothing is to be done.")
    } else {
        ("人の判断が要ります。", "Asks a person.")
    };
    let mut page = Page::new(&format!("{}  {}", state.id(), lang.pick(state.ja(), words::name_en(state))), screen);
    page.part("どんな状態か", "What it means", lang.pick(words::meaning(state), words::meaning_en(state)));
    page.part("どうするか", "What to do", lang.pick(words::action(state), words::action_en(state)));
    if state == State::Unassigned {
        page.part("書かれていないことの扱い", "What silence means", lang.pick(words::SILENCE, words::SILENCE_EN));
    }
    page.part("扱い", "Group", lang.pick(group.0, group.1));
    page.text
}

fn of_rule(rule: &Rule, screen: &Screen) -> String {
    let lang = screen.lang;
    let words = |words: &Words| lang.pick(&words.ja, &words.en).clone();
    let mut page = Page::new(&format!("{}  {}", rule.id, words(&rule.title)), screen);
    page.part("いつ指摘するか", "When it fires", &words(&rule.when));
    page.part("なぜ問題か", "Why it matters", &words(&rule.why));
    page.part("どうするか", "What to do", &words(&rule.remedy));
    page.part("重要度", "Severity", lang.pick(rule.severity.ja(), rule.severity.id()));
    page.list("根拠", "Basis", &rule.basis);
    let cases = |fires: bool| -> Vec<String> {
        let cases = rule.cases.iter().filter(|case| (case.fires > 0) == fires);
        cases.map(|case| case.name.clone()).collect()
    };
    page.list("指摘する例", "Cases that fire", &cases(true));
    page.list("指摘しない例", "Cases that stay silent", &cases(false));
    page.text
}
