//! Who acts. In: a respelt sentence. Out: its [`Clause`]s, each with the agent that its words name.

use std::ops::Range;

use crate::model::{Kind, Level, Party};
use crate::text::{pattern, place_of};

use super::inside::{is_in_condition, is_kept_from, is_made_to, opens_noun_clause};
use super::party::Parties;
use super::phrase::phrase_before;
use super::step::{continues, is_step};

/// The agent of a clause.
#[derive(Debug, Clone)]
pub(super) struct Agent {
    pub(super) party: Party,
    pub(super) words: String,
    pub(super) step: &'static str,
    pub(super) guessed: bool,
    /// Marked by は or が in this clause itself.
    pub(super) direct: bool,
    /// The words name the sub-contractor beside the vendor: 乙(再委託先を含む。)は.
    pub(super) with_sub: bool,
}

/// A stretch of a sentence with one predicate.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Where its acts may stand.
    pub(super) range: Range<usize>,
    /// Where its objects may stand.
    pub(super) window: Range<usize>,
    /// Where its conditions begin.
    pub(super) from: usize,
    pub(super) agent: Option<Agent>,
    /// Who acts in a later clause, where none is named up to here.
    pub(super) later: Option<Agent>,
    /// To whom: 乙に…させる.
    pub(super) receiver: Option<Party>,
    /// 委託し…受託する stands in the sentence.
    pub(super) entrusts: bool,
}

