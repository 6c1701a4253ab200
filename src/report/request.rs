//! What to send to a vendor before signing. In: a report. Out: one [`Request`] a vendor: clauses to ask for and questions, worst
//! first, with no words of the hospital's papers and nothing of another vendor; and the letter that carries them.

use super::docx::{Block, ROOM};
use super::questions::{Questionnaire, asked_vendor, questionnaires};
use super::tables::{Cell, Column, Index, Sheet, SheetName, gaps, words};
use crate::catalogue::{Catalogue, Direction};
use crate::model::{Plan, Report, State, Vendor};
use crate::report::Priority;

/// The title of the letter; no kind of paper is recognised by it.
pub const TITLE: &str = "責任分界についてのお願い";

/// What one vendor is asked for.
pub struct Request<'a> {
    /// The vendor; none for systems of which no paper names one.
    pub vendor: Option<&'a Vendor>,
    /// Clauses to write into the contract, worst first.
    pub clauses: Vec<Clause<'a>>,
    /// Questions, worst first.
    pub asked: Questionnaire<'a>,
}

/// A clause to ask for.
pub struct Clause<'a> {
    /// How soon.
    pub priority: Priority,
    /// The system's name.
    pub system: &'a str,
    /// The duty's title.
    pub title: &'a str,
    /// Why it is asked for: the state.
    pub state: State,
    /// The words proposed, under the names that the papers use.
    pub words: String,
    /// `bck.take@ehr`.
    pub key: String,
}

/// The requests, in the order of the vendors; none for a vendor of whom there is nothing to ask.
pub fn requests<'a>(report: &'a Report, catalogue: &'a Catalogue) -> Vec<Request<'a>> {
    let index = Index::new(report, catalogue);
    let gaps = gaps(&index);
    let mut questions = questionnaires(report, catalogue);
    let vendors = report.plan.vendors.iter().map(Some).chain([None]);
    let of = |vendor: Option<&'a Vendor>| {
        let clauses = gaps.iter().filter_map(|gap| {
            let system = report.plan.systems.iter().find(|system| system.id == gap.verdict.system)?;
            let words = gap.proposal.as_ref()?.ja(Direction::Contract)?;
            (asked_vendor(&report.plan, system) == vendor).then(|| Clause {
                priority: gap.priority,
                system: system.name.as_str(),
                title: gap.title,
                state: gap.verdict.state,
                words: words.to_owned(),
                key: format!("{}@{}", gap.verdict.duty, gap.verdict.system),
            })
        });
        let clauses: Vec<Clause> = clauses.collect();
        let at = questions.iter().position(|asked| asked.vendor == vendor);
        let asked = at.map(|at| questions.remove(at)).unwrap_or(Questionnaire { vendor, questions: Vec::new() });
        Request { vendor, clauses, asked }
    };
    let found: Vec<Request> = vendors.map(of).collect();
    found.into_iter().filter(|request| !request.clauses.is_empty() || !request.asked.questions.is_empty()).collect()
}

/// The letter, from top to bottom.
pub fn letter(request: &Request, plan: &Plan) -> Vec<Block> {
    let text = |text: &str| Block::Text(text.to_owned());
    let vendor = request.vendor.map_or("(事業者名)", |vendor| vendor.name.as_str());
    let mut blocks = vec![
        Block::Title(TITLE.to_owned()),
        Block::Right(format!("{}年{}月{}日", plan.as_of.year, plan.as_of.month, plan.as_of.day)),
        Block::Text(format!("{vendor} 御中")),
        Block::Right(plan.hospital.name.clone().unwrap_or_else(|| "(医療機関名)".to_owned())),
        Block::Right("(担当部署・担当者・連絡先)".to_owned()),
        Block::Text(format!(
            "医療情報システムの安全管理に関するガイドライン 第{}版に沿って、セキュリティ上の役割を当院と貴社のどちらが受け持つかを、契約書などの書面で\
             確かめています。書面からは担当の分からない役割がありましたので、次のとおりお願いいたします。急ぐものから順に並べています。",
            plan.guideline.id()
        )),
        text("ご回答の期限:      年   月   日"),
    ];
    if !request.clauses.is_empty() {
        blocks.push(Block::Heading(format!("1 書面への記載をお願いしたい条項の案({} 件)", request.clauses.len())));
        blocks.push(text(
            "契約書又は覚書への記載をご検討ください。【 】の中は例です。記載が難しいものは、理由と代わりの案をお知らせください。",
        ));
        let rows = request.clauses.iter().zip(1..).map(|(clause, number): (_, usize)| {
            vec![
                number.to_string(),
                clause.priority.letter().to_owned(),
                format!("{}\n({})", clause.title, clause.system),
                clause.state.ja().to_owned(),
                clause.words.clone(),
            ]
        });
        let header = ["番号", "優先度", "役割(システム)", "今の書面", "条項の案"].map(str::to_owned).to_vec();
        let widths = vec![620, 780, 2440, 1560, ROOM - 5400];
        blocks.push(Block::Table(widths, header, rows.collect()));
    }
    if !request.asked.questions.is_empty() {
        blocks.push(Block::Heading(format!("2 お尋ねしたいこと({} 件)", request.asked.questions.len())));
        blocks.push(text("同封の Excel の「質問票」に記入して、ファイルのままお返しください。"));
        let rows = request.asked.questions.iter().zip(1..).map(|(question, number): (_, usize)| {
            vec![number.to_string(), format!("{}\n({})", question.title, question.system), question.text.clone()]
        });
        let header = ["番号", "役割(システム)", "質問"].map(str::to_owned).to_vec();
        blocks.push(Block::Table(vec![620, 3000, ROOM - 3620], header, rows.collect()));
    }
    let states: Vec<State> = words::WORST_FIRST
        .into_iter()
        .filter(|state| request.clauses.iter().any(|clause| clause.state == *state))
        .collect();
    if !states.is_empty() {
        blocks.push(Block::Heading("「今の書面」の欄の見かた".to_owned()));
        blocks
            .extend(states.into_iter().map(|state| Block::Text(format!("{}: {}", state.ja(), words::meaning(state)))));
    }
    blocks
}

/// The sheet of clauses, with columns for the vendor's answer.
pub fn sheet(request: &Request) -> Sheet {
    use super::tables::Entry;
    const ANSWERS: &[&str] = &["記載する", "一部を改めて記載する", "記載できない", "当院で定める"];
    let columns = vec![
        Column::new("順", 6).centred(),
        Column::new("優先度", 7).centred(),
        Column::new("役割", 24),
        Column::new("システム", 20),
        Column::new("今の書面", 16),
        Column::new("状態の意味", 30),
        Column::new("条項の案", 56),
        Column::new("記載の可否", 18).entered(Entry::Choice(ANSWERS)),
        Column::new("代わりの案・理由", 40).entered(Entry::Free),
        Column::new("義務とシステム", 22),
    ];
    let rows = request.clauses.iter().zip(1..).map(|(clause, number)| {
        vec![
            Cell::Number(number),
            Cell::Priority(clause.priority),
            Cell::text(clause.title),
            Cell::text(clause.system),
            Cell::State(clause.state, None),
            Cell::text(words::meaning(clause.state)),
            Cell::text(clause.words.as_str()),
            Cell::Empty,
            Cell::Empty,
            Cell::text(clause.key.as_str()),
        ]
    });
    Sheet { name: SheetName::Clauses, columns, rows: rows.collect(), frozen: 4, broad: true }
}
