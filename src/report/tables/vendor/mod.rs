//! The extract for one vendor. In: a report and a vendor. Out: an [`Extract`]: the first sheet, the tables and the questions,
//! with its own papers' words as evidence and no word of the hospital's rules, of other vendors' papers or of other systems.
//!
//! Nothing is struck out of the full tables: these are put together from what `view` lets through.

mod sheets;
mod view;

use super::words;
use super::{Gap, IntroLine, Sheet, SheetName, Tables};
use crate::model::{Document, Kind, State, System, Vendor};
use crate::report::questions::{Questionnaire, questionnaires};
use view::View;

/// What is handed to one vendor.
pub struct Extract<'a> {
    /// The vendor.
    pub vendor: &'a Vendor,
    /// How many duties of its systems hang or are disputed.
    pub open: usize,
    /// Names of the files whose words are quoted.
    pub quoted: Vec<String>,
    /// Names of the files on its systems of which it is not plain that they are its own: nothing of them is quoted.
    pub withheld: Vec<String>,
    /// The first sheet.
    pub intro: Vec<IntroLine>,
    /// The tables below it.
    pub sheets: Vec<Sheet>,
    /// The questions to it.
    pub asked: Questionnaire<'a>,
}

/// The extract for a vendor of the plan; none where no system is that vendor's.
pub fn extract<'a>(tables: &'a Tables<'a>, vendor: &'a Vendor) -> Option<Extract<'a>> {
    let (index, report) = (&tables.index, tables.index.report);
    let view = View::new(index, vendor);
    if view.systems.is_empty() {
        return None;
    }
    let gaps: Vec<&Gap> = tables.gaps.iter().filter(|gap| view.has_system(&gap.verdict.system)).collect();
    let asked = questionnaires(report, index.catalogue).into_iter().find(|asked| asked.vendor == Some(vendor));
    let asked = asked.unwrap_or(Questionnaire { vendor: Some(vendor), questions: Vec::new() });
    let sheets = vec![
        sheets::open(index, &view, &gaps),
        sheets::states(index, &view),
        sheets::evidence(index, &view),
        sheets::findings(index, &view),
    ];
    let names = |papers: &[&Document]| papers.iter().map(|paper| view::name(paper).to_owned()).collect();
    Some(Extract {
        vendor,
        open: gaps.len(),
        quoted: names(&view.own),
        withheld: names(&view.withheld),
        intro: intro(tables, &view, gaps.len(), asked.questions.len()),
        sheets,
        asked,
    })
}

/// The lines of the first sheet.
fn intro(tables: &Tables, view: &View, open: usize, asked: usize) -> Vec<IntroLine> {
    use IntroLine::{Gap, Header, Heading, Title};
    let plan = &tables.index.report.plan;
    let text = |label: &str, text: String| IntroLine::Text(label.to_owned(), text);
    let names: Vec<&str> = view.systems.iter().map(|system| system.name.as_str()).collect();
    let mut lines = vec![
        Title(format!("責任分界の点検結果(抜粋) {} 御中", view.vendor.name)),
        text("医療機関", plan.hospital.name.clone().unwrap_or_default()),
        text("判定日", plan.as_of.to_string()),
        text("対象のシステム", names.join("、")),
        text("ガイドライン", format!("医療情報システムの安全管理に関するガイドライン 第{}版", plan.guideline.id())),
        text(
            "結果の要点",
            format!("対象のシステムの役割のうち、担当を決める必要があるものが {open} 件、お尋ねしたいことが {asked} 件あります。"),
        ),
        Gap,
        Heading("見かた".to_owned()),
        text(
            "このファイルについて",
            "セキュリティ上の仕事を病院と貴社のどちらが行うかが、文書で決まっているかを示します。引用は、貴社との契約書や貴社の開示書など、貴社の文書\
             だけからのものです。院内の規程と、ほかの事業者の文書は載せていません。"
                .to_owned(),
        ),
        IntroLine::Sheet(SheetName::Asked, "担当を決める必要がある役割です。上から順に、記載をお確かめください。"),
        IntroLine::Sheet(SheetName::Matrix, "対象のシステムのすべての役割の状態です。"),
        IntroLine::Sheet(SheetName::Evidence, "貴社の文書から読み取った記載の原文と、その場所です。"),
        IntroLine::Sheet(SheetName::Findings, "貴社の文書の記入もれや古い版など、お直しいただきたい点です。"),
    ];
    if asked > 0 {
        lines.push(IntroLine::Sheet(
            SheetName::Questions,
            "お尋ねしたいことです。黄色の列に記入し、このファイルのままお返しください。",
        ));
    }
    lines.extend([Gap, Heading(words::COUNTS.to_owned())]);
    let mut header = vec!["状態".to_owned(), "意味".to_owned(), "合計".to_owned()];
    header.extend(names.iter().map(|&name| name.to_owned()));
    lines.push(Header(header));
    for state in words::WORST_FIRST {
        lines.push(IntroLine::Count(state, figures(tables, view, state)));
    }
    lines.extend([Gap, Heading("引用した文書".to_owned())]);
    lines.extend(view.own.iter().map(|paper| text(paper.kind.ja(), view::name(paper).to_owned())));
    if view.own.is_empty() {
        lines.push(text("なし", "貴社の文書は、お預かりしていません。".to_owned()));
    }
    lines.extend([
        Gap,
        Heading("ご注意".to_owned()),
        text(
            "書面だけの点検です",
            "文書に書かれていることを機械的に読み取った結果です。実際に行われているかどうかは見ていません。法的な判断でもありません。"
                .to_owned(),
        ),
        text("読み違いのあるとき", "引用や読み方が実際と違うときは、その行を病院にお知らせください。".to_owned()),
    ]);
    if view.own.iter().any(|paper| paper.kind == Kind::Mds || paper.kind == Kind::Sds) {
        let words = "開示書(MDS/SDS)は申告であり、契約の約束としては数えていません。";
        lines.push(text("開示書の扱い", words.to_owned()));
    }
    lines
}

/// How many duties are in that state: in all of the vendor's systems, then in each.
fn figures(tables: &Tables, view: &View, state: State) -> Vec<usize> {
    let verdicts = &tables.index.report.verdicts;
    let count = |system: &&System| {
        verdicts.iter().filter(|verdict| verdict.state == state && verdict.system == system.id).count()
    };
    let each: Vec<usize> = view.systems.iter().map(count).collect();
    std::iter::once(each.iter().sum()).chain(each).collect()
}
