//! What one vendor may see of a report. In: a report and a vendor. Out: a [`View`]: its systems, its own papers, and nothing
//! else. Whatever is not plainly the vendor's own stays out.

use crate::claims::same_name;
use crate::model::{Claim, Document, Finding, FindingPlace, Kind, Level, Place, Plan, Side, System, Vendor, Verdict};
use crate::report::tables::{Index, row_of, words};

/// Rules whose sentence speaks of nothing but the paper in which it shows.
const RULES: [&str; 13] = [
    "disclosure-gap",
    "disclosure-outdated",
    "na-misused",
    "contract-lapsed",
    "contract-predates-disclosure",
    "blank-left",
    "generic-only",
    "scope-uncovered",
    "subcontract-uncontrolled",
    "two-factor-unplanned",
    "answers-disagree",
    "excluded-though-disclosed",
    "row-altered",
];
/// The rule whose sentence names the system alone; it points at whatever papers there are.
const UPDATES: &str = "update-duty-unstated";
/// The rule of two systems that meet.
const SEAM: &str = "seam-unowned";

/// Said in place of a comment's words.
const COMMENT: &str = "(セルのコメントの記載は、載せていません)";

/// What one vendor may see.
pub(super) struct View<'a> {
    /// The vendor.
    pub vendor: &'a Vendor,
    /// Its systems, in the order of the report.
    pub systems: Vec<&'a System>,
    /// Its own papers, in the order of the report.
    pub own: Vec<&'a Document>,
    /// Papers on its systems of which it is not plain that they are its own: they stay out.
    pub withheld: Vec<&'a Document>,
    index: &'a Index<'a>,
}

impl<'a> View<'a> {
    /// Looks at a report with the eyes of a vendor.
    pub fn new(index: &'a Index<'a>, vendor: &'a Vendor) -> View<'a> {
        let plan = &index.report.plan;
        let systems: Vec<&System> = plan.systems.iter().filter(|system| is_of(system, vendor, plan)).collect();
        let could_be = |document: &&Document| {
            let touches = document.systems.iter().any(|id| systems.iter().any(|system| system.id == *id));
            is_of_its_sort(document) && (touches || document.vendor.as_ref() == Some(&vendor.id))
        };
        let papers = index.report.documents.iter().filter(could_be);
        let (own, withheld) = papers.partition(|document| is_own(document, vendor, &systems, plan));
        View { vendor, systems, own, withheld, index }
    }

    /// The system is one of the vendor's.
    pub fn has_system(&self, id: &str) -> bool {
        self.systems.iter().any(|system| system.id == id)
    }

    /// The vendor's own paper of that id, or none.
    pub fn paper(&self, id: &str) -> Option<&'a Document> {
        self.own.iter().find(|document| document.id == id).copied()
    }

    /// What its own papers say, in the order of the report. Answers on systems that are not its own are left out, and so are the
    /// words of comments, which anyone may have laid on a cell.
    pub fn claims(&self) -> Vec<Claim> {
        let claims = self.index.report.claims.iter();
        let own = claims.filter_map(|claim| Some((self.paper(&claim.document)?, claim)));
        own.filter(|(paper, claim)| self.is_on_own(paper, claim)).map(|(paper, claim)| bare(paper, claim)).collect()
    }

