//! Memoranda change the words of other papers. In: documents, each with what it changes elsewhere, and a way to open a paper again.
//! Out: in the changing paper the claims that the changed words make, or a guess where a change could not be carried out; and which
//! units of the changed papers are set aside for them.

mod meant;

use std::collections::{BTreeMap, BTreeSet};

use super::named::lies_in;
use crate::catalogue::Catalogue;
use crate::clause::{self, Rewording};
use crate::model::{
    Amendment, Amends, Claim, Confidence, Date, Document, DutyId, Explanation, Notice, Party, Plan, Precedence, Source,
    Strength,
};
use crate::text::dates;
use crate::text::numbers::narrow;
use meant::{Meant, meant};

/// A change, with the paper that makes it and the one in which it is made.
struct Case {
    home: usize,
    amendment: Amendment,
    target: usize,
    /// The units of the target that are meant, by their places in its list.
    units: Vec<usize>,
}

/// Carries out what papers change in each other, the earlier first. Papers know their systems and have no numbers yet; `open` gives a
/// paper as its container holds it.
pub fn amend(documents: &mut [Document], open: &dyn Fn(&str) -> Option<Source>, catalogue: &Catalogue, plan: &Plan) {
    let mut homes: Vec<usize> = (0..documents.len()).filter(|&home| !documents[home].amendments.is_empty()).collect();
    homes.sort_by_key(|&home| (day(&documents[home]), documents[home].path.clone()));
    let mut cases: Vec<Case> = Vec::new();
    for home in homes {
        for amendment in documents[home].amendments.clone() {
            if let Some(from) = begins(&amendment.text).filter(|from| *from > plan.as_of) {
                let message = format!("この改定は{from}からのため、評価日の時点では数えていません。");
                let home = &mut documents[home];
                home.precedence.retain(|clause| clause.unit.is_none() || clause.place != amendment.place);
                home.notices.push(Notice::new(amendment.place, message));
                continue;
            }
            match meant(documents, home, &amendment) {
                Meant::Paper(target, units) => cases.push(Case { home, amendment, target, units }),
                Meant::Several(_) if amendment.what == Amends::Struck => {}
                Meant::Several(targets) => {
                    let unclear = Amendment { what: Amends::Unclear, ..amendment };
                    cases.extend(targets.into_iter().map(|(target, units)| Case {
                        home,
                        amendment: unclear.clone(),
                        target,
                        units,
                    }));
                }
                Meant::Nothing(message) => {
                    if !matches!(amendment.what, Amends::Struck) {
                        documents[home].notices.push(Notice::new(amendment.place, message));
                    }
                }
            }
        }
    }
    let targets: BTreeSet<usize> = cases.iter().map(|case| case.target).collect();
    for target in targets {
        let cases: Vec<&Case> = cases.iter().filter(|case| case.target == target).collect();
        carry_out(documents, target, &cases, open, catalogue, plan);
    }
}

/// The day from which the order of changing papers is told.
fn day(document: &Document) -> Option<Date> {
    document.header.signed.or(document.header.from)
}

/// The day from which a change holds, where its own sentence says so outside the quoted words.
fn begins(text: &str) -> Option<Date> {
    let narrow = narrow(text);
    let outside = |at: usize| narrow[..at].matches('「').count() == narrow[..at].matches('」').count();
    let starts = |rest: &str| ["から", "より", "以降", "以後", "をもって"].iter().any(|word| rest.starts_with(word));
    let spans = dates::spans(text).into_iter();
    let mut days = spans.filter(|(span, _)| outside(span.start) && starts(narrow[span.end..].trim_start()));
    days.next().map(|(_, day)| day)
}

/// What of a claim a change can alter.
type Gist<'a> =
    (&'a DutyId, Party, Option<Party>, Strength, &'a Option<String>, &'a Option<String>, &'a Option<String>);

fn gist(claim: &Claim) -> Gist<'_> {
    (&claim.duty, claim.holder, claim.performer, claim.strength, &claim.condition, &claim.scope, &claim.half)
}

fn by_unit(claims: &[Claim]) -> BTreeMap<&str, Vec<&Claim>> {
    let mut found: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        found.entry(claim.quote.place.unit.as_deref().unwrap_or_default()).or_default().push(claim);
    }
    found
}

/// What has become of a unit, and by which case.
struct Outcome {
    by: usize,
    claims: Vec<Claim>,
    /// Only these duties are set aside; all, where there are none.
    duties: Vec<DutyId>,
    /// The words before hold on beside the new ones.
    beside: bool,
}

