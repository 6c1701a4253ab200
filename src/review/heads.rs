//! What stands around the words: papers that are new or gone, their names and formats, editions, terms and days; systems, options, the
//! guideline. In: both years and papers that belong together. Out: changes.

use super::articles::short;
use super::compare::Years;
use super::effect;
use super::pair::Group;
use super::side::{Side, bare};
use crate::model::{Change, Claim, Date, Document, Effect, Header, Kind, Place, Said, Sort, Touched};

/// A change of something that stands in no paper.
fn plain(sort: Sort, about: &str, then: Option<String>, now: Option<String>, summary: String) -> Change {
    let said = |words: Option<String>| words.map(|words| Said { words, place: Place::default() });
    Change {
        sort,
        document: None,
        last_document: None,
        about: about.to_owned(),
        then: said(then),
        now: said(now),
        effect: Effect::None,
        duties: Vec::new(),
        summary,
    }
}

/// Systems, options, vendors of systems, the guideline.
pub(super) fn plan(years: &Years<'_>) -> Vec<Change> {
    let (old, new) = (&years.then.report.plan, &years.now.report.plan);
    let mut changes = Vec::new();
    for system in &new.systems {
        let then = years.system_then(&system.id).and_then(|id| old.systems.iter().find(|one| one.id == id));
        let Some(then) = then else {
            let told = format!("システム「{}」が加わりました。昨年の結果はありません。", system.name);
            changes.push(plain(Sort::SystemNew, &system.name, None, Some(system.name.clone()), told));
            continue;
        };
        let options = [then.options.join("、"), system.options.join("、")];
        // a workbook or a report without options tells nothing of them
        if bare(&options[0]) != bare(&options[1]) {
            let [old, new] = options;
            let told = format!("「{}」の契約済みオプションが変わりました。", system.name);
            changes.push(plain(Sort::System, &system.name, Some(old), Some(new), told));
        }
        let vendor = |vendors: &[crate::model::Vendor], id: &Option<String>| {
            let id = id.as_deref()?;
            Some(vendors.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| one.name.clone()))
        };
        if let (Some(old), Some(new)) = (vendor(&old.vendors, &then.vendor), vendor(&new.vendors, &system.vendor))
            && bare(&old) != bare(&new)
        {
            let told = format!("「{}」の事業者が「{old}」から「{new}」に変わりました。", system.name);
            changes.push(plain(Sort::Parties, &system.name, Some(old), Some(new), told));
        }
    }
    for system in old.systems.iter().filter(|one| years.system_now(&one.id).is_none()) {
        let told = format!("システム「{}」が今年はありません。", system.name);
        changes.push(plain(Sort::SystemGone, &system.name, Some(system.name.clone()), None, told));
    }
    let (then, now) = (years.past.last.guideline, new.guideline);
    if then != now {
        let name = |id: &str| format!("第{id}版");
        let told = format!(
            "ガイドラインの版が第{}版から第{}版に変わりました。昨年の文書も今年の版で判定して比べています。",
            then.id(),
            now.id()
        );
        let told = if old.guideline == now {
            told
        } else {
            format!("ガイドラインの版が第{}版から第{}版に変わりました。", then.id(), now.id())
        };
        changes.push(plain(Sort::Guideline, "ガイドライン", Some(name(then.id())), Some(name(now.id())), told));
    }
    changes
}

/// Papers that are new or gone, were renamed, split or merged, and what their heads say.
pub(super) fn papers(years: &Years<'_>, group: &Group) -> Vec<Change> {
    let old: Vec<&Document> = group.then.iter().map(|&at| years.then.paper(at)).collect();
    let new: Vec<&Document> = group.now.iter().map(|&at| years.now.paper(at)).collect();
    match (old.as_slice(), new.as_slice()) {
        ([], papers) => papers.iter().map(|paper| lone(years, None, Some(paper))).collect(),
        (papers, []) => papers.iter().map(|paper| lone(years, Some(paper), None)).collect(),
        (old, new) => {
            let mut changes: Vec<Change> = reissued(old, new).into_iter().collect();
            if is_read_otherwise(years, group) {
                changes.extend(read_otherwise(years, old, new));
            }
            if let ([then], [now]) = (old, new) {
                changes.extend(head(then, now));
            }
            changes
        }
    }
}

/// A paper that only one year has; workbooks with decisions are none.
fn lone(years: &Years<'_>, then: Option<&Document>, now: Option<&Document>) -> Change {
    let claims_then: Vec<&Claim> = then.map(|paper| years.then.claims_of(paper).to_vec()).unwrap_or_default();
    let claims_now: Vec<&Claim> = now.map(|paper| years.now.claims_of(paper).to_vec()).unwrap_or_default();
    let mut duties: Vec<Touched> = effect::touched(years, &claims_then, &claims_now);
    // a whole paper says much that others say too: what did not move needs no telling
    duties.retain(|one| one.then != one.now);
    let said =
        |paper: &Document| Said { words: format!("{} ({})", paper.path, paper.kind.ja()), place: Place::default() };
    let (sort, what) = match then {
        Some(_) => (Sort::PaperGone, "今年の案件にありません。"),
        None => (Sort::PaperNew, "昨年の案件になかった文書です。"),
    };
    let paper = then.or(now);
    let kind = paper.map_or(Kind::Unknown, |paper| paper.kind);
    Change {
        sort,
        document: now.map(|paper| paper.id.clone()),
        last_document: then.map(|paper| paper.path.clone()),
        about: kind.ja().to_owned(),
        then: then.map(said),
        now: now.map(said),
        effect: effect::whole(&duties),
        duties,
        summary: format!("{}「{}」は、{what}", kind.ja(), paper.map_or("", |paper| paper.path.as_str())),
    }
}

