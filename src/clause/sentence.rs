//! One sentence: who acts, and on what words. In: a respelt sentence and its surroundings. Out: [`Statement`]s.

use crate::catalogue::{Catalogue, Class};
use crate::model::{Confidence, DutyId, Party, Strength};
use crate::text::pattern;

use super::aside::{aim_of_body, is_other_matter, names_topic, sets_bounds, supplies, supplies_papers};
use super::doer::{Clause, clauses};
use super::draft::is_unsettled;
use super::ending::is_of_thing;
use super::form::{self, Form, Use};
use super::idle::is_idle;
use super::lead::{LEAD, lead};
use super::learnt::{Words, learnt};
use super::liability::{causes_of_damage, liability};
use super::open::left_open;
use super::pairs::pairs;
use super::piece::flows_into_condition;
use super::predicate;
use super::reach::{Verb, acts_itself, adjoins, is_light, listed_part, reassigned};
use super::seen::Seen;
use super::statement::{ANAPHOR, Around, GATE, LINKS, Lead, Mode, PROVISO, Statement, tail_of};
use super::trade::{is_about_systems, is_of_other_trade};
use super::turn::plainly;
use super::weigh::weigh;

/// What a sentence gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
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
    RECEIVED,
    r"^(?:前[項条]|第[0-9]+項)の[^、]{0,24}(?:通知|報告|知らせ|連絡|届出|申出|請求|申請|申入れ|通報|提出|書面|届|申込み?|一報|速報|電話|作業票|願|依頼|照会|相談|伺い|通告)[^、]{0,12}(?:を受けた|があった|を受理した|に接した|を受け取った|を受取った|を受けて|を受けた者)"
);

pattern!(ANAPHOR_PART, r"(?:に係るもの|の分|のもの|以外|部分の[^、。はを]{1,8})(?:は|については)、");
pattern!(DECIDED, r"決(?:定|める|め、|する|し、|まる)|判断(?:する|し|を)|答え|回答|返事|通知");

pattern!(LISTLESS, r"定義|意義|意味|用語|場合|事由|審議|該当する(?:場合|とき)|言葉|いずれかに該当");

