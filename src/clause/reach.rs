//! Where the object of an act may stand: in its clause, in the clauses before, in what これ and 前項 point to.

use std::cell::OnceCell;
use std::ops::Range;

use crate::catalogue::{Act, Class};
use crate::model::Party;
use crate::text::pattern;

use super::condition::CONDITION;
use super::doer::Clause;
use super::form::{Form, Use};
use super::phrase::phrase_before;
use super::predicate;
use super::statement::{ANAPHOR, Around};

pattern!(SAME_OBJECT, r"これを|これら|それを|それら|当該|同項の|そのうち|うち[0-9一二三]|、うち");

pattern!(PART, r"(?:の分|もの|以外)$");

/// A verb at its place in a sentence: what holds for all phrases whose act it is. A dozen of them share a verb such as 確認する, and
/// few ask for all of it.
pub(super) struct Verb<'a> {
    text: &'a str,
    stem: Range<usize>,
    class: Class,
    /// Where its clause begins.
    from: usize,
    /// How it is used.
    pub(super) found: Use,
    shares: OnceCell<bool>,
    leans: OnceCell<bool>,
    pronoun: OnceCell<usize>,
}

impl<'a> Verb<'a> {
    /// The verb of an act in a clause.
    pub(super) fn of(text: &'a str, act: &Act, clause: &Clause) -> Verb<'a> {
        let mut found = predicate::read(text, act.stem.end, act.class);
        if let Form::Embedded(_) = found.form
            && let Some(at) = taken_up(text, act.stem.end)
        {
            found = Use { form: Form::Finite { at }, ..found };
        }
        let window = if act.stem.start < clause.window.start { &clause.range } else { &clause.window };
        Verb {
            text,
            stem: act.stem.clone(),
            class: act.class,
            from: window.start,
            found,
            shares: OnceCell::new(),
            leans: OnceCell::new(),
            pronoun: OnceCell::new(),
        }
    }

    /// It is the verb of that act too, if both stand in one clause.
    pub(super) fn is_of(&self, act: &Act) -> bool {
        self.stem == act.stem && self.class == act.class
    }

    /// Where its object may begin.
    pub(super) fn from(&self) -> usize {
        self.from
    }

    /// [`shares_object`] of the words before it.
    pub(super) fn shares_object(&self) -> bool {
        *self.shares.get_or_init(|| shares_object(&self.text[self.from..self.stem.start]))
    }

    /// [`pronoun_reach`] of the words from a place on. It is the same place for one verb.
    pub(super) fn pronoun_reach(&self, from: usize) -> usize {
        *self.pronoun.get_or_init(|| pronoun_reach(self.text, from, self.from))
    }

    /// [`may_lean`] between the words before it and those after.
    pub(super) fn may_lean(&self, around: &Around<'_>) -> bool {
        let words = || may_lean(&self.text[self.from..self.stem.start], &self.text[self.stem.end..], around);
        *self.leans.get_or_init(words)
    }
}

/// 「…を希望するときは、その作業を行う」: an act that a condition names is taken up by the predicate.
fn taken_up(text: &str, from: usize) -> Option<usize> {
    pattern!(
        THAT_WORK,
        r"(?:その|当該|この)(?:作業|業務|対応|処理|措置)を(?:行|実施|提供|承)|これを(?:行|実施|承)|対応(?:し|いた)|承[りる]|お受け"
    );
    pattern!(WISHED, r"(?:希望|依頼|求め|要望|必要と|申込|要請)[^、。]*(?:とき|場合)");
    let rest = &text[from..];
    WISHED.find(rest).filter(|found| found.start() < 24)?;
    THAT_WORK.find(rest).map(|found| from + found.start())
}

/// Of a list of nouns, the member in which the act stands: its neighbours' words say nothing about it.
pub(super) fn listed_part(text: &str, reach: Range<usize>, act: Range<usize>) -> Range<usize> {
    const LINKS: [&str; 5] = ["及び", "並びに", "又は", "若しくは", "、"];
    let after: String = text[act.end..reach.end.max(act.end)].chars().take(8).collect();
    let next = LINKS.iter().filter_map(|link| after.find(link)).min();
    let before = &text[reach.start.min(act.start)..act.start];
    let previous = LINKS[..4].iter().filter_map(|link| before.rfind(link).map(|at| at + link.len())).max();
    // a verb between is no list of nouns
    let is_list = next.is_some_and(|at| !after[..at].contains(['し', 'て', 'す']))
        || previous.is_some_and(|at| !before[at..].contains(['を', 'は']));
    if !is_list {
        return reach;
    }
    let start = LINKS
        .iter()
        .filter_map(|link| before.rfind(link).map(|at| at + link.len()))
        .max()
        .map_or(reach.start, |at| reach.start.min(act.start) + at);
    let end = next.map_or(reach.end, |at| act.end + at);
    start..end.max(act.end)
}

/// A verb that only carries the noun before it.
pub(super) fn is_light(stem: &str) -> bool {
    ["行", "実施", "担", "担当", "講じ", "実行", "遂行", "代行", "開始", "取", "と", "図"].contains(&stem)
}

/// Between an object and a light verb stands no other noun: 調査を行う, 調査は、乙が行う; not 調査に必要な資料の提供を行う.
pub(super) fn adjoins(between: &str) -> bool {
    // 内部監査の支援を行う: the act is the help
    if between.contains(['援', '助', '協', '手'])
        && ["支援", "助言", "協力", "補助", "手伝い", "援助"].iter().any(|help| between.contains(help))
    {
        return false;
    }
    match between.find(['を', 'は', 'に']) {
        None => between.chars().count() <= 6,
        Some(at) => {
            let marked = between[at..].starts_with('を')
                || between[at..].starts_with('は')
                || between[at..].starts_with("について")
                || between[at..].starts_with("に関して");
            marked && between[..at].chars().count() <= 10 && !between[at + 'を'.len_utf8()..].contains('を')
        }
    }
}

/// Where the object that これ means may begin: behind what the clause before is based on.
fn pronoun_reach(text: &str, from: usize, to: usize) -> usize {
    let before = &text[from.min(to)..to];
    ["に基づき", "に基づいて", "により", "に従い", "を踏まえ", "をもとに", "に応じ", "を基に"]
        .iter()
        .filter_map(|mark| before.rfind(mark).map(|at| from + at + mark.len()))
        .max()
        .unwrap_or(from)
}

/// The word is the doer of the clause: 安全管理責任者は….
pub(super) fn acts_itself(text: &str, place: &Range<usize>, around: &Around<'_>) -> bool {
    let after = &text[place.end..];
    (after.starts_with('は') || after.starts_with('が'))
        && around.parties.resolve(phrase_before(text, place.end)).is_some()
}

/// 「検査室の端末に係るものは、甲が行う」: the part and who takes it.
pub(super) fn reassigned(body: &str, clauses: &[Clause], before: &str) -> Option<(Party, String, String)> {
    pattern!(TAKES, r"^([^。]{1,40}?)(?:は|については)、[^。]*(?:[うくぐすつぬぶむる]|ます|こと|とする)。?$");
    let found = TAKES.captures(body)?;
    // …を写す。ただし、受付の画像は、甲が写す: the verb of the rule once more
    pattern!(VERB, r"^.*が((?:[\p{Han}][きりえけみ])?[\p{Han}]{1,2})[^、。]{0,12}。?$");
    let repeats = VERB.captures(body).is_some_and(|verb| before.contains(&verb[1]) && &verb[1] != "行");
    if !PART.is_match(&found[1]) && !found[1].ends_with("場合") && !found[1].contains("端末") && !repeats {
        return None;
    }
    if ["できる", "できます", "協議", "限りで", "ない"].iter().any(|word| body.contains(word)) {
        return None;
    }
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.as_ref())?;
    // 甲の職員の誤操作により失われた分は、甲の依頼により有償で行う: who asks and pays does not do it
    if agent.party == Party::Hospital && !agent.direct && CONDITION.is_match(body) {
        return None;
    }
    Some((agent.party, agent.words.clone(), found[1].to_owned()))
}

