//! Fills version 1 of the JSON shape. In: the inner types. Out: the structs beside this file.

use std::collections::BTreeMap;

use super::sources::Sources;
use super::{
    Assessment, Claim, Correction, Decision, Document, Finding, FindingPlace, Form, Ground, Header, Hospital, Notice,
    Paper, Place, Precedence, Reading, Remedy, Report, Row, System, Touched, Unit, Vendor, Verdict, Words,
};
use crate::catalogue::{Catalogue, Direction};
use crate::model;
use crate::report::tables::Proposal;

/// Ids that are not given yet are empty in the model and null in JSON.
fn given(id: &str) -> Option<&str> {
    (!id.is_empty()).then_some(id)
}

fn ids(duties: &[model::DutyId]) -> Vec<&str> {
    duties.iter().map(model::DutyId::as_str).collect()
}

fn found_at(at: &model::FindingPlace) -> FindingPlace<'_> {
    FindingPlace { document: &at.document, place: Place::from(&at.place) }
}

fn iso(date: Option<model::Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

impl<'a> Report<'a> {
    pub(in crate::report::json) fn new(report: &'a model::Report, catalogue: &'a Catalogue) -> Self {
        let plan = &report.plan;
        let mut counts: BTreeMap<_, _> = model::State::ALL.into_iter().map(|state| (state.id(), 0)).collect();
        for verdict in &report.verdicts {
            *counts.entry(verdict.state.id()).or_default() += 1;
        }
        Report {
            schema: "hazama/report/v1",
            version: env!("CARGO_PKG_VERSION"),
            as_of: plan.as_of.to_string(),
            workflow: plan.workflow.id(),
            guideline: plan.guideline.id(),
            manifest: plan.manifest.as_deref(),
            decisions_file: plan.kept.as_deref(),
            hospital: Hospital { name: plan.hospital.name.as_deref(), beds: plan.hospital.beds },
            vendors: plan.vendors.iter().map(|vendor| Vendor { id: &vendor.id, name: &vendor.name }).collect(),
            systems: plan.systems.iter().map(System::from).collect(),
            counts,
            forms: plan.blanks.iter().map(Form::from).collect(),
            sources: Sources::new(report, catalogue),
            documents: report.documents.iter().map(Document::from).collect(),
            claims: report.claims.iter().map(Claim::from).collect(),
            verdicts: report.verdicts.iter().map(|verdict| Verdict::new(report, verdict)).collect(),
            remedies: Vec::new(),
            findings: report.findings.iter().map(Finding::from).collect(),
            assessments: report.assessments.iter().map(Assessment::from).collect(),
            corrections: report.corrections.iter().map(Correction::from).collect(),
            decisions: report.decisions.iter().map(Decision::from).collect(),
            review: report.comparison.as_ref().map(super::changes::Review::from),
            notices: report.notices.iter().map(Notice::from).collect(),
        }
    }
}

impl<'a> From<&'a model::Corrected> for Correction<'a> {
    fn from(corrected: &'a model::Corrected) -> Self {
        let correction = &corrected.correction;
        Correction {
            document: corrected.document.as_deref(),
            path: &correction.path,
            duty: correction.duty.as_str(),
            sentence: &correction.print,
            quote: &correction.quote,
            place: Place::from(&correction.place),
            read_as: &correction.read_as,
            change: correction.change.id(),
            holder: match correction.change {
                model::Ruling::Holder(party) => Some(party.id()),
                model::Ruling::Confirm | model::Ruling::Drop => None,
            },
            reason: &correction.reason,
            by: given(&correction.by),
            day: iso(correction.day),
            applied: corrected.lapsed.is_none(),
            lapsed: corrected.lapsed,
            touched: corrected
                .touched
                .iter()
                .map(|one| Touched { system: &one.system, before: one.before.id(), after: one.after.id() })
                .collect(),
        }
    }
}

impl<'a> From<&'a model::Reviewed> for Decision<'a> {
    fn from(reviewed: &'a model::Reviewed) -> Self {
        let decision = &reviewed.decision;
        Decision {
            place: &decision.place,
            duty: decision.on.as_ref().map(|(duty, _)| duty.as_str()),
            system: decision.on.as_ref().map(|(_, system)| system.as_str()),
            standing: reviewed.standing.id(),
            why: &reviewed.why,
            entries: decision.entries.iter().map(|(heading, entered)| (heading.as_str(), entered.words())).collect(),
        }
    }
}

