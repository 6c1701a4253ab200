//! Whether a pack makes sense beside what is known: ids that are there, names that are free, no two rules for one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::files::{Content, Parsed};
use crate::case::fault::Fault;
use crate::catalogue::Requirement;
use crate::catalogue::pack::{PackHead, Post, Weight};
use crate::catalogue::{Catalogue, Duty, GuidelinePack, Pack};
use crate::clause;
use crate::model::{Date, Kind};
use crate::text::near::nearest;
use crate::text::normal;

/// Letters of the shortest name of a post.
const SHORTEST_POST: usize = 2;

/// Everything in the pack that cannot be meant so.
pub(super) fn faults(dir: &Path, parsed: &[Parsed], pack: &Pack, catalogue: &Catalogue) -> Vec<Fault> {
    let own = pack.duties.iter().map(|duty| duty.id.as_str());
    let sense =
        Sense { catalogue, duties: catalogue.duties.iter().map(|duty| duty.id.as_str()).chain(own).collect(), pack };
    let mut faults = Vec::new();
    for file in parsed {
        match &file.content {
            Content::Head(head) => sense.head(file, head, &mut faults),
            Content::Words(duties, synonyms) => {
                for (at, duty) in duties.iter().enumerate() {
                    sense.duty(file, at, duty, &mut faults);
                }
                for (at, synonym) in synonyms.iter().enumerate() {
                    sense.known(file, &format!("/synonym/{at}/duty"), synonym.duty.as_str(), &mut faults);
                    for id in &synonym.beside {
                        sense.known(file, &format!("/synonym/{at}/beside"), id.as_str(), &mut faults);
                    }
                }
            }
            Content::Posts(posts) => sense.posts(file, posts, &mut faults),
            Content::Rules(required, weights) => sense.rules(file, required, weights, &mut faults),
            Content::Guideline(guideline) => sense.guideline(file, guideline, &mut faults),
        }
    }
    if parsed.len() == 1 {
        faults.push(Fault::new(
            dir,
            "中身がありません。duties/*.toml、posts.toml、rules.toml、guidelines/*.toml のどれかを置いてください。",
            "this pack adds nothing; put duties/*.toml, posts.toml, rules.toml or guidelines/*.toml into it",
        ));
    }
    faults
}

struct Sense<'a> {
    catalogue: &'a Catalogue,
    /// Ids that may be named: the catalogue's and the pack's.
    duties: Vec<&'a str>,
    pack: &'a Pack,
}

