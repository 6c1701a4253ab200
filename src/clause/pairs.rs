//! Sentences that say two things with one predicate. In: a respelt sentence. Out: a sentence for each.

use super::party::Parties;
use super::phrase::phrase_before;
use crate::model::Party;
use crate::text::pattern;

/// 甲はXを、乙はYを、それぞれ行う and Xは甲が、Yは乙が行う: one sentence for each, with the predicate they share.
pub(super) fn pairs(text: &str, parties: &Parties) -> Option<Vec<String>> {
    let body = text.trim_end().trim_end_matches('。');
    let chunks: Vec<&str> = body.split('、').collect();
    if let Some(each) = each(&chunks, parties) {
        return Some(each);
    }
    let party_at = |chunk: &str, marker: &str| -> Option<(usize, Party)> {
        chunk
            .match_indices(marker)
            .find_map(|(at, _)| parties.resolve(phrase_before(chunk, at)).map(|(party, _)| (at + marker.len(), party)))
    };
    for (i, chunk) in chunks.iter().enumerate() {
        // …は甲が、…は乙が行う
        if let Some(before) = chunk.strip_suffix('が')
            && let Some((one, _)) = parties.resolve(phrase_before(before, before.len()))
        {
            for j in i + 1..chunks.len() {
                let Some((place, two)) = party_at(chunks[j], "が") else { continue };
                if one == two || place == chunks[j].len() && j + 1 == chunks.len() {
                    continue;
                }
                // 乙が派遣する者が、甲が定める時刻に行う: no second doer
                if before.contains('が') && place < chunks[j].len() {
                    continue;
                }
                let rest = [&[&chunks[j][place..]], &chunks[j + 1..]].concat().join("、");
                // …については、本館の分は乙が、…
                let topic = match chunks[..i].iter().rposition(|chunk| chunk.ends_with("は")) {
                    Some(at) => format!("{}、", chunks[..=at].join("、")),
                    None => String::new(),
                };
                let first = format!("{}{}。", chunks[..=i].join("、"), rest);
                let own = [&chunks[i + 1..j], &[&chunks[j][..place]]].concat().join("、");
                // ログの採取は甲が、その点検は乙が
                let owner = chunks[..=i].join("、");
                let owner = owner.find('の').map(|at| owner[..at + 'の'.len_utf8()].to_owned());
                let own = match (own.strip_prefix("その"), owner) {
                    (Some(rest), Some(owner)) if topic.is_empty() => format!("{owner}{rest}"),
                    _ => own,
                };
                let second = format!("{topic}{own}{rest}。");
                return Some(vec![first, second]);
            }
        }
        // 甲は…を、乙は…を(それぞれ)行う
        if chunk.ends_with('を')
            && let Some((_, one)) = party_at(chunk, "は").or_else(|| {
                i.checked_sub(1).and_then(|k| party_at(chunks[k], "は").filter(|(end, _)| *end == chunks[k].len()))
            })
        {
            let Some(j) = (i + 1..chunks.len()).find(|&j| party_at(chunks[j], "は").is_some_and(|(_, two)| two != one))
            else {
                continue;
            };
            let mut last = j;
            while last + 1 < chunks.len() && !chunks[last].contains('を') {
                last += 1;
            }
            let at = chunks[last].rfind('を')? + 'を'.len_utf8();
            let rest = [&[&chunks[last][at..]], &chunks[last + 1..]].concat().join("、");
            let start = if party_at(chunk, "は").is_some() { i } else { i - 1 };
            let first = format!("{}{}。", chunks[start..=i].join("、"), rest);
            let second = format!("{}。", chunks[j..].join("、"));
            return Some(vec![first, second]);
        }
    }
    handed_on(&chunks, parties)
}

