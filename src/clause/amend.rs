//! What a paper changes in another. In: a sentence («原契約第6条中「乙は」を「甲は」に改める»), and the names that the paper gives to
//! others. Out: the changes as they are said; which paper is meant, and what then holds, only the whole case can tell.

mod forms;
#[cfg(test)]
mod tests;

use super::label::digits;
use super::outline::Node;
use crate::model::{Amends, Kind, Level};
use crate::text::{normal, pattern};
use forms::{is_unclear, what};

/// Words in which names of changed papers end.
const PAPERS: [&str; 19] = [
    "契約",
    "契約書",
    "規約",
    "約款",
    "仕様書",
    "覚書",
    "合意書",
    "SLA",
    "協定",
    "協定書",
    "確認書",
    "申込書",
    "注文書",
    "要領",
    "特約",
    "要件書",
    "定義書",
    "明細書",
    "分担表",
];

/// The work by which is tried what a sentence says of whatever work.
const ANY_WORK: &str = "バックアップの取得";

/// A change as one sentence says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Words that name the paper; empty for the one that the memorandum is about.
    pub paper: String,
    /// The units as cited; none for the whole paper.
    pub units: Vec<String>,
    /// What is changed.
    pub what: Amends,
    /// For work that is given anew: the sentence with a work that every reader knows in the place of the pointer.
    pub tried: Option<String>,
}

/// What a sentence changes elsewhere, and what else it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub said: Vec<Said>,
    /// The sentence without words that are only struck or put in; none where nothing is taken out of it.
    pub rest: Option<String>,
}

/// The names that a paper gives to others.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The paper changes another one as a whole: it is a memorandum of changes.
    pub amends: bool,
    /// The other paper, where sentences do not name it.
    pub usual: Option<String>,
    /// Names and what they are defined by.
    described: Vec<(String, String)>,
}

impl Names {
    /// How the paper describes another one where it names it.
    pub fn described(&self, paper: &str) -> String {
        self.described.iter().find(|(name, _)| name == paper).map(|(_, words)| words.clone()).unwrap_or_default()
    }
}

/// The names that a paper gives to those it changes.
pub(super) fn names(nodes: &[Node], kind: Kind) -> Names {
    pattern!(DEFINED, needs[["以下"]], r"([^。]{2,160}?)[(](?:以下、?)?(?:これを|単に)?「([^「」]{1,24})」という");
    pattern!(
        IN_PART,
        needs[["の一部"]],
        r"([^。、「」()はがを]{2,40})(?:\([^()]*\))?の一部(?:を|について)、?[^。]{0,40}?(?:変更|改正|改定|改め)"
    );
    let mut names = Names::default();
    if kind.level() != Level::Binding {
        return names;
    }
    let texts: Vec<String> = nodes.iter().take(12).map(|node| normal(&node.text)).collect();
    for text in &texts {
        for found in DEFINED.captures_iter(text) {
            if is_paper(&found[2]) {
                names.described.push((found[2].to_owned(), found[1].to_owned()));
            }
        }
    }
    let title = texts.first().map(String::as_str).unwrap_or_default();
    names.amends = kind == Kind::Memorandum
        || ["変更契約", "契約変更", "変更合意", "改定合意", "変更協定"].iter().any(|word| title.contains(word));
    let in_part = texts.iter().find_map(|text| IN_PART.captures(text).map(|found| found[1].to_owned()));
    let in_part = in_part.map(|words| tail(&words).to_owned()).filter(|words| is_paper(words));
    if !names.amends {
        return names;
    }
    names.usual = match &names.described[..] {
        [(name, _)] => Some(name.clone()),
        _ => {
            in_part.or_else(|| names.described.iter().find(|(name, _)| name == "原契約").map(|(name, _)| name.clone()))
        }
    };
    names
}

fn is_paper(words: &str) -> bool {
    PAPERS.iter().any(|end| words.ends_with(end))
}

