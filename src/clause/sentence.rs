//! One sentence: who acts, and on what words. In: a respelt sentence and its surroundings. Out: [`Statement`]s.

use crate::text::pattern;
use std::ops::Range;

use super::ending::{self, Force};
use super::form::{self, Form, Use};
use super::party::{Parties, phrase_before};
use crate::catalogue::{Catalogue, Class, Scan};
use crate::model::{Confidence, DutyId, Explanation, Kind, Level, Party, Strength};

/// What a lead-in does to the units below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The units are done.
    Do,
    /// They are left out of scope.
    Exclude,
    /// They must not be done.
    Ban,
    /// They may be done.
    May,
    /// They are aimed at.
    Try,
    /// They are done under a condition.
    OnCondition,
    /// They are left open.
    Open,
    /// They are defined, discussed or mentioned only.
    Mention,
}

/// A lead-in over a list.
#[derive(Debug, Clone)]
pub struct Lead {
    /// What it does.
    pub mode: Mode,
    /// Who acts, if it says so.
    pub agent: Option<Party>,
    /// Its words.
    pub words: String,
}

/// What surrounds a sentence.
#[derive(Debug)]
pub struct Around<'a> {
    /// Kind of the paper at this place.
    pub kind: Kind,
    /// Names of the paper.
    pub parties: &'a Parties,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Heading of the article, respelt.
    pub heading: &'a str,
    /// The lead-in above, if there is one.
    pub lead: Option<&'a Lead>,
    /// The sentence before in the same article, respelt.
    pub before: &'a str,
    /// The unit that 前項第5号 and the like point to, respelt.
    pub referred: &'a str,
    /// Who acts when the sentence does not say: the party, the step that found it, the confidence.
    pub silent: (Party, &'static str, Confidence),
    /// The unit is an item or a cell that may be a bare noun.
    pub item: bool,
}

/// One claim of a sentence, before it has a place.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The duty.
    pub duty: DutyId,
    /// Its half.
    pub half: Option<String>,
    /// Who holds it.
    pub holder: Party,
    /// Who does the work, where another.
    pub performer: Option<Party>,
    /// How strongly.
    pub strength: Strength,
    /// Words of a condition.
    pub condition: Option<String>,
    /// Words of a scope.
    pub scope: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// Which words gave what.
    pub why: Explanation,
}

/// What a sentence gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The claims.
    pub statements: Vec<Statement>,
    /// Who acted last, to be carried on.
    pub agent: Option<Party>,
    /// The lead-in it is, when a list follows.
    pub lead: Option<Lead>,
    /// The proviso that takes the rule before it away.
    pub exception: bool,
    /// The sentence gives what the one before says to this party: ただし、検査室の分は、甲が行う. With the words of the party
    /// and of the part.
    pub reassigns: Option<(Party, String, String)>,
}

pattern!(
    LEAD,
    needs[["次", "以下", "下記", "前条"]],
    r"次の各号|次に掲げる|次の[^、。]{0,16}(?:業務|作業|事項|措置|とおり|もの|行為|水準|サポート|サービス|書面|役割|項目|書類|資料|オプション|各|方法|要件|対策|事務|範囲)|次に定める|次に示す|次の通り|次のいずれか|以下の|下記の|次に該当|以下に|前条に掲げる|次のもの|次のとおり"
);
pattern!(LISTLESS, r"定義|意義|意味|用語|場合|事由|審議|該当する(?:場合|とき)|言葉|いずれかに該当");
pattern!(
    CONDITION,
    r"有償|有料|別途(?:の?費用|の?料金|、?お?見積|、?見積|契約)|お?見積(?:り|もり)?(?:の(?:上|うえ)|により|に基づ|金額|もる)|見積もる|オプション|実費|所定の(?:料金|費用|手数料)|料金(?:を支払|表に定める(?:費用|料金)により|により)|費用により|費用を(?:支払|申し受け|いただ)|(?:求め|請求|依頼|要請|要望|希望|注文|指示|指図|申込み?|発注|委嘱|オーダ)(?:が(?:あ|ない限り)|に(?:応じ|より|基づ|従)|を受け(?:て|た|、)|のあった|の(?:都度|つど)|される?場合|する場合|するとき|により|された場合)|求めに|(?:請求|依頼|要望|希望|注文|申込み?)を(?:いただ|頂|受けた)|ご希望|円で承|申し込んだ場合|別料金|追加料金|料金により|割増料金|支払った場合|(?:契約(?:の|いただ|した|され)|加入|購入|申込み?|プラン|パック)[^、。]{0,12}(?:場合に限り|に限り)|(?:発注|依頼|希望|注文|指示|要請|要望|請求)した(?:場合|とき)|プランに(?:ご?加入|ご?契約)"
);
pattern!(SCOPE, r"(?:に係るもの|の分|に(?:つい|関し)て(?:は)?|に限(?:り|る)|を除(?:き|く)|以外の)");
pattern!(
    ANAPHOR,
    r"これ|それ|当該|同条|同項|前項|前条|前号|前各号|上記|その(?:内容|結果|成否|写し|記録|取得|実施|適用|計画|一覧|後|都度)|その、|前記|本項|この(?:ID|アカウント|計画|規程|台帳|作業)"
);
pattern!(
    ABOUT_ITSELF,
    r"^(?:この|本|当該)(?:規程|契約|契約書|規約|約款|書|仕様書|特記仕様書|合意書|覚書|要領|要綱|規則|訓令|基準|基準書|細則|SLA|サービスレベル合意書|サービスレベル定義書|条|章|表|資料|開示書|文書|規定|内規|方針|ポリシ)は、[^。]*(?:定める|定めます|定め、[^。]*|目的と[^。]*|説明[^。]*|示[すし][^。]*|まとめ[^。]*|適用[^。]*|記載[^。]*|取り?決め[^。]*)(?:もの)?(?:で[^。]{0,6}|とする|とします)?。?$"
);
pattern!(
    GATE,
    needs[["承諾", "許可", "同意", "承認", "許し", "了承", "了解"]],
    r"(?:承諾|許可|同意|承認|許し|了承|了解)[^、。]{0,14}(?:なく|なしに|なしで|ないで|ずに|なければ|ない限り)"
);
pattern!(DECIDED, needs[["決", "判断"]], r"決(?:定|める|め、|する|し、|まる)|判断(?:する|し|を)");
pattern!(PART, r"(?:の分|もの|以外)$");
pattern!(SAME_OBJECT, r"これを|これら|それを|それら|当該|同項の|そのうち|うち[0-9一二三]|、うち");
pattern!(
    RECEIVED, needs [["を受", "があ", "に接"], ["前", "第"]],
    r"^(?:前[項条]|第[0-9]+項)の[^、]{0,24}(?:通知|報告|知らせ|連絡|届出|申出|請求|申請|申入れ|通報|提出|書面|届|申込み?)[^、]{0,12}(?:を受けた|があった|を受理した|に接した|を受け取った|を受取った|を受けて|を受けた者)"
);
pattern!(
    LINKS,
    r"^(?:また|なお|併せて|あわせて|さらに|この場合(?:において)?|加えて|そのうえで|その際|おって|ついては|次いで|その後)、?"
);
pattern!(PROVISO, r"^ただし、?");
pattern!(
    LIABLE,
    needs[["責", "補償", "賠償", "補填", "埋め", "損害"]],
    r"責任を(?:一切)?(?:負わ|負い|追わ|負う)|責めを(?:負|追)|責を(?:負|追)|免責|補償し|補償[すは]|賠償|補填|埋め合わせ|損害(?:を|額|は|について).{0,20}(?:負担|上限|限度)|責めに任"
);
pattern!(
    LAW,
    needs[["とされ"]],
    r"(?:法|省令|政令|条例|施行規則)(?:\([^)]*\))?(?:の(?:関係)?規定)?により、.*(?:こと|もの)とされて"
);

