//! Which paper and which of its units an amendment means. In: the papers of a case and an amendment of one of them. Out: the paper,
//! several of which nobody can tell which, or none.

use crate::claims::named::{Named, fold, lies_in};
use crate::model::{Amendment, Amends, Document, Kind, Level};
use crate::text::{dates, normal};

/// What an amendment means.
pub(super) enum Meant {
    /// One paper and units of it.
    Paper(usize, Vec<usize>),
    /// Nobody can tell which of these.
    Several(Vec<(usize, Vec<usize>)>),
    /// None; the words say what to check.
    Nothing(String),
}

/// Words by which a memorandum is meant.
const OF_MEMORANDA: [&str; 10] = ["覚書", "合意", "協定", "確認", "変更", "別紙", "別表", "別添", "別記", "分担表"];

/// The paper and the units that an amendment means.
pub(super) fn meant(documents: &[Document], home: usize, amendment: &Amendment) -> Meant {
    let paper = &amendment.paper;
    // この契約第5条 of a contract
    let is_own = ["この", "本", "当"].iter().any(|own| paper.starts_with(own));
    if is_own && !Named::new(&[&documents[home]]).meant(paper, &documents[home]).is_empty() {
        return Meant::Paper(home, Vec::new());
    }
    // 原契約の一部を変更する覚書 has the name of another paper in its title
    let may_be =
        |at: usize| documents[at].kind != Kind::Memorandum || OF_MEMORANDA.iter().any(|word| paper.contains(word));
    let at_hand: Vec<usize> = (0..documents.len())
        .filter(|&at| at != home && is_near(&documents[home], &documents[at]) && may_be(at))
        .collect();
    let papers: Vec<&Document> = at_hand.iter().map(|&at| &documents[at]).collect();
    let is_annex = amendment.units.iter().any(|unit| unit.starts_with(paper.as_str()));
    // an annex of its own
    if is_annex && documents[home].units.iter().any(|unit| lies_in(&unit.unit, paper)) {
        return Meant::Paper(home, Vec::new());
    }
    let by_name: Vec<usize> = match is_annex {
        true => Vec::new(),
        false => Named::new(&papers).meant(paper, &documents[home]).into_iter().map(|place| at_hand[place]).collect(),
    };
    let called = |at: &usize| {
        let candidate = &documents[*at];
        match is_annex {
            true => {
                let names = [candidate.header.title.as_deref().unwrap_or_default(), &candidate.path];
                candidate.units.iter().any(|unit| lies_in(&unit.unit, paper))
                    || names.iter().any(|name| fold(name).contains(&fold(paper)))
            }
            false => by_name.contains(at),
        }
    };
    let mut candidates: Vec<usize> = at_hand.iter().copied().filter(called).collect();
    let narrow = |candidates: &mut Vec<usize>, fits: &dyn Fn(&usize) -> bool| {
        let fitting: Vec<usize> = candidates.iter().copied().filter(fits).collect();
        if candidates.len() > 1 && !fitting.is_empty() {
            *candidates = fitting;
        }
    };
    let days = dates::all(&amendment.described);
    narrow(&mut candidates, &|at| documents[*at].header.signed.is_some_and(|signed| days.contains(&signed)));
    let described = normal(&amendment.described);
    narrow(&mut candidates, &|at| {
        let title = normal(documents[*at].header.title.as_deref().unwrap_or_default());
        title.chars().count() > 3 && described.ends_with(&title)
    });
    let mut with_units: Vec<(usize, Vec<usize>)> = candidates
        .iter()
        .map(|&at| (at, units(&documents[at], amendment)))
        .filter(|(_, units)| !units.is_empty())
        .collect();
    if with_units.len() > 1
        && let Amends::Words(pairs) = &amendment.what
    {
        let holds = |(at, units): &(usize, Vec<usize>)| {
            let text: String = units.iter().map(|&unit| normal(&documents[*at].units[unit].text)).collect();
            pairs.iter().all(|(from, _)| text.contains(&normal(from)))
        };
        if with_units.iter().any(holds) {
            with_units.retain(holds);
        }
    }
    let place = amendment.units.first().map(String::as_str).unwrap_or_default();
    match (with_units.len(), candidates.is_empty()) {
        (1, _) => {
            let (target, units) = with_units.remove(0);
            Meant::Paper(target, units)
        }
        (0, true) => Meant::Nothing(format!(
            "「{paper}」{place}を改めていますが、改められる文書が見当たりません。その文書を案件に加え、改定後の内容を確かめてください。"
        )),
        (0, false) => Meant::Nothing(format!(
            "「{paper}」{place}を改めていますが、その文書にその箇所が見当たりません。改定後の内容を確かめてください。"
        )),
        _ => Meant::Several(with_units),
    }
}

/// A binding paper of prose that may speak of the same systems.
fn is_near(home: &Document, other: &Document) -> bool {
    let share = |one: &[String], other: &[String]| {
        one.is_empty() || other.is_empty() || one.iter().any(|id| other.contains(id))
    };
    other.kind.level() == Level::Binding
        && other.rows.is_empty()
        && share(&home.systems, &other.systems)
        && (home.vendor.is_none() || other.vendor.is_none() || home.vendor == other.vendor)
}

/// The units of a paper that an amendment cites.
fn units(document: &Document, amendment: &Amendment) -> Vec<usize> {
    let cited = |unit: &str| -> Vec<usize> {
        let at = |is_cited: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..document.units.len()).filter(|&at| is_cited(&document.units[at].unit)).collect()
        };
        let exact = at(&|known| lies_in(known, unit));
        if !exact.is_empty() {
            return exact;
        }
        if let Some((_, row)) = unit.split_once(' ') {
            return at(&|known| known.split_once(' ').is_some_and(|(_, number)| number == row));
        }
        // 第5条第1項 of an article that is not numbered below
        let whole = unit.strip_suffix("第1項").map(|article| at(&|known| known == article));
        whole.unwrap_or_default()
    };
    if amendment.units.is_empty() {
        return (0..document.units.len()).collect();
    }
    let mut all: Vec<usize> = amendment.units.iter().flat_map(|unit| cited(unit)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