/// Carries out all changes of one paper.
fn carry_out(
    documents: &mut [Document],
    target: usize,
    cases: &[&Case],
    open: &dyn Fn(&str) -> Option<Source>,
    catalogue: &Catalogue,
    plan: &Plan,
) {
    let document = &documents[target].clone();
    let name = |unit: usize| document.units[unit].unit.as_str();
    let changes: Vec<(usize, Rewording)> = cases
        .iter()
        .enumerate()
        .filter(|(_, case)| matches!(case.amendment.what, Amends::Words(_) | Amends::Cells(_) | Amends::Struck))
        .flat_map(|(number, case)| {
            case.units.iter().map(move |&unit| {
                let unit = &document.units[unit];
                (number, Rewording { unit: &unit.unit, line: unit.line, what: &case.amendment.what })
            })
        })
        .collect();
    let rewordings: Vec<Rewording> = changes.iter().map(|(_, change)| change.clone()).collect();
    let only_struck = rewordings.iter().all(|change| matches!(change.what, Amends::Struck));
    let read = match only_struck {
        true => None,
        false => open(&document.path)
            .map(|source| clause::reworded(&source, document.kind, catalogue, Some(plan.as_of), &rewordings)),
    };
    let mut unclear: BTreeSet<usize> = BTreeSet::new();
    for (number, case) in cases.iter().enumerate() {
        let pairs = match &case.amendment.what {
            Amends::Words(pairs) => pairs.len(),
            Amends::Cells(cells) => cells.len(),
            Amends::Anew { said: None, .. } if own(&documents[case.home], &case.amendment).is_empty() => 1,
            Amends::Unclear => 1,
            _ => 0,
        };
        let found = |pair: usize| {
            let hits = changes.iter().zip(read.iter().flat_map(|(_, found)| found));
            hits.filter(|((by, _), _)| *by == number).any(|(_, found)| found.get(pair) == Some(&true))
        };
        if !(0..pairs).all(found) || disputed(documents, cases, number) {
            unclear.insert(number);
        }
    }
    let empty = Vec::new();
    let (before, after) =
        (by_unit(&document.claims), by_unit(read.as_ref().map_or(&empty, |(reading, _)| &reading.claims)));
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    if let Some((_, found)) = &read {
        let hits: Vec<(usize, &str)> = changes
            .iter()
            .zip(found)
            .filter(|((_, change), found)| !matches!(change.what, Amends::Struck) && found.contains(&true))
            .map(|((number, change), _)| (*number, change.unit))
            .collect();
        let reworded =
            cases.iter().rposition(|case| matches!(case.amendment.what, Amends::Words(_) | Amends::Cells(_)));
        let struck = |unit: &str| {
            let strikes = cases.iter().filter(|case| matches!(case.amendment.what, Amends::Struck));
            strikes.flat_map(|case| &case.units).any(|&at| name(at) == unit)
        };
        // in their order a unit stands before those that lie in it
        let names: BTreeSet<&str> =
            before.keys().chain(after.keys()).copied().filter(|unit| !unit.is_empty()).collect();
        for unit in names {
            let old = before.get(unit).cloned().unwrap_or_default();
            let new = after.get(unit).cloned().unwrap_or_default();
            let hit = hits.iter().rev().find(|(_, changed)| *changed == unit).map(|(number, _)| *number);
            // what is set aside with a unit is set aside with all that lies in it
            let above = || outcomes.iter().find(|(above, _)| lies_in(unit, above)).map(|(_, outcome)| outcome.by);
            let is_same = || old.iter().map(|claim| gist(claim)).eq(new.iter().map(|claim| gist(claim)));
            let elsewhere = || reworded.filter(|_| !struck(unit) && !is_same());
            let Some(by) = hit.or_else(above).or_else(elsewhere) else { continue };
            let claims = new.into_iter().cloned().collect();
            outcomes.insert(unit.to_owned(), Outcome { by, claims, duties: Vec::new(), beside: false });
        }
    }
    for (number, case) in cases.iter().enumerate() {
        for &at in &case.units {
            let unit = name(at);
            let old: Vec<&Claim> = before.get(unit).cloned().unwrap_or_default();
            let now = outcomes.get(unit).map(|outcome| outcome.claims.clone());
            let now = now.unwrap_or_else(|| old.iter().map(|claim| (*claim).clone()).collect());
            let duties: BTreeSet<DutyId> =
                now.iter().chain(old.iter().copied()).map(|claim| claim.duty.clone()).collect();
            if duties.is_empty() {
                continue;
            }
            if unclear.contains(&number) {
                let claims = duties.into_iter().map(guess).collect();
                outcomes.insert(unit.to_owned(), Outcome { by: number, claims, duties: Vec::new(), beside: false });
            } else if let Amends::Anew { said, aside } = &case.amendment.what {
                let own = own(&documents[case.home], &case.amendment);
                let (claims, duties) = match said {
                    _ if !own.is_empty() => (Vec::new(), own),
                    Some(said) => (now.iter().map(|claim| given(claim, said)).collect(), Vec::new()),
                    None => continue,
                };
                outcomes.insert(unit.to_owned(), Outcome { by: number, claims, duties, beside: !aside });
            }
        }
    }
    settle(documents, target, cases, &unclear, outcomes);
}

