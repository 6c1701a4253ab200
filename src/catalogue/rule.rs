//! Rules of findings. In: one data file each beside this one, with what is wrong, why it matters, what to do and cases
//! that fire and stay silent. Out: [`Rule`]s, and `docs/rules.md` printed from them.

use serde::Deserialize;

use super::requirement::{Requirement, severity};
use crate::model::Severity;

/// One rule: what its findings say. When it fires is written in words here and checked by the code of the same name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The id, equal to the file's name.
    pub id: String,
    /// How much a finding matters.
    #[serde(deserialize_with = "severity")]
    pub severity: Severity,
    /// Its name in a few words.
    pub title: Words,
    /// When it fires, in words.
    pub when: Words,
    /// What is wrong, in one sentence with `{places}` for words of the case.
    pub message: Words,
    /// Why it matters.
    pub why: Words,
    /// What to do.
    pub remedy: Words,
    /// Which part of which guideline or notice asks for it.
    pub basis: Vec<String>,
    /// Operations that break a measure; only one rule has them.
    #[serde(default, rename = "operation")]
    pub operations: Vec<Operation>,
    /// Little cases that show when it fires and when it stays silent.
    #[serde(rename = "case")]
    pub cases: Vec<RuleCase>,
}

/// An operation of the hospital under which a measure cannot work.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The operation in a few words.
    pub what: String,
    /// Duties whose measure it breaks.
    pub duties: Vec<String>,
    /// A sentence of a rule that sets it holds one word of every group …
    pub says: Vec<Vec<String>>,
    /// … and none of these.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// The same words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The Japanese words with every `{name}` replaced. A name that is not given stays as it stands.
    pub fn filled(&self, with: &[(&str, String)]) -> String {
        with.iter().fold(self.ja.clone(), |words, (name, value)| words.replace(&format!("{{{name}}}"), value))
    }
}

/// A little case: what papers hold, and how often the rule fires on it on 22 November 2026.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCase {
    /// What it shows.
    pub name: String,
    /// How often the rule fires.
    pub fires: usize,
    /// Edition of the guideline; 7.0 when left out.
    #[serde(default)]
    pub guideline: Option<String>,
    /// Systems; one called `ehr` when left out.
    #[serde(default)]
    pub systems: Vec<CaseSystem>,
    /// Pairs of system ids that exchange data.
    #[serde(default)]
    pub interfaces: Vec<(String, String)>,
    /// Papers.
    #[serde(default)]
    pub papers: Vec<CasePaper>,
    /// Claims.
    #[serde(default)]
    pub claims: Vec<CaseClaim>,
    /// Blank forms against which papers are held.
    #[serde(default)]
    pub forms: Vec<CasePaper>,
    /// What a group's pack asks for.
    #[serde(default)]
    pub required: Vec<Requirement>,
    /// What the papers said last year; none for a case without one.
    #[serde(default)]
    pub last: Option<CaseLast>,
}

/// Last year of a little case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLast {
    /// Last year's papers.
    #[serde(default)]
    pub papers: Vec<CasePaper>,
    /// What they said.
    #[serde(default)]
    pub claims: Vec<CaseClaim>,
    /// Duties and systems (`bck.take@ehr`) on which somebody has decided something.
    #[serde(default)]
    pub decided: Vec<String>,
}

/// A system of a little case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSystem {
    /// Id.
    pub id: String,
    /// Vendor id.
    pub vendor: String,
    /// Name; the id when left out.
    pub name: Option<String>,
    /// How it is supplied; unknown when left out.
    #[serde(default)]
    pub service: Option<String>,
}

/// A paper of a little case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePaper {
    /// Its path, by which claims name it.
    pub path: String,
    /// Kind id.
    pub kind: String,
    /// Form edition.
    pub edition: Option<String>,
    /// Guideline edition that the form answers.
    pub guideline: Option<String>,
    /// 作成日, ISO.
    pub created: Option<String>,
    /// 初回確認日, ISO.
    pub first_check: Option<String>,
    /// First day of the term, ISO.
    pub from: Option<String>,
    /// Last day of the term, ISO.
    pub to: Option<String>,
    /// Renewed tacitly.
    #[serde(default)]
    pub renews: bool,
    /// Months of notice.
    pub notice_months: Option<u32>,
    /// Systems it speaks for; all when empty.
    #[serde(default)]
    pub systems: Vec<String>,
    /// Vendor id.
    pub vendor: Option<String>,
    /// Rows of a form.
    #[serde(default)]
    pub rows: Vec<CaseRow>,
    /// Units of prose.
    #[serde(default)]
    pub units: Vec<CaseUnit>,
}

/// A unit of prose in a little case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseUnit {
    /// As a lawyer cites it.
    pub unit: String,
    /// Its words.
    pub text: String,
}

/// A row of a form in a little case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow {
    /// Number as printed.
    pub number: String,
    /// Its words.
    #[serde(default)]
    pub text: String,
    /// 初回確認日 of the row, ISO.
    pub date: Option<String>,
    /// Answer id (`yes`, `no`, `na`, `blank`, `double`, `unreadable`).
    pub answer: String,
    /// 完了日, ISO.
    pub done: Option<String>,
    /// Remark number.
    pub remark_key: Option<String>,
    /// Remark.
    pub remark: Option<String>,
    /// Number of the parent row.
    pub parent: Option<String>,
    /// Duties of the row.
    #[serde(default)]
    pub duties: Vec<String>,
}