/// 丙はその旨を乙に、乙は甲に伝える: handed on from one to the next, a sentence for each.
fn handed_on(chunks: &[&str], parties: &Parties) -> Option<Vec<String>> {
    let doer = |chunk: &str| {
        let end = chunk.find('は')?;
        parties.resolve(phrase_before(chunk, end)).map(|_| end + 'は'.len_utf8())
    };
    // 丙は、その旨を乙に: the doer and what follows are one
    let mut parts: Vec<String> = Vec::new();
    for chunk in chunks {
        match parts.last_mut() {
            Some(before) if doer(before) == Some(before.len()) => before.push_str(chunk),
            _ => parts.push((*chunk).to_owned()),
        }
    }
    let [ahead @ .., first, last] = &parts[..] else { return None };
    let (one, two) = (doer(first)?, doer(last)?);
    if !first.ends_with(['に', 'へ']) || first[..one] == last[..two] {
        return None;
    }
    parties.resolve(phrase_before(first, first.len() - 'に'.len_utf8()))?;
    let object = &first[one..one + first[one..].rfind('を')? + 'を'.len_utf8()];
    let to = two + last[two..].find(['に', 'へ'])? + 'に'.len_utf8();
    let own = if last[two..].contains('を') { "" } else { object };
    let head: String = ahead.iter().map(|part| format!("{part}、")).collect();
    Some(vec![format!("{head}{first}{}。", &last[to..]), format!("{head}{}{own}{}。", &last[..two], &last[two..])])
}

/// 甲は職員に、乙は社員に、それぞれ研修を行う and 当社は通信を甲方式で、媒体を乙方式で、それぞれ暗号化する: what stands before それぞれ takes the
/// predicate one by one.
fn each(chunks: &[&str], parties: &Parties) -> Option<Vec<String>> {
    pattern!(EACH, needs[["それぞれ", "各々", "おのおの"]], r"^(?:それぞれ|各々|おのおの)、?(.{2,})$");
    let at = chunks.iter().position(|chunk| EACH.is_match(chunk))?;
    let rest = [&[EACH.captures(chunks[at])?.get(1)?.as_str()], &chunks[at + 1..]].concat().join("、");
    let is_doer = |chunk: &str| {
        let end = chunk.find('は')?;
        parties.resolve(phrase_before(chunk, end)).map(|(party, _)| (party, end + 'は'.len_utf8()))
    };
    let doers: Vec<usize> = (0..at).filter(|&i| is_doer(chunks[i]).is_some()).collect();
    let sentence = |parts: &[&str]| format!("{}、{rest}。", parts.join("、"));
    match doers[..] {
        // the objects of two doers are told apart by `pairs`
        [first, second] if !chunks[second - 1].ends_with('を') => {
            let (one, two) = (is_doer(chunks[first])?.0, is_doer(chunks[second])?.0);
            (one != two).then(|| vec![sentence(&chunks[first..second]), sentence(&chunks[second..at])])
        }
        [only] if at >= only + 2 => {
            let (_, end) = is_doer(chunks[only])?;
            let (doer, own) = chunks[only].split_at(end);
            let parts: Vec<&str> = [own].into_iter().chain(chunks[only + 1..at].iter().copied()).collect();
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let is_gapped = |part: &&str| part.contains('を') && part.ends_with(['で', 'に', 'へ', 'り']);
            (parts.len() >= 2 && parts.iter().all(is_gapped))
                .then(|| parts.iter().map(|part| format!("{doer}、{part}、{rest}。")).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn a_shared_predicate_is_given_to_each() {
        let parties = Parties::new(Kind::Contract);
        for (text, parts) in [
            (
                "甲は、看護師に、乙は、派遣する者に、それぞれ年2回、講習を行う。",
                Some(vec!["甲は、看護師に、年2回、講習を行う。", "乙は、派遣する者に、年2回、講習を行う。"]),
            ),
            ("乙は、処方の写しを毎晩、院内の棚に、検査の写しを毎週、院外の倉庫に、それぞれ移す。", None),
            (
                "乙は、処方の写しを院内の棚に、検査の写しを院外の倉庫に、それぞれ移す。",
                Some(vec!["乙は、処方の写しを院内の棚に、移す。", "乙は、検査の写しを院外の倉庫に、移す。"]),
            ),
            ("鍵の保管は甲が、錠の交換は乙が行う。", Some(vec!["鍵の保管は甲が行う。", "錠の交換は乙が行う。"])),
            (
                "棚が傾いたときは、丙は、その旨を乙に、乙は甲に知らせる。",
                Some(vec![
                    "棚が傾いたときは、丙はその旨を乙に知らせる。",
                    "棚が傾いたときは、乙はその旨を甲に知らせる。",
                ]),
            ),
            ("乙は札を甲に、速やかに渡す。", None),
            ("乙は、甲の端末を、それぞれの係の立会いのもとに点検する。", None),
            ("甲及び乙は、それぞれ窓口を定める。", None),
        ] {
            let parts = parts.map(|parts| parts.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(pairs(text, &parties), parts, "{text}");
        }
    }
}
