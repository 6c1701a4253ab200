//! Questions to vendors. In: a report. Out: one [`Questionnaire`] a vendor with the questions that are open for its systems:
//! no words of the hospital's papers, and nothing of another vendor.

use super::tables::{Index, gaps};
use crate::catalogue::{Catalogue, Direction};
use crate::model::{Plan, Report, System, Vendor};

/// The questions that are open for one vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire<'a> {
    /// The vendor; none for systems of which no paper names one.
    pub vendor: Option<&'a Vendor>,
    /// The questions, those first that matter most.
    pub questions: Vec<Question<'a>>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The system's name.
    pub system: &'a str,
    /// The duty's title.
    pub title: &'a str,
    /// The question: yes or no, and words.
    pub text: String,
    /// `bck.take@ehr`: what the answer is about, whatever becomes of the words.
    pub key: String,
}

/// The questionnaires, in the order of the vendors; none for a vendor of whom there is nothing to ask.
pub fn questionnaires<'a>(report: &'a Report, catalogue: &'a Catalogue) -> Vec<Questionnaire<'a>> {
    let index = Index::new(report, catalogue);
    let gaps = gaps(&index);
    let vendors = report.plan.vendors.iter().map(Some).chain([None]);
    let of = |vendor: Option<&'a Vendor>| {
        let open = gaps.iter().filter_map(|gap| {
            let system = report.plan.systems.iter().find(|system| system.id == gap.verdict.system)?;
            let is_asked = asked_vendor(&report.plan, system) == vendor;
            let text = gap.proposal.as_ref()?.ja(Direction::Question).filter(|_| is_asked)?;
            Some(Question {
                system: system.name.as_str(),
                title: catalogue.duty(&gap.verdict.duty)?.title_ja.as_str(),
                text: text.to_owned(),
                key: key(gap.verdict.duty.as_str(), &gap.verdict.system),
            })
        });
        Questionnaire { vendor, questions: open.collect() }
    };
    vendors.map(of).filter(|questionnaire| !questionnaire.questions.is_empty()).collect()
}

/// Whom to ask about a system: its vendor; else the only vendor of the case, whom the manifest forgot to name or papers name.
pub(super) fn asked_vendor<'a>(plan: &'a Plan, system: &System) -> Option<&'a Vendor> {
    let known = plan.vendors.iter().find(|known| system.vendor.as_ref() == Some(&known.id));
    known.or(only(&plan.vendors))
}

/// The vendor, where there is one alone.
fn only(vendors: &[Vendor]) -> Option<&Vendor> {
    match vendors {
        [vendor] => Some(vendor),
        _ => None,
    }
}

fn key(duty: &str, system: &str) -> String {
    format!("{duty}@{system}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::State;
    use crate::report::specimen;

    #[test]
    fn each_vendor_is_asked_about_its_own_systems_alone() {
        let mut report = specimen::report();
        report.plan.vendors.push(Vendor { id: "betsu".to_owned(), name: "別の会社".to_owned() });
        report.plan.systems[1].vendor = Some("betsu".to_owned());
        let asked = questionnaires(&report, specimen::catalogue());
        assert_eq!(asked.len(), 2);
        for (questionnaire, system) in asked.iter().zip(["ehr", "receipt"]) {
            assert!(questionnaire.questions.iter().all(|question| question.key.ends_with(&format!("@{system}"))));
        }
    }

    #[test]
    fn what_is_at_rest_or_already_answered_is_not_asked() {
        let report = specimen::report();
        let keys: Vec<String> = questionnaires(&report, specimen::catalogue())
            .into_iter()
            .flat_map(|questionnaire| questionnaire.questions.into_iter().map(|question| question.key))
            .collect();
        assert!(!keys.is_empty());
        for verdict in report.verdicts.iter().filter(|verdict| verdict.state == State::Agreed) {
            assert!(!keys.contains(&key(verdict.duty.as_str(), &verdict.system)), "{}", verdict.duty);
        }
    }

    #[test]
    fn systems_without_a_vendor_have_a_questionnaire_of_their_own() {
        let mut report = specimen::report();
        report.plan.vendors.push(Vendor { id: "betsu".to_owned(), name: "別の会社".to_owned() });
        let nobodys = |system: &System| System { vendor: None, ..system.clone() };
        report.plan.systems = report.plan.systems.iter().map(nobodys).collect();
        let asked = questionnaires(&report, specimen::catalogue());
        assert_eq!(asked.iter().map(|questionnaire| questionnaire.vendor).collect::<Vec<_>>(), [None]);
    }
}
