//! From claims to the table. In: every claim on one duty that speaks for one system. Out: [`Evidence`], each claim with
//! the part it plays, and the [`Inputs`] that the table decides on.

use super::clash;
use super::table::{Inputs, Outside, Push, Rules, Vendor};
use super::words::{each_its_own, fold, machines, names_lead};
use crate::catalogue::Duty;
use crate::model::{Claim, Confidence, Document, Level, Party, Strength, System, Unit};

/// The part that a claim plays in the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A binding paper gives the vendor the duty.
    Binds,
    /// A binding paper gives the hospital the duty.
    Pushes,
    /// A disclosure's remark gives the hospital the work.
    Remarks,
    /// The rules take it up.
    TakesUp,
    /// The rules take it up and have the vendor do it.
    Delegates,
    /// The rules expect the vendor to do it.
    Expects,
    /// The rules try.
    RulesTry,
    /// The vendor does it under a condition.
    OnCondition,
    /// The vendor tries.
    Tries,
    /// Left to later talk.
    Open,
    /// The vendor leaves it out.
    Excludes,
    /// The vendor states it.
    Says,
    /// The vendor states that it is not there.
    Absent,
    /// The vendor states, with a reason, that the question has no object.
    OutsideReasoned,
    /// The same without a reason.
    OutsideBare,
    /// The vendor may.
    Permits,
    /// A duty read with low confidence.
    Guess,
    /// Nothing that the table looks at.
    Nothing,
}

/// A claim with its paper and the parts it plays.
#[derive(Debug, Clone)]
pub(super) struct Exhibit<'a> {
    pub claim: &'a Claim,
    pub document: &'a Document,
    pub parts: Vec<Part>,
}

/// All that is known of one duty (or half of one) in one system.
#[derive(Debug, Clone)]
pub(super) struct Evidence<'a> {
    pub exhibits: Vec<Exhibit<'a>>,
    pub inputs: Inputs,
}

impl<'a> Evidence<'a> {
    /// Weighs the claims. `unread` says that words or a mark on the duty could not be read; `bans` are the flat bans of
    /// the hospital's rules on means that a measure may need.
    pub fn new(
        claims: &[(&'a Claim, &'a Document)],
        duty: &Duty,
        system: &System,
        unread: bool,
        bans: &[(&Claim, &Document)],
    ) -> Evidence<'a> {
        let mut exhibits: Vec<Exhibit<'a>> = claims
            .iter()
            .map(|&(claim, document)| Exhibit { claim, document, parts: parts(claim, document, duty, system) })
            .collect();
        // One «いいえ» among several questions on a duty does not say that the whole of it is not there; a plan in its own remark
        // is no other question.
        let of_row = |e: &Exhibit<'a>| (e.document.id.clone(), e.claim.quote.place.unit.clone());
        let states = |own: &Exhibit<'a>, e: &Exhibit<'a>| {
            e.parts.contains(&Part::Says)
                && e.document.id == own.document.id
                && !(e.claim.strength == Strength::Planned && of_row(e) == of_row(own))
        };
        let mixed: Vec<bool> =
            exhibits.iter().map(|own| own.parts == [Part::Absent] && exhibits.iter().any(|e| states(own, e))).collect();
        for (exhibit, mixed) in exhibits.iter_mut().zip(mixed) {
            if mixed {
                exhibit.parts = vec![Part::Nothing];
            }
        }
        let inputs = inputs(&exhibits, duty, unread, bans);
        Evidence { exhibits, inputs }
    }

    /// The exhibits that play a part, in their order.
    pub fn with(&self, part: Part) -> impl Iterator<Item = &Exhibit<'a>> {
        self.exhibits.iter().filter(move |exhibit| exhibit.parts.contains(&part))
    }

    /// The first exhibit that plays a part.
    pub fn first(&self, part: Part) -> Option<&Exhibit<'a>> {
        self.with(part).next()
    }
}

/// The strength after the ban and the condition have been looked at.
fn effective(claim: &Claim, duty: &Duty, system: &System) -> Strength {
    match claim.strength {
        // «Not without leave» is the asking half of a duty with two halves.
        Strength::Prohibited if duty.ban_is_measure || !duty.halves.is_empty() => Strength::Duty,
        Strength::Conditional if option_is_bought(claim, system) => Strength::Duty,
        strength => strength,
    }
}

/// The option on which a claim rests is among those bought.
pub fn option_is_bought(claim: &Claim, system: &System) -> bool {
    let words = fold(claim.condition.as_deref().unwrap_or(&claim.quote.text)) + &fold(&claim.quote.text);
    system.options.iter().map(|option| fold(option)).any(|option| !option.is_empty() && words.contains(&option))
}

fn parts(claim: &Claim, document: &Document, duty: &Duty, system: &System) -> Vec<Part> {
    let strength = effective(claim, duty, system);
    let guess = claim.confidence == Confidence::Low;
    let parts = match document.kind.level() {
        Level::Binding => binding(claim, strength),
        Level::Internal => internal(claim, strength),
        Level::Declared => declared(claim, strength, document),
        Level::AgreedForm | Level::None => vec![Part::Nothing],
    };
    let calms = |part: &Part| matches!(part, Part::Binds | Part::TakesUp | Part::Delegates);
    if guess && parts.iter().any(calms) { vec![Part::Guess] } else { parts }
}

