//! The sheet 来歴: from what, with what and how the report was made, so that it can be made again.

use super::index::Index;
use super::words;
use super::{Cell, Column, Sheet, SheetName};
use crate::catalogue::Basis;
use crate::model::{Lang, Service};

pub(super) fn sheet(index: &Index) -> Sheet {
    let columns = vec![Column::new("区分", 16), Column::new("項目", 44), Column::new("内容", 72)];
    let plan = &index.report.plan;
    let mut rows = Vec::new();
    let mut add = |sort: &str, item: &str, content: Cell| rows.push(vec![Cell::text(sort), Cell::text(item), content]);
    add("実行", "プログラム", Cell::text(concat!("hazama ", env!("CARGO_PKG_VERSION"))));
    add("実行", "判定日", Cell::Date(plan.as_of));
    add("実行", "点検の種類", Cell::text(words::workflow(plan.workflow, Lang::Ja)));
    add("実行", "ガイドラインの版", Cell::text(format!("第{}版", plan.guideline.id())));
    add("実行", "判定の対象とした義務", Cell::text(format!("{} 件", index.catalogue.duties.len())));
    add(
        "実行",
        "設定ファイル(hazama.toml)",
        Cell::text(match &plan.manifest {
            Some(sum) => format!("あり / SHA-256 {sum}"),
            None if plan.has_manifest => "あり".to_owned(),
            None => "なし(文書の内容から判断)".to_owned(),
        }),
    );
    if let Some(sum) = &plan.kept {
        add("実行", "訂正と記入(hazama.decisions.json)", Cell::text(format!("あり / SHA-256 {sum}")));
    }
    add("病院", "名称", Cell::maybe(plan.hospital.name.as_deref()));
    add("病院", "病床数", plan.hospital.beds.map_or(Cell::Empty, |beds| Cell::text(format!("{beds} 床"))));
    for pack in &index.catalogue.packs {
        let head = &pack.head;
        let mut lines = vec![format!("{} {} / {} / SHA-256 {}", head.title, head.version, head.issued, pack.sha256)];
        let counts = [
            (pack.duties.len(), "義務"),
            (pack.synonyms.len(), "語を足した義務"),
            (pack.posts.len(), "職名など"),
            (pack.required.len(), "担い手の定め"),
            (pack.guidelines.len(), "指針"),
        ];
        let added = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what} {count} 件"));
        lines.push(added.collect::<Vec<_>>().join("、"));
        lines.extend(pack.overrules(index.catalogue).into_iter().map(|one| one.ja));
        lines.retain(|line| !line.is_empty());
        add("パック", &head.id, Cell::text(lines.join("\n")));
    }
    for pack in index.catalogue.guidelines.used(plan.guideline) {
        let facts = format!("{} / {} / {}\n{}", pack.title, pack.publisher, pack.issued, pack.urls.join("\n"));
        add("指針", &pack.cited(), Cell::text(facts));
    }
    for vendor in &plan.vendors {
        add("事業者", &vendor.id, Cell::text(vendor.name.as_str()));
    }
    for system in &plan.systems {
        let service = match system.service {
            Some(Service::OnPremises) => "院内設置",
            Some(Service::Cloud) => "クラウド",
            None => "",
        };
        let vendor = system.vendor.as_deref().map(|id| index.vendor_name(id)).unwrap_or_default();
        let options = match system.options.is_empty() {
            true => String::new(),
            false => format!("契約済みオプション: {}", system.options.join("、")),
        };
        let parts = [system.name.as_str(), vendor, service, options.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        add("システム", &system.id, Cell::text(parts.join(" / ")));
    }
    for interface in &plan.interfaces {
        let (left, right) = &interface.between;
        let names = format!("{} ⇔ {}", index.system_name(left), index.system_name(right));
        let from =
            interface.shown.as_ref().map(|at| format!(" (文書から推定: {})", index.place(&at.document, &at.place)));
        add("連携", &format!("{left} - {right}"), Cell::text(names + from.as_deref().unwrap_or_default()));
    }
    for blank in &plan.blanks {
        let edition = blank.edition.as_ref().map(|edition| format!(" {edition}")).unwrap_or_default();
        let content = format!("{}{edition}、{} 行 / SHA-256 {}", blank.kind.ja(), blank.rows.len(), blank.sha256);
        add("突き合わせた様式", &blank.path, Cell::text(content));
    }
    for document in &index.report.documents {
        add("文書のハッシュ値", &document.path, Cell::text(format!("SHA-256 {}", document.sha256)));
    }
    for duty in index.catalogue.duties.iter() {
        let basis = index.catalogue.guidelines.basis(&duty.id, plan.guideline);
        let places: Vec<String> = basis.iter().map(Basis::in_words).collect();
        add("根拠となる指針", &format!("{} {}", duty.title_ja, duty.id), Cell::text(places.join("\n")));
    }
    Sheet { name: SheetName::Provenance, columns, rows, frozen: 1, broad: false }
}
