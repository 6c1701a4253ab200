//! Ties papers to systems and vendors. In: documents with what their heads name, and the plan. Out: the plan completed
//! from the papers, and documents that know whose they are.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::cores;
use crate::model::{Document, Kind, Level, Notice, Party, Place, Plan, Row, Side, Strength, System, Vendor, Workflow};
use crate::text::is_plain;

/// Completes a plan from the papers: a case without a manifest gets the names that the papers name; a case that holds
/// no paper of a hospital becomes a vendor's check of its own papers.
pub fn settle(plan: &Plan, documents: &[Document]) -> Plan {
    let mut plan = plan.clone();
    if plan.vendors.is_empty() {
        plan.vendors = named_vendors(documents);
    }
    let is_hospitals = |document: &Document| {
        document.side == Side::Hospital || matches!(document.kind, Kind::RoleTable | Kind::ChecklistHospital)
    };
    if plan.hospital.name.is_none() && !documents.iter().any(is_hospitals) {
        plan.workflow = Workflow::SelfCheck;
    }
    if plan.hospital.name.is_none() {
        plan.hospital.name = documents.iter().find_map(|document| document.header.hospital.clone());
    }
    plan
}

fn named_vendors(documents: &[Document]) -> Vec<Vendor> {
    let mut vendors: Vec<Vendor> = Vec::new();
    for name in documents.iter().filter_map(|document| document.header.vendor.as_deref()) {
        if !vendors.iter().any(|vendor| same_name(&vendor.name, name)) {
            vendors.push(Vendor { id: format!("vendor-{}", vendors.len() + 1), name: name.trim().to_owned() });
        }
    }
    vendors
}

/// Gives documents their vendor and systems: what the manifest says, else what their heads name, else what is the only
/// one of the case. `plan` knows all systems.
pub fn tie(documents: &mut [Document], plan: &Plan) {
    let names: Vec<String> = plan.vendors.iter().map(|vendor| bare(&vendor.name)).collect();
    let names: Vec<String> = names.into_iter().filter(|name| name.chars().count() > 2).collect();
    cores::change(documents, |document| {
        tie_one(document, plan);
        expect_of_vendors(document, &names);
    });
}

fn tie_one(document: &mut Document, plan: &Plan) {
    let hint = plan.hint(&document.path);
    document.systems = hint.map(|hint| hint.systems.clone()).unwrap_or_default();
    document.vendor = hint.and_then(|hint| hint.vendor.clone());
    if document.systems.is_empty() && document.kind.level() != Level::Internal {
        document.systems = named_systems(document, plan);
    }
    if document.vendor.is_none() && document.side != Side::Hospital {
        document.vendor = vendor_of(document, plan);
    }
    let strange = |row: &Row| {
        let (_, id) = row.keyed()?;
        plan.systems.iter().all(|system| system.id != id).then(|| id.to_owned())
    };
    let strangers: BTreeSet<String> = document.rows.iter().filter_map(strange).collect();
    for id in strangers {
        document.notices.push(Notice::new(
            Place::default(),
            format!(
                "質問票の照合キーにあるシステム「{id}」は、この案件にないため、その回答を数えていません。hazama.toml の [[system]] の id を確かめてください。"
            ),
        ));
    }
    let Some(vendor) = &document.vendor else { return };
    let has_system = plan.systems.iter().any(|system| system.vendor.as_ref() == Some(vendor));
    if document.systems.is_empty() && !has_system && plan.has_manifest {
        document.notices.push(Notice::new(
            Place::default(),
            "どのシステムについての文書か分かりません。hazama.toml の [[document]] に system を書いてください。",
        ));
    }
}

/// The systems that the head, the title or the path of a paper names.
fn named_systems(document: &Document, plan: &Plan) -> Vec<String> {
    if let [system] = plan.systems.as_slice() {
        return vec![system.id.clone()];
    }
    let header = &document.header;
    let heads = [&header.system, &header.product].into_iter().flatten();
    let by_head = named(plan, |system| heads.clone().any(|name| same_name(&system.name, name)));
    if !by_head.is_empty() {
        return by_head;
    }
    let words = bare(header.title.as_deref().unwrap_or_default()) + "/" + &bare(&document.path);
    named(plan, |system| short_names(&system.name).iter().any(|name| words.contains(name)))
}