impl Sense<'_> {
    /// The duty of that id is there.
    fn known(&self, file: &Parsed, pointer: &str, id: &str, faults: &mut Vec<Fault>) {
        if self.duties.contains(&id) {
            return;
        }
        let (ja, en) = match nearest(id, self.duties.iter().copied()) {
            Some(meant) => (format!("「{meant}」の書き誤りではありませんか。"), format!("did you mean {meant}?")),
            None => (
                "役割分担表の義務IDを書くか、duties/*.toml に [[duty]] を足してください。".to_owned(),
                "write an id of the sheet of roles, or add a [[duty]]".to_owned(),
            ),
        };
        faults.push(file.fault(
            pointer,
            format!("「{id}」という義務はありません。{ja}"),
            format!("there is no duty {id}; {en}"),
        ));
    }

    fn head(&self, file: &Parsed, head: &PackHead, faults: &mut Vec<Fault>) {
        if Date::iso(&head.issued).is_none() {
            faults.push(file.fault(
                "/issued",
                format!(
                    "issued「{}」は日付として読めません。2026-11-22 のように、ある日を書いてください。",
                    head.issued
                ),
                format!("issued {} is no day; write it like 2026-11-22", head.issued),
            ));
        }
        if let Some(other) = self.catalogue.packs.iter().find(|other| other.head.id == head.id) {
            faults.push(file.fault(
                "/id",
                format!("id「{}」のパックが2つ指定されています(もう1つは「{}」)。どちらかの id を直すか、指定を除いてください。", head.id, other.head.title),
                format!("two packs have the id {}; rename one or name only one", head.id),
            ));
        }
        for (at, case) in head.cases.iter().enumerate() {
            for (number, claim) in case.claims.iter().enumerate() {
                self.known(file, &format!("/case/{at}/claims/{number}/duty"), &claim.duty, faults);
            }
            for id in case.not.split_whitespace() {
                self.known(file, &format!("/case/{at}/not"), id, faults);
            }
        }
    }

    fn duty(&self, file: &Parsed, at: usize, duty: &Duty, faults: &mut Vec<Fault>) {
        let id = &duty.id;
        if self.catalogue.duty(id).is_some() {
            faults.push(file.fault(
                &format!("/duty/{at}/id"),
                format!("義務「{id}」はすでにあり、置き換えられません。語を足すには [[synonym]] を使い、別の義務なら id を変えてください。"),
                format!("the duty {id} is there already and cannot be replaced; add words with [[synonym]] or take another id"),
            ));
        } else if self.pack.duties.iter().filter(|other| other.id == *id).count() > 1 {
            faults.push(file.fault(
                &format!("/duty/{at}/id"),
                format!("義務「{id}」が2回書かれています。どちらかの id を変えるか、消してください。"),
                format!("the duty {id} stands there twice; rename or remove one"),
            ));
        }
        let pointed = duty.instead.iter().map(|instead| ("instead", &instead.duty));
        for (field, other) in pointed.chain(duty.beside.iter().map(|other| ("beside", other))) {
            self.known(file, &format!("/duty/{at}/{field}"), other.as_str(), faults);
        }
        let named = duty.yields_to.iter().map(|other| ("yields_to", other));
        for (field, other) in named.chain(duty.vendor_reads_as.iter().map(|other| ("vendor_reads_as", other))) {
            self.known(file, &format!("/duty/{at}/{field}"), other, faults);
        }
        for (number, phrase) in duty.phrases.iter().enumerate() {
            let half = phrase.half.as_ref().filter(|half| !duty.halves.iter().any(|known| known.id == **half));
            if let Some(half) = half {
                faults.push(file.fault(
                    &format!("/duty/{at}/phrase/{number}/half"),
                    format!(
                        "half「{half}」は、この義務の halves にありません。halves に足すか、この行を消してください。"
                    ),
                    format!("the duty has no half {half}; add it to halves or remove this line"),
                ));
            }
        }
    }

    fn posts(&self, file: &Parsed, posts: &[Post], faults: &mut Vec<Fault>) {
        let mut seen: BTreeSet<String> = self.catalogue.posts().map(|(name, _)| name).collect();
        for (at, post) in posts.iter().enumerate() {
            let (name, spelt) = (post.name.as_str(), normal(&post.name));
            if spelt.chars().count() < SHORTEST_POST {
                faults.push(file.fault(
                    &format!("/post/{at}/name"),
                    format!("名前「{name}」は短すぎ、ほかの語の末尾にも当たります。2文字以上で書いてください。"),
                    format!("the name {name} is too short; write two letters or more"),
                ));
            } else if !seen.insert(spelt.clone()) {
                faults.push(file.fault(
                    &format!("/post/{at}/name"),
                    format!("名前「{name}」が2回書かれています。どちらかを消してください。"),
                    format!("the name {name} stands there twice; remove one"),
                ));
            }
            let sides = [Kind::Contract, Kind::Rule].map(|kind| clause::side_of(&spelt, kind));
            let other = sides.into_iter().flatten().find(|side| *side != post.side);
            if let Some(other) = other.filter(|_| !post.overrules) {
                faults.push(file.fault(
                    &format!("/post/{at}/side"),
                    format!("「{name}」は、もともと{}の側として読まれます。side を直すか、承知のうえなら overrules = true を足してください。", other.ja()),
                    format!("{name} is read as the {} side already; mend side, or add overrules = true if you mean it", other.id()),
                ));
            }
        }
    }

    fn rules(&self, file: &Parsed, required: &[Requirement], weights: &[Weight], faults: &mut Vec<Fault>) {
        for (at, one) in required.iter().enumerate() {
            self.known(file, &format!("/required/{at}/duty"), one.duty.as_str(), faults);
            let earlier = self.catalogue.packs.iter().flat_map(|pack| &pack.required).chain(&required[..at]);
            let overlaps = |other: &&Requirement| {
                other.duty == one.duty
                    && (other.service == one.service || other.service.is_none() || one.service.is_none())
            };
            if earlier.into_iter().any(|other| overlaps(&other)) {
                faults.push(file.fault(
                    &format!("/required/{at}/duty"),
                    format!("「{}」の担い手を、同じシステムについて2回定めています。service で分けるか、どちらかを消してください。", one.duty),
                    format!("two [[required]] speak of {} in the same systems; part them by service or remove one", one.duty),
                ));
            }
        }
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let rules: Vec<&str> = self.catalogue.rules.iter().map(|rule| rule.id.as_str()).collect();
        for (at, weight) in weights.iter().enumerate() {
            if !rules.contains(&weight.rule.as_str()) {
                let meant = nearest(&weight.rule, rules.iter().copied());
                let ja = meant.map_or_else(
                    || rules.join("、"),
                    |meant| format!("「{meant}」のことではありませんか。使えるのは {}", rules.join("、")),
                );
                faults.push(file.fault(
                    &format!("/severity/{at}/rule"),
                    format!("「{}」という検査項目はありません。{ja} のどれかに直してください。", weight.rule),
                    format!("there is no rule {}; known: {}", weight.rule, rules.join(", ")),
                ));
            } else if seen.insert(&weight.rule, at).is_some() {
                faults.push(file.fault(
                    &format!("/severity/{at}/rule"),
                    format!("検査項目「{}」の重要度が2回書かれています。どちらかを消してください。", weight.rule),
                    format!("the severity of {} stands there twice; remove one", weight.rule),
                ));
            }
        }
    }

    fn guideline(&self, file: &Parsed, guideline: &GuidelinePack, faults: &mut Vec<Fault>) {
        let name = file.inside.trim_start_matches("guidelines/").trim_end_matches(".toml");
        let known = self.catalogue.guidelines.packs();
        if guideline.id != name {
            faults.push(file.fault(
                "/id",
                format!(
                    "id「{}」がファイルの名前と違います。ファイルの名前を {}.toml に直してください。",
                    guideline.id, guideline.id
                ),
                format!("the id {} is not the file's name; name the file {}.toml", guideline.id, guideline.id),
            ));
        }
        if known.iter().any(|other| other.id == guideline.id) {
            faults.push(file.fault(
                "/id",
                format!("指針「{}」はすでにあり、置き換えられません。別の id にしてください。", guideline.id),
                format!("the guideline {} is there already and cannot be replaced; take another id", guideline.id),
            ));
        }
        for (duty, pointer) in guideline.named() {
            self.known(file, &pointer, duty.as_str(), faults);
        }
        let ids = || known.iter().chain(&self.pack.guidelines).map(|other| other.id.as_str());
        if let Some(other) =
            guideline.followed().filter(|other| !ids().any(|id| id == *other) || *other == guideline.id)
        {
            faults.push(file.fault(
                "/follows",
                format!(
                    "follows の pack「{other}」という指針はありません。{} のどれかに直してください。",
                    ids().collect::<Vec<_>>().join("、")
                ),
                format!("there is no guideline {other} to follow; known: {}", ids().collect::<Vec<_>>().join(", ")),
            ));
        }
    }
}