/// Reads one sentence.
pub(super) fn read(sentence: &str, around: &Around<'_>, has_list: bool) -> Outcome {
    let text = blank_brackets(sentence);
    let pieces = match plainly(&text, around.parties) {
        Some(plain) => plain.into_iter().flat_map(|one| pairs(&one, around.parties).unwrap_or(vec![one])).collect(),
        None => match pairs(&text, around.parties) {
            Some(pieces) => pieces,
            None => return read_one(sentence, text, around, has_list),
        },
    };
    if let [only] = &pieces[..] {
        return read_one(only, only.clone(), around, has_list);
    }
    let mut outcome = Outcome::default();
    for piece in pieces {
        let part = read_one(&piece, piece.clone(), around, false);
        outcome.agent = part.agent.or(outcome.agent);
        outcome.statements.extend(part.statements);
    }
    tidy(&mut outcome.statements, around.catalogue, GATE.is_match(sentence));
    outcome
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
    if is_idle(body, around) {
        return outcome;
    }
    // ただし、端末の分についてはこの限りでなく、病院が取る: the exception says who does it instead
    pattern!(INSTEAD, needs[["この限りで"]], r"(?:について)?は、?この限りで(?:は)?なく、");
    if let Some(found) = INSTEAD.find(body)
        && PROVISO.is_match(sentence)
    {
        let part = format!("ただし、{}については、{}", &body[..found.start()], &body[found.end()..]);
        let clauses = clauses(&part, "ただし、".len(), around.parties);
        outcome.reassigns = reassigned(&part["ただし、".len()..], &clauses, around.before);
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
            && !scan.acts.is_empty()
            && outcome.lead.as_ref().is_some_and(|lead| lead.mode == Mode::Mention)
        {
            outcome.statements.extend(liability(&text, &clauses, around));
            return outcome;
        }
    }
    outcome.statements.extend(liability(&text, &clauses, around));
    outcome.statements.extend(left_open(&text, &clauses, around));
    let is_open = outcome.statements.iter().any(|statement| statement.strength == Strength::Open);

    // what a damage came from and what a body is set up for are no acts
    let causes = causes_of_damage(&text, !outcome.statements.is_empty());
    let aims = aim_of_body(&text).max(causes);
    // ただし、健診棟のサーバに係るものは、甲が行う: the rule before, for a part
    if PROVISO.is_match(sentence) && ANAPHOR_PART.is_match(&text) && outcome.statements.is_empty() {
        outcome.reassigns = reassigned(&text[offset..], &clauses, around.before);
        if outcome.reassigns.is_some() {
            return outcome;
        }
    }
    let leads = outcome.lead.is_some();
    let words = Words { text: &text, sentence, ending: &whole_ending, scan: &scan, context: &context_scan };
    let learnt = learnt(&words, &clauses, around, is_open, leads);
    let mut listed: Vec<(usize, DutyId)> = Vec::new();
    let mut previous_objects_from = offset;
    let says = |(at, clause): &(usize, &Clause)| {
        says_act(&text[clause.range.clone()]) && !flows_into_condition(&text, &clauses, *at)
    };
    for (at, clause) in clauses.iter().enumerate().filter(says) {
        let acts: Vec<_> = scan
            .acts
            .iter()
            .filter(|act| act.stem.start >= clause.range.start.max(aims) && act.stem.end <= clause.range.end)
            .collect();
        let mut verb: Option<Verb> = None;
        for act in acts {
            let phrase = act.phrase;
            let lexicon = &around.catalogue.lexicon;
            let known = verb.take().filter(|known| known.is_of(act));
            let verb = verb.insert(known.unwrap_or_else(|| Verb::of(&text, act, clause)));
            let mut found = verb.found;
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
            let from = verb.from().max(aims);
            let mut reach = from..clause.range.end;
            let mut leans = false;
            let (object, confidence) = if lexicon.needs_no_object(phrase) {
                (String::new(), Confidence::High)
            } else if let Some(place) = lexicon
                .object(&scan, phrase, from..act.stem.end)
                .filter(|place| !acts_itself(&text, place, around))
                .filter(|place| {
                    !is_light(&text[act.stem.clone()]) || adjoins(&text[place.end..act.stem.start.max(place.end)])
                        // 移行の支援 is the help that the duty asks for
                        || text[place.clone()].ends_with("移行")
                })
            {
                (text[place].to_owned(), Confidence::High)
            } else if !is_light(&text[act.stem.clone()])
                && verb.shares_object()
                && let Some(place) =
                    lexicon.object(&scan, phrase, verb.pronoun_reach(previous_objects_from)..act.stem.end)
            {
                reach.start = reach
                    .start
                    .min(text[..place.start].rfind(['、', '。']).map_or(offset, |comma| comma + '、'.len_utf8()));
                (text[place].to_owned(), Confidence::Medium)
            } else if verb.may_lean(around)
                && !(from > offset && text[from..act.stem.start].contains("これ"))
                && (!is_light(&text[act.stem.clone()]) || text[..act.stem.start].ends_with("これを"))
                && let Some(place) = lexicon.object(&context_scan, phrase, 0..context.len())
            {
                leans = true;
                (context[place].to_owned(), Confidence::Medium)
            } else {
                continue;
            };

            // サーバが記録を残す設定を保つ: what is kept is the setting
            pattern!(
                SETTING,
                needs[["状態を", "設定を", "構成を"]],
                r"[るたいう](?:状態|設定|構成)を(?:常に|適切に)?$"
            );
            if SETTING.is_match(&text[..act.stem.start])
                && ["保", "維持", "続", "保持"].iter().any(|keeps| text[act.stem.clone()].starts_with(keeps))
            {
                continue;
            }
            let reach = listed_part(&text, reach, act.stem.clone());
            if lexicon.is_barred(&scan, phrase, reach)
                || leans && lexicon.is_barred(&context_scan, phrase, 0..context.len())
                || lexicon.is_barred(&referred_scan, phrase, 0..around.referred.len())
                || !lexicon.has_company(phrase, &[&scan, &context_scan])
            {
                continue;
            }
            let duty = lexicon.duty_of(phrase).clone();
            let given = lexicon.is_given(phrase);
            if !given && !learnt.lets_stand(at, &duty) {
                continue;
            }
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
                scan: &scan,
                context: &context_scan,
            });
            let statement = statement.filter(|statement| given || learnt.bears(at, statement));
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
            listed.extend(statement.iter().map(|statement| (at, statement.duty.clone())));
            outcome.statements.extend(statement);
        }
        // nouns that hold object and act in one
        for (duty, place, given) in around.catalogue.lexicon.solos(&scan) {
            if place.start < clause.range.start.max(aims) || place.end > clause.range.end {
                continue;
            }
            let found = predicate::read(&text, place.end, Class::Suru);
            if !given && !learnt.lets_stand(at, duty) {
                continue;
            }
            let is_topic = matches!(found.form, Form::Item) && text[place.end..].starts_with(['は', 'を']);
            if is_topic
                || matches!(found.form, Form::Embedded(_) | Form::Attribute)
                || around.catalogue.lexicon.bars(&scan, duty, listed_part(&text, clause.range.clone(), place.clone()))
            {
                continue;
            }
            let statement = weigh(Seen {
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
                scan: &scan,
                context: &context_scan,
            });
            let statement = statement.filter(|statement| given || learnt.bears(at, statement));
            listed.extend(statement.iter().map(|statement| (at, statement.duty.clone())));
            outcome.statements.extend(statement);
        }
        previous_objects_from = previous_objects_from.min(clause.range.start);
    }
    let caused = |at: usize| clauses[at].range.start < causes;
    outcome.statements.extend(learnt.beside(&listed).filter_map(|(at, statement)| {
        (!caused(at) || statement.duty.as_str() == "inc.liability").then_some(statement)
    }));
    outcome.statements.extend(refused(&text, &clauses, &outcome.statements));
    outcome.statements.extend(timed(sentence, &outcome.statements));
    if outcome.statements.is_empty() && PROVISO.is_match(sentence) {
        outcome.reassigns = reassigned(&text[offset..], &clauses, around.before);
    }
    // 〔 〕は、ログを点検する: nobody has been written in
    pattern!(
        BLANK_DOER,
        needs[["〕", "】", "]", ")", "__", "〇〇", "○○", "●●", "△△", "□□", "××"]],
        r"(?:^|、|。)\s*(?:\([\s\u{3000}_]*\)|〔[\s\u{3000}_]*〕|【[\s\u{3000}_]*】|\[[\s\u{3000}_]*\]|_{2,}|〇{2,}|○{2,}|●{2,}|△{2,}|□{2,}|×{2,})(?:は|が)"
    );
    if BLANK_DOER.is_match(sentence) {
        for statement in &mut outcome.statements {
            if matches!(statement.strength, Strength::Duty | Strength::Conditional | Strength::Effort) {
                (statement.strength, statement.holder) = (Strength::Open, Party::Unstated);
            }
        }
    }
    if is_unsettled(sentence, around.heading) {
        for statement in &mut outcome.statements {
            (statement.strength, statement.holder) = (Strength::Open, Party::Unstated);
        }
    }
    if !outcome.statements.is_empty() && is_of_other_trade(sentence) {
        outcome.statements.retain(|statement| !is_about_systems(&statement.duty));
    }
    let opened: Vec<DutyId> = outcome
        .statements
        .iter()
        .filter(|statement| statement.strength == Strength::Open)
        .map(|statement| statement.duty.clone())
        .collect();
    outcome.statements.retain(|statement| {
        !matches!(statement.strength, Strength::Duty | Strength::Stated) || !opened.contains(&statement.duty)
    });
    tidy(&mut outcome.statements, around.catalogue, GATE.is_match(sentence));
    outcome
}