/// を that marks no object:  を経て, を用いて, をもって.
fn without_means(words: &str) -> String {
    pattern!(
        MEANS,
        r"を(?:経|用い|通じ|除|問わ|得て|得た|踏まえ|もって|待た|含|はじめ|介し|もとに|基に|使っ|使い|利用し|超え|中心に|受けて|条件)"
    );
    MEANS.replace_all(words, "で").into_owned()
}

/// The clause goes on about the object of the clause before.
fn shares_object(words: &str) -> bool {
    let words = without_means(words);
    match words.rfind('を') {
        None => true,
        Some(at) => {
            let from = words[..at].rfind('、').map_or(0, |comma| comma + '、'.len_utf8());
            SAME_OBJECT.is_match(&words[from..at + 'を'.len_utf8()])
                || ["その内容", "その記載", "その中身"].iter().any(|own| words[from..at].ends_with(own))
        }
    }
}

/// The clause has no object of its own, or its object is これ, 当該…, 前項の…: it may stand in the surroundings.
fn may_lean(before: &str, after: &str, around: &Around<'_>) -> bool {
    if around.item && around.lead.is_some() {
        return true;
    }
    let words = without_means(before);
    if let Some(at) = words.rfind('を') {
        let from = words[..at].rfind('、').map_or(0, |comma| comma + '、'.len_utf8());
        return ANAPHOR.is_match(&words[from..at]) && !words[from..at].contains("その");
    }
    // a topic of its own, or a noun that something modifies
    let topic = ["は", "については"]
        .iter()
        .flat_map(|mark| words.match_indices(mark))
        .filter(|(at, _)| {
            !words[..*at].ends_with(['に', 'で', 'と', 'へ', '又', 'て', 'ら', 'き', '合', '際', '後'])
                && !words[*at..].starts_with("はじ")
        })
        .filter(|(at, _)| around.parties.resolve(phrase_before(&words, *at)).is_none())
        .map(|(at, _)| at)
        .max();
    if let Some(at) = topic {
        let from = words[..at].rfind(['、', '。']).map_or(0, |comma| comma + '、'.len_utf8());
        return ANAPHOR.is_match(&words[from..at]) && !words[from..at].contains("に基づく")
            || PART.is_match(&words[from..at]);
    }
    !(words.ends_with('の') || after.starts_with("は、"))
}