fn named(plan: &Plan, is_named: impl Fn(&System) -> bool) -> Vec<String> {
    plan.systems.iter().filter(|system| is_named(system)).map(|system| system.id.clone()).collect()
}

/// What a system is called in passing: «電子カルテシステム「ほくと」» is 「ほくと」, or the 電子カルテ.
fn short_names(name: &str) -> Vec<String> {
    let (before, inside) = match name.split_once('「') {
        Some((before, rest)) => (before, rest.trim_end_matches('」')),
        None => (name, ""),
    };
    let before = bare(before);
    let before = before.trim_end_matches("システム").trim_end_matches("サービス");
    [before.to_owned(), bare(inside)].into_iter().filter(|name| name.chars().count() > 1).collect()
}

fn vendor_of(document: &Document, plan: &Plan) -> Option<String> {
    if let Some(name) = document.header.vendor.as_deref()
        && let Some(vendor) = plan.vendors.iter().find(|vendor| same_name(&vendor.name, name))
    {
        return Some(vendor.id.clone());
    }
    if let [vendor] = plan.vendors.as_slice() {
        return Some(vendor.id.clone());
    }
    let words: String = match plan.vendors.as_slice() {
        [] => String::new(),
        _ => document.units.iter().map(|unit| bare(&unit.text)).collect(),
    };
    let mut in_text = plan.vendors.iter().filter(|vendor| words.contains(&bare(&vendor.name)));
    if let (Some(vendor), None) = (in_text.next(), in_text.next()) {
        return Some(vendor.id.clone());
    }
    let of_system = |id: &String| plan.systems.iter().find(|system| system.id == *id)?.vendor.clone();
    let mut of_systems = document.systems.iter().map(of_system);
    let first = of_systems.next()??;
    of_systems.all(|vendor| vendor.as_ref() == Some(&first)).then_some(first)
}

/// Rules call vendors by name too: «ミントクラウドは、毎月、履歴を点検しなければならない» is expected of the vendor, and no duty of a
/// post of the hospital. `names` are those of the vendors, as [`bare`] gives them.
fn expect_of_vendors(document: &mut Document, names: &[String]) {
    if document.kind.level() != Level::Internal {
        return;
    }
    let is_vendors = |subject: &str| {
        let subject = bare(subject);
        names.iter().any(|name| subject.contains(name))
    };
    for claim in &mut document.claims {
        // a name that the reader does not know is no agent to it: then the sentence begins with it
        let subject = match claim.why.agent.as_str() {
            "" => claim.quote.text.split(['は', 'が', '、']).next().unwrap_or_default(),
            agent => agent,
        };
        if claim.holder == Party::Hospital && claim.performer.is_none() && is_vendors(subject) {
            claim.holder = Party::Vendor;
            claim.why.step = "事業者の名称".to_owned();
            if matches!(claim.strength, Strength::Duty | Strength::Prohibited) {
                claim.strength = Strength::Expected;
            }
        }
    }
}

/// Two ways of writing one name: one holds the other, spaces, brackets and the form of the company aside.
pub fn same_name(left: &str, right: &str) -> bool {
    let (left, right) = (bare(left), bare(right));
    left.chars().count().min(right.chars().count()) >= 2 && (left.contains(&right) || right.contains(&left))
}