impl<'a> Report<'a> {
    /// The same report with what to propose for verdicts that hang.
    pub(in crate::report::json) fn with_remedies(self, proposals: &'a [(&'a model::Verdict, Proposal)]) -> Report<'a> {
        let remedies = proposals.iter().map(|(verdict, proposal)| {
            let words = |direction| {
                let text = proposal.texts.iter().find(|text| text.direction == direction);
                text.map(|text| Words { ja: &text.ja, en: &text.en })
            };
            Remedy {
                duty: verdict.duty.as_str(),
                system: &verdict.system,
                how: proposal.how,
                contract: words(Direction::Contract),
                contract_hospital: words(Direction::ContractHospital),
                rule: words(Direction::Rule),
                question: words(Direction::Question),
            }
        });
        Report { remedies: remedies.collect(), ..self }
    }
}

impl<'a> From<&'a model::Assessment> for Assessment<'a> {
    fn from(assessment: &'a model::Assessment) -> Self {
        let grounds = assessment.grounds.iter();
        Assessment {
            id: assessment.id,
            system: assessment.system.as_deref(),
            question: &assessment.question,
            answer: assessment.reply.id(),
            why: &assessment.why,
            basis: assessment.basis,
            grounds: grounds.map(|(quote, place)| Ground { quote, place: found_at(place) }).collect(),
        }
    }
}

impl<'a> From<&'a model::System> for System<'a> {
    fn from(system: &'a model::System) -> Self {
        System {
            id: &system.id,
            name: &system.name,
            vendor: system.vendor.as_deref(),
            service: system.service.map(model::Service::id),
            options: &system.options,
        }
    }
}

impl<'a> From<&'a model::BlankForm> for Form<'a> {
    fn from(form: &'a model::BlankForm) -> Self {
        Form {
            path: &form.path,
            sha256: &form.sha256,
            kind: form.kind.id(),
            edition: form.edition.as_deref(),
            rows: form.rows.len(),
        }
    }
}

impl<'a> From<&'a model::Document> for Document<'a> {
    fn from(document: &'a model::Document) -> Self {
        Document {
            id: &document.id,
            path: &document.path,
            sha256: &document.sha256,
            container: document.container,
            kind: document.kind.id(),
            kind_reason: &document.kind_reason,
            edition: document.edition.as_deref(),
            side: document.side.id(),
            system: match document.systems.as_slice() {
                [system] => Some(system),
                _ => None,
            },
            systems: &document.systems,
            vendor: document.vendor.as_deref(),
            header: Header::from(&document.header),
            rows: document.rows.len(),
            units: document.units.len(),
        }
    }
}

impl<'a> From<&'a model::Document> for Paper<'a> {
    fn from(document: &'a model::Document) -> Self {
        Paper {
            schema: "hazama/document/v1",
            version: env!("CARGO_PKG_VERSION"),
            path: &document.path,
            sha256: &document.sha256,
            container: document.container,
            kind: document.kind.id(),
            kind_reason: &document.kind_reason,
            edition: document.edition.as_deref(),
            side: document.side.id(),
            header: Header::from(&document.header),
            rows: document.rows.iter().map(Row::from).collect(),
            units: document.units.iter().map(Unit::from).collect(),
            precedence: document.precedence.iter().map(Precedence::from).collect(),
            claims: document.claims.iter().map(Claim::from).collect(),
            notices: document.notices.iter().map(Notice::from).collect(),
        }
    }
}

impl<'a> From<&'a model::Header> for Header<'a> {
    fn from(header: &'a model::Header) -> Self {
        Header {
            title: header.title.as_deref(),
            product: header.product.as_deref(),
            version: header.version.as_deref(),
            vendor: header.vendor.as_deref(),
            hospital: header.hospital.as_deref(),
            system: header.system.as_deref(),
            created: iso(header.created),
            first_check: iso(header.first_check),
            guideline: header.guideline.as_deref(),
            from: iso(header.from),
            to: iso(header.to),
            renews: header.renews,
            notice_months: header.notice_months,
            signed: iso(header.signed),
        }
    }
}

