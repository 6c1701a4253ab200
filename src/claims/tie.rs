//! Ties papers to systems and vendors. In: documents with what their heads name, and the plan. Out: the plan completed
//! from the papers, and documents that know whose they are.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Document, Kind, Level, Notice, Place, Plan, Side, System, Vendor, Workflow};

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
        if !vendors.iter().any(|vendor| is_same(&vendor.name, name)) {
            vendors.push(Vendor { id: format!("vendor-{}", vendors.len() + 1), name: name.trim().to_owned() });
        }
    }
    vendors
}

/// Gives documents their vendor and systems: what the manifest says, else what their heads name, else what is the only
/// one of the case. `plan` knows all systems.
pub fn tie(documents: &mut [Document], plan: &Plan) {
    for document in documents {
        tie_one(document, plan);
    }
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
    let Some(vendor) = &document.vendor else { return };
    let has_system = plan.systems.iter().any(|system| system.vendor.as_ref() == Some(vendor));
    if document.systems.is_empty() && !has_system && plan.has_manifest {
        document.notices.push(Notice::new(
            Place::default(),
            "どのシステムについての文書か分かりません。hazama.toml の [[document]] に system を書いてください。",
        ));
    }
}

fn named_systems(document: &Document, plan: &Plan) -> Vec<String> {
    if let [system] = plan.systems.as_slice() {
        return vec![system.id.clone()];
    }
    let names = [document.header.system.as_deref(), document.header.product.as_deref()];
    let named = |system: &&System| names.iter().flatten().any(|name| is_same(&system.name, name));
    plan.systems.iter().filter(named).map(|system| system.id.clone()).collect()
}

fn vendor_of(document: &Document, plan: &Plan) -> Option<String> {
    if let Some(name) = document.header.vendor.as_deref()
        && let Some(vendor) = plan.vendors.iter().find(|vendor| is_same(&vendor.name, name))
    {
        return Some(vendor.id.clone());
    }
    let mut of_systems = document.systems.iter().filter_map(|id| plan.systems.iter().find(|system| system.id == *id));
    if let Some(first) = of_systems.next().and_then(|system| system.vendor.clone()) {
        return of_systems.all(|system| system.vendor.as_ref() == Some(&first)).then_some(first);
    }
    match plan.vendors.as_slice() {
        [vendor] => Some(vendor.id.clone()),
        _ => None,
    }
}

/// Two ways of writing one name: one holds the other, spaces, brackets and the form of the company aside.
fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (bare(left), bare(right));
    left.chars().count().min(right.chars().count()) >= 2 && (left.contains(&right) || right.contains(&left))
}

fn bare(name: &str) -> String {
    let mut name: String = name.nfkc().collect::<String>().to_lowercase();
    for form in ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "医療法人", "社団法人", "一般社団法人"]
    {
        name = name.replace(form, "");
    }
    name.chars().filter(|letter| letter.is_alphanumeric() || *letter == 'ー').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(is_same(left, right), same, "{left} {right}");
        }
    }
}