/// 届出は甲が行い、乙は、これを代行しない: what one side does the other says not to do.
fn refused(text: &str, clauses: &[Clause], statements: &[Statement]) -> Vec<Statement> {
    pattern!(
        REFUSES,
        needs[["これ", "それ", "当該"]],
        r"(?:これら?|それら?|当該(?:作業|業務|手続))(?:の(?:代行|作業|業務|実施))?(?:を|は|に)、?(?:代行|関与|実施|担当|受託|代わって行|行わ|行い|担わ|引き?受け|負担)(?:し|いたし|わ|い|は)*(?:ない|ません)"
    );
    let Some(place) = REFUSES.find(text) else { return Vec::new() };
    let agent =
        clauses.iter().find(|clause| clause.range.contains(&place.start())).and_then(|clause| clause.agent.as_ref());
    let Some(agent) = agent.filter(|agent| agent.direct && agent.party == Party::Vendor) else { return Vec::new() };
    let done = statements.iter().filter(|known| known.holder == Party::Hospital && known.strength == Strength::Duty);
    done.map(|known| {
        let mut refused = Statement { holder: agent.party, strength: Strength::Disclaimed, ..known.clone() };
        refused.why.agent.clone_from(&agent.words);
        refused.why.step = agent.step.to_owned();
        refused.why.ending = place.as_str().to_owned();
        refused
    })
    .collect()
}