impl<'a> From<&'a model::Row> for Row<'a> {
    fn from(row: &'a model::Row) -> Self {
        Row {
            part: row.part.as_deref(),
            section: row.section.as_deref(),
            number: &row.number,
            title: row.title.as_deref(),
            text: &row.text,
            answer: row.answer.id(),
            date: iso(row.date),
            done: iso(row.done),
            remark: row.remark.as_deref(),
            remark_key: row.remark_key.as_deref(),
            holder: row.holder.as_deref(),
            clause: row.clause.as_deref(),
            parent: row.parent.as_deref(),
            key: row.key.as_deref(),
            duties: ids(&row.duties),
            place: Place::from(&row.place),
            remark_place: row.remark_place.as_ref().map(Place::from),
        }
    }
}

impl<'a> From<&'a model::Unit> for Unit<'a> {
    fn from(unit: &'a model::Unit) -> Self {
        Unit {
            unit: &unit.unit,
            heading: unit.heading.as_deref(),
            text: &unit.text,
            ignored: unit.ignored.as_deref(),
            line: unit.line,
            page: unit.page,
        }
    }
}

impl<'a> From<&'a model::Precedence> for Precedence<'a> {
    fn from(precedence: &'a model::Precedence) -> Self {
        Precedence {
            winner: &precedence.winner,
            loser: &precedence.loser,
            unit: precedence.unit.as_deref(),
            quote: &precedence.text,
            place: Place::from(&precedence.place),
        }
    }
}

impl<'a> From<&'a model::Claim> for Claim<'a> {
    fn from(claim: &'a model::Claim) -> Self {
        Claim {
            id: given(&claim.id),
            document: given(&claim.document),
            duty: claim.duty.as_str(),
            holder: claim.holder.id(),
            performer: claim.performer.map(model::Party::id),
            strength: claim.strength.id(),
            condition: claim.condition.as_deref(),
            scope: claim.scope.as_deref(),
            half: claim.half.as_deref(),
            pushed: claim.pushed,
            quote: &claim.quote.text,
            place: Place::from(&claim.quote.place),
            confidence: match claim.confidence {
                model::Confidence::Low => "low",
                model::Confidence::Medium => "medium",
                model::Confidence::High => "high",
            },
            reading: Reading {
                agent: &claim.why.agent,
                step: &claim.why.step,
                ending: &claim.why.ending,
                object: &claim.why.object,
                act: &claim.why.act,
            },
        }
    }
}

impl<'a> From<&'a model::Place> for Place<'a> {
    fn from(place: &'a model::Place) -> Self {
        Place {
            unit: place.unit.as_deref(),
            page: place.page,
            sheet: place.sheet.as_deref(),
            cell: place.cell.as_deref(),
            line: place.line,
        }
    }
}

impl<'a> Verdict<'a> {
    fn new(report: &model::Report, verdict: &'a model::Verdict) -> Self {
        Verdict {
            duty: verdict.duty.as_str(),
            system: &verdict.system,
            state: verdict.state.id(),
            holder: verdict.holder.map(model::Party::id),
            why: &verdict.why,
            claims: &verdict.claims,
            searched: &verdict.searched,
            uncorrected: report.corrections_on(verdict).next().map(|(_, touched)| touched.before.id()),
        }
    }
}

impl<'a> From<&'a model::Finding> for Finding<'a> {
    fn from(finding: &'a model::Finding) -> Self {
        Finding {
            id: &finding.id,
            rule: &finding.rule,
            severity: finding.severity.id(),
            duty: finding.duty.as_ref().map(model::DutyId::as_str),
            system: finding.system.as_deref(),
            message: &finding.message,
            why: &finding.why,
            remedy: &finding.remedy,
            places: std::iter::once(&finding.primary).chain(&finding.places).map(found_at).collect(),
        }
    }
}

impl<'a> From<&'a model::Notice> for Notice<'a> {
    fn from(notice: &'a model::Notice) -> Self {
        Notice {
            document: given(&notice.document),
            place: Place::from(&notice.place),
            message: &notice.message,
            duties: ids(&notice.duties),
        }
    }
}