/// What stands right before a pointer and may be a name: cut at particles and signs.
fn tail(words: &str) -> &str {
    let stops = ['は', 'が', 'に', 'を', 'で', 'り', 'て', 'び', '、', '。', '」', ')', ':', ' '];
    let start = words.rfind(stops).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    words[start..].trim_end_matches('の')
}

pattern!(
    pub(super) SIGNS,
    needs[["改", "変更", "替え", "換え", "訂正", "削", "かわら", "関わら", "代え", "代わ", "加え"]],
    r"改め|改正|改定|変更する|変更し、|読み?替え|置き?換え|差し?替え|訂正|削る|削り|削除|かかわらず|関わらず|代えて|代わり|加える"
);

// 第6条第1項, 同条第2項, 別紙の項番18, 別表1, 3.2
pattern!(
    POINTER,
    r"(?:第[0-9一二三四五六七八九十百]+条(?:の[0-9一二三四五六七八九十]+)?|同条)(?:第[0-9一二三四五六七八九十]+項)?(?:第[0-9一二三四五六七八九十]+号)?|同項(?:第[0-9一二三四五六七八九十]+号)?|(?:(?:別紙|別表|別添|別記|業務分担表|役割分担表|責任分担表|分担表)(?:第?[0-9]+(?:号)?)?)(?:(?:〓|「〓*」)*(?:の表)?(?:の|中の?|中、)?(?:(?:項番|番号|項目番号|項目|行番号|No\.?)第?([0-9]+(?:[.-][0-9]+)*)号?|第?([0-9]+(?:[.-][0-9]+)*)(?:の項|番|の行)))?|[0-9]{1,2}(?:\.[0-9]{1,2})+(?:\([0-9]{1,2}\))?"
);

/// What a sentence changes in other papers.
pub(super) fn changes(words: &str, names: &Names) -> Changes {
    let mut found = Changes::default();
    if !SIGNS.is_match(words) || words.starts_with("この場合において") || words.contains("準用") {
        return found;
    }
    let masked = masked(words);
    let mut article = String::new();
    let mut paper_before: Option<String> = None;
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(pointer) = POINTER.find(&masked[at..]) {
        let (start, mut end) = (at + pointer.start(), at + pointer.end());
        let before = &masked[..start];
        let named = name_before(before, words);
        at = end;
        let first = cited(&words[start..end], &article);
        if first.is_empty() {
            continue;
        }
        if first.contains('条') {
            article = super::article_of(&first);
        }
        let is_annex = !first.contains('条') && !first.starts_with(|c: char| c.is_ascii_digit());
        let paper = match named {
            Some(own) if is_own(&own, names) => continue,
            Some(paper) => paper,
            None if is_annex => annex_of(&words[start..end]).to_owned(),
            None => paper_before.clone().unwrap_or_default(),
        };
        if !is_annex && first.starts_with(|c: char| c.is_ascii_digit()) && paper.is_empty() {
            continue;
        }
        let mut units = vec![first];
        while let Some((next, length)) = listed(&words[end..], &units[0], &article) {
            units.push(next);
            end += length;
        }
        if paper.is_empty() && names.usual.is_none() {
            continue;
        }
        let what = what(&words[end..]);
        if let Some((what, length)) = what {
            let name_start = before.len() - words_length(before, &paper);
            if !matches!(what, Amends::Struck) {
                taken.push((name_start, end + length));
            }
            paper_before = Some(paper.clone());
            found.said.push(Said { paper: paper.clone(), units, what, tried: None });
            at = end + length;
            continue;
        }
        paper_before = Some(paper.clone());
        if let Some(said) = anew(words, &masked, (start, end), &paper, &units) {
            found.said.push(said);
            break;
        }
        if names.amends && (!paper.is_empty() || is_annex) && is_unclear(&words[end..]) {
            found.said.push(Said { paper, units, what: Amends::Unclear, tried: None });
        }
        at = end;
    }
    if found.said.is_empty()
        && let Some((said, span)) = everywhere(words, &masked, names)
    {
        taken.push(span);
        found.said.push(said);
    }
    if !taken.is_empty() {
        found.rest = Some(without(words, &taken));
    }
    found
}