/// 2時間以内に到着し、復旧させる: watching and repairing within a measured time is a service level too.
fn timed(sentence: &str, statements: &[Statement]) -> Option<Statement> {
    pattern!(
        WITHIN,
        r"[0-9]+(?:分|時間|営業日)(?:以内|まで|のうち)[^。]{0,30}(?:到着|着手|応答|回答|復旧|復帰|差向|差し向|駆付|駆け付|修復|折返し|折り返し|再開|開始|始め|直す|直し|派遣|出向|うかが|伺|暫定|回復|対応|向かわせ)"
    );
    // 故障の修理(連絡から8時間以内)
    pattern!(WITHIN_BRACKETS, r"\([^()]{0,20}(?:から|後|より)[0-9]+(?:分|時間|営業日)(?:以内|まで)\)");
    let level = DutyId::new("sla.level");
    if !WITHIN.is_match(sentence) && !WITHIN_BRACKETS.is_match(sentence)
        || statements.iter().any(|statement| statement.duty == level)
    {
        return None;
    }
    let repair = statements.iter().find(|statement| statement.duty.as_str() == "sla.monitor")?;
    (matches!(repair.strength, Strength::Duty | Strength::Effort) && repair.holder == Party::Vendor)
        .then(|| Statement { duty: level, ..repair.clone() })
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
    // 番号の棚卸し、札の点検を行わない: the noun of a list, read once more as a verb that goes on
    let refused: Vec<(DutyId, Party, String, String)> = kept
        .iter()
        .filter(|statement| statement.strength == Strength::Disclaimed)
        .map(|one| (one.duty.clone(), one.holder, one.why.object.clone(), one.why.act.clone()))
        .collect();
    kept.retain(|one| {
        let is_noun_of = |(duty, holder, object, act): &(DutyId, Party, String, String)| {
            *duty == one.duty
                && *holder == one.holder
                && *object == one.why.object
                && act.len() > one.why.act.len()
                && act.starts_with(&one.why.act)
        };
        one.strength != Strength::Duty || one.why.act.is_empty() || !refused.iter().any(is_noun_of)
    });
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
    // 稼働の監視及び侵入の監視: each of them for itself
    let named: Vec<_> =
        kept.iter().map(|statement| (statement.duty.clone(), statement.holder, statement.part)).collect();
    kept.retain(|statement| {
        let yields = catalogue.duty(&statement.duty).map(|duty| duty.yields_to.as_slice()).unwrap_or_default();
        !named.iter().any(|(duty, holder, part)| {
            let is_apart = part.zip(statement.part).is_some_and(|(one, other)| one.0 == other.0 && one.1 != other.1);
            *holder == statement.holder && !is_apart && yields.iter().any(|to| to == duty.as_str())
        })
    });
    *statements = kept;
}

/// What a sentence beginning with the receipt of a message tells of its silent subject.
pub(super) fn is_receipt(sentence: &str) -> bool {
    RECEIVED.is_match(sentence)
}

/// The sentence goes on from the one before: また, なお, この場合, ただし.
pub(super) fn is_linked(sentence: &str) -> bool {
    LINKS.is_match(sentence) || PROVISO.is_match(sentence)
}

fn says_act(clause: &str) -> bool {
    // 内部監査の支援, 計画についての助言: a member of a list that only helps
    pattern!(
        HELP,
        needs[["支援", "助言", "補助", "手伝い", "援助", "協力", "サポート"]],
        r"(?:の|についての|に関する|に対する)(?:支援|助言|補助|手伝い|援助|協力|サポート)(?:業務|作業)?$"
    );
    // メーカーの窓口をご案内する: another's desk
    pattern!(
        REFERS,
        needs[["窓口を"]],
        r"(?:メーカ|製造元|販売元|提供元|発売元|他社)[^、。]{0,10}窓口を、?(?:ご)?(?:案内|紹介)"
    );
    let words = clause.trim_end_matches(['、', '。', ' ']);
    !HELP.is_match(words)
        && !is_of_thing(words)
        && !is_other_matter(words)
        && !REFERS.is_match(words)
        && !sets_bounds(clause)
        && !supplies(clause)
        && !supplies_papers(clause)
        && !names_topic(clause)
}

/// Blanks what stands in round brackets, keeping every byte's place; a short name given there (以下「二要素認証」という) stays.
fn blank_brackets(text: &str) -> String {
    pattern!(SHORT_NAME, r"以下、?(?:単に)?「([^」]{2,20})」");
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
