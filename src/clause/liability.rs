//! Liability and cost: never the act that the sentence mentions. In: a sentence. Out: claims of `inc.liability`.

use crate::model::{DutyId, Explanation, Kind, Party, Strength};
use crate::text::pattern;

use super::doer::Clause;
use super::lead::LEAD;
use super::statement::{Around, Statement, tail_of};

pattern!(
    LIABLE,
    r"責任を(?:一切)?(?:負わ|負い|追わ|負う)|責めを(?:負|追)|責を(?:負|追)|責(?:任|め)?(?:を|から)?免|免責|免除され|弁償|補償し|補償[すは]|賠償|補填|埋め合わせ|損害(?:を|額|は|について).{0,20}(?:負担|上限|限度)|責めに任|(?:不具合|損害|障害|事故|損失|故障)[^。]*義務を負わ"
);

/// Liability and cost: never the act that the sentence mentions.
pub(super) fn liability(text: &str, clauses: &[Clause], around: &Around<'_>) -> Vec<Statement> {
    if !LIABLE.is_match(text)
        && !(text.contains("費用")
            && text.contains("負担")
            && (text.contains("復旧") || text.contains("損害") || text.contains("損失")))
        && !(text.contains("損害") && text.contains("負担"))
        && !is_of_attack(text)
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
        r"(?:責任|責め?|義務)を?(?:一切|何ら|も)?、?(?:[負追](?:わ(?:ない|なく|ず)|い(?:ませ|かね))|負うもの(?:で|では)は?な)|責任を負いかね|責めに任じ(?:ない|ません)|補償(?:は)?(?:いた)?し(?:ない|ません|かね)|賠償(?:は)?し(?:ない|ません)|賠償(?:の(?:責任|責め?|義務))?を?(?:負わ(?:ない|ず)|負いませ)|賠償(?:を|は)?要し(?:ない|ません)|免責|免れ|免除され"
    );
    pattern!(
        LIABLE_FOR,
        r"賠償(?:する|します|しな|の責任を負[うい]|の責めに任ず|責任を負[うい]|し|の?責任|す|の額|額)|補償(?:する|します)|弁償(?:する|します|は)|埋め合わせ|負担(?:する|し|と)|補填|(?:損害|損失|障害|事故)[^。]*責任を負[うい]|上限と|限度と|限る"
    );
    let strength = if NOT_LIABLE.is_match(text) {
        Strength::Disclaimed
    } else if LIABLE_FOR.is_match(text)
        && (text.contains("損害")
            || text.contains("損失")
            || text.contains("賠償")
            || text.contains("復旧")
            || text.contains("補償")
            || text.contains("弁償")
            || is_of_attack(text))
    {
        Strength::Duty
    } else {
        return Vec::new();
    };
    if text.contains("遅延損害金") || text.contains("保険に加入") {
        return Vec::new();
    }
    let borne = bearer(text, around);
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.clone());
    let (holder, words, step) = match (borne, agent) {
        (Some((party, words)), _) => (party, words.to_owned(), "負う者"),
        (None, Some(agent)) => (agent.party, agent.words, agent.step),
        (None, None) if text.contains("その当事者") || text.contains("相手方に") => {
            (Party::Both, String::new(), "当事者双方")
        }
        (None, None) => (around.silent.0, String::new(), around.silent.1),
    };
    let holder = if holder == Party::Unstated && around.kind != Kind::Rule { Party::Vendor } else { holder };
    let duty = DutyId::new("inc.liability");
    if around.catalogue.duty(&duty).is_none() {
        return Vec::new();
    }
    let why = Explanation {
        agent: words,
        step: step.to_owned(),
        ending: tail_of(text).chars().take(24).collect(),
        object: "損害・費用".to_owned(),
        act: String::new(),
    };
    vec![Statement::new(duty, holder, strength, why)]
}