/// Reads one sentence.
pub fn read(sentence: &str, around: &Around<'_>, has_list: bool) -> Outcome {
    let text = blank_brackets(sentence);
    let Some(pieces) = pairs(&text, around.parties) else { return read_one(sentence, text, around, has_list) };
    let mut outcome = Outcome::default();
    for piece in pieces {
        let part = read_one(&piece, piece.clone(), around, false);
        outcome.agent = part.agent.or(outcome.agent);
        outcome.statements.extend(part.statements);
    }
    tidy(&mut outcome.statements, around.catalogue, GATE.is_match(sentence));
    outcome
}

/// 甲はXを、乙はYを、それぞれ行う and Xは甲が、Yは乙が行う: one sentence for each, with the predicate they share.
fn pairs(text: &str, parties: &Parties) -> Option<Vec<String>> {
    let body = text.trim_end().trim_end_matches('。');
    let chunks: Vec<&str> = body.split('、').collect();
    let party_at = |chunk: &str, marker: &str| -> Option<(usize, Party)> {
        chunk
            .match_indices(marker)
            .find_map(|(at, _)| parties.resolve(phrase_before(chunk, at)).map(|(party, _)| (at + marker.len(), party)))
    };
    for (i, chunk) in chunks.iter().enumerate() {
        // …は甲が、…は乙が行う
        if chunk.ends_with('が')
            && let Some((end, one)) = party_at(chunk, "が")
            && end == chunk.len()
        {
            for j in i + 1..chunks.len() {
                let Some((place, two)) = party_at(chunks[j], "が") else { continue };
                if one == two || place == chunks[j].len() && j + 1 == chunks.len() {
                    continue;
                }
                let rest = [&[&chunks[j][place..]], &chunks[j + 1..]].concat().join("、");
                let first = format!("{}{}。", chunks[..=i].join("、"), rest);
                let second = format!("{}{}。", [&chunks[i + 1..j], &[&chunks[j][..place]]].concat().join("、"), rest);
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
    None
}

fn read_one(sentence: &str, text: String, around: &Around<'_>, has_list: bool) -> Outcome {
    let mut outcome = Outcome::default();
    let mut body = text.as_str();
    let mut offset = 0;
    for link in [&PROVISO, &LINKS] {
        if let Some(found) = link.find(body) {
            offset += found.end();
            body = &text[offset..];
        }
    }
    if LAW.is_match(body) || ABOUT_ITSELF.is_match(body) {
        return outcome;
    }
    if body.contains("この限りで") {
        outcome.exception = true;
        return outcome;
    }
    let clauses = clauses(&text, offset, around.parties);
    let scan = around.catalogue.lexicon.scan(&text);
    let points_back = ANAPHOR.is_match(&text) || LINKS.is_match(sentence) || PROVISO.is_match(sentence);
    let context = format!(
        "{}。{}。{}。{}",
        around.heading,
        around.lead.map_or("", |lead| &lead.words),
        if points_back && around.lead.is_none() { around.before } else { "" },
        around.referred
    );
    let referred_scan = around.catalogue.lexicon.scan(around.referred);
    let context_scan = around.catalogue.lexicon.scan(&context);
    let whole_ending = tail_of(&text);
    outcome.agent = clauses.iter().rev().find_map(|clause| clause.agent.as_ref().map(|agent| agent.party));

    if has_list && (LEAD.is_match(&text) || text.trim_end().ends_with(':')) {
        outcome.lead = Some(lead(&text, &clauses, around));
        if LISTLESS.is_match(&text)
            && !around.catalogue.lexicon.scan(&text).acts.is_empty()
            && outcome.lead.as_ref().is_some_and(|lead| lead.mode == Mode::Mention)
        {
            outcome.statements.extend(liability(&text, sentence, &clauses, around));
            return outcome;
        }
    }
    outcome.statements.extend(liability(&text, sentence, &clauses, around));
    outcome.statements.extend(left_open(&text, &clauses, around, &scan));
    let is_open = outcome.statements.iter().any(|statement| statement.strength == Strength::Open);

    let mut previous_objects_from = offset;
    for clause in &clauses {
        let acts: Vec<_> = scan
            .acts
            .iter()
            .filter(|act| act.stem.start >= clause.range.start && act.stem.end <= clause.range.end)
            .collect();
        for act in acts {
            let phrase = act.phrase;
            let lexicon = &around.catalogue.lexicon;
            let mut found = form::read(&text, act.stem.end, act.verb.class);
            if let Form::Embedded(_) = found.form
                && let Some(at) = taken_up(&text, act.stem.end)
            {
                found = Use { form: Form::Finite { at }, ..found };
            }
            if found.form == Form::Embedded(form::Why::Question)
                && around.catalogue.duty(lexicon.duty_of(phrase)).is_some_and(|duty| duty.deciding_counts)
                && let Some(decided) = DECIDED.find(&text[act.stem.end..])
            {
                found = Use { form: Form::Finite { at: act.stem.end + decided.start() }, ..found };
            }
            if matches!(found.form, Form::Embedded(_)) {
                continue;
            }
            // the object: in the clause, earlier in the sentence, or in the surroundings
            let window = clause.window.clone();
            let mut reach = window.start..clause.range.end;
            let mut leans = false;
            let (object, confidence) = if lexicon.needs_no_object(phrase) {
                (String::new(), Confidence::High)
            } else if let Some(place) = lexicon
                .object(&scan, phrase, window.start..act.stem.end)
                .filter(|place| !acts_itself(&text, place, around))
                .filter(|place| {
                    !is_light(&text[act.stem.clone()]) || adjoins(&text[place.end..act.stem.start.max(place.end)])
                })
            {
                (text[place].to_owned(), Confidence::High)
            } else if !is_light(&text[act.stem.clone()])
                && shares_object(&text[window.start..act.stem.start])
                && let Some(place) = lexicon.object(
                    &scan,
                    phrase,
                    pronoun_reach(&text, previous_objects_from, window.start)..act.stem.end,
                )
            {
                reach.start = reach
                    .start
                    .min(text[..place.start].rfind(['、', '。']).map_or(offset, |comma| comma + '、'.len_utf8()));
                (text[place].to_owned(), Confidence::Medium)
            } else if may_lean(&text[window.start..act.stem.start], &text[act.stem.end..], around)
                && !(window.start > offset && text[window.start..act.stem.start].contains("これ"))
                && (!is_light(&text[act.stem.clone()]) || text[..act.stem.start].ends_with("これを"))
                && let Some(place) = lexicon.object(&context_scan, phrase, 0..context.len())
            {
                leans = true;
                (context[place].to_owned(), Confidence::Medium)
            } else {
                continue;
            };

            let reach = listed_part(&text, reach, act.stem.clone());
            if lexicon.is_barred(&scan, phrase, reach)
                || leans && lexicon.is_barred(&context_scan, phrase, 0..context.len())
                || lexicon.is_barred(&referred_scan, phrase, 0..around.referred.len())
                || !lexicon.has_company(phrase, &[&scan, &context_scan])
            {
                continue;
            }
            let duty = lexicon.duty_of(phrase).clone();
            let statement = weigh(Seen {
                duty,
                half: lexicon.half_of(phrase).map(str::to_owned),
                found,
                act: text[act.stem.clone()].to_owned(),
                stem: act.stem.clone(),
                object,
                confidence,
                clause,
                text: &text,
                sentence,
                whole_ending: &whole_ending,
                around,
                is_open,
            });
            if clause.agent.as_ref().is_some_and(|agent| agent.with_sub || sentence.contains("再委託先を含む"))
                && let Some(statement) = &statement
                && statement.holder == Party::Vendor
            {
                outcome.statements.push(Statement {
                    holder: Party::Subcontractor,
                    performer: None,
                    ..statement.clone()
                });
            }
            outcome.statements.extend(statement);
        }
        // nouns that hold object and act in one
        for (duty, place) in around.catalogue.lexicon.solos(&scan) {
            if place.start < clause.range.start || place.end > clause.range.end {
                continue;
            }
            let found = form::read(&text, place.end, Class::Suru);
            if matches!(found.form, Form::Embedded(_) | Form::Attribute)
                || around.catalogue.lexicon.bars(&scan, duty, listed_part(&text, clause.range.clone(), place.clone()))
            {
                continue;
            }
            outcome.statements.extend(weigh(Seen {
                duty: duty.clone(),
                half: None,
                found,
                act: text[place.clone()].to_owned(),
                stem: place,
                object: String::new(),
                confidence: Confidence::High,
                clause,
                text: &text,
                sentence,
                whole_ending: &whole_ending,
                around,
                is_open,
            }));
        }
        previous_objects_from = previous_objects_from.min(clause.range.start);
    }
    if outcome.statements.is_empty() && PROVISO.is_match(sentence) {
        outcome.reassigns = reassigned(&text[offset..], &clauses);
    }
    let opened: Vec<DutyId> = outcome
        .statements
        .iter()
        .filter(|statement| statement.strength == Strength::Open)
        .map(|statement| statement.duty.clone())
        .collect();
    outcome.statements.retain(|statement| statement.strength != Strength::Duty || !opened.contains(&statement.duty));
    tidy(&mut outcome.statements, around.catalogue, GATE.is_match(sentence));
    outcome
}

/// One act that the sentence claims, with all that bears on its weight.
struct Seen<'a> {
    duty: DutyId,
    half: Option<String>,
    found: Use,
    act: String,
    stem: Range<usize>,
    object: String,
    confidence: Confidence,
    clause: &'a Clause,
    text: &'a str,
    sentence: &'a str,
    whole_ending: &'a str,
    around: &'a Around<'a>,
    is_open: bool,
}

fn weigh(seen: Seen<'_>) -> Option<Statement> {
    let Seen { around, clause, text, found, .. } = seen;
    let mut duty = seen.duty;
    let kind = around.kind;
    let ban_is_measure = around.catalogue.duty(&duty).is_some_and(|duty| duty.ban_is_measure);
    // telling one's own director is no word to the other side
    if kind.level() == Level::Internal
        && duty.as_str() == "inc.notify"
        && told(&text[clause.range.start..seen.stem.start], around.parties) == Some(Party::Hospital)
    {
        return None;
    }
    // who
    let (mut holder, mut step, mut words, mut confidence) = match &clause.agent {
        Some(agent) => (
            agent.party,
            agent.step,
            agent.words.clone(),
            if agent.guessed { seen.confidence.min(Confidence::Medium) } else { seen.confidence },
        ),
        None => {
            let (party, step, sure) = around.silent;
            (party, step, String::new(), seen.confidence.min(sure))
        }
    };
    if found.voice.passive && clause.agent.is_none() && kind.level() != Level::Declared && around.lead.is_none() {
        holder = Party::Unstated;
        step = "受身で主体の記載なし";
    }
    let mut delegated = false;
    if seen.act.starts_with("とおり") || duty.as_str() == "inc.notify" && text.contains("取次") {
        return None;
    }
    // how strongly
    let own_ending;
    let (force, ending_words) = match found.form {
        Form::Item => match around.lead {
            Some(lead) => {
                let force = match lead.mode {
                    Mode::Mention => return None,
                    Mode::Do => Force::Strength(Strength::Duty),
                    Mode::Exclude => Force::Strength(Strength::Disclaimed),
                    Mode::Ban => Force::Strength(Strength::Prohibited),
                    Mode::May => Force::Strength(Strength::Permission),
                    Mode::Try => Force::Strength(Strength::Effort),
                    Mode::OnCondition => Force::Strength(Strength::Conditional),
                    Mode::Open => Force::Strength(Strength::Open),
                };
                (force, lead.words.as_str())
            }
            None if holder == Party::Unstated => return None,
            None if around.item && (kind.level() != Level::Declared || !around.heading.is_empty()) => {
                (Force::Strength(Strength::Duty), "")
            }
            None => return None,
        },
        Form::Finite { at } => {
            own_ending = ending_of(text, if at == seen.stem.end { seen.stem.start } else { at });
            (ending::force(own_ending), own_ending)
        }
        Form::Coordinate { .. } => {
            let force = ending::force(seen.whole_ending);
            // a ban or a refusal at the end does not reach back
            let joined = text[seen.stem.end..].find('、').is_some_and(|comma| {
                let next = &text[seen.stem.end + comma + '、'.len_utf8()..];
                next.starts_with("又は") || next.starts_with("若しくは")
            });
            let force = match force {
                Force::Strength(Strength::Prohibited) | Force::Negated if !joined => Force::Strength(Strength::Duty),
                other => other,
            };
            (force, seen.whole_ending)
        }
        Form::Attribute => return None,
        Form::Embedded(_) => return None,
    };
    let mut strength = match force {
        Force::Nothing => return None,
        Force::Strength(strength) => strength,
        // the act itself is refused, or a service that carries it
        Force::Negated
            if ban_is_measure
                && (is_unwanted(&duty) || matches!(found.form, Form::Finite { at } if at == seen.stem.end)) =>
        {
            Strength::Prohibited
        }
        Force::Negated => Strength::Disclaimed,
        Force::Asked
            if kind.level() == Level::Internal
                && (ending_words.contains("てもら") || ending_words.contains("でもら")) =>
        {
            // 保守会社に頼んで更新してもらう: the hospital delegates
            holder = Party::Hospital;
            delegated = true;
            Strength::Duty
        }
        Force::Asked => {
            if matches!(kind, Kind::Terms | Kind::Disclosure | Kind::Sla | Kind::Contract | Kind::Specification)
                && clause.agent.as_ref().is_none_or(|agent| agent.party != Party::Vendor || !agent.direct)
            {
                holder = Party::Hospital;
                step = "相手への依頼の文末";
            }
            Strength::Duty
        }
    };
    if found.voice.excluded {
        strength = Strength::Disclaimed;
        if clause.agent.as_ref().is_none_or(|agent| agent.party != Party::Hospital)
            && !matches!(holder, Party::Vendor | Party::Subcontractor)
        {
            holder = Party::Vendor;
            step = "業務範囲からの除外";
        }
    }
    if found.voice.open {
        return None;
    }
    if found.voice.effort {
        strength = Strength::Effort;
    }
    if found.voice.negative && strength == Strength::Duty && !ending_words.contains('拒') {
        strength = if ban_is_measure { Strength::Prohibited } else { Strength::Disclaimed };
    }
    if let Some(lead) = around.lead {
        match lead.mode {
            Mode::Exclude if !matches!(found.form, Form::Item) => strength = Strength::Disclaimed,
            Mode::Ban if !matches!(found.form, Form::Item) => strength = Strength::Prohibited,
            Mode::OnCondition if strength == Strength::Duty => strength = Strength::Conditional,
            Mode::Mention => return None,
            Mode::Open if !matches!(found.form, Form::Item) => {}
            _ => {}
        }
    }
    if seen.sentence.contains("(目標") || seen.sentence.contains("目標と") && duty.area() == "sla" {
        strength = Strength::Effort;
    }
    pattern!(ATTEMPT, r"可能な(?:限り|範囲)|できる(?:限り|範囲|だけ)|合理的な範囲|最善の努力");
    if matches!(strength, Strength::Duty | Strength::Conditional) && ATTEMPT.is_match(&text[clause.range.clone()]) {
        strength = Strength::Effort;
    }
    if strength == Strength::Disclaimed && matches!(force, Force::Negated) && GATE.is_match(&text[..seen.stem.end]) {
        strength = Strength::Prohibited;
    }
    // on what condition
    let stretch = &text[clause.from..clause.range.end];
    let mut condition = None;
    if strength == Strength::Duty && matches!(holder, Party::Vendor | Party::Subcontractor | Party::Third) {
        let known = CONDITION
            .find_iter(&text[..clause.range.end])
            .find(|place| place.start() >= clause.from || reaches_on(&text[place.end()..]))
            .filter(|place| !is_own_procedure(text, place.start()));
        if let Some(place) = known {
            strength = Strength::Conditional;
            condition = Some(around_word(text, place.range()));
        }
    }
    if condition.is_none() {
        condition = event(stretch);
    }
    // delegated
    let mut performer = None;
    if found.voice.causative || delegated {
        performer = clause.receiver.or(match holder {
            Party::Hospital => Some(Party::Vendor),
            Party::Vendor => Some(Party::Subcontractor),
            _ => None,
        });
        if performer == Some(holder) {
            performer = None;
        }
        // 「甲は…を乙に委託し、乙はこれを受託する」 binds the one who takes it
        if matches!(kind, Kind::Contract | Kind::Memorandum | Kind::Specification)
            && holder == Party::Hospital
            && clause.entrusts
        {
            holder = Party::Vendor;
            performer = None;
            step = "委託契約の受託者";
            words = clause.agent.as_ref().map(|agent| agent.words.clone()).unwrap_or_default();
        }
    }
    // what kind of paper
    match kind.level() {
        Level::Internal => {
            if matches!(holder, Party::Vendor | Party::Subcontractor | Party::Third) {
                strength = match strength {
                    Strength::Duty | Strength::Prohibited | Strength::Conditional | Strength::Effort => {
                        Strength::Expected
                    }
                    Strength::Permission | Strength::Disclaimed => return None,
                    other => other,
                };
                if holder == Party::Third {
                    return None;
                }
            }
            if holder == Party::Hospital && strength == Strength::Disclaimed {
                return None;
            }
        }
        Level::Declared => {
            let words = if matches!(found.form, Form::Finite { .. }) { ending_words } else { seen.whole_ending };
            if ending::is_planned(words) || ending::is_planned(seen.whole_ending) {
                strength = Strength::Planned;
            } else if holder == Party::Hospital {
                strength = if strength == Strength::Permission { Strength::Permission } else { Strength::Expected };
            } else {
                strength = match strength {
                    Strength::Disclaimed if found.voice.excluded => {
                        if seen.text.contains("対象外") {
                            Strength::Outside
                        } else {
                            Strength::Disclaimed
                        }
                    }
                    Strength::Disclaimed | Strength::Prohibited if is_lacking(seen.text) => Strength::Absent,
                    Strength::Disclaimed | Strength::Prohibited if ban_is_measure => Strength::Stated,
                    Strength::Disclaimed => Strength::Absent,
                    Strength::Duty | Strength::Permission | Strength::Prohibited => Strength::Stated,
                    other => other,
                };
            }
        }
        _ => {
            if strength == Strength::Duty
                && (holder == Party::Third || holder == Party::Subcontractor && matches!(kind, Kind::Terms | Kind::Sla))
            {
                strength = Strength::Stated;
            }
        }
    }
    // 再委託は認めない: only the vendor can be meant
    if holder == Party::Unstated && strength == Strength::Prohibited && duty.area() == "sub" {
        holder = Party::Vendor;
    }
    if holder == Party::Unstated {
        confidence = confidence.min(Confidence::Medium);
    }
    if seen.is_open && strength == Strength::Duty && (seen.text.contains("協議") || seen.act.starts_with("とおり"))
    {
        return None;
    }
    let scope = scope(&text[clause.from..clause.range.end]);
    if matches!(holder, Party::Vendor | Party::Subcontractor)
        && let Some(other) = around.catalogue.duty(&duty).and_then(|duty| duty.vendor_reads_as.as_deref())
    {
        duty = DutyId::new(other);
    }
    Some(Statement {
        duty,
        half: seen.half,
        holder,
        performer,
        strength,
        condition,
        scope,
        confidence,
        why: Explanation {
            agent: words,
            step: step.to_owned(),
            ending: ending_words.trim_end_matches('。').chars().take(24).collect(),
            object: seen.object,
            act: seen.act,
        },
    })
}

/// Who is told: the last party before に or へ.
fn told(words: &str, parties: &Parties) -> Option<Party> {
    words
        .match_indices(['に', 'へ'])
        .filter_map(|(at, _)| parties.resolve(phrase_before(words, at)))
        .map(|(party, _)| party)
        .next_back()
}

/// The act that the duty's words name is itself unwanted: use beyond the purpose, taking out, telling others.
fn is_unwanted(duty: &DutyId) -> bool {
    duty.area() == "inf" || ["mnt.data", "gov.confidentiality"].contains(&duty.as_str())
}

/// 暗号化していません: a measure that is not taken.
fn is_lacking(text: &str) -> bool {
    ["ていません", "ておりません", "ていない", "でいません", "していな"].iter().any(|word| text.contains(word))
}

/// The agent of a clause.
#[derive(Debug, Clone)]
struct Agent {
    party: Party,
    words: String,
    step: &'static str,
    guessed: bool,
    /// Marked by は or が in this clause itself.
    direct: bool,
    /// The words name the sub-contractor beside the vendor: 乙(再委託先を含む。)は.
    with_sub: bool,
}

/// A stretch of a sentence with one predicate.
#[derive(Debug, Clone)]
struct Clause {
    /// Where its acts may stand.
    range: Range<usize>,
    /// Where its objects may stand.
    window: Range<usize>,
    /// Where its conditions begin.
    from: usize,
    agent: Option<Agent>,
    /// To whom: 乙に…させる.
    receiver: Option<Party>,
    /// 委託し…受託する stands in the sentence.
    entrusts: bool,
}

/// Cuts a sentence into clauses at continuing verbs and finds who acts in each.
fn clauses(text: &str, offset: usize, parties: &Parties) -> Vec<Clause> {
    // cuts at commas
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut start = offset;
    for (at, c) in text[offset..].char_indices() {
        if c == '、' {
            chunks.push(start..offset + at);
            start = offset + at + c.len_utf8();
        }
    }
    if start < text.len() {
        chunks.push(start..text.len());
    }
    let entrusts =
        (text.contains("委託し") || text.contains("委託する") || text.contains("頼み") || text.contains("請負わせ"))
            && ["受託", "引受け", "請負う", "請け負う", "承諾"].iter().any(|word| text.contains(word));
    let mut clauses: Vec<Clause> = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut carried: Option<Agent> = None;
    let last = chunks.len().saturating_sub(1);
    for (index, chunk) in chunks.iter().enumerate() {
        open.push(chunk.clone());
        let words = &text[chunk.clone()];
        if index < last && !continues(words, &open, text) {
            continue;
        }
        let range = open.first().map_or(chunk.start, |first| first.start)
            ..chunk.end + usize::from(index < last) * '、'.len_utf8();
        let agent = match agent(text, &open, &chunks, parties) {
            Some(agent) => {
                carried = Some(agent.clone());
                Some(agent)
            }
            None => {
                carried.clone().map(|agent| Agent { step: "同じ文の前の節から継続", direct: false, ..agent })
            }
        };
        let receiver = receiver(text, &range, parties);
        clauses.push(Clause { window: range.clone(), from: range.start, range, agent, receiver, entrusts });
        open.clear();
    }
    clauses
}

/// The chunk ends in a verb that goes on: …し、 …て、.
fn continues(words: &str, open: &[Range<usize>], text: &str) -> bool {
    let words = words.trim_end();
    if words.ends_with("として")
        || words.ends_with("に対して")
        || words.ends_with("について")
        || words.ends_with("に関して")
        || words.ends_with("によって")
        || words.ends_with("に応じて")
        || words.ends_with("にわたって")
        || words.ends_with("おいて")
        || words.ends_with("もって")
        || words.ends_with("に際して")
        || words.ends_with("通じて")
        || words.ends_with("に限り")
        || words.ends_with("に基づき")
        || words.ends_with("に従い")
        || words.ends_with("を除き")
        || words.ends_with("により")
        || words.ends_with("に当たり")
        || words.ends_with("を得て")
        || words.ends_with("を経て")
        || words.ends_with("全て")
        || words.ends_with("あらかじめ")
        || words.ends_with("に代わって")
        || words.ends_with("合わせて")
        || words.ends_with("併せて")
        || words.ends_with("のち")
        || words.ends_with("に先立ち")
        || words.ends_with("問わず")
        || words.ends_with("にかかわらず")
        || words.ends_with("に応じ")
        || words.ends_with("たび")
        || words.ends_with("場合において")
        || words.ends_with("初めて")
        || words.ends_with("必ず")
        || words.ends_with("に伴い")
        || words.ends_with("待たず")
        || words.ends_with("に対し")
        || words.ends_with("を含め")
        || words.ends_with("用いて") && !words.contains("を、")
    {
        return false;
    }
    let Some(last) = words.chars().next_back() else { return false };
    let has_particle = open.iter().any(|chunk| {
        ["を", "が", "に", "は", "から", "へ"].iter().any(|particle| text[chunk.clone()].contains(particle))
    });
    let verbal = "しりきちいみびぎえけせてねべめれげぜずで".contains(last);
    if !verbal {
        return words.ends_with("とともに")
            || words.ends_with("うえで")
            || words.ends_with("上で")
            || words.ends_with("うえ")
            || words.ends_with("た後")
            || words.ends_with("するが")
            || words.ends_with("ものとし");
    }
    if words.ends_with("写し")
        || words.ends_with("備え") && !words.contains("に備え")
        || words.ends_with("なし")
        || words.ends_with("控え")
    {
        return words.contains('を');
    }
    // 見張り、切分け: bare nouns of a list
    let bare = !["を", "に", "が", "は", "から", "へ"].iter().any(|particle| words.contains(particle));
    if bare {
        let suru = words.ends_with('し')
            && words.chars().rev().nth(1).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
            && words.chars().count() > 2;
        return has_particle && (suru || words.ends_with('て'));
    }
    has_particle
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
        ("の負担と責任", "〜の責任で"),
        ("の責任と負担", "〜の責任で"),
        ("の責任範囲", "〜の責任範囲"),
        ("の所掌", "〜の責任範囲"),
        ("の役割", "〜の責任範囲"),
        ("の受持ち", "〜の責任範囲"),
        ("の担当で", "〜の責任範囲"),
        ("の担当と", "〜の責任範囲"),
        ("が、", "文中の主語(が)"),
        ("で", "〜で"),
        ("に", "〜に…ていただく"),
        ("をして", "〜をして"),
        ("とする", "〜とする"),
        ("には", "〜には…ていただく"),
    ] {
        let mut from = 0;
        while let Some(hit) = body[from..].find(marker) {
            let at = stretch.start + from + hit;
            from += hit + marker.len();
            let end_of_marker = at + marker.len();
            let phrase_end = if marker == "側で" { at + "側".len() } else { at };
            let phrase = phrase_before(text, phrase_end);
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
                "で" if !(rest.starts_with(['行', '実', '対', '負', 'お', '管', '用', '設', '取'])
                    || rest.starts_with('、')) =>
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
                    if !(tail.contains("いただ") || tail.contains("下さ") || tail.contains("願")) {
                        continue;
                    }
                }
                "により" | "によって" => {
                    let tail = &text[at..stretch.end];
                    if !(tail.contains("され") || tail.contains("われ")) {
                        continue;
                    }
                }

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
            let Some((mut party, guessed)) = resolved else { continue };
            if ["再委託先である", "下請である", "再委託先の"].iter().any(|words| text[..phrase_start].ends_with(words))
            {
                party = Party::Subcontractor;
            }
            if party == Party::Third && phrase == "第三者" {
                continue;
            }
            // 「甲が行う点検に」: the doer of a clause before a noun
            if matches!(marker, "が" | "も")
                && !rest.starts_with('、')
                && opens_noun_clause(text, end_of_marker, stretch.end)
            {
                continue;
            }
            // 「乙が障害を認めたときは」: the doer of a condition is not the doer of what follows
            if marker == "が" && is_in_condition(text, end_of_marker, all) {
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

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}

/// After 乙が: a verb before a noun comes before any other predicate.
fn opens_noun_clause(text: &str, from: usize, end: usize) -> bool {
    pattern!(
        BEFORE_NOUN,
        r"(?:した|する|された|される|している|しない|行う|行った|行わ[^、。]{0,3}|[きぎしちにびみりいっ]た|[\p{Han}]た|んだ|ている|でいる|めた|けた|れた|べた|せた|えた|める|ける|れる|べる|せる|える|[\p{Han}][うくぐすつぬぶむる]|[\p{Han}]した)(?:[\p{Han}\p{Katakana}A-Z「]|もの|こと)"
    );
    let stretch = &text[from..end];
    if stretch.contains("ことを妨げ") {
        return false;
    }
    let stop = stretch.find('、').unwrap_or(stretch.len());
    let near = &stretch[..stop];
    for found in BEFORE_NOUN.find_iter(near) {
        let words = found.as_str();
        // 定める場所, 関する: the noun clause may have its own silent doer, but 乙が stands right before it
        if ["定める", "関する", "対する", "係る", "基づく", "よる", "要する", "掲げる"].iter().any(|word| {
            words.starts_with(word) || near[..found.end()].trim_end_matches(|c: char| !is_kana(c)).ends_with(word)
        }) {
            continue;
        }
        // することができる, したもの
        let after = &near[found.start()..];
        if after.contains("することができ")
            || after.starts_with("するものと")
            || after.starts_with("したものと")
            || after.starts_with("ることと")
            || after.starts_with("するこ") && !after.contains("ことを")
        {
            continue;
        }
        let tail = &near[found.end() - words.chars().next_back().map_or(0, char::len_utf8)..];
        if ["とき", "場合", "際", "後", "前", "都度", "時", "たび", "上", "旨", "限り", "次第", "以上"]
            .iter()
            .any(|word| tail.starts_with(word))
        {
            return true;
        }
        if words.ends_with("もの") && (tail.starts_with("のと") || after.contains("ものと")) {
            continue;
        }
        if words.ends_with("こと")
            && (after.contains("ことと")
                || after.contains("こと。")
                || after.contains("ことが")
                || after.ends_with("こと"))
        {
            continue;
        }
        return true;
    }
    false
}

/// The place stands in a condition: its chunk ends in one, or goes on to a chunk that does and names no other doer.
fn is_in_condition(text: &str, place: usize, chunks: &[Range<usize>]) -> bool {
    pattern!(
        CONDITION_END,
        r"(?:とき|場合|際|後|次第|たび|都度|まで|前|ば|たら|限り)(?:は|に|には|において|においては|に限り)?$"
    );
    let Some(at) = chunks.iter().position(|chunk| chunk.start <= place && place <= chunk.end) else { return false };
    pattern!(INSIDE, r"(?:とき|場合|際)(?:は|には|において)");
    if INSIDE.is_match(&text[place..chunks[at].end]) {
        return true;
    }
    let last = chunks.len() - 1;
    for (index, chunk) in chunks.iter().enumerate().skip(at) {
        let words = text[chunk.clone()].trim();
        if index > at && (words.contains("は") && !words.ends_with('は') || words.contains('が')) {
            return false;
        }
        if index < last && CONDITION_END.is_match(words) {
            return true;
        }
        if index == last || !words.ends_with(|c: char| "しりきちいみびぎえけせてねべめれげをに".contains(c))
        {
            return false;
        }
    }
    false
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

/// 委託する業務は、次のとおりとする: what a contract entrusts is the vendor's.
fn entrusted(text: &str, kind: Kind) -> Option<Party> {
    pattern!(WORK, r"(?:委託する|委託|受託|受託する|保守|対象|本)(?:業務|作業|サービス)(?:の(?:内容|範囲|種類))?は、");
    (matches!(kind, Kind::Contract | Kind::Memorandum | Kind::Specification | Kind::Terms) && WORK.is_match(text))
        .then_some(Party::Vendor)
}

/// 乙が行う業務は、次のとおりとする: who does the work that a list names.
fn doer_of_work(text: &str, parties: &Parties) -> Option<Party> {
    pattern!(
        WORK,
        r"(?:が|の)(?:行う|実施する|担当する|負担する|担う|受け?持つ|提供する|実施すべき|行うべき|負う|果たす|処理する|遂行する|対応する|受託する|請負う|引受ける|受注する|履行する|従事する|受ける)[^、。は]{0,12}(?:業務|作業|事項|役割|もの|サービス|義務|責務|範囲|内容|措置|分担|項目)"
    );
    let found = WORK.find(text)?;
    parties.resolve(phrase_before(text, found.start())).map(|(party, _)| party)
}

/// The lead-in that a sentence is.
fn lead(text: &str, clauses: &[Clause], around: &Around<'_>) -> Lead {
    let agent = clauses
        .iter()
        .rev()
        .find_map(|clause| clause.agent.as_ref().map(|agent| agent.party))
        .or_else(|| doer_of_work(text, around.parties))
        .or_else(|| entrusted(text, around.kind));
    let end = tail_of(text);
    pattern!(
        OUT,
        r"含ま(?:ない|れない|れません|ず)|含みません|対象外|範囲外|除外|除かれ|除きます|除くもの|含めない|対象と(?:は)?し(?:ない|ません)|受託しな|行わない|行いません|対象に(?:は)?含|実施しません|提供しません|提供しない|除く(?:もの)?と|承りません"
    );
    pattern!(
        SAY,
        r"審議|意義|定義|意味|用語|言葉|該当する(?:場合|とき|損害)|場合(?:に|は)は?、|事由|解除|いずれかに該当|測り方|支払|算出|計算"
    );
    let mode = if OUT.is_match(text) {
        Mode::Exclude
    } else if clauses.iter().all(|clause| clause.agent.as_ref().is_none_or(|agent| agent.party != Party::Hospital))
        && CONDITION.is_match(text)
        && around.kind != Kind::Rule
    {
        Mode::OnCondition
    } else if SAY.is_match(text) {
        Mode::Mention
    } else if text.contains("協議") {
        Mode::Open
    } else {
        match ending::force(&end) {
            Force::Strength(Strength::Prohibited) => Mode::Ban,
            Force::Strength(Strength::Permission) => Mode::May,
            Force::Strength(Strength::Effort) => Mode::Try,
            Force::Nothing => Mode::Mention,
            _ => Mode::Do,
        }
    };
    let agent = match (mode, agent) {
        (Mode::Exclude, None) => Some(Party::Vendor),
        (Mode::Exclude, Some(Party::Hospital)) if text.contains("対象") || text.contains("含") => {
            Some(Party::Vendor)
        }
        (_, Some(party)) => Some(party),
        (_, None) if matches!(ending::force(&end), Force::Asked) => Some(Party::Hospital),
        (_, None) => None,
    };
    Lead { mode, agent, words: text.to_owned() }
}

/// Liability and cost: never the act that the sentence mentions.
fn liability(text: &str, sentence: &str, clauses: &[Clause], around: &Around<'_>) -> Vec<Statement> {
    if !LIABLE.is_match(text)
        && !(text.contains("費用")
            && text.contains("負担")
            && (text.contains("復旧") || text.contains("損害") || text.contains("損失")))
        && !(text.contains("損害") && text.contains("負担"))
    {
        return Vec::new();
    }
    if text.contains("保険") && !text.contains("負わ")
        || around.kind == Kind::Rule
        || LEAD.is_match(text) && text.contains("補償") && text.contains("保険")
    {
        return Vec::new();
    }
    pattern!(
        NOT_LIABLE,
        needs[["責", "義務", "補償", "賠償", "免"]],
        r"(?:責任|責め?|義務)を?(?:一切|何ら|も)?、?(?:[負追](?:わ(?:な|ず)|い(?:ませ|かね))|負うもの(?:で|では)は?な)|責任を負いかね|責めに任じ(?:ない|ません)|補償(?:は)?(?:いた)?し(?:ない|ません|かね)|賠償(?:は)?し(?:ない|ません)|賠償(?:の(?:責任|責め?|義務))?を?(?:負わ(?:な|ず)|負いませ)|免責|免れ"
    );
    pattern!(
        LIABLE_FOR,
        needs[["賠償", "補償", "埋め", "負担", "補填", "責任", "上限", "限度", "限る"]],
        r"賠償(?:する|します|しな|の責任を負[うい]|の責めに任ず|責任を負[うい]|し|の?責任|す|の額|額)|補償(?:する|します)|埋め合わせ|負担(?:する|し|と)|補填|(?:損害|損失|障害|事故)[^。]{0,30}責任を負[うい]|上限と|限度と|限る"
    );
    let strength = if NOT_LIABLE.is_match(text) {
        Strength::Disclaimed
    } else if LIABLE_FOR.is_match(text)
        && (text.contains("損害")
            || text.contains("損失")
            || text.contains("賠償")
            || text.contains("復旧")
            || text.contains("補償"))
    {
        Strength::Duty
    } else {
        return Vec::new();
    };
    if text.contains("遅延損害金") || text.contains("保険に加入") {
        return Vec::new();
    }
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.clone());
    let (holder, words, step) = match agent {
        Some(agent) => (agent.party, agent.words, agent.step),
        None if text.contains("その当事者") || text.contains("相手方に") => {
            (Party::Both, String::new(), "当事者双方")
        }
        None => (around.silent.0, String::new(), around.silent.1),
    };
    let holder = if holder == Party::Unstated && around.kind != Kind::Rule { Party::Vendor } else { holder };
    let duty = DutyId::new("inc.liability");
    if around.catalogue.duty(&duty).is_none() {
        return Vec::new();
    }
    let _ = sentence;
    vec![Statement {
        duty,
        half: None,
        holder,
        performer: None,
        strength,
        condition: None,
        scope: None,
        confidence: Confidence::High,
        why: Explanation {
            agent: words,
            step: step.to_owned(),
            ending: tail_of(text).chars().take(24).collect(),
            object: "損害・費用".to_owned(),
            act: String::new(),
        },
    }]
}

/// …は、協議のうえ定める / 別紙3のとおりとする: what the topic speaks of is left open.
fn left_open(text: &str, clauses: &[Clause], around: &Around<'_>, _scan: &Scan) -> Vec<Statement> {
    pattern!(
        TALK,
        needs[["協議", "話", "別途", "別に", "合意", "都度", "別紙", "別表", "別添", "別記", "甲乙"]],
        r"協議(?:の(?:上|うえ)|して|し、|により|を行い|で|し)?[^。]{0,20}(?:定め|決定|決め|行う|よる|取り?決め)|協議(?:する|します|の上|のうえ)。?$|話し?合(?:って|い)[^。]{0,16}(?:決め|定め|決定)|別(?:途|に)[^。]{0,16}(?:定め|協議|合意|取り?決め|契約)|双方(?:の)?合意|その都度[^。]{0,8}(?:決|定)|甲乙間で(?:別途)?定め|都度協議|別(?:紙|表|添|記)[^。]{0,24}(?:のとおり|による|によります|に定める|に示す)"
    );
    let Some(talk) = TALK.find(text) else { return Vec::new() };
    if text.contains("定めのない") || text.contains("疑義") || text.contains("改定") && text.contains("料金")
    {
        return Vec::new();
    }
    // the topic: what stands before は、 or については
    let Some(at) = ["については、", "に関しては、", "は、", "については", "は"]
        .iter()
        .filter_map(|mark| text[..talk.end()].rfind(mark))
        .min_by_key(|at| *at)
    else {
        return Vec::new();
    };
    let topic_end =
        ["は、", "については"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(at).max(at.min(text.len()));
    // 「…したときは、…の方法について協議する」
    let topic_end =
        text[..talk.start().max(topic_end)].rfind("について").filter(|at| *at > topic_end).unwrap_or(topic_end);
    let mut topic = text[..topic_end].to_owned();
    // 「甲は、…を乙と協議して定める」: the object is the topic
    let party_topic = around.parties.resolve(phrase_before(text, topic_end)).is_some();
    if party_topic {
        topic = text.get(topic_end..talk.start()).unwrap_or_default().to_owned();
    }
    // 取得の方法、回数及び時期: what it is about is the act before
    pattern!(
        ASPECT,
        r"の(?:実施)?(?:方法|方式|手順|時期|回数|頻度|範囲|分担|日程|内容|対象|詳細|間隔|期間|形式|仕方|要領|担当|主体|費用|様式|可否)(?:(?:、|及び|並びに|又は|その他)[^、]{1,12})*$"
    );
    let mut duties = around.catalogue.topics(&topic);
    if duties.is_empty()
        && let Some(aspect) = ASPECT.find(&topic)
    {
        topic.truncate(aspect.start());
        duties = around.catalogue.topics(&topic);
    }
    if duties.is_empty() && is_vague(text) || PROVISO.is_match(text) {
        duties = around.catalogue.topics(&format!("{}{}", around.heading, topic));
    }
    let joint = text.contains("甲乙")
        || text.contains("双方")
        || text.contains("甲と乙")
        || text.contains("甲及び乙")
        || text.contains("乙甲");
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.as_ref().map(|agent| agent.party));
    let holder = if joint {
        Party::Both
    } else if text.contains("別紙") || text.contains("別添") || text.contains("別表") {
        Party::Unstated
    } else {
        agent.unwrap_or(Party::Unstated)
    };
    duties
        .into_iter()
        .map(|duty| Statement {
            duty,
            half: None,
            holder,
            performer: None,
            strength: Strength::Open,
            condition: None,
            scope: None,
            confidence: Confidence::High,
            why: Explanation {
                agent: String::new(),
                step: "協議・別途定め".to_owned(),
                ending: talk.as_str().to_owned(),
                object: topic.clone(),
                act: String::new(),
            },
        })
        .collect()
}

fn is_vague(topic: &str) -> bool {
    ["方法", "回数", "事項", "時期", "その他", "分担", "細目"].iter().any(|word| topic.contains(word))
}

/// 「…を希望するときは、その作業を行う」: an act that a condition names is taken up by the predicate.
fn taken_up(text: &str, from: usize) -> Option<usize> {
    pattern!(
        THAT_WORK,
        r"(?:その|当該|この)(?:作業|業務|対応|処理|措置)を(?:行|実施|提供|承)|これを(?:行|実施|承)|対応(?:し|いた)|承[りる]|お受け"
    );
    pattern!(WISHED, needs [["とき", "場合"], ["希望", "依頼", "求め", "要望", "必要", "申込", "要請"]], r"(?:希望|依頼|求め|要望|必要と|申込|要請)[^、。]{0,10}(?:とき|場合)");
    let rest = &text[from..];
    WISHED.find(rest).filter(|found| found.start() < 24)?;
    THAT_WORK.find(rest).map(|found| from + found.start())
}

/// Of a list of nouns, the member in which the act stands: its neighbours' words say nothing about it.
fn listed_part(text: &str, reach: Range<usize>, act: Range<usize>) -> Range<usize> {
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
fn is_light(stem: &str) -> bool {
    ["行", "実施", "担", "担当", "講じ", "実行", "遂行", "代行", "開始", "取", "と", "図"].contains(&stem)
}

/// Between an object and a light verb stands no other noun: 調査を行う, 調査は、乙が行う; not 調査に必要な資料の提供を行う.
fn adjoins(between: &str) -> bool {
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
fn acts_itself(text: &str, place: &Range<usize>, around: &Around<'_>) -> bool {
    let after = &text[place.end..];
    (after.starts_with('は') || after.starts_with('が'))
        && around.parties.resolve(phrase_before(text, place.end)).is_some()
}

/// 「検査室の端末に係るものは、甲が行う」: the part and who takes it.
fn reassigned(body: &str, clauses: &[Clause]) -> Option<(Party, String, String)> {
    pattern!(
        TAKES,
        needs[["は、"]],
        r"^([^。]+?)(?:は|については)、[^。]*(?:[うくぐすつぬぶむる]|ます|こと|とする)。?$"
    );
    let found = TAKES.captures(body).filter(|found| found[1].chars().count() <= 40)?;
    if !PART.is_match(&found[1]) && !found[1].ends_with("場合") && !found[1].contains("端末") {
        return None;
    }
    if ["できる", "できます", "協議", "限りで", "ない"].iter().any(|word| body.contains(word)) {
        return None;
    }
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.as_ref())?;
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

/// 「所属長の申請に基づき」 and the like are the hospital's own procedure, not a condition on the vendor.
fn is_own_procedure(stretch: &str, at: usize) -> bool {
    let near = &stretch[at..];
    near.starts_with("指示") && (near.contains("待たず") || near.contains("従わ"))
        || near.starts_with("求め") && near.starts_with("求めるこ")
        || near.starts_with("請求書")
        || near.starts_with("オプション") && near.starts_with("オプションの解約")
}

/// The chunk that goes on with `rest` ends in a condition, which then holds for all that follows it.
fn reaches_on(rest: &str) -> bool {
    let chunk = rest[..rest.find(['、', '。']).unwrap_or(rest.len())].trim_end();
    [
        "場合",
        "場合は",
        "場合には",
        "場合に限り",
        "とき",
        "ときは",
        "うえで",
        "上で",
        "て",
        "じ",
        "より",
        "基づき",
        "うえ",
        "限り",
    ]
    .iter()
    .any(|end| chunk.ends_with(end))
}

fn around_word(text: &str, range: Range<usize>) -> String {
    let start = text[..range.start].rfind(['、', '。']).map_or(0, |at| at + 3);
    let end = text[range.end..].find(['、', '。']).map_or(text.len(), |at| range.end + at);
    text[start..end].to_owned()
}

/// 「…したときは」 and 「原則として」: kept with the claim, the strength stays.
fn event(text: &str) -> Option<String> {
    pattern!(
        EVENT,
        needs[["とき", "場合", "際は", "原則", "を除"]],
        r"[^、。]+(?:ときは|場合は|場合には|際は|場合に限り)|原則として|[^、。]+を除き"
    );
    EVENT.find(text).map(|found| found.as_str().to_owned())
}

fn scope(text: &str) -> Option<String> {
    pattern!(
        WHERE,
        needs[["端末", "装置", "サー", "拠点", "病棟", "検査"]],
        r"((?:[々〇㐀-䶿一-鿿ァ-ヺヽ-ヿ・のA-Z]{2,})(?:の端末|の装置|のサーバ|端末|拠点|病棟|検査室))(?:に保存された|の分|に係るもの|については|への|は|の)"
    );
    if let Some(found) = SCOPE.find(text)
        && let Some(place) = WHERE.captures(&text[..found.end().max(found.start())])
    {
        return Some(place[1].to_owned());
    }
    WHERE
        .captures(text)
        .filter(|_| text.contains("ただし") || text.contains("の分") || text.contains("については"))
        .map(|found| found[1].to_owned())
}

/// Words of the sentence's last predicate: what follows the last comma, at most forty letters.
fn tail_of(text: &str) -> String {
    let text = text.trim_end();
    let letters: Vec<char> = text.chars().collect();
    letters[letters.len().saturating_sub(36)..].iter().collect()
}

/// The ending that begins at `at`: up to the end of the sentence or, for a predicate inside it, of its clause.
fn ending_of(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let stop = rest.find('。').map_or(rest.len(), |end| end + 3);
    let rest = &rest[..stop];
    // 「当社は毎日写しますが、元に戻せることまでは保証しません」
    match rest.find("が、") {
        Some(end) if end < 24 => &rest[..end],
        _ => rest,
    }
}

/// Blanks what stands in round brackets, keeping every byte's place; a short name given there (以下「二要素認証」という) stays.
fn blank_brackets(text: &str) -> String {
    pattern!(SHORT_NAME, needs [["以下"], ["「"]], r"以下、?(?:単に)?「([^」]{2,20})」");
    let mut out = String::with_capacity(text.len());
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => {
                depth += 1;
                out.push(' ');
            }
            ')' if depth > 0 => {
                depth -= 1;
                out.push(' ');
            }
            _ if depth > 0 => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
            _ => out.push(c),
        }
    }
    if depth > 0 {
        return text.to_owned();
    }
    for name in SHORT_NAME.captures_iter(text).filter_map(|found| found.get(1)) {
        if out[name.range()].trim().is_empty() {
            out.replace_range(name.range(), name.as_str());
        }
    }
    out
}

/// One statement per duty, holder and strength; a surer one wins.
fn tidy(statements: &mut Vec<Statement>, catalogue: &Catalogue, gated: bool) {
    let mut kept: Vec<Statement> = Vec::new();
    for statement in statements.drain(..) {
        match kept.iter_mut().find(|known| {
            known.duty == statement.duty && known.holder == statement.holder && known.strength == statement.strength
        }) {
            Some(known) if known.confidence < statement.confidence => *known = statement,
            Some(_) => {}
            None => kept.push(statement),
        }
    }
    let both: Vec<(DutyId, Party, bool)> = kept
        .iter()
        .filter(|statement| statement.strength == Strength::Prohibited)
        .map(|statement| (statement.duty.clone(), statement.holder, !gated))
        .collect();
    let bound: Vec<(DutyId, Party)> = kept
        .iter()
        .filter(|statement| statement.strength == Strength::Duty)
        .map(|statement| (statement.duty.clone(), statement.holder))
        .collect();
    // beside a positive requirement a ban adds nothing; beside a ban until consent the asking adds nothing
    kept.retain(|statement| {
        let ban = both.iter().find(|(duty, holder, _)| statement.duty == *duty && statement.holder == *holder);
        match (statement.strength, ban) {
            (Strength::Duty, Some((.., false))) => false,
            (Strength::Prohibited, Some((.., true))) => {
                !bound.iter().any(|(duty, holder)| statement.duty == *duty && statement.holder == *holder)
            }
            _ => true,
        }
    });
    let named: Vec<(DutyId, Party)> = kept.iter().map(|statement| (statement.duty.clone(), statement.holder)).collect();
    kept.retain(|statement| {
        let yields = catalogue.duty(&statement.duty).map(|duty| duty.yields_to.as_slice()).unwrap_or_default();
        !named.iter().any(|(duty, holder)| *holder == statement.holder && yields.iter().any(|to| to == duty.as_str()))
    });
    *statements = kept;
}

/// What a sentence beginning with the receipt of a message tells of its silent subject.
pub fn is_receipt(sentence: &str) -> bool {
    RECEIVED.is_match(sentence)
}

/// The sentence goes on from the one before: また, なお, この場合, ただし.
pub fn is_linked(sentence: &str) -> bool {
    LINKS.is_match(sentence) || PROVISO.is_match(sentence)
}