/// 約款中「甲」とあるのは「乙」と読み替える: the words of the whole paper.
fn everywhere(words: &str, masked: &str, names: &Names) -> Option<(Said, (usize, usize))> {
    let at = masked.find("中「").or_else(|| masked.find("中、「"))?;
    let paper = tail(&masked[..at]);
    if !is_paper(paper) || is_own(paper, names) {
        return None;
    }
    let start = at - paper.len();
    let paper = words[start..at].to_owned();
    let (what, length) = what(&words[at..])?;
    Some((Said { paper, units: Vec::new(), what, tried: None }, (start, at + length)))
}

/// この覚書, 本約款: the paper that speaks.
fn is_own(paper: &str, names: &Names) -> bool {
    let own = ["この", "本"].iter().find_map(|own| paper.strip_prefix(own));
    own.is_some_and(|own| {
        // 本契約 of a memorandum may be the name that it gives to the contract
        names.described(paper).is_empty() && (!names.amends || own.contains("覚書") || own.contains("変更"))
    })
}

/// The name of a paper right before a pointer.
fn name_before(masked: &str, words: &str) -> Option<String> {
    let name = tail(masked);
    let start = masked.trim_end_matches('の').len() - name.len();
    is_paper(name).then(|| words[start..start + name.len()].to_owned())
}

fn words_length(before: &str, paper: &str) -> usize {
    let bare = before.trim_end_matches('の');
    if !paper.is_empty() && bare.ends_with(paper) { before.len() - bare.len() + paper.len() } else { 0 }
}

/// A unit as papers cite it: 第十条第二項 → 第10条第2項, 別紙の項番18 → 別紙 18, 同条第2項 → that of the article before.
fn cited(pointer: &str, article: &str) -> String {
    pattern!(NUMBER, r"([0-9一二三四五六七八九十百]+)(条|項|号)");
    pattern!(BRANCH, needs[["条の"]], r"条の([一二三四五六七八九十]+)");
    let arabic = NUMBER.replace_with(pointer, |found| format!("{}{}", digits(&found[1]), &found[2])).into_owned();
    let arabic = BRANCH.replace_with(&arabic, |found| format!("条の{}", digits(&found[1]))).into_owned();
    if let Some(rest) = arabic.strip_prefix("同条") {
        return if article.is_empty() { String::new() } else { format!("{article}{rest}") };
    }
    if arabic.starts_with("同項") {
        return String::new();
    }
    if arabic.contains('条') || arabic.starts_with(|c: char| c.is_ascii_digit()) {
        return arabic;
    }
    let annex = annex_of(&arabic);
    let rest = &arabic[annex.len()..];
    let row: String = rest
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || ".-".contains(*c))
        .collect();
    if row.is_empty() { annex.to_owned() } else { format!("{annex} {row}") }
}

/// 別紙1 of 別紙1の項番18.
fn annex_of(pointer: &str) -> &str {
    pattern!(ANNEX, r"^(?:別紙|別表|別添|別記|業務分担表|役割分担表|責任分担表|分担表)(?:第?[0-9]+号?)?");
    ANNEX.find(pointer).map_or(pointer, |found| &pointer[..found.end()])
}

/// 及び第7条, 及び7: the next of a list of units, and how long it is.
fn listed(rest: &str, first: &str, article: &str) -> Option<(String, usize)> {
    pattern!(
        NEXT,
        r"^(?:及び|並びに|、|又は|・)((?:第[0-9]+条(?:の[0-9]+)?|同条)(?:第[0-9]+項)?(?:第[0-9]+号)?|第[0-9]+項(?:第[0-9]+号)?|第[0-9]+号|(?:項番)?[0-9]+(?:[.-][0-9]+)*)"
    );
    let found = NEXT.captures(rest)?;
    let unit = &found[1];
    let name = match first.split_once(' ') {
        Some((annex, _)) if !unit.contains(['条', '項', '号']) || unit.starts_with("項番") => {
            format!("{annex} {}", unit.trim_start_matches("項番"))
        }
        None if unit.contains('条') => cited(unit, article),
        None if unit.contains('項') && !unit.starts_with("項番") => format!("{article}{unit}"),
        None if unit.contains('号') => {
            let paragraph = first.split_once('項').map_or(article.to_owned(), |(before, _)| format!("{before}項"));
            format!("{paragraph}{unit}")
        }
        _ => return None,
    };
    Some((name, found[0].len()))
}

