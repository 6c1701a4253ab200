//! Which systems a case is about, and which papers speak for which. In: documents and the plan. Out: the manifest's
//! systems, or systems made from the names in the papers' heads, and the papers tied to them.

use super::words::fold;
use crate::claims::bare;
use crate::cores;
use crate::model::{Document, Kind, Level, Plan, Row, Service, System, Vendor};

/// The systems of the case: those of the manifest, else one for each vendor's product that the heads of the papers name,
/// else one for the whole folder.
pub fn systems(documents: &[Document], plan: &Plan) -> Vec<System> {
    if !plan.systems.is_empty() {
        return plan.systems.clone();
    }
    let mut systems: Vec<System> = Vec::new();
    for product in products(documents) {
        let stem = stem(&product.name);
        let twins = systems.iter().filter(|other| other.id.split('-').next() == Some(stem)).count();
        let id = if twins == 0 { stem.to_owned() } else { format!("{stem}-{}", twins + 1) };
        let maker = fold(&product.vendor);
        let vendor = plan.vendors.iter().find(|vendor| fold(&vendor.name) == maker).map(|vendor| vendor.id.clone());
        systems.push(System { id, name: product.name, vendor, service: product.service, options: Vec::new() });
    }
    systems
}

/// Ties papers to systems in a case without a manifest that holds several products: a paper speaks for the products
/// that its head, title, path or text names by product or vendor. One that names none speaks for all, and so do rules.
pub fn tie(documents: &mut [Document], plan: &Plan) {
    let products = products(documents);
    if plan.has_manifest || products.len() < 2 || products.len() != plan.systems.len() {
        return;
    }
    cores::change(documents, |document| {
        if !document.systems.is_empty() || document.kind.level() == Level::Internal {
            return;
        }
        let head = [&document.header.product, &document.header.system, &document.header.vendor, &document.header.title];
        let near: String =
            head.into_iter().flatten().map(|words| fold(words)).collect::<String>() + &fold(&document.path);
        let far = || document.units.iter().map(|unit| fold(&unit.text)).collect::<String>();
        let named = |text: &str| -> Vec<String> {
            let names = products.iter().zip(&plan.systems);
            names.filter(|(product, _)| product.is_named_in(text)).map(|(_, system)| system.id.clone()).collect()
        };
        let found = named(&near);
        document.systems = if found.is_empty() { named(&far()) } else { found };
    });
}

/// Whether a paper speaks for a system: it names the system, or names none and belongs to the system's vendor or to none.
pub fn speaks_for(document: &Document, system: &System) -> bool {
    match (&document.vendor, &system.vendor) {
        _ if !document.systems.is_empty() => document.systems.contains(&system.id),
        (Some(of_paper), Some(of_system)) => of_paper == of_system,
        _ => true,
    }
}

/// Of the systems of a paper, those that a row speaks for: the one whose sheet it stands on, where a hospital fills one sheet a system.
pub fn of_row<'a>(row: &Row, systems: Vec<&'a System>) -> Vec<&'a System> {
    let sheet = fold(row.place.sheet.as_deref().unwrap_or_default());
    let is_named = |system: &&&System| {
        let names =
            [core(&system.name), fold(&system.name), fold(&system.name).trim_end_matches("システム").to_owned()];
        names.iter().any(|name| name.chars().count() > 1 && sheet.contains(name.as_str()))
            || (sheet.chars().count() > 2 && names.iter().any(|name| name.contains(&sheet)))
    };
    let named: Vec<&System> = systems.iter().filter(is_named).copied().collect();
    if named.len() == 1 { named } else { systems }
}

/// What the systems and vendors of a case are called, folded once for all questions.
pub(super) struct Names {
    /// For each system, its names.
    systems: Vec<Vec<String>>,
    /// For each system, its vendor's id.
    vendor_of: Vec<Option<String>>,
    /// Ids of vendors with their name, the form of company left out.
    vendors: Vec<(String, String)>,
}

impl Names {
    pub fn new(systems: &[System], vendors: &[Vendor]) -> Names {
        let vendor = |vendor: &Vendor| (vendor.id.clone(), bare(&vendor.name));
        Names {
            systems: systems.iter().map(names_of).collect(),
            vendor_of: systems.iter().map(|system| system.vendor.clone()).collect(),
            vendors: vendors.iter().map(vendor).filter(|(_, name)| name.chars().count() > 2).collect(),
        }
    }

    /// For each system, whether folded words name it.
    pub fn systems_in(&self, folded: &str) -> Vec<bool> {
        self.systems.iter().map(|names| names.iter().any(|name| folded.contains(name))).collect()
    }