/// Cuts a sentence into clauses at continuing verbs and finds who acts in each.
pub(super) fn clauses(text: &str, offset: usize, parties: &Parties) -> Vec<Clause> {
    // cuts at commas
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut start = offset;
    for (at, c) in text[offset..].char_indices() {
        let end = offset + at + c.len_utf8();
        if c == '、' {
            chunks.push(start..offset + at);
            start = end;
        } else if c == 'で' && is_step(&text[start..end], &text[end..]) {
            // 動作を検証したうえで適用する: a step of its own
            chunks.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        chunks.push(start..text.len());
    }
    // 再委託 hands work on and takes none
    pattern!(ENTRUST, needs[["委託", "頼み", "請負わせ"]], r"(?:^|[^再々])委託(?:し|する)|頼み|請負わせ");
    let entrusts = ENTRUST.is_match(text)
        && ["受託", "引受け", "請負う", "請け負う", "これを承諾"].iter().any(|word| text.contains(word));
    let mut clauses: Vec<Clause> = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut carried: Option<Agent> = None;
    let last = chunks.len().saturating_sub(1);
    // …を点検し、…を調べることは、契約病院が行う: who does it all stands at the end
    let final_doer = chunks
        .iter()
        .rposition(|chunk| {
            ["ことは", "作業は", "業務は", "操作は", "手続は"].iter().any(|end| text[chunk.clone()].ends_with(end))
        })
        .filter(|at| at + 1 < chunks.len())
        .and_then(|at| agent(text, &chunks[at + 1..], &chunks, parties));
    for (index, chunk) in chunks.iter().enumerate() {
        open.push(chunk.clone());
        let words = &text[chunk.clone()];
        if index < last && !continues(words, &open, text) {
            continue;
        }
        let range = open.first().map_or(chunk.start, |first| first.start)
            ..chunk.end + usize::from(text[chunk.end..].starts_with('、')) * '、'.len_utf8();
        let agent = match agent(text, &open, &chunks, parties) {
            Some(agent) => {
                carried = Some(agent.clone());
                Some(agent)
            }
            None if carried.is_none() && final_doer.is_some() => final_doer.clone(),
            None => {
                carried.clone().map(|agent| Agent { step: "同じ文の前の節から継続", direct: false, ..agent })
            }
        };
        let receiver = receiver(text, &range, parties);
        // 教育の計画を審議するため、委員会を設ける: what is done to an end is not done to the end's objects
        // 乙が適用する間、甲は電源を入れておく: nor what another does meanwhile
        let purpose = open.iter().rev().skip(1).find(|chunk| {
            let words = &text[(*chunk).clone()];
            let meanwhile = ["間", "に当たり", "に際し", "際に"].iter().any(|end| words.ends_with(end));
            words.ends_with("するため") || meanwhile && words.contains('が') && !words.contains("は")
        });
        let window = purpose.map_or(range.start, |chunk| chunk.end + '、'.len_utf8())..range.end;
        let agent = agent.or_else(|| asker(text, &range, parties));
        clauses.push(Clause { window, from: range.start, range, agent, later: None, receiver, entrusts });
        open.clear();
    }
    let mut later: Option<Agent> = None;
    for clause in clauses.iter_mut().rev() {
        match &clause.agent {
            Some(agent) => later = Some(agent.clone()).filter(|agent| agent.direct),
            None => clause.later.clone_from(&later),
        }
    }
    clauses
}

/// 委託業者が作業をするときは、…に申し出て承認を受ける: whoever wants to do it asks.
fn asker(text: &str, range: &Range<usize>, parties: &Parties) -> Option<Agent> {
    pattern!(
        ASKS,
        needs[["受け", "得", "出", "申請"], ["ときは", "場合", "際は", "には"]],
        r"が[^、。は]{2,40}(?:とき|場合|際)(?:は|に|には)?、.*?(?:(?:承認|許可|承諾|同意|許し|了承)を(?:受け|得|もら)|申し?出|申請[しす]|届け?出|願い?出)"
    );
    let words = &text[range.clone()];
    let found = ASKS.find(words)?;
    let end = range.start + found.start();
    let phrase = phrase_before(text, end);
    let (party, guessed) = parties.resolve(phrase)?;
    let words = format!("{phrase}が");
    Some(Agent { party, words, step: "条件の主語", guessed, direct: false, with_sub: false })
}

/// Who acts in a clause made of `chunks`; `all` are the chunks of the whole sentence.
fn agent(text: &str, chunks: &[Range<usize>], all: &[Range<usize>], parties: &Parties) -> Option<Agent> {
    let mut found: Vec<(usize, Agent)> = Vec::new();
    let (first, last) = (chunks.first()?, chunks.last()?);
    let stretch = first.start..last.end;
    let body = &text[stretch.clone()];
    let mut sure: Option<(usize, Agent)> = None;
    for (marker, step) in [
        ("は", "文中の主語(は)"),
        ("が", "文中の主語(が)"),
        ("も", "文中の主語(も)"),
        ("において", "〜において"),
        ("にて", "〜にて"),
        ("側で", "〜側で"),
        ("の責任において", "〜の責任において"),
        ("の責任と負担において", "〜の責任において"),
        ("の負担において", "〜の負担において"),
        ("により", "〜により"),
        ("によって", "〜により"),
        ("の責任で", "〜の責任で"),
        ("の負担で", "〜の責任で"),
        ("の負担と", "〜の責任で"),
        ("のご負担", "〜の責任で"),
        ("の負担に", "〜の責任で"),
        ("が負担", "〜の責任で"),
        ("の負担と責任", "〜の責任で"),
        ("の責任と負担", "〜の責任で"),
        ("の責任範囲", "〜の責任範囲"),
        ("の所掌", "〜の責任範囲"),
        ("の役割", "〜の責任範囲"),
        ("の責務と", "〜の責任範囲"),
        ("の責任と", "〜の責任範囲"),
        ("の所管と", "〜の責任範囲"),
        ("の持ち場と", "〜の責任範囲"),
        ("の務めと", "〜の責任範囲"),
        ("の仕事と", "〜の責任範囲"),
        ("の受持ち", "〜の責任範囲"),
        ("の持ち場", "〜の責任範囲"),
        ("の領分", "〜の責任範囲"),
        ("の持ち分", "〜の責任範囲"),
        ("の知るところで", "〜の責任範囲"),
        ("の関知するところで", "〜の責任範囲"),
        ("の役目と", "〜の責任範囲"),
        ("の役目で", "〜の責任範囲"),
        ("の務めで", "〜の責任範囲"),
        ("の責任の範囲", "〜の責任範囲"),
        ("のご責任", "〜の責任範囲"),
        ("の判断によるもの", "〜の責任範囲"),
        ("の判断とし", "〜の責任範囲"),
        ("の判断に委ね", "〜の責任範囲"),
        ("の判断に任せ", "〜の責任範囲"),
        ("の担当で", "〜の責任範囲"),
        ("の担当と", "〜の責任範囲"),
        ("が、", "文中の主語(が)"),
        ("で", "〜で"),
        ("に", "〜に…ていただく"),
        ("をして", "〜をして"),
        ("から", "〜から"),
        ("の手で", "〜の手で"),
        ("の手により", "〜の手で"),
        ("とする", "〜とする"),
        ("には", "〜には…ていただく"),
    ] {
        let mut from = 0;
        while let Some(hit) = place_of(&body[from..], marker) {
            let at = stretch.start + from + hit;
            from += hit + marker.len();
            let end_of_marker = at + marker.len();
            let phrase_end = if marker == "側で" { at + "側".len() } else { at };
            // 預かり主は: a name that the paper gives may hold kana, where other phrases end
            let (phrase, name) = (phrase_before(text, phrase_end), parties.kana_name_before(text, phrase_end));
            let phrase = if name.len() > phrase.len() { name } else { phrase };
            if phrase.is_empty() {
                continue;
            }
            // the phrase is a slice of the text; blanks may lie between it and its particle
            let phrase_start = phrase.as_ptr() as usize - text.as_ptr() as usize;
            if phrase_start < stretch.start {
                continue;
            }
            let rest = &text[end_of_marker..];
            match marker {
                "は" if rest.starts_with("じめ") => continue,
                "が" if rest.starts_with("つ") => continue,
                // 双方で対策をまとめる
                "で" if !(rest.starts_with(['行', '実', '対', '負', 'お', '管', '用', '設', '取'])
                    || rest.starts_with('、')
                    // 医療機関でご用意ください, and not what 貴院でご用意いただいた
                    || rest.starts_with('ご') && !["いただいた", "された", "いただく"].iter().any(|made| rest.contains(made))
                    || parties.resolve(phrase).is_some_and(|(party, _)| party == Party::Both)) =>
                {
                    continue;
                }
                "に" => {
                    let tail = &text[at..stretch.end];
                    let asked = tail.contains("ていただ")
                        || tail.contains("て頂")
                        || tail.contains("でいただ");
                    if !asked
                        || rest.starts_with("対し")
                        || rest.starts_with("つい")
                        || rest.starts_with("代わ")
                        || rest.starts_with("お") && rest.starts_with("おい")
                    {
                        continue;
                    }
                }
                "には" => {
                    let tail = &text[at..stretch.end];
                    if !["いただ", "下さ", "願", "義務が", "義務は", "義務を負"].iter().any(|word| tail.contains(word)) {
                        continue;
                    }
                }
                "により" | "によって" => {
                    let tail = &text[at..stretch.end];
                    if !["され", "われ", "られ", "かれ", "まれ", "たれ"].iter().any(|passive| tail.contains(passive)) {
                        continue;
                    }
                }

                "の役割" | "の所掌" | "の受持ち" | "の持ち場" | "の領分" | "の持ち分" | "の責任範囲"
                    if !(rest.starts_with(['と', 'で', '、', '。', 'に']) || rest.is_empty()) =>
                {
                    continue;
                }
                "から"
                    if !["配信", "提供", "配布", "公開", "供給", "送付", "公表"]
                        .iter()
                        .any(|given| rest.strip_prefix(given).is_some_and(|rest| rest.starts_with("され")))
                        && !reaches_other(rest) =>
                {
                    continue;
                }
                // 業者をして…させること: the house sees to it
                "をして" if parties.kind == Kind::Rule && text[at..].contains("させ") => continue,
                "も" if rest.starts_with("の") || rest.starts_with("って") || rest.starts_with("し") => continue,
                "とする"
                    // 担当者は、乙とする
                    if !text[..phrase_start].ends_with("は、") && !text[..phrase_start].ends_with('は') => {
                        continue;
                    }
                _ => {}
            }
            // 乙及びその従業員は
            let owner = text[..phrase_start]
                .strip_suffix("その")
                .map(|before| before.trim_end_matches(['及', 'び', '並', 'に', '又', 'は', '、']));
            let resolved = match owner {
                Some(before) => parties.resolve(phrase_before(text, before.len())).or_else(|| parties.resolve(phrase)),
                None => parties.resolve(phrase),
            };
            // いずれの当事者も
            let is_any = ["当事者", "者"].contains(&phrase)
                && ["いずれの", "どちらの", "双方の"].iter().any(|any| text[..phrase_start].ends_with(any));
            let resolved = if is_any { Some((Party::Both, false)) } else { resolved };
            let Some((mut party, guessed)) = resolved else { continue };
            if ["再委託先である", "下請である", "再委託先の"].iter().any(|words| text[..phrase_start].ends_with(words))
            {
                party = Party::Subcontractor;
            }
            // 当社の委託先であるみほん電力が
            if let Some(before) = text[..phrase_start].strip_suffix("の委託先である")
                && parties.resolve(phrase_before(text, before.len())).is_some_and(|(owner, _)| owner == Party::Vendor)
            {
                party = Party::Subcontractor;
            }
            // 甲、乙及び丙は
            if party == Party::Vendor
                && text[..phrase_start].trim_end_matches('、').ends_with(['甲', '乙'])
                && ["及び", "並びに"].iter().any(|link| phrase.contains(link))
                && parties
                    .resolve(phrase_before(text, text[..phrase_start].trim_end_matches('、').len()))
                    .is_some_and(|(first, _)| first == Party::Hospital)
            {
                party = Party::Both;
            }
            let outside =
                ["所有者である", "貸主である", "賃貸人である", "別に契約する", "別途契約する", "別に委託する"];
            // 発注者の委託する運用業者が, 本機構が業務を委託する保守会社が: not the one who signs this paper
            let hired = parties.kind.level() == Level::Binding
                && ["業者", "会社"].iter().any(|end| phrase.ends_with(end))
                && ["委託する", "契約する", "依頼する"].iter().any(|verb| text[..phrase_start].ends_with(verb));
            let hires = |text: &str| {
                let words = text.rsplit(['、', '。']).next().unwrap_or_default();
                let at = words.rfind(['が', 'の'])?;
                parties.resolve(phrase_before(words, at)).map(|(party, _)| party)
            };
            if hired && hires(&text[..phrase_start]) == Some(Party::Vendor) {
                party = Party::Subcontractor;
            } else if hired || outside.iter().any(|words| text[..phrase_start].ends_with(words)) {
                party = Party::Third;
            }
            if party == Party::Third && phrase == "第三者" {
                continue;
            }
            // 「甲が行う点検に」: the doer of a clause before a noun
            if matches!(marker, "が" | "も")
                && !rest.starts_with('、')
                && !(rest.starts_with("それぞれ") && ["双方", "両者", "甲乙"].contains(&phrase))
                && opens_noun_clause(text, end_of_marker, stretch.end)
            {
                continue;
            }
            // 「乙が障害を認めたときは」: the doer of a condition is not the doer of what follows
            if marker == "が"
                && (is_in_condition(text, end_of_marker, all)
                    || is_kept_from(rest)
                    || (matches!(party, Party::Subcontractor | Party::Third)
                        || has_doer_before(text, phrase_start, parties))
                        && is_made_to(rest))
            {
                continue;
            }

            let named_sub = party == Party::Vendor
                && phrase
                    .split(['及', '並', '、', 'と', 'び', '又', 'は'])
                    .any(|one| parties.resolve(one).is_some_and(|(party, _)| party == Party::Subcontractor));
            let agent = Agent {
                with_sub: named_sub,
                party,
                words: text[phrase_start..end_of_marker].trim_end_matches('、').to_owned(),
                step,
                guessed,
                direct: matches!(marker, "は" | "が" | "が、" | "も"),
            };
            if step == "〜の責任において"
                || step == "〜の責任で"
                || step == "〜の責任範囲"
                || step == "〜の負担において"
            {
                sure = Some((end_of_marker, agent));
                continue;
            }
            if !found.iter().any(|(place, known)| {
                *place == end_of_marker || known.words.starts_with(&agent.words) && *place == end_of_marker + 3
            }) {
                found.push((end_of_marker, agent));
            }
        }
    }
    if let Some(sure) = sure {
        return Some(sure.1);
    }
    found.sort_by_key(|(place, _)| *place);
    found.dedup_by(|a, b| a.0 == b.0 || a.0 == b.0 + 3 && a.1.party == b.1.party);
    // 〜により and 〜において yield to は and が
    if found.iter().any(|(_, agent)| agent.direct) {
        found.retain(|(_, agent)| agent.direct || agent.step.contains("ていただく"));
    }
    // 「甲は、乙が…」: は rules; of several が the last one governs the predicate
    let chosen =
        found.iter().position(|(_, agent)| agent.step == "文中の主語(は)").unwrap_or(found.len().saturating_sub(1));
    found.into_iter().nth(chosen).map(|(_, agent)| agent)
}

/// A party has been named as the doer before that place: 乙は、再委託先が…
fn has_doer_before(text: &str, end: usize, parties: &Parties) -> bool {
    let before = &text[..end];
    ["は", "も"]
        .iter()
        .any(|marker| before.match_indices(marker).any(|(at, _)| parties.resolve(phrase_before(before, at)).is_some()))
}

/// (乙から)甲の情報室に届いていなければならない: what must reach the other side binds whom it comes from.
fn reaches_other(rest: &str) -> bool {
    pattern!(
        REACHES,
        needs[["届", "され", "送られ", "渡され", "示され", "知らされ", "伝えられ"]],
        r"^[^。は]{0,30}(?:に|へ|宛てに)、?[^。をがは]{0,20}(?:届(?:い|く|き|け(?:られ)?)|送られ|渡され|示され|知らされ|伝えられ|(?:提出|送付|通知|報告|連絡|交付|提示|返却|返還|引渡し?|開示|届出)され)(?:て(?:い|お)|る|な)[^、。たをが]{0,16}。?$"
    );
    REACHES.is_match(rest)
}

/// 保守業者に…させる, 乙に委託する.
fn receiver(text: &str, range: &Range<usize>, parties: &Parties) -> Option<Party> {
    let body = &text[range.clone()];
    if !(body.contains("させ")
        || body.contains("わせ")
        || body.contains("委託")
        || body.contains("委ね")
        || body.contains("任せ")
        || body.contains("たせ")
        || body.contains("らせ")
        || body.contains("依頼"))
    {
        return None;
    }
    let mut from = 0;
    let mut found = None;
    while let Some(hit) = body[from..].find('に') {
        let at = range.start + from + hit;
        from += hit + 'に'.len_utf8();
        if let Some((party, _)) = parties.resolve(phrase_before(text, at)) {
            found = Some(party);
        }
    }
    found
}

/// Who is told: the last party before に or へ.
pub(super) fn told(words: &str, parties: &Parties) -> Option<Party> {
    words
        .match_indices(['に', 'へ'])
        .filter_map(|(at, _)| parties.resolve(phrase_before(words, at)))
        .map(|(party, _)| party)
        .next_back()
}