/// A name in one spelling, without spaces, brackets and the form of company.
pub fn bare(name: &str) -> String {
    const FORMS: [&str; 10] = [
        "株式会社",
        "有限会社",
        "合同会社",
        "(株)",
        "(有)",
        "医療法人",
        "社団法人",
        "一般社団法人",
        "合資会社",
        "合名会社",
    ];
    let mut name = match is_plain(name) {
        true => name.to_ascii_lowercase(),
        false => name.nfkc().collect::<String>().to_lowercase(),
    };
    for form in FORMS {
        if name.contains(form) {
            name = name.replace(form, "");
        }
    }
    name.chars().filter(|letter| letter.is_alphanumeric() || *letter == 'ー').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, DocumentHint, Unit};

    #[test]
    fn names_are_the_same_however_they_are_dressed() {
        for (left, right, same) in [
            ("架空システム株式会社", "架空システム(株)", true),
            ("電子カルテ「ほくと」", "ほくと", true),
            ("眼科電子カルテシステム「ほくと」", "電子カルテ", true),
            ("ＡＢＣメディカル", "abcメディカル株式会社", true),
            ("医事会計システム", "検査システム", false),
            ("株式会社", "架空システム株式会社", false),
            ("", "架空", false),
        ] {
            assert_eq!(same_name(left, right), same, "{left} {right}");
        }
    }

    fn paper(path: &str, kind: Kind, text: &str) -> Document {
        let mut document = Document::new(path, "", "text", kind);
        document.units = vec![Unit { text: text.to_owned(), ..Unit::default() }];
        document
    }

    #[test]
    fn papers_are_tied_by_the_manifest_their_heads_paths_and_words() {
        let mut plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
        plan.has_manifest = true;
        let vendor = |id: &str, name: &str| Vendor { id: id.to_owned(), name: name.to_owned() };
        plan.vendors = vec![vendor("maker", "架空システム株式会社"), vendor("shop", "(株)みほん商会")];
        let system = |id: &str, name: &str, vendor: &str| System {
            id: id.to_owned(),
            name: name.to_owned(),
            vendor: Some(vendor.to_owned()),
            service: None,
            options: Vec::new(),
        };
        plan.systems = vec![
            system("ehr", "電子カルテシステム「ほくと」", "maker"),
            system("lab", "検体検査システム「みなみ」", "shop"),
        ];
        plan.documents = vec![DocumentHint {
            path: "told.txt".to_owned(),
            systems: vec!["lab".to_owned()],
            vendor: Some("maker".to_owned()),
            ..DocumentHint::default()
        }];
        for (path, kind, text, systems, vendor) in [
            ("told.txt", Kind::Contract, "", vec!["lab"], Some("maker")),
            ("電子カルテ/契約書.txt", Kind::Contract, "", vec!["ehr"], Some("maker")),
            ("みなみ仕様書.txt", Kind::Specification, "", vec!["lab"], Some("shop")),
            ("覚書.txt", Kind::Memorandum, "甲と株式会社みほん商会(乙)は", vec![], Some("shop")),
            ("覚書.txt", Kind::Memorandum, "架空システム(株)とみほん商会", vec![], None),
            ("電子カルテ/規程.txt", Kind::Rule, "架空システムに依頼する", vec![], None),
        ] {
            let mut documents = [paper(path, kind, text)];
            tie(&mut documents, &plan);
            let [document] = &documents;
            assert_eq!(
                (&document.systems[..], document.vendor.as_deref()),
                (&systems.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()[..], vendor),
                "{path} {text}"
            );
        }
    }

    #[test]
    fn rules_that_name_a_vendor_expect_it_of_the_vendor() {
        let mut plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
        plan.vendors = vec![Vendor { id: "mint".to_owned(), name: "合同会社ミントクラウド".to_owned() }];
        let text = "運用管理規程\n第1条 ミントクラウドは、毎月、操作の履歴を点検しなければならない。\n第2条 受付主任は、毎月、操作の履歴を点検しなければならない。\n";
        let papers = [crate::model::Paper { path: "規程.txt".to_owned(), bytes: text.as_bytes().to_vec() }];
        let catalogue = crate::catalogue::Catalogue::builtin();
        let mut documents = [super::super::understand(&crate::read::source(&papers[0]), &catalogue, &plan)];
        tie(&mut documents, &plan);
        let said: Vec<_> = documents[0].claims.iter().map(|claim| (claim.holder, claim.strength)).collect();
        assert_eq!(said, [(Party::Vendor, Strength::Expected), (Party::Hospital, Strength::Duty)]);
    }

    #[test]
    fn a_case_without_a_hospitals_paper_is_a_vendors_own() {
        let plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
        for (kinds, workflow) in [
            (vec![Kind::Mds, Kind::Contract], Workflow::SelfCheck),
            (vec![Kind::Mds, Kind::Rule], Workflow::Procurement),
            (vec![Kind::Sds, Kind::RoleTable], Workflow::Procurement),
        ] {
            let documents: Vec<Document> = kinds.iter().map(|kind| paper("a.txt", *kind, "")).collect();
            assert_eq!(settle(&plan, &documents).workflow, workflow, "{kinds:?}");
        }
    }
}