/// 乙が甲に対して負う賠償の額は、甲が支払った料金を超えない: who bears it, with the words, stands before its noun.
pub(super) fn bearer<'a>(text: &'a str, around: &Around<'_>) -> Option<(Party, &'a str)> {
    pattern!(
        BORNE,
        needs[["負う", "支払う", "行う", "負担する"], ["賠償", "補償"]],
        r"([^、。はがの]{1,12})[がの](?:[^、。はが]{1,12}に(?:対し(?:て)?)?、?)?(?:負う|支払う|行う|負担する)(?:べき)?(?:損害)?(?:賠償|補償)(?:の額|額|責任|義務|の責任)?(?:は|の)"
    );
    let words = BORNE.captures(text)?.get(1)?.as_str();
    around.parties.resolve(words).map(|(party, _)| (party, words))
}

/// …が侵入の原因と認められたときは、前項の費用は、乙が負担する: who pays for what an attack did.
fn is_of_attack(text: &str) -> bool {
    pattern!(CAUSED, needs[["原因"]], r"原因[^、。]{0,16}(?:とき|場合)");
    ["費用", "負担"].iter().all(|word| text.contains(word))
        && CAUSED.is_match(text)
        && ["侵入", "攻撃", "漏えい", "感染", "事故"].iter().any(|word| text.contains(word))
}

/// Where the words end that only say what a damage came from: 端末の更新の遅れに起因する損害については、.
/// In sentences about liability any cause counts, in others only one that says so.
pub(super) fn causes_of_damage(text: &str, is_liability: bool) -> usize {
    pattern!(
        NEGLECT,
        needs[["起因", "基因", "由来", "原因", "未", "怠", "遅れ", "不備", "懈怠"]],
        r"(?:に起因|に基因|に由来|を原因と|が原因|(?:未[\p{Han}]{1,4}|怠り|怠ったこと|遅れ|不備|懈怠)(?:により|による|に伴))[^、。]{0,24}?(?:損害|損失|被害|障害|故障|不具合|事故|費用|復旧|修理)[^、。]{0,20}(?:は|を|について|に関し|につき)"
    );
    pattern!(
        CAUSES,
        r"(?:に起因|に基因|に由来|を原因と|が原因|に伴|によ(?:る|り|って)|から)[^。、]{0,24}?(?:損害|損失|被害|障害|故障|不具合|事故|費用)[^。、]{0,20}(?:は|を|について|に関し|につき)"
    );
    // 更新の遅れが侵入の原因と認められたときは、: what was left undone, before who pays for it
    pattern!(
        OMITTED,
        needs[["原因", "理由", "発端", "引き金", "契機"]],
        r"(?:遅れ|遅延|不備|懈怠|怠慢|漏れ|誤り|怠ったこと|なかったこと|未[\p{Han}]{1,4})(?:が|に)[^、。]{0,24}(?:原因|理由|発端|引き金|契機)[^、。]{0,16}(?:とき|場合)(?:は|に|には|において)?、"
    );
    let found = match is_liability {
        true => CAUSES.find(text).or_else(|| OMITTED.find(text)),
        false => NEGLECT.find(text),
    };
    found.map_or(0, |found| found.end())
}

/// The strength of a claim about damages: a cap is a promise up to it, and who is freed of them promises nothing.
pub(super) fn answered_for(strength: Strength, text: &str, ending: &str) -> Strength {
    pattern!(FREED, needs[["免れ", "免じ", "負わ", "負い"]], r"を免れ|免じられ|負わ(?:ない|ず)|負い(?:ませ|かね)");
    // 委託料を上限とする, …を超えないものとする
    let capped = ["超えない", "超えません", "上限", "限度"].iter().any(|word| text.contains(word));
    match strength {
        Strength::Disclaimed | Strength::Prohibited if capped => Strength::Duty,
        Strength::Duty if !capped && FREED.is_match(ending) => Strength::Disclaimed,
        other => other,
    }
}