    /// Words to say beside a state that rests on what people corrected in one of its own papers: that, and neither who nor why.
    pub fn by_hand(&self, verdict: &Verdict) -> Option<&'static str> {
        let mut corrections = self.index.report.corrections_on(verdict);
        let is_own = corrections.any(|(one, _)| one.document.as_ref().is_some_and(|id| self.paper(id).is_some()));
        is_own.then_some(words::BY_HAND)
    }

    fn is_on_own(&self, paper: &Document, claim: &Claim) -> bool {
        paper.keyed_system(claim).is_none_or(|id| self.has_system(id))
    }

    /// Paper and place in words; the folder in which the hospital keeps the paper is left out.
    pub fn place(&self, document: &Document, place: &Place) -> String {
        format!("{} {}", name(document), place.in_words()).trim_end().to_owned()
    }

    /// What is amiss with its own papers, each with the places in them.
    pub fn findings(&self) -> Vec<(&'a Finding, Vec<String>)> {
        let findings = self.index.report.findings.iter();
        findings.filter_map(|finding| Some((finding, self.shown(finding)?))).collect()
    }

    /// The places of a finding that the vendor may see, or none where it may not see the finding.
    fn shown(&self, finding: &Finding) -> Option<Vec<String>> {
        let at = |at: &FindingPlace| self.paper(&at.document).map(|paper| self.place(paper, &at.place));
        let all = || std::iter::once(&finding.primary).chain(&finding.places);
        match finding.rule.as_str() {
            _ if finding.system.as_deref().is_some_and(|id| !self.has_system(id)) => None,
            UPDATES => finding.system.is_some().then(|| all().filter_map(at).collect()),
            rule if RULES.contains(&rule) => all().map(at).collect(),
            _ => None,
        }
    }

    /// Its systems that meet a system of somebody else with nobody in charge of the seam.
    pub fn open_seams(&self) -> Vec<&'a System> {
        let report = self.index.report;
        let is_open = |one: &str, other: &str| {
            let name = self.index.system_name(other);
            let seams = report.findings.iter().filter(|finding| finding.rule == SEAM);
            seams.into_iter().any(|f| f.system.as_deref() == Some(one) && f.message.contains(name))
        };
        let meets = |system: &&&System| {
            report.plan.interfaces.iter().any(|interface| {
                let (one, other) = (interface.between.0.as_str(), interface.between.1.as_str());
                (one == system.id || other == system.id) && is_open(one, other)
            })
        };
        self.systems.iter().filter(meets).copied().collect()
    }
}

/// The claim without the words of a comment on its row.
fn bare(paper: &Document, claim: &Claim) -> Claim {
    let mut bare = claim.clone();
    let Some(row) = row_of(paper, &claim.quote.place).and_then(|at| paper.rows.get(at)) else { return bare };
    let (Some(remark), Some(note)) = (&row.remark, &row.note) else { return bare };
    if claim.quote.text == *remark {
        let own = remark.strip_suffix(note.as_str()).map(str::trim_end).unwrap_or_default();
        bare.quote.text = if own.is_empty() { COMMENT.to_owned() } else { own.to_owned() };
    }
    // what was read beside the question may come from the comment too
    (bare.condition, bare.scope) = (without(bare.condition, note), without(bare.scope, note));
    bare
}

/// Words that do not stand in the comment.
fn without(words: Option<String>, note: &str) -> Option<String> {
    words.filter(|words| !note.contains(words.as_str()))
}

/// A paper's file name.
pub(super) fn name(document: &Document) -> &str {
    document.path.rsplit('/').next().unwrap_or(&document.path)
}

/// The system is the vendor's, or nobody's in a case that knows no other vendor.
fn is_of(system: &System, vendor: &Vendor, plan: &Plan) -> bool {
    let known = plan.vendors.iter().find(|known| system.vendor.as_ref() == Some(&known.id));
    match (known, plan.vendors.as_slice()) {
        (Some(known), _) => known.id == vendor.id,
        (None, [only]) => only.id == vendor.id,
        (None, _) => false,
    }
}

/// Papers that a vendor signs or hands in. The role table and the hospital's checklist hold the hospital's own entries.
fn is_of_its_sort(document: &Document) -> bool {
    document.side != Side::Hospital && matches!(document.kind.level(), Level::Binding | Level::Declared)
}

/// The paper is the vendor's own: it speaks of no system of somebody else, and the manifest or its own head says whose it is.
fn is_own(document: &Document, vendor: &Vendor, systems: &[&System], plan: &Plan) -> bool {
    let of_own = document.systems.iter().all(|id| systems.iter().any(|system| system.id == *id));
    if !of_own || document.vendor.as_ref() != Some(&vendor.id) {
        return false;
    }
    let hint = plan.hint(&document.path);
    let is_told = hint.is_some_and(|hint| hint.vendor.as_ref() == Some(&vendor.id));
    let has_system = hint.is_some_and(|hint| !hint.systems.is_empty());
    let declared = document.kind.level() == Level::Declared;
    is_told
        || match document.header.vendor.as_deref() {
            // a reseller hands in what the maker discloses
            Some(name) => same_name(name, &vendor.name) || (declared && has_system),
            // the words of a specification alone do not say whose paper it is
            None => has_system || (!document.systems.is_empty() && !is_vague(document.kind)),
        }
}