/// Puts the outcomes into the changing papers.
fn settle(
    documents: &mut [Document],
    target: usize,
    cases: &[&Case],
    unclear: &BTreeSet<usize>,
    outcomes: BTreeMap<String, Outcome>,
) {
    let (path, systems) = (documents[target].path.clone(), documents[target].systems.clone());
    for &number in unclear {
        let Case { home, amendment, units, .. } = cases[number];
        let cited = named(amendment, amendment.units.first().map(String::as_str).unwrap_or_default());
        if units.iter().any(|&at| outcomes.contains_key(&documents[target].units[at].unit)) {
            documents[*home].notices.push(Notice::new(
                amendment.place.clone(),
                format!(
                    "{cited}の改定を原文に当てはめられないため、そこに定める分担を数えていません。改定後の内容を確かめてください。"
                ),
            ));
        }
    }
    for case in cases {
        let home = &mut documents[case.home];
        if home.systems.is_empty() {
            // what is said of a paper of some systems is said of these
            home.systems.clone_from(&systems);
        }
        for clause in &mut home.precedence {
            let is_it = clause.place == case.amendment.place
                && clause.unit.as_ref().is_some_and(|unit| case.amendment.units.contains(unit));
            if is_it && matches!(case.amendment.what, Amends::Struck) {
                clause.paper = Some(path.clone());
            }
        }
    }
    for (unit, outcome) in outcomes {
        let case = cases[outcome.by];
        let amendment = &case.amendment;
        let home = &mut documents[case.home];
        let cited = amendment.units.iter().find(|cited| lies_in(&unit, cited)).unwrap_or(&unit);
        let cited = named(amendment, cited);
        for mut claim in outcome.claims {
            claim.quote.text.clone_from(&amendment.text);
            claim.quote.place.clone_from(&amendment.place);
            claim.why.step = match claim.why.step.as_str() {
                "" => format!("{cited}を改める"),
                step => format!("{cited}を改める。{step}"),
            };
            home.claims.push(claim);
        }
        if !outcome.beside {
            home.precedence.push(Precedence {
                winner: "本書".to_owned(),
                loser: amendment.paper.clone(),
                unit: Some(unit),
                paper: Some(path.clone()),
                duties: outcome.duties,
                place: amendment.place.clone(),
                text: amendment.text.clone(),
            });
        }
        home.claims.sort_by_key(|claim| claim.quote.place.line);
    }
}

/// A changed unit with its paper: 原契約第6条; the row of an annex names it itself.
fn named(amendment: &Amendment, unit: &str) -> String {
    if unit.starts_with(amendment.paper.as_str()) { unit.to_owned() } else { format!("{}{unit}", amendment.paper) }
}

/// Another paper of the same day, or one of them without a day, changes the same unit: nobody can tell which holds.
fn disputed(documents: &[Document], cases: &[&Case], number: usize) -> bool {
    let case = cases[number];
    let changes = |case: &Case| !matches!(case.amendment.what, Amends::Struck);
    changes(case)
        && cases.iter().any(|other| {
            let days = (day(&documents[case.home]), day(&documents[other.home]));
            other.home != case.home
                && (days.0 == days.1 || days.0.is_none() || days.1.is_none())
                && other.units.iter().any(|unit| case.units.contains(unit))
        })
}

/// The duties that the changing sentence itself claims.
fn own(home: &Document, amendment: &Amendment) -> Vec<DutyId> {
    let here = |claim: &&Claim| claim.quote.place == amendment.place && claim.quote.text == amendment.text;
    home.claims.iter().filter(here).map(|claim| claim.duty.clone()).collect()
}

/// A claim with the holder, strength and condition of what is said anew.
fn given(claim: &Claim, said: &Claim) -> Claim {
    Claim {
        holder: said.holder,
        performer: said.performer,
        strength: said.strength,
        condition: said.condition.clone(),
        scope: said.scope.clone().or_else(|| claim.scope.clone()),
        half: None,
        confidence: said.confidence.min(claim.confidence),
        why: Explanation { object: claim.why.object.clone(), act: claim.why.act.clone(), ..said.why.clone() },
        ..claim.clone()
    }
}

/// That somebody may have a duty, and that nobody can tell who.
fn guess(duty: DutyId) -> Claim {
    Claim {
        id: String::new(),
        document: String::new(),
        duty,
        holder: Party::Either,
        performer: None,
        strength: Strength::Duty,
        condition: None,
        scope: None,
        half: None,
        pushed: false,
        quote: Default::default(),
        confidence: Confidence::Low,
        why: Explanation::default(),
    }
}
