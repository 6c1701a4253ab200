//! `hazama explain`: a duty, a state or a rule in plain words, with its basis.

use std::fmt::Write;

use clap::ArgMatches;
use hazama::case::{Fault, nearest};
use hazama::catalogue::{Catalogue, Duty};
use hazama::model::{DutyId, Lang, State};

use super::screen::Screen;
use super::{Done, fault, operand};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let id = operand(matches, "ID").to_string_lossy();
    let catalogue = Catalogue::builtin();
    if let Some(duty) = catalogue.duty(&DutyId::new(&id)) {
        screen.say(&of_duty(duty, screen.lang));
    } else if let Some(state) = State::ALL.into_iter().find(|state| state.id() == id || state.ja() == id) {
        screen.say(&of_state(state, screen.lang));
    } else {
        return Err(unknown(&id, &catalogue));
    }
    Ok(Done::Well)
}

fn unknown(id: &str, catalogue: &Catalogue) -> Vec<Fault> {
    let mut known: Vec<&str> = catalogue.duties.iter().map(|duty| duty.id.as_str()).collect();
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
}

impl Page {
    fn new(title: &str, lang: Lang) -> Page {
        Page { text: format!("{title}\n"), lang }
    }

    fn part(&mut self, ja: &str, en: &str, words: &str) {
        if !words.is_empty() {
            let _ = write!(self.text, "\n{}\n  {words}\n", self.lang.pick(ja, en));
        }
    }

    fn list(&mut self, ja: &str, en: &str, items: &[String]) {
        if !items.is_empty() {
            let _ = write!(self.text, "\n{}\n", self.lang.pick(ja, en));
            for item in items {
                let _ = writeln!(self.text, "  ・{item}");
            }
        }
    }
}

fn of_duty(duty: &Duty, lang: Lang) -> String {
    let mut page = Page::new(&format!("{}  {}", duty.id, lang.pick(&duty.title_ja, &duty.title_en)), lang);
    page.part("どんな役割か", "What it is", lang.pick(&duty.plain_ja, &duty.plain_en));
    page.list("この役割に数えるもの", "What counts", &duty.counts_ja);
    page.list("言葉は似ていても数えないもの", "What does not count", &duty.not_ja);
    let halves: Vec<String> = duty.halves.iter().map(|half| format!("{} ({})", half.ja, half.side.ja())).collect();
    page.list("双方がそれぞれ担う部分(ふつうの担い手)", "Halves, with who usually has each", &halves);
    page.part("宙に浮いているときに相手に求めること", "What to ask for when it hangs", &duty.ask_ja);
    page.list("求めているガイドラインの項目", "Guideline themes that ask for it", &duty.themes);
    let weight = match duty.weight {
        3 => ("抜けると診療が止まる、またはデータを失うおそれがあります。", "a gap can stop care or lose data"),
        2 => ("抜けると守りが弱くなります。", "a gap weakens a defence"),
        _ => ("抜けても直ちに危険ではありませんが、整えておくべきものです。", "a gap is a matter of order"),
    };
    page.part("重さ", "Weight", lang.pick(weight.0, weight.1));
    page.text
}

fn of_state(state: State, lang: Lang) -> String {
    let (ja, en) = match state {
        State::Undecided => (
            "この役割に触れている文書に読み取れない部分があり、読めれば答えが変わり得ます。人が原本を確かめてください。",
            "A paper on this duty could not be read, and reading it could change the answer. A person has to look.",
        ),
        State::Contradicted => (
            "同じ効力の文書どうしが反対のことを述べている、契約で事業者の役割とされているのに開示書では「いいえ」とされている、または院内規程が事業者の対策に必要なことを禁じています。",
            "Papers of the same rank say opposite things, the contract binds the vendor while its disclosure says no, or a hospital rule forbids what the vendor's measure needs.",
        ),
        State::Overlapping => (
            "同じ範囲の同じ作業を双方が義務として負い、どちらが主に行うかを定めた文書がありません。",
            "Both are bound to the same act on the same scope, and no paper names a lead.",
        ),
        State::Agreed => (
            "契約など双方を拘束する文書が事業者の義務としているか、院内規程が医療機関の役割として引き受けています。",
            "A binding paper gives the vendor the duty, or the hospital's rules take it up.",
        ),
        State::Conditional => (
            "事業者が行うのは、オプション・別料金・依頼などの条件が満たされたときだけで、満たされたことを示す文書がありません。",
            "The vendor acts only under a condition (option, fee, request) that no paper shows as met.",
        ),
        State::Effort => (
            "事業者の約束が「努める」までで、義務になっていません。",
            "The vendor's strongest word is that it will try.",
        ),
        State::Open => (
            "「協議して定める」「別途定める」とされたままで、その先の定めがありません。",
            "It is left to later talk or to a paper that is not there.",
        ),
        State::Mutual => (
            "院内規程は事業者が行うと考え、事業者の文書は対象外・医療機関側の作業としています。互いに相手に任せています。",
            "The rules expect the vendor, and the vendor's papers exclude it or push it to the hospital.",
        ),
        State::Unaccepted => (
            "一方が相手に渡していますが、渡された側の文書が引き受けていません。",
            "One side hands it over, and the other side's papers do not take it up.",
        ),
        State::Declared => (
            "支えが事業者の自己申告(開示書の「はい」や予定)だけで、誰も義務を負っていません。",
            "The only support is the vendor's own disclosure, which binds nobody.",
        ),
        State::Outside => (
            "該当するものがないと理由を添えて示され、それに反する文書がありません。",
            "It is stated, with a reason, to have no object, and no other paper speaks against that.",
        ),
        State::Unassigned => (
            "どの文書も誰の役割とも定めていません。契約に書かれていないことは、ガイドライン上は医療機関自身の役割と読まれます。",
            "No paper gives it to anyone. The guideline reads silence of the contract as the hospital's own duty.",
        ),
    };
    let group = if state.is_hanging() {
        ("宙に浮いた役割に数えます。", "Counts as hanging.")
    } else if state.is_quarrel() {
        ("文書の食い違いに数えます。", "Counts as a quarrel.")
    } else if state.is_at_rest() {
        ("対応は要りません。", "At rest: nothing is to be done.")
    } else {
        ("人の判断が要ります。", "Asks a person.")
    };
    let mut page = Page::new(&format!("{}  {}", state.id(), state.ja()), lang);
    page.part("どんな状態か", "What it means", lang.pick(ja, en));
    page.part("扱い", "Group", lang.pick(group.0, group.1));
    page.text
}
