//! Little cases for the tests of this room, written as tables of claims.

use std::sync::LazyLock;

use crate::catalogue::rule::{CasePaper, CaseRow, CaseSystem, CaseUnit};
use crate::catalogue::{Catalogue, Pack, RuleCase};
use crate::model::*;

/// The embedded catalogue, read once for all tests of the room.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

/// The same with what a rule's little case asks for.
pub(super) fn requiring(case: &RuleCase) -> Catalogue {
    let mut catalogue = CATALOGUE.clone();
    catalogue.packs.push(Pack { required: case.required.clone(), ..Pack::default() });
    catalogue
}

/// A paper without rows or units. Its id is its path.
pub(super) fn paper(path: &str, kind: Kind) -> Document {
    let mut document = Document::new(path, "", "text", kind);
    document.id = path.to_owned();
    document
}

/// A claim with a quote of its own: `document duty holder strength`.
pub(super) fn claim(document: &str, duty: &str, holder: Party, strength: Strength) -> Claim {
    Claim {
        id: format!("{document}/{duty}/{}/{}", holder.id(), strength.id()),
        document: document.to_owned(),
        duty: DutyId::new(duty),
        holder,
        performer: None,
        strength,
        condition: None,
        scope: None,
        half: None,
        pushed: false,
        quote: Quote {
            text: "それを行う。".to_owned(),
            place: Place { unit: Some("第1条".into()), ..Place::default() },
        },
        confidence: Confidence::High,
        why: Explanation::default(),
    }
}

/// A plan with one system of that id for each name.
pub(super) fn plan(systems: &[&str]) -> Plan {
    let mut plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    plan.systems = systems
        .iter()
        .map(|id| System { id: (*id).to_owned(), name: (*id).to_owned(), vendor: None, service: None, options: vec![] })
        .collect();
    plan
}

/// The papers, claims and plan of a rule's little case.
pub(crate) fn case(case: &RuleCase) -> (Vec<Document>, Vec<Claim>, Plan) {
    let mut plan = plan(&["ehr"]);
    if !case.systems.is_empty() {
        let system = |said: &CaseSystem| System {
            id: said.id.clone(),
            name: said.name.clone().unwrap_or_else(|| said.id.clone()),
            vendor: Some(said.vendor.clone()),
            service: said.service.as_deref().map(|word| match word {
                "cloud" => Service::Cloud,
                _ => Service::OnPremises,
            }),
            options: vec![],
        };
        plan.systems = case.systems.iter().map(system).collect();
    }
    plan.interfaces =
        case.interfaces.iter().map(|between| Interface { between: between.clone(), shown: None }).collect();
    if case.guideline.as_deref() == Some("6.0") {
        plan.guideline = Guideline::V6_0;
    }
    plan.blanks = case
        .forms
        .iter()
        .map(|said| {
            let form = case_paper(said);
            BlankForm { path: form.path, sha256: form.sha256, kind: form.kind, edition: form.edition, rows: form.rows }
        })
        .collect();
    let claims = case.claims.iter().map(|said| {
        let holder = Party::ALL.into_iter().find(|party| party.id() == said.holder).expect("a party");
        let strength = Strength::ALL.into_iter().find(|strength| strength.id() == said.strength).expect("a strength");
        let mut claim = claim(&said.paper, &said.duty, holder, strength);
        claim.scope.clone_from(&said.scope);
        if let Some(text) = &said.text {
            claim.quote.text.clone_from(text);
        }
        claim.why.agent = said.agent.clone().unwrap_or_default();
        claim
    });
    (case.papers.iter().map(case_paper).collect(), claims.collect(), plan)
}

fn date(text: Option<&String>) -> Option<Date> {
    text.map(|text| Date::iso(text).expect("an ISO date"))
}

fn case_paper(said: &CasePaper) -> Document {
    let mut document = paper(&said.path, Kind::from_id(&said.kind).expect("a kind"));
    document.edition.clone_from(&said.edition);
    document.systems.clone_from(&said.systems);
    document.header = Header {
        guideline: said.guideline.clone(),
        created: date(said.created.as_ref()),
        first_check: date(said.first_check.as_ref()),
        from: date(said.from.as_ref()),
        to: date(said.to.as_ref()),
        renews: said.renews,
        notice_months: said.notice_months,
        ..Header::default()
    };
    document.vendor.clone_from(&said.vendor);
    let unit = |said: &CaseUnit| Unit { unit: said.unit.clone(), text: said.text.clone(), ..Unit::default() };
    document.units = said.units.iter().map(unit).collect();
    document.rows = said.rows.iter().enumerate().map(|(number, row)| case_row(number, row)).collect();
    document
}

/// A row of a form; its answer stands in column C.
pub(super) fn case_row(number: usize, said: &CaseRow) -> Row {
    let answers = [Answer::Yes, Answer::No, Answer::Na, Answer::Blank, Answer::Double, Answer::Unreadable];
    Row {
        part: None,
        section: None,
        number: said.number.clone(),
        title: None,
        text: said.text.clone(),
        answer: answers.into_iter().find(|answer| answer.id() == said.answer).expect("an answer"),
        date: date(said.date.as_ref()),
        done: date(said.done.as_ref()),
        remark: said.remark.clone(),
        remark_key: said.remark_key.clone(),
        note: None,
        holder: None,
        clause: None,
        parent: said.parent.clone(),
        key: None,
        duties: said.duties.iter().map(|duty| DutyId::new(duty)).collect(),
        place: Place::cell("表", format!("C{}", number + 5)),
        remark_place: None,
    }
}