    /// For each system, whether words that name systems or vendors of the case mean it; none where they name nobody.
    pub fn named_in(&self, words: &str) -> Option<Vec<bool>> {
        let systems = self.systems_in(&fold(words));
        let words = bare(words);
        let vendors: Vec<&String> =
            self.vendors.iter().filter(|(_, name)| words.contains(name)).map(|(id, _)| id).collect();
        let by_name = systems.contains(&true);
        if !by_name && vendors.is_empty() {
            return None;
        }
        let is_theirs = |vendor: &Option<String>| vendor.as_ref().is_some_and(|id| vendors.contains(&id));
        let meant = systems.iter().zip(&self.vendor_of);
        Some(meant.map(|(named, vendor)| (!by_name || *named) && (vendors.is_empty() || is_theirs(vendor))).collect())
    }
}

/// Whether folded words name a system.
pub(super) fn names(folded: &str, system: &System) -> bool {
    names_of(system).iter().any(|name| folded.contains(name))
}

/// What a system is called, folded: by what stands in 「」, or by the rest of its name.
fn names_of(system: &System) -> Vec<String> {
    let (core, name) = (core(&system.name), fold(&system.name));
    let before = fold(system.name.split('「').next().unwrap_or_default());
    let plain = |name: &str| name.strip_suffix("システム").unwrap_or(name).to_owned();
    let all = [core, plain(&name), plain(&before), before];
    all.into_iter().filter(|name| name.chars().count() > 2).collect()
}

/// A product as the heads of the papers name it.
struct Product {
    name: String,
    vendor: String,
    service: Option<Service>,
}

impl Product {
    fn is_named_in(&self, folded: &str) -> bool {
        let vendor = fold(&self.vendor).replace("株式会社", "").replace("有限会社", "");
        folded.contains(&core(&self.name)) || (vendor.chars().count() > 1 && folded.contains(&vendor))
    }
}

/// The products that heads name; only the first unless several vendors are named with products of their own.
fn products(documents: &[Document]) -> Vec<Product> {
    let mut products: Vec<Product> = Vec::new();
    let service = |kind: Kind| match kind {
        Kind::Mds => Some(Service::OnPremises),
        Kind::Sds => Some(Service::Cloud),
        _ => None,
    };
    for document in documents.iter().filter(|document| document.kind.level() != Level::Internal) {
        let header = &document.header;
        let Some(name) = header.product.as_ref().or(header.system.as_ref()).filter(|name| !fold(name).is_empty())
        else {
            continue;
        };
        let vendor = header.vendor.clone().unwrap_or_default();
        let (key, maker) = (core(name), fold(&vendor));
        let same = |other: &Product| {
            let known = core(&other.name);
            known.contains(&key) || key.contains(&known)
        };
        let new_maker = !maker.is_empty() && products.iter().all(|other| fold(&other.vendor) != maker);
        let first = products.is_empty();
        match products.iter_mut().find(|other| same(other)) {
            Some(known) => {
                known.service = known.service.or(service(document.kind));
                if known.vendor.is_empty() {
                    known.vendor = vendor;
                }
            }
            None if first || new_maker => {
                products.push(Product { name: name.clone(), vendor, service: service(document.kind) });
            }
            None => {}
        }
    }
    if products.is_empty() {
        products.push(Product { name: "対象システム".to_owned(), vendor: String::new(), service: None });
    }
    products
}

/// The part of a name that tells it apart: what stands in 「」, else all of it, folded.
fn core(name: &str) -> String {
    let quoted = name.split_once('「').and_then(|(_, rest)| rest.split_once('」')).map(|(inside, _)| fold(inside));
    quoted.filter(|inside| !inside.is_empty()).unwrap_or_else(|| fold(name))
}

/// Words in a system's name, and the id it gets.
const STEMS: [(&str, &str); 10] = [
    ("カルテ", "ehr"),
    ("医事", "receipt"),
    ("レセ", "receipt"),
    ("会計", "receipt"),
    ("画像", "pacs"),
    ("pacs", "pacs"),
    ("検査", "lab"),
    ("薬", "pharmacy"),
    ("看護", "nursing"),
    ("予約", "booking"),
];