fn binding(claim: &Claim, strength: Strength) -> Vec<Part> {
    use Part::*;
    let vendor = match strength {
        Strength::Duty => Binds,
        Strength::Conditional => OnCondition,
        Strength::Effort => Tries,
        Strength::Permission => Permits,
        Strength::Disclaimed | Strength::Absent => Excludes,
        Strength::Open => return vec![Open],
        Strength::Stated | Strength::Planned => Says,
        Strength::Prohibited | Strength::Expected | Strength::Outside => Nothing,
    };
    let hospital = if strength == Strength::Duty { Pushes } else { Nothing };
    match claim.holder {
        Party::Vendor => vec![vendor],
        Party::Hospital => vec![hospital],
        Party::Both | Party::Either => vec![vendor, hospital],
        // A third party is not bound by a paper of two; what is said of it is a description.
        Party::Subcontractor | Party::Third if matches!(vendor, Binds | OnCondition | Says) => vec![Says],
        // «…は、今年度は実施しない»: what a paper of two leaves undone is not the vendor's work
        Party::Unstated if vendor == Excludes => vec![Excludes],
        Party::Subcontractor | Party::Third | Party::Unstated => vec![Nothing],
    }
}

fn internal(claim: &Claim, strength: Strength) -> Vec<Part> {
    use Part::*;
    let hospital = matches!(claim.holder, Party::Hospital | Party::Both | Party::Either);
    let vendor = matches!(claim.holder, Party::Vendor | Party::Subcontractor | Party::Both | Party::Either);
    vec![match strength {
        Strength::Open => Open,
        Strength::Duty if hospital && matches!(claim.performer, Some(Party::Vendor | Party::Subcontractor)) => {
            Delegates
        }
        Strength::Duty if claim.holder != Party::Either && hospital => TakesUp,
        Strength::Effort | Strength::Conditional if hospital => RulesTry,
        Strength::Duty | Strength::Expected | Strength::Conditional if vendor => Expects,
        _ => Nothing,
    }]
}

fn declared(claim: &Claim, strength: Strength, document: &Document) -> Vec<Part> {
    use Part::*;
    let hospital = matches!(claim.holder, Party::Hospital);
    vec![match strength {
        _ if claim.pushed => Remarks,
        Strength::Expected | Strength::Duty if hospital => Remarks,
        _ if hospital => Nothing,
        Strength::Open => Open,
        Strength::Conditional => OnCondition,
        Strength::Effort => Tries,
        Strength::Duty | Strength::Stated | Strength::Planned => Says,
        Strength::Absent => Absent,
        Strength::Disclaimed => Excludes,
        Strength::Permission => Permits,
        Strength::Outside if has_reason(claim, document) => OutsideReasoned,
        Strength::Outside => OutsideBare,
        Strength::Expected | Strength::Prohibited => Nothing,
    }]
}

/// «対象外» on a form needs a remark; in prose the sentence is its own reason.
fn has_reason(claim: &Claim, document: &Document) -> bool {
    let at = &claim.quote.place;
    let same = |place: &crate::model::Place| place.cell.is_some() && place.cell == at.cell && place.sheet == at.sheet;
    let row = document.rows.iter().find(|row| same(&row.place) || row.remark_place.as_ref().is_some_and(same));
    row.is_none_or(|row| row.remark.as_deref().is_some_and(|remark| !remark.trim().is_empty()))
}

fn inputs(exhibits: &[Exhibit], duty: &Duty, unread: bool, bans: &[(&Claim, &Document)]) -> Inputs {
    let plays = |part: Part| exhibits.iter().any(|exhibit| exhibit.parts.contains(&part));
    let strongest = |rungs: &[Part]| rungs.iter().find(|part| plays(**part)).copied();
    Inputs {
        unread,
        guess: plays(Part::Guess),
        clash: clash::clashes(exhibits, bans),
        apart: apart(exhibits, duty),
        open: plays(Part::Open),
        vendor: match strongest(&[Part::Binds, Part::OnCondition, Part::Tries, Part::Excludes, Part::Permits]) {
            Some(Part::Binds) => Vendor::Bound,
            Some(Part::OnCondition) => Vendor::OnCondition,
            Some(Part::Tries) => Vendor::Tries,
            Some(Part::Excludes) => Vendor::Excludes,
            Some(_) => Vendor::Permits,
            None => Vendor::Silent,
        },
        push: match strongest(&[Part::Pushes, Part::Remarks]) {
            Some(Part::Pushes) => Push::Binding,
            Some(_) => Push::Remark,
            None => Push::No,
        },
        rules: match strongest(&[Part::Delegates, Part::TakesUp, Part::Expects, Part::RulesTry]) {
            Some(Part::Delegates) => Rules::Delegate,
            Some(Part::TakesUp) => Rules::TakeUp,
            Some(Part::Expects) => Rules::Expect,
            Some(_) => Rules::Try,
            None => Rules::Silent,
        },
        says: plays(Part::Says),
        absent: plays(Part::Absent),
        outside: match strongest(&[Part::OutsideReasoned, Part::OutsideBare]) {
            Some(Part::OutsideReasoned) => Outside::Reasoned,
            Some(_) => Outside::Bare,
            None => Outside::No,
        },
    }
}