/// A claim of a little case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseClaim {
    /// Path of the paper.
    pub paper: String,
    /// Duty id.
    pub duty: String,
    /// Party id.
    pub holder: String,
    /// Strength id.
    pub strength: String,
    /// The words of the claim; some that say nothing of their own when left out.
    pub text: Option<String>,
    /// The machines or places it is limited to.
    pub scope: Option<String>,
    /// The words that name who acts.
    pub agent: Option<String>,
}

/// The embedded files, in the order in which people read them.
const FILES: [(&str, &str); 26] = [
    ("ticked-without-basis", include_str!("rules/ticked-without-basis.toml")),
    ("row-open", include_str!("rules/row-open.toml")),
    ("row-unanswered", include_str!("rules/row-unanswered.toml")),
    ("row-altered", include_str!("rules/row-altered.toml")),
    ("disclosure-gap", include_str!("rules/disclosure-gap.toml")),
    ("na-misused", include_str!("rules/na-misused.toml")),
    ("disclosure-outdated", include_str!("rules/disclosure-outdated.toml")),
    ("update-duty-unstated", include_str!("rules/update-duty-unstated.toml")),
    ("offline-backup-nowhere", include_str!("rules/offline-backup-nowhere.toml")),
    ("seam-unowned", include_str!("rules/seam-unowned.toml")),
    ("contract-lapsed", include_str!("rules/contract-lapsed.toml")),
    ("contract-predates-disclosure", include_str!("rules/contract-predates-disclosure.toml")),
    ("blank-left", include_str!("rules/blank-left.toml")),
    ("generic-only", include_str!("rules/generic-only.toml")),
    ("scope-uncovered", include_str!("rules/scope-uncovered.toml")),
    ("operation-breaks-measure", include_str!("rules/operation-breaks-measure.toml")),
    ("subcontract-uncontrolled", include_str!("rules/subcontract-uncontrolled.toml")),
    ("two-factor-unplanned", include_str!("rules/two-factor-unplanned.toml")),
    ("risk-unassessed", include_str!("rules/risk-unassessed.toml")),
    ("answers-disagree", include_str!("rules/answers-disagree.toml")),
    ("excluded-though-disclosed", include_str!("rules/excluded-though-disclosed.toml")),
    ("checked-without-rule", include_str!("rules/checked-without-rule.toml")),
    ("vendor-sheet-missing", include_str!("rules/vendor-sheet-missing.toml")),
    ("same-person-checks", include_str!("rules/same-person-checks.toml")),
    ("holder-not-as-required", include_str!("rules/holder-not-as-required.toml")),
    ("changed-since-review", include_str!("rules/changed-since-review.toml")),
];

/// Rules that look at last year's report too: `review` checks them, all others `verify`.
pub const OF_REVIEWS: [&str; 1] = ["changed-since-review"];

pub(super) fn builtin() -> Vec<Rule> {
    let read = |(name, text): &(&str, &str)| -> Rule {
        toml::from_str(text).unwrap_or_else(|error| panic!("catalogue/rules/{name}: {error}"))
    };
    FILES.iter().map(read).collect()
}

/// Prints the rules as `docs/rules.md` shows them.
pub fn print(rules: &[Rule]) -> String {
    let mut page = String::from(
        "# 指摘のルール\n\n\
         この頁は `src/catalogue/rules/` のデータから作られています。書き換えるときはデータを直し、\
         `UPDATE=1 cargo test --lib catalogue::rule` を実行してください。\n\
         Printed from the data in `src/catalogue/rules/`; the English words follow each rule.\n",
    );
    for rule in rules {
        page.push_str(&format!(
            "\n## `{}` {}\n\n重要度: {} · {}\n\n",
            rule.id,
            rule.title.ja,
            rule.severity.ja(),
            rule.title.en
        ));
        for (label, words) in
            [("いつ", &rule.when), ("指摘", &rule.message), ("理由", &rule.why), ("対応", &rule.remedy)]
        {
            page.push_str(&format!("- **{label}**: {}\n  *{}*\n", words.ja, words.en));
        }
        page.push_str(&format!("- **根拠**: {}\n", rule.basis.join(" · ")));
        let cases = |fires: bool| {
            let names = rule.cases.iter().filter(|case| (case.fires > 0) == fires).map(|case| case.name.as_str());
            names.collect::<Vec<_>>().join(" / ")
        };
        page.push_str(&format!("- **指摘する例**: {}\n- **指摘しない例**: {}\n", cases(true), cases(false)));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_file_name_a_case_that_fires_and_one_that_stays_silent() {
        for (rule, (name, _)) in builtin().iter().zip(FILES) {
            assert_eq!(rule.id, name);
            assert!(rule.cases.iter().any(|case| case.fires > 0), "{name} never fires");
            assert!(rule.cases.iter().any(|case| case.fires == 0), "{name} never stays silent");
            assert!(!rule.basis.is_empty(), "{name} has no basis");
            for words in [&rule.message, &rule.why, &rule.remedy] {
                assert!(words.ja.ends_with(['。', '}']) && words.en.ends_with(['.', '}']), "{name}: {words:?}");
            }
        }
    }

    #[test]
    fn the_page_of_rules_is_printed_from_the_data() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        let page = print(&builtin());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &page).expect("docs/rules.md can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(kept == page, "docs/rules.md differs from the data: run UPDATE=1 cargo test --lib catalogue::rule");
    }
}