/// The sentence with what stands in 「」 hidden, byte for byte as long.
fn masked(words: &str) -> String {
    let mut depth = 0usize;
    let mut masked = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '「' | '『' => depth += 1,
            '」' | '』' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                match c.len_utf8() {
                    3 => masked.push('〓'),
                    length => masked.extend(std::iter::repeat_n('_', length)),
                }
                continue;
            }
            _ => {}
        }
        masked.push(c);
    }
    masked
}

/// 別紙の項番18の業務については、別紙の記載にかかわらず、甲は、その実施に努める; 約款第6条の定めにかかわらず、….
fn anew(words: &str, masked: &str, (start, end): (usize, usize), paper: &str, units: &[String]) -> Option<Said> {
    pattern!(
        WORK,
        r"^(?:に(?:係る|定める|掲げる|規定する|記載する|記載の|おける)|の)?(?:各)?(?:業務|作業|事務|役務|事項|対応|措置)"
    );
    pattern!(
        ASIDE,
        needs[["かかわらず", "関わらず", "代えて", "代わり"]],
        r"^(?:の(?:記載|定め|規定|表示|区分)(?:の内容)?)?に(?:かかわらず|関わらず|代えて|代わり)、?"
    );
    pattern!(
        ASIDE_ELSEWHERE,
        needs[["かかわらず", "関わらず", "代えて", "代わり"]],
        r"(?:[^、。はがを]{0,24}(?:の(?:記載|定め|規定|表示|区分)))?に(?:かかわらず|関わらず|代えて|代わり)、?"
    );
    let is_whole_annex = |unit: &String| !unit.contains('条') && annex_of(unit) == unit;
    if paper.is_empty() || units.iter().all(is_whole_annex) {
        return None;
    }
    let before = &words[..start - words_length(&masked[..start], paper)];
    let rest = &words[end..];
    let said = |aside, tried| Said {
        paper: paper.to_owned(),
        units: units.to_vec(),
        what: Amends::Anew { said: None, aside },
        tried,
    };
    if let Some(aside) = ASIDE.find(rest) {
        let rest = rest[aside.end()..].trim_start_matches(['、']);
        return Some(said(true, Some(format!("{before}{}", placed(rest)))));
    }
    let work = WORK.find(rest)?;
    let follows = ["は", "を", "に", "の", "、"].iter().any(|next| rest[work.end()..].starts_with(next));
    if !follows {
        return None;
    }
    let tried = format!("{before}{ANY_WORK}{}", &rest[work.end()..]);
    let aside = ASIDE_ELSEWHERE.is_match(&tried);
    let tried = ASIDE_ELSEWHERE.replace_all(&tried, "").into_owned();
    aside.then(|| said(true, Some(tried)))
}

/// その作業は、… with the work that is known in the place of what points back.
fn placed(words: &str) -> String {
    pattern!(BACK, r"(?:その|当該|この|同)(?:業務|作業|事務|役務|事項|対応|措置)|これ");
    match BACK.find(words) {
        Some(found) => format!("{}{ANY_WORK}{}", &words[..found.start()], &words[found.end()..]),
        None => words.to_owned(),
    }
}

/// The sentence without those parts, and without what only joined them.
fn without(words: &str, parts: &[(usize, usize)]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for &(start, end) in parts {
        if start > at {
            rest.push_str(&words[at..start]);
        }
        at = at.max(end);
    }
    rest.push_str(&words[at..]);
    rest.trim_matches(['、', '。', ' ']).to_owned()
}