/// A kind that papers of a hospital could be taken for.
fn is_vague(kind: Kind) -> bool {
    matches!(kind, Kind::Specification | Kind::Disclosure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentHint;
    use crate::report::specimen;

    /// A paper of a case with two vendors, and whether it is the first one's own.
    fn owned(change: impl Fn(&mut Document, &mut DocumentHint)) -> bool {
        let mut report = specimen::report();
        report.plan.vendors.push(Vendor { id: "betsu".to_owned(), name: "べつの会社".to_owned() });
        report.plan.systems[1].vendor = Some("betsu".to_owned());
        let mut paper = Document::new("契約/契約書.docx", "", "docx", Kind::Contract);
        paper.id = "d9".to_owned();
        paper.vendor = Some("kakuu".to_owned());
        let mut hint = DocumentHint { path: paper.path.clone(), ..DocumentHint::default() };
        change(&mut paper, &mut hint);
        report.plan.documents = vec![hint];
        report.documents = vec![paper];
        let index = Index::new(&report, specimen::catalogue());
        !View::new(&index, &report.plan.vendors[0]).own.is_empty()
    }

    #[test]
    fn a_paper_is_shown_only_where_it_is_plainly_the_vendors() {
        let ids = |ids: &[&str]| -> Vec<String> { ids.iter().map(|id| (*id).to_owned()).collect() };
        type Change = Box<dyn Fn(&mut Document, &mut DocumentHint)>;
        let rows: Vec<(&str, Change, bool)> = vec![
            ("nothing but words that name it", Box::new(|_, _| {}), false),
            ("the manifest says so", Box::new(|_, hint| hint.vendor = Some("kakuu".into())), true),
            ("its head says so", Box::new(|paper, _| paper.header.vendor = Some("架空システム(株)".into())), true),
            ("its head names a stranger", Box::new(|paper, _| paper.header.vendor = Some("通信会社".into())), false),
            ("of its system", Box::new(move |paper, _| paper.systems = ids(&["ehr"])), true),
            (
                "of its system and of another's",
                Box::new(move |paper, hint| {
                    paper.systems = ids(&["ehr", "receipt"]);
                    hint.vendor = Some("kakuu".into());
                }),
                false,
            ),
            ("of the other vendor", Box::new(|paper, _| paper.vendor = Some("betsu".into())), false),
            (
                "the hospital's by the manifest",
                Box::new(move |paper, _| {
                    paper.systems = ids(&["ehr"]);
                    paper.side = Side::Hospital;
                }),
                false,
            ),
            (
                "a rule",
                Box::new(move |paper, hint| {
                    paper.kind = Kind::Rule;
                    hint.vendor = Some("kakuu".into());
                }),
                false,
            ),
            (
                "a role table",
                Box::new(move |paper, hint| {
                    paper.kind = Kind::RoleTable;
                    hint.vendor = Some("kakuu".into());
                }),
                false,
            ),
            (
                "a specification that only its folder ties",
                Box::new(move |paper, _| {
                    paper.kind = Kind::Specification;
                    paper.systems = ids(&["ehr"]);
                }),
                false,
            ),
            (
                "a maker's disclosure for its system",
                Box::new(move |paper, hint| {
                    paper.kind = Kind::Mds;
                    paper.header.vendor = Some("製造元".into());
                    (paper.systems, hint.systems) = (ids(&["ehr"]), ids(&["ehr"]));
                }),
                true,
            ),
        ];
        for (case, change, expected) in rows {
            assert_eq!(owned(change), expected, "{case}");
        }
    }
}