/// The rows of a form could be read in one year only: as another format gives nothing but running text.
pub(super) fn is_read_otherwise(years: &Years<'_>, group: &Group) -> bool {
    let has_rows = |side: &Side, papers: &[usize]| papers.iter().any(|&at| !side.paper(at).rows.is_empty());
    years.past.has_rows && has_rows(&years.then, &group.then) != has_rows(&years.now, &group.now)
}

/// Says so once, with the duties that moved, in place of a change for each row.
fn read_otherwise(years: &Years<'_>, old: &[&Document], new: &[&Document]) -> Option<Change> {
    let then: Vec<&Claim> = old.iter().flat_map(|paper| years.then.claims_of(paper)).copied().collect();
    let now: Vec<&Claim> = new.iter().flat_map(|paper| years.now.claims_of(paper)).copied().collect();
    let mut duties = effect::touched(years, &then, &now);
    duties.retain(|one| one.then != one.now);
    let (first, last) = (new.first()?, old.first()?);
    let year = if first.rows.is_empty() { "今年" } else { "昨年" };
    let told = format!(
        "「{}」は、{year}の形式では様式の行として読み取れないため、行ごとに比べていません。表計算の形式で入手し直してください。",
        first.path
    );
    let mut change = plain(Sort::PaperReissued, first.kind.ja(), None, None, told);
    change.document = Some(first.id.clone());
    change.last_document = Some(last.path.clone());
    change.effect = effect::whole(&duties).and(Effect::Same);
    change.duties = duties;
    Some(change)
}

/// Other names, formats or numbers of papers.
fn reissued(old: &[&Document], new: &[&Document]) -> Option<Change> {
    let paths = |papers: &[&Document]| papers.iter().map(|paper| paper.path.as_str()).collect::<Vec<_>>().join("、");
    let (then, now) = (paths(old), paths(new));
    if then == now {
        return None;
    }
    let summary = match (old.len(), new.len()) {
        (1, 1) => format!("昨年の「{then}」は、今年は「{now}」です。"),
        (1, _) => format!("昨年の「{then}」は、今年は「{now}」に分かれています。"),
        _ => format!("昨年の「{then}」は、今年は「{now}」にまとまっています。"),
    };
    let about = new.first().map_or("", |paper| paper.kind.ja());
    let mut change = plain(Sort::PaperReissued, about, Some(then), Some(now), summary);
    change.document = new.first().map(|paper| paper.id.clone());
    change.last_document = old.first().map(|paper| paper.path.clone());
    Some(change)
}

/// What the head of a paper says of itself.
fn head(then: &Document, now: &Document) -> Vec<Change> {
    let (old, new): (&Header, &Header) = (&then.header, &now.header);
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let words = |words: &Option<String>| words.clone();
    let renewal = |head: &Header| {
        let months = head.notice_months.map(|months| format!("(申出は {months} か月前まで)")).unwrap_or_default();
        (head.from.is_some() || head.to.is_some())
            .then(|| format!("{}{months}", if head.renews { "自動更新" } else { "自動更新の定めなし" }))
    };
    let fields = [
        (Sort::Edition, "様式の版", then.edition.clone(), now.edition.clone()),
        (Sort::Edition, "様式が対応するガイドラインの版", words(&old.guideline), words(&new.guideline)),
        (Sort::Parties, "事業者名", words(&old.vendor), words(&new.vendor)),
        (Sort::Parties, "医療機関名", words(&old.hospital), words(&new.hospital)),
        (Sort::Product, "製品・サービスの名称", words(&old.product), words(&new.product)),
        (Sort::Product, "製品の版", words(&old.version), words(&new.version)),
        (Sort::Issued, "作成日", day(old.created), day(new.created)),
        (Sort::Issued, "初回確認日", day(old.first_check), day(new.first_check)),
        (Sort::Issued, "締結日・発行日", day(old.signed), day(new.signed)),
        (Sort::Term, "契約期間の初日", day(old.from), day(new.from)),
        (Sort::Term, "契約期間の末日", day(old.to), day(new.to)),
        (Sort::Term, "契約の更新", renewal(old), renewal(new)),
    ];
    let is_same_format = then.container == now.container;
    let mut changes = Vec::new();
    for (sort, name, before, after) in fields {
        let missing = || "(読み取れる定めなし)".to_owned();
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            // a term that is gone is a change; what another format does not show is none
            (Some(before), None) if sort == Sort::Term && is_same_format => (before, missing()),
            (None, Some(after)) if sort == Sort::Term && is_same_format => (missing(), after),
            _ => continue,
        };
        if bare(&before) == bare(&after) {
            continue;
        }
        let title = now.path.rsplit('/').next().unwrap_or_default();
        let told = format!("「{title}」の{name}が「{}」から「{}」に変わりました。", short(&before), short(&after));
        let mut change = plain(sort, name, Some(before), Some(after), told);
        change.document = Some(now.id.clone());
        change.last_document = Some(then.path.clone());
        changes.push(change);
    }
    changes
}
