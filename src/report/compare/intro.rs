//! The first sheet of a comparison. In: the bidders, paired. Out: lines: who, what could not be paired, figures and how they
//! come about.

use std::collections::BTreeSet;

use super::{Bids, Count, WEIGHTS};
use crate::model::State;
use crate::report::tables::{IntroLine, SheetName, words};

/// The lines of はじめに.
pub fn intro(bids: &Bids) -> Vec<IntroLine> {
    use IntroLine::{Gap, Header, Heading, Sheet, Title};
    let text = |label: &str, text: String| IntroLine::Text(label.to_owned(), text);
    let plans = || bids.bids.iter().map(|bid| &bid.index.report.plan);
    let days: BTreeSet<String> = plans().map(|plan| plan.as_of.to_string()).collect();
    let editions: BTreeSet<&str> = plans().map(|plan| plan.guideline.id()).collect();
    let mut lines = vec![
        Title(format!("候補の事業者の比較 {}", bids.hospital()).trim().to_owned()),
        text("判定日", days.into_iter().collect::<Vec<_>>().join("、")),
        text(
            "ガイドライン",
            format!(
                "医療情報システムの安全管理に関するガイドライン 第{}版",
                editions.into_iter().collect::<Vec<_>>().join("版・第")
            ),
        ),
        text(
            "このファイルについて",
            "候補の事業者ごとの案件を同じ基準で点検し、セキュリティ上の仕事を誰が引き受けるかを並べたものです。点数や順位は付けません。\
             数はどれも、下のシートの行を数えたものです。"
                .to_owned(),
        ),
        Gap,
        Heading("比べた案件".to_owned()),
    ];
    lines.extend(bids.bids.iter().map(|bid| {
        let report = bid.index.report;
        let systems: Vec<&str> = report.plan.systems.iter().map(|system| system.name.as_str()).collect();
        let (papers, claims) = (report.documents.len(), report.claims.len());
        let said = format!(
            "案件 {}。システム: {}。文書 {papers} 件から記載 {claims} 件を読みました。",
            bid.path,
            systems.join("、")
        );
        text(&bid.name, said)
    }));
    lines.extend([Gap, Heading("組になったシステムと、確かめてほしいこと".to_owned())]);
    lines.extend(bids.lots.iter().filter(|lot| lot.systems.iter().flatten().count() > 1).map(|lot| {
        let each: Vec<String> = bids
            .bids
            .iter()
            .zip(&lot.systems)
            .filter_map(|(bid, system)| Some(format!("{}: {}", bid.name, bid.index.system_name(system.as_deref()?))))
            .collect();
        text(&lot.name, each.join("\n"))
    }));
    lines.extend(bids.notes.iter().map(|note| text("ご注意", note.clone())));
    lines.extend([Gap, Heading("宙に浮いた義務の数".to_owned())]);
    lines.extend(figures(bids));
    lines.extend([
        Gap,
        Heading("シート".to_owned()),
        Sheet(SheetName::Bids, "すべての義務について、事業者ごとの状態・担い手と、決め手になった記載を並べた表です(A3横)。"),
        Sheet(SheetName::Soles, "一社だけが約束しているもの、又は一社だけが何らかの形で申し出ているものです。"),
        Sheet(SheetName::Options, "費用・オプションその他の条件の付いた申し出です。見積りを比べるときに、含まれているかを確かめてください。"),
        Sheet(SheetName::Demands, "事業者ごとに、契約の前に求めることを、急ぐものから並べました。【 】は例なので、実情に合わせて書き換えてください。"),
        Gap,
        Heading(words::COUNTS.to_owned()),
        Header(header(bids, ["状態", "意味"])),
    ]);
    for state in words::WORST_FIRST {
        lines.push(IntroLine::Count(state, (0..bids.bids.len()).map(|bid| bids.in_state(bid, state)).collect()));
    }
    lines.extend([
        Gap,
        Heading("ご注意".to_owned()),
        text(
            "法的助言ではありません",
            "文書の記載を機械的に読み取って並べたもので、法的な判断や、事業者の優劣を示すものではありません。"
                .to_owned(),
        ),
        text(
            "実施の有無は見ていません",
            "文書に書かれているかどうかだけを見ています。文書の少ない事業者では、宙に浮いた義務が多く出ます。"
                .to_owned(),
        ),
        text("書かれていないことの扱い", words::SILENCE.to_owned()),
    ]);
    lines
}

fn header(bids: &Bids, first: [&str; 2]) -> Vec<String> {
    first.into_iter().map(str::to_owned).chain(bids.bids.iter().map(|bid| bid.name.clone())).collect()
}

/// How many duties hang, by weight and weighted, and the way each figure comes about.
fn figures(bids: &Bids) -> Vec<IntroLine> {
    let hanging: Vec<&str> = words::WORST_FIRST.into_iter().filter(|state| state.is_hanging()).map(State::ja).collect();
    let mut lines = vec![IntroLine::Text(
        "数え方".to_owned(),
        format!(
            "状態が「{}」の義務を、どの事業者にもあるシステムについて数えます。重みは義務ごとに決まっていて(比較表の「重み」の列)、ほかのことは数に加えません。\
             「{}」のシートを事業者で絞り込み、「集計に入れた重み」の列を足すと、下の合計と同じになります。",
            hanging.join("」「"),
            SheetName::Demands.ja()
        ),
    )];
    if !bids.lots.iter().any(super::Lot::is_whole) {
        let none = "どの事業者にもあるシステムがないため、数を並べていません。".to_owned();
        lines.push(IntroLine::Text("集計".to_owned(), none));
        return lines;
    }
    let counts: Vec<Count> = (0..bids.bids.len()).map(|bid| bids.count(bid)).collect();
    lines.push(IntroLine::Header(header(bids, ["区分", "数え方"])));
    for (at, (weight, meaning, _)) in WEIGHTS.into_iter().enumerate() {
        let figures = counts.iter().map(|count| count.by_weight[at]).collect();
        lines.push(IntroLine::Figures(format!("重み{weight}"), meaning.to_owned(), figures));
    }
    let all = counts.iter().map(|count| count.all()).collect();
    lines.push(IntroLine::Figures("件数の合計".to_owned(), "上の3行の和".to_owned(), all));
    let weighted = counts.iter().map(|count| count.weighted()).collect();
    lines.push(IntroLine::Figures(
        "重みを掛けた合計".to_owned(),
        "(重み3の件数)×3 +(重み2の件数)×2 +(重み1の件数)×1".to_owned(),
        weighted,
    ));
    let beside = [
        ("食い違い(加えません)", [State::Contradicted, State::Overlapping].as_slice()),
        ("判読・判断不能(加えません)", &[State::Undecided]),
    ];
    for (label, states) in beside {
        let figures = (0..bids.bids.len()).map(|bid| states.iter().map(|state| bids.in_state(bid, *state)).sum());
        let names: Vec<&str> = states.iter().map(|state| state.ja()).collect();
        lines.push(IntroLine::Figures(
            label.to_owned(),
            format!("状態が「{}」の義務", names.join("」「")),
            figures.collect(),
        ));
    }
    lines
}
