//! The first sheet, はじめに: what the report is, how to read it, counts by state, what was not read, what it does not claim.

use std::collections::BTreeMap;

use super::customer::{self, Whose};
use super::gaps::Gap as Found;
use super::index::Index;
use super::{Cell, SheetName};
use super::{changes, words};
use crate::model::{Kind, Lang, Level, Standing, State, Workflow};
use crate::report::Priority;

/// Notices told on the first sheet; 読み取り記録 has them all.
const NOTICES: usize = 15;

/// One line of the first sheet. Columns: label, text, then one figure for all and one a system.
#[derive(Debug, Clone)]
pub enum IntroLine {
    /// The title of the report.
    Title(String),
    /// A heading.
    Heading(String),
    /// A label and its text.
    Text(String, String),
    /// A sheet's name, linked, and what it holds.
    Sheet(SheetName, &'static str),
    /// The header of the figures.
    Header(Vec<String>),
    /// A state, its meaning, the figure for all and one a system.
    Count(State, Vec<usize>),
    /// A label, what it means, and one figure a column.
    Figures(String, String, Vec<usize>),
    /// A gap among the most urgent: its state and priority, duty and system, and its row in 要対応一覧.
    Urgent(State, Priority, String, usize),
    /// A priority and what leads to it.
    Priority(Priority, &'static str),
    /// Cells as they are.
    Cells(Vec<Cell>),
    /// Nothing.
    Gap,
}

/// Gaps told on the first sheet, so that it fits one screen.
const URGENT: usize = 10;

/// The lines of the first sheet; `gaps` are all of the report, worst first.
pub fn intro(index: &Index, gaps: &[Found]) -> Vec<IntroLine> {
    use IntroLine::{Gap, Header, Heading, Sheet, Text, Title};
    let report = index.report;
    let plan = &report.plan;
    let text = |label: &str, text: String| Text(label.to_owned(), text);
    let vendors: Vec<&str> = plan.vendors.iter().map(|vendor| vendor.name.as_str()).collect();
    let whose = plan.hospital.name.clone().unwrap_or_else(|| vendors.join("、"));
    let systems: Vec<&str> = plan.systems.iter().map(|system| system.name.as_str()).collect();
    let first = if report.comparison.is_some() { SheetName::Shifts } else { SheetName::Gaps }.ja();
    let open = gaps.len();
    let mut lines = vec![Title(format!("責任分界の点検結果 {whose}").trim().to_owned())];
    lines.extend(changes::headline(index).map(|dropped| text(changes::DROPPED, dropped)));
    lines.extend([
        text("判定日", plan.as_of.to_string()),
        text("点検の種類", words::workflow(plan.workflow, Lang::Ja).to_owned()),
        text("対象のシステム", systems.join("、")),
        text("ガイドライン", format!("医療情報システムの安全管理に関するガイドライン 第{}版", plan.guideline.id())),
        text(
            "結果の要点",
            format!(
                "{} 件の文書を読み、{} 件の記載を根拠に {} 件(義務×システム)を判定しました。対応が必要なものは {open} 件です。",
                report.documents.len(),
                report.claims.len(),
                report.verdicts.len(),
            ),
        ),
    ]);
    lines.extend(since_last(index));
    lines.extend(urgent(index, gaps));
    lines.extend([Gap, Heading(words::COUNTS.to_owned())]);
    let mut header = vec!["状態".to_owned(), "意味".to_owned(), "合計".to_owned()];
    header.extend(systems.iter().map(|&name| name.to_owned()));
    lines.push(Header(header));
    for state in words::WORST_FIRST {
        let count = |system: Option<&str>| {
            let here = |id: &str| system.is_none_or(|system| system == id);
            report.verdicts.iter().filter(|verdict| verdict.state == state && here(&verdict.system)).count()
        };
        let mut figures = vec![count(None)];
        figures.extend(plan.systems.iter().map(|system| count(Some(&system.id))));
        lines.push(IntroLine::Count(state, figures));
    }
    lines.extend([
        Gap,
        Heading("見かた".to_owned()),
        text(
            "このファイルについて",
            format!(
                "契約書・院内規程・開示書(MDS/SDS)・役割分担確認表を突き合わせ、セキュリティ上の仕事を病院と事業者のどちらが行うかが\
                 文書で決まっているかを示します。まず「{first}」を上から順にご覧ください。"
            ),
        ),
    ]);
    if report.comparison.is_some() {
        lines.extend([
            Sheet(
                SheetName::Shifts,
                "昨年から状態や担い手の変わった義務です。契約から落ちたものが先頭にあり、変わった言葉に移れます。",
            ),
            Sheet(
                SheetName::Changes,
                "文書の中で変わったところのすべてです。取り消し線は昨年の言葉、下線は今年の言葉です。",
            ),
            Sheet(SheetName::Open, "期限の過ぎたものと、昨年も今年も対応を要するものです。"),
        ]);
    }
    lines.extend([
        Sheet(
            SheetName::Gaps,
            "対応が必要なものの一覧です。ワークブックでは黄色の列に対応方針・担当・期限などを記入して使います。",
        ),
        Sheet(
            SheetName::Remedies,
            "契約書・院内規程に書く文と、事業者への質問の案です。【 】は例なので、実情に合わせて書き換えて使います。",
        ),
    ]);
    if plan.workflow == Workflow::SelfCheck {
        let words = "お客様に求めている仕事を1つにまとめた一覧です。お客様に渡し、その規程と照らし合わせてもらえます。";
        lines.push(Sheet(SheetName::Customers, words));
    }
    lines.extend([
        Sheet(SheetName::Tally, "状態を分野ごと・事業者ごとに数えた表とグラフです。"),
        Sheet(SheetName::Matrix, "すべての義務とシステムの状態を一覧にした表です(A3縦1枚)。"),
        Sheet(SheetName::RoleRows, "役割分担確認表の各行について、契約書や規程に裏付けがあるかを示します。"),
        Sheet(SheetName::Disclosures, "開示書(MDS/SDS)の各行の回答と、その読み方を示します。"),
        Sheet(SheetName::Assessments, "ガイドラインや届出が案件全体に求めることへの答えと、その拠りどころです。"),
        Sheet(
            SheetName::Risks,
            "開示書で「いいえ」などとされた項目です。ワークブックでは黄色の列にリスクの評価と扱いを記入して使います。",
        ),
        Sheet(SheetName::Evidence, "判定の根拠とした記載の原文と、その場所です。"),
        Sheet(SheetName::Findings, "状態のほかに、文書や記入の不備として見つかったものです。"),
        Sheet(SheetName::Readings, "どの文書のどの行・条項を読み、何を扱わなかったかの記録です。"),
        Sheet(SheetName::Provenance, "使った文書のハッシュ値、プログラムの版、設定と、義務ごとの根拠となる指針です。"),
    ]);
    lines.extend(corrected(index));
    lines.extend(carried(index));
    lines.extend([
        Gap,
        Heading("優先度の決め方".to_owned()),
        IntroLine::Priority(
            Priority::A,
            "診療が止まる・データを失うおそれのある義務(重み3)で、行う者が決まっていないか、約束といえる記載がないもの",
        ),
        IntroLine::Priority(Priority::B, "備えが弱くなる義務(重み2)で同じ状態のもの、または重み3で努力義務だけのもの"),
        IntroLine::Priority(Priority::C, "そのほか(重み1の義務、重み2で努力義務だけのもの)"),
        Gap,
        Heading("読み取れなかったもの・確かめてほしい箇所".to_owned()),
    ]);
    lines.extend(unread(index));
    lines.extend([
        Gap,
        Heading("ご注意".to_owned()),
        text(
            "法的助言ではありません",
            "文書の記載を機械的に読み取って突き合わせたもので、法的な判断や契約の解釈を示すものではありません。"
                .to_owned(),
        ),
        text(
            "実施の有無は見ていません",
            "文書に書かれているかどうかだけを見ています。実際に行われているかは、別に確かめてください。".to_owned(),
        ),
        text("書かれていないことの扱い", words::SILENCE.to_owned()),
        text("原文の確認", "判断の前に、必ず「根拠一覧」の場所にある原文をお確かめください。".to_owned()),
    ]);
    if plan.workflow == Workflow::SelfCheck {
        let hanging = || report.verdicts.iter().filter(|verdict| !verdict.state.is_at_rest());
        let [own, asked, hospitals] = [Whose::Vendors, Whose::Asked, Whose::Hospitals]
            .map(|whose| hanging().filter(|verdict| customer::whose(index, verdict) == whose).count());
        let has_rules = report.documents.iter().any(|document| document.kind.level() == Level::Internal);
        let met = if has_rules {
            "病院に委ねる記載は、いっしょに入れた院内規程が引き受けていれば「分担確定」、いなければ「受け手不在」と示されます。"
        } else {
            "病院の文書がないため、病院に委ねる記載は「受け手不在」と示されます。"
        };
        lines.push(text(
            "自己点検について",
            format!(
                "{met}対応が必要な {open} 件のうち、自社の書面を整える分は {own} 件、お客様に求めている分は {asked} 件(「{}」)、\
                 お客様だけが受け持てる役割でどの文書にも書かれていないものは {hospitals} 件です。",
                SheetName::Customers.ja(),
            ),
        ));
    }
    lines
}

/// The most urgent gaps, each leading to its row.
fn urgent(index: &Index, gaps: &[Found]) -> Vec<IntroLine> {
    if gaps.is_empty() {
        return Vec::new();
    }
    let heading = match gaps.len() {
        count if count > URGENT => format!("急ぐもの({count} 件のうち上から {URGENT} 件)"),
        _ => "急ぐもの".to_owned(),
    };
    let line = |(row, gap): (usize, &Found)| {
        let words = format!("{}({})", gap.title, index.system_name(&gap.verdict.system));
        IntroLine::Urgent(gap.verdict.state, gap.priority, words, row)
    };
    let lines = gaps.iter().take(URGENT).enumerate().map(line);
    [IntroLine::Gap, IntroLine::Heading(heading)].into_iter().chain(lines).collect()
}

/// What changed since last year, in figures.
fn since_last(index: &Index) -> Vec<IntroLine> {
    let Some(found) = &index.report.comparison else { return Vec::new() };
    let last = &found.last;
    let mut lines = vec![
        IntroLine::Gap,
        IntroLine::Heading("昨年からの変更".to_owned()),
        IntroLine::Text("比べた昨年".to_owned(), format!("{}(判定日 {})", last.path, last.as_of)),
    ];
    if found.is_still() {
        lines.push(IntroLine::Text("変更".to_owned(), "昨年から変わったところは見つかりませんでした。".to_owned()));
    }
    let counts = changes::counts(found);
    lines.extend(counts.into_iter().map(|(label, text)| IntroLine::Text(label.to_owned(), text)));
    lines
}

/// How much of the result rests on what people corrected.
fn corrected(index: &Index) -> Vec<IntroLine> {
    let report = index.report;
    if report.corrections.is_empty() {
        return Vec::new();
    }
    let lapsed = report.corrections.iter().filter(|one| one.lapsed.is_some()).count();
    let touched: Vec<_> = report
        .verdicts
        .iter()
        .filter_map(|verdict| report.corrections_on(verdict).next().map(|(_, one)| one))
        .collect();
    let calmed = touched.iter().filter(|one| !one.before.is_at_rest() && one.after.is_at_rest()).count();
    let text = |label: &str, text: String| IntroLine::Text(label.to_owned(), text);
    vec![
        IntroLine::Gap,
        IntroLine::Heading(SheetName::Corrections.ja().to_owned()),
        IntroLine::Sheet(SheetName::Corrections, "人が読み取りを訂正した記載と、それで状態がどう変わったかです。"),
        text(
            "反映した訂正",
            format!(
                "{} 件。{} 件の判定に関わり、そのうち {calmed} 件は訂正によって対応不要になりました。",
                report.corrections.len() - lapsed,
                touched.len()
            ),
        ),
        text("失効した訂正", format!("{lapsed} 件。文の記載などが変わったため、適用していません。")),
    ]
}

/// What became of the entries of an earlier workbook.
fn carried(index: &Index) -> Vec<IntroLine> {
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    for one in &index.report.decisions {
        *counts.entry(one.standing).or_default() += 1;
    }
    if counts.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![IntroLine::Gap, IntroLine::Heading("前回のブックへの記入".to_owned())];
    lines.extend(counts.into_iter().map(|(standing, count)| {
        let meaning = match standing {
            Standing::Stands => "記入したときから、どちらの側の文書の記載も変わっていません。",
            Standing::Accepted => {
                "理由・担当・期限を記入して受容したものです。対応を要するものとして一覧に残しています。"
            }
            Standing::Moved => "記入したときから文書の記載が変わりました。確かめ直してください。",
            Standing::Lapsed => "受容の期限が過ぎました。受容し直すか、対応してください。",
            Standing::Incomplete => "受容するには、理由(メモ)・担当・期限の記入が要ります。",
            Standing::Settled => "対応を要しなくなったため、「引き継がなかった記入」に移しました。",
            Standing::Lost => "どの義務・システムの記入か分からないため、「引き継がなかった記入」に移しました。",
        };
        IntroLine::Text(standing.ja().to_owned(), format!("{count} 件。{meaning}"))
    }));
    lines
}

/// Papers without a kind or without content, then notices.
fn unread(index: &Index) -> Vec<IntroLine> {
    let report = index.report;
    let mut lines: Vec<IntroLine> = report
        .notices
        .iter()
        .take(NOTICES)
        .map(|notice| {
            let name =
                if notice.document.is_empty() { "案件フォルダ" } else { index.document_name(&notice.document) };
            let place = notice.place.in_words();
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            IntroLine::Text(name.to_owned(), format!("{place}{}", notice.message))
        })
        .collect();
    if report.notices.len() > NOTICES {
        let rest = report.notices.len() - NOTICES;
        lines.push(IntroLine::Text("ほか".to_owned(), format!("{rest} か所(「読み取り記録」をご覧ください)")));
    }
    for document in &report.documents {
        if document.kind == Kind::Unknown && !report.notices.iter().any(|notice| notice.document == document.id) {
            let text = format!("文書の種類を判定できませんでした。{}", document.kind_reason);
            lines.push(IntroLine::Text(index.document_name(&document.id).to_owned(), text));
        }
    }
    if lines.is_empty() {
        lines.push(IntroLine::Text("なし".to_owned(), "すべての文書を読み取りました。".to_owned()));
    }
    lines
}

impl IntroLine {
    /// The cells of the line, left to right.
    pub fn cells(&self) -> Vec<Cell> {
        match self {
            IntroLine::Title(text) | IntroLine::Heading(text) => vec![Cell::text(text.as_str())],
            IntroLine::Text(label, text) => vec![Cell::text(label.as_str()), Cell::text(text.as_str())],
            IntroLine::Sheet(sheet, text) => {
                vec![Cell::Link { text: sheet.ja().to_owned(), sheet: *sheet, row: 0 }, Cell::text(*text)]
            }
            IntroLine::Header(titles) => titles.iter().map(|title| Cell::text(title.as_str())).collect(),
            IntroLine::Count(state, figures) => [Cell::State(*state, None), Cell::text(words::meaning(*state))]
                .into_iter()
                .chain(figures.iter().map(|&figure| Cell::Number(figure)))
                .collect(),
            IntroLine::Figures(label, text, figures) => [Cell::text(label.as_str()), Cell::text(text.as_str())]
                .into_iter()
                .chain(figures.iter().map(|&figure| Cell::Number(figure)))
                .collect(),
            IntroLine::Urgent(state, priority, text, row) => vec![
                Cell::State(*state, Some(priority.letter().to_owned())),
                Cell::Link { text: text.clone(), sheet: SheetName::Gaps, row: *row },
            ],
            IntroLine::Priority(priority, text) => vec![Cell::Priority(*priority), Cell::text(*text)],
            IntroLine::Cells(cells) => cells.clone(),
            IntroLine::Gap => Vec::new(),
        }
    }
}