/// Duties that each party has from its own side: for its own people (staff by the rules, workers by the contract) or its
/// own damage, or as the one who tells, shows or hands over while the other listens, checks or keeps.
const EACH_FROM_ITS_SIDE: [&str; 19] = [
    "sel.disclosure",
    "sel.guideline",
    "sel.register",
    "sel.supervise",
    "ast.remote-list",
    "vul.inform",
    "mnt.attend",
    "mnt.report",
    "sla.notice",
    "gov.confidentiality",
    "gov.training",
    "acc.password",
    "acc.screen",
    "inf.media",
    "inf.personal",
    "inf.takeout",
    "inc.contact",
    "inc.liability",
    "inc.notify",
];

/// The parties' duties do not meet: halves, scopes or people differ, or some words name a lead.
fn apart(exhibits: &[Exhibit], duty: &Duty) -> bool {
    let of = |part: &[Part]| -> Vec<&Exhibit> {
        exhibits.iter().filter(|e| e.parts.iter().any(|p| part.contains(p))).collect()
    };
    let (vendor, hospital) = (of(&[Part::Binds]), of(&[Part::Pushes, Part::TakesUp]));
    // what a binding paper has carved out for the hospital («ただし、検査室の端末の分は、甲が行う»)
    let carved: Vec<Vec<&str>> =
        hospital.iter().filter(|e| e.parts.contains(&Part::Pushes)).map(|e| machines(e.claim)).collect();
    // the same carved out by name, of which a rule speaks by that name: 受付の端末
    let by_name = |a: &Exhibit, b: &Exhibit| {
        let carving = hospital.iter().filter(|e| e.parts.contains(&Part::Pushes) && e.document.id == a.document.id);
        carving.filter_map(|e| e.claim.scope.as_deref()).any(|part| b.claim.quote.text.contains(part))
    };
    let meet = |a: &Exhibit, b: &Exhibit| {
        let joint = a.claim.id == b.claim.id && a.claim.quote == b.claim.quote;
        let parted = |e: &Exhibit| each_its_own(&e.claim.quote.text) || names_lead(&around(e));
        let joint_ban = joint && a.claim.strength == Strength::Prohibited;
        let (own, other) = (machines(a.claim), machines(b.claim));
        let split = match (own.is_empty(), other.is_empty()) {
            (false, false) => own.iter().all(|word| !other.contains(word)),
            (true, false) => carved.iter().any(|part| !part.is_empty() && part.iter().all(|word| other.contains(word))),
            _ => false,
        };
        let split = split || by_name(a, b);
        !parted(a) && !parted(b) && !joint_ban && (joint || (a.claim.scope == b.claim.scope && !split))
    };
    EACH_FROM_ITS_SIDE.contains(&duty.id.as_str()) || !vendor.iter().any(|a| hospital.iter().any(|b| meet(a, b)))
}

/// The words of a claim with those that follow it in its unit: «…合同で行う。この訓練は、乙が主管する。»
fn around(exhibit: &Exhibit) -> String {
    let at = &exhibit.claim.quote.place;
    let own =
        |unit: &&Unit| at.unit.as_deref() == Some(unit.unit.as_str()) && at.line.is_none_or(|line| line == unit.line);
    let unit = exhibit.document.units.iter().find(own).map_or("", |unit| unit.text.as_str());
    let after = unit.split_once(exhibit.claim.quote.text.as_str()).map_or("", |(_, after)| after);
    format!("{}{}", exhibit.claim.quote.text, after.split_inclusive('。').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::verify::fixture::{claim, paper};

    #[test]
    fn the_sentence_that_follows_a_claim_in_its_unit_is_heard_with_it() {
        let mut document = paper("契約", Kind::Contract);
        let unit =
            |unit: &str, line, text: &str| Unit { unit: unit.into(), line, text: text.into(), ..Unit::default() };
        document.units = vec![
            unit("第1条", 1, "それを行う。乙が主管する。費用は別に定める。"),
            unit("第2条", 2, "それを行う。甲が主管する。"),
            unit("第2条", 3, "それを行う。"),
        ];
        for (at, line, heard) in [
            ("第1条", None, "それを行う。乙が主管する。"),
            ("第2条", Some(2), "それを行う。甲が主管する。"),
            ("第2条", Some(3), "それを行う。"),
            ("第3条", None, "それを行う。"),
        ] {
            let mut said = claim("契約", "bck.take", Party::Both, Strength::Duty);
            (said.quote.place.unit, said.quote.place.line) = (Some(at.into()), line);
            assert_eq!(around(&Exhibit { claim: &said, document: &document, parts: vec![] }), heard, "{at} {line:?}");
        }
    }
}