fn stem(name: &str) -> &'static str {
    let name = fold(name);
    STEMS.iter().find(|(word, _)| name.contains(word)).map_or("system", |(_, stem)| stem)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{paper, plan};
    use super::*;
    use crate::model::{Date, Unit};

    #[test]
    fn a_row_on_the_sheet_of_a_system_speaks_for_that_one() {
        let mut plan = plan(&["電子カルテシステム「ほくと」", "医事会計システム"]);
        plan.systems[0].id = "ehr".to_owned();
        let systems: Vec<&System> = plan.systems.iter().collect();
        for (sheet, want) in [
            (Some("電子カルテ"), 1),
            (Some("医事会計システム"), 1),
            (Some("確認表(ほくと)"), 1),
            (Some("確認表"), 2),
            (None, 2),
        ] {
            let said = crate::catalogue::rule::CaseRow { answer: "yes".to_owned(), ..Default::default() };
            let mut row = super::super::fixture::case_row(0, &said);
            row.place.sheet = sheet.map(str::to_owned);
            assert_eq!(of_row(&row, systems.clone()).len(), want, "{sheet:?}");
        }
    }

    fn bare() -> Plan {
        Plan::bare(Date { year: 2026, month: 11, day: 22 })
    }

    /// A paper whose head names a product and a vendor, where they are not empty.
    fn headed(path: &str, kind: Kind, product: &str, vendor: &str) -> Document {
        let mut document = paper(path, kind);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (document.header.product, document.header.vendor) = (some(product), some(vendor));
        document
    }

    #[test]
    fn systems_are_made_from_the_heads_of_papers() {
        type Case<'a> = (&'a str, &'a [(Kind, &'a str, &'a str)], &'a [(&'a str, &'a str)]);
        let rows: &[Case] = &[
            ("nothing named", &[(Kind::Contract, "", "")], &[("system", "対象システム")]),
            (
                "one product under two names",
                &[(Kind::Sds, "電子カルテ「みほん」", "株式会社甲"), (Kind::RoleTable, "みほん", "")],
                &[("ehr", "電子カルテ「みほん」")],
            ),
            (
                "two products of one vendor stay together",
                &[(Kind::Mds, "電子カルテ", "株式会社甲"), (Kind::Mds, "医事会計", "株式会社甲")],
                &[("ehr", "電子カルテ")],
            ),
            (
                "two products of two vendors",
                &[(Kind::Mds, "電子カルテ「みほん」", "株式会社甲"), (Kind::Sds, "検査「かくう」", "株式会社乙")],
                &[("ehr", "電子カルテ「みほん」"), ("lab", "検査「かくう」")],
            ),
        ];
        for (what, heads, expected) in rows {
            let documents: Vec<Document> =
                heads.iter().map(|(kind, product, vendor)| headed("紙", *kind, product, vendor)).collect();
            let made = systems(&documents, &bare());
            let made: Vec<(&str, &str)> = made.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect();
            assert_eq!(made, *expected, "{what}");
        }
        for (kind, service) in
            [(Kind::Mds, Some(Service::OnPremises)), (Kind::Sds, Some(Service::Cloud)), (Kind::Contract, None)]
        {
            let made = systems(&[headed("紙", kind, "電子カルテ", "株式会社甲")], &bare());
            assert_eq!(made[0].service, service, "{kind:?}");
        }
    }

    #[test]
    fn papers_are_tied_by_product_vendor_path_or_text() {
        let mut documents = vec![
            headed("a.xlsx", Kind::Mds, "電子カルテ「みほん」", "株式会社丙丁"),
            headed("b.xlsx", Kind::Sds, "検査「かくう」", "株式会社戊己"),
            headed("みほん/契約書.docx", Kind::Contract, "", ""),
            headed("契約書.docx", Kind::Contract, "", "戊己株式会社"),
            headed("覚書.docx", Kind::Memorandum, "", ""),
            headed("規程.docx", Kind::Rule, "", ""),
        ];
        documents[4]
            .units
            .push(Unit { text: "「みほん」と「かくう」をつなぐ。".into(), ..Unit::default() });
        documents[5].units.push(Unit { text: "「みほん」を使う。".into(), ..Unit::default() });
        documents[3].systems = vec!["ris".to_owned()];
        let mut plan = bare();
        plan.systems = systems(&documents, &plan);
        tie(&mut documents, &plan);
        assert_eq!(documents[3].systems, ["ris"], "what is tied stays so");
        documents[3].systems.clear();
        tie(&mut documents, &plan);
        let tied: Vec<String> = documents.iter().map(|document| document.systems.join(" ")).collect();
        assert_eq!(tied, ["ehr", "lab", "ehr", "lab", "ehr lab", ""]);
    }

    #[test]
    fn a_rule_that_names_one_system_speaks_for_that_one() {
        let mut systems = plan(&["ehr", "lab"]).systems;
        (systems[0].name, systems[1].name) = ("電子カルテシステム「みほん」".into(), "検体検査システム".into());
        for (words, only_others) in [
            ("検体検査のサーバに修正を適用する。", [true, false]),
            ("「みほん」の記録を点検する。", [false, true]),
            ("サーバに修正を適用する。", [false, false]),
        ] {
            let meant = Names::new(&systems, &[]).named_in(words);
            let heard = [0, 1].map(|n| meant.as_ref().is_some_and(|meant| !meant[n]));
            assert_eq!(heard, only_others, "{words}");
        }
    }
}
