//! What one act of a sentence comes to. In: an act with its clause and surroundings. Out: a [`Statement`] with holder, strength,
//! condition and scope, or none.

use crate::model::{Confidence, DutyId, Explanation, Kind, Level, Party, Strength};
use crate::text::pattern;

use super::condition::{CONDITION, asked_for, event, left_out, scope};
use super::doer::told;
use super::ending::{self, Force};
use super::force::force_of;
use super::form::Form;
use super::level::{by_kind, is_unwanted};
use super::liability::{answered_for, bearer};
use super::negation;
use super::passing::{Weighed, is_in_passing};
use super::piece::LEFT_OUT;
use super::seen::Seen;
use super::statement::{GATE, Mode, Statement};

/// 甲は、代行会社に同等の義務を守らせ、監督する; 運用を委託している会社から報告を受ける: one whom the vendor itself has charged.
fn looks_after_agent(text: &str) -> bool {
    pattern!(
        AGENT,
        needs[["委託し", "委託先", "代行", "協力会社", "下請"]],
        r"(?:を|の)委託し(?:た|ている|ております)(?:会社|事業者|業者|先)|代行会社|協力会社|下請(?:業者|会社)|(?:当社|弊社|自社)の委託先"
    );
    AGENT.is_match(text)
}

pub(super) fn weigh(seen: Seen<'_>) -> Option<Statement> {
    let Seen { around, clause, text, found, .. } = seen;
    let mut duty = around.catalogue.lexicon.settle(&seen.duty, seen.scan, seen.context)?;
    let kind = around.kind;
    let ban_is_measure = around.catalogue.duty(&duty).is_some_and(|duty| duty.ban_is_measure);
    // staff who tell their own director give no word to the other side
    let doer = clause.agent.as_ref().map_or(around.silent.0, |agent| agent.party);
    if kind.level() == Level::Internal
        && clause.agent.as_ref().is_none_or(|agent| agent.party == Party::Hospital)
        && duty.as_str() == "inc.notify"
        && !matches!(doer, Party::Vendor | Party::Subcontractor)
        && told(&text[clause.range.start..seen.stem.start], around.parties) == Some(Party::Hospital)
    {
        return None;
    }
    // who
    // 会社が守ること: 監視室が…: whose a room is, the words over the list say
    let of_lead = around.lead.filter(|_| kind.level() == Level::Binding).and_then(|lead| lead.agent);
    let (mut holder, mut step, mut words, mut confidence) = match &clause.agent {
        Some(agent)
            if agent.guessed
                && ["監視室", "監視センタ", "窓口", "当番"].iter().any(|room| agent.words.contains(room))
                && of_lead.is_some_and(|party| party != agent.party) =>
        {
            (
                of_lead.unwrap_or(agent.party),
                "柱書・見出しの主語",
                agent.words.clone(),
                seen.confidence.min(Confidence::Medium),
            )
        }
        Some(agent) => (
            agent.party,
            agent.step,
            agent.words.clone(),
            if agent.guessed { seen.confidence.min(Confidence::Medium) } else { seen.confidence },
        ),
        // 平時は無効とし、甲が、…有効にする
        None if around.silent.2 == Confidence::Low && clause.later.is_some() => {
            let later = clause.later.as_ref();
            let words = later.map(|agent| agent.words.clone()).unwrap_or_default();
            let party = later.map_or(Party::Unstated, |agent| agent.party);
            (party, "同じ文の後の節の主語", words, seen.confidence.min(Confidence::Medium))
        }
        None => {
            let (party, step, sure) = around.silent;
            (party, step, String::new(), seen.confidence.min(sure))
        }
    };
    // ロックされる設定とする: the setting is made, and not by itself
    pattern!(
        SET_SO,
        r"(?:設定|構成|仕様|運用|状態|こと)(?:に|と)(?:する|し|して|した|しておく)(?:こと|もの)?(?:と(?:する|します))?。?$"
    );
    let is_kept_from = text[seen.stem.start..clause.range.end.max(seen.stem.start)].contains("ないよう");
    if found.voice.passive
        && !is_kept_from
        && !(kind == Kind::Rule && SET_SO.is_match(seen.whole_ending))
        && clause.agent.is_none()
        && !matches!(kind, Kind::Specification | Kind::Disclosure | Kind::Sla | Kind::Terms)
        && around.lead.is_none()
    {
        holder = Party::Unstated;
        step = "受身で主体の記載なし";
    }
    if duty.as_str() == "inc.liability"
        && let Some((party, bearing)) = bearer(text, around)
    {
        (holder, step, words) = (party, "負う者", bearing.to_owned());
    }
    // 甲は、丙の業務の状況を検査する, 丙 working below 甲
    pattern!(WATCHED, r"([^、。はがのを]{1,16})の(?:業務|作業|履行|管理|取扱い|実施|安全管理)");
    let is_below = |found: &str| around.parties.resolve(found).is_some_and(|(party, _)| party == Party::Subcontractor);
    if duty.as_str() == "sel.supervise"
        && holder == Party::Vendor
        && WATCHED.captures_iter(&text[clause.range.clone()]).any(|found| is_below(&found[1]))
    {
        duty = DutyId::new("sub.control");
    }
    // 稼働率は、99.9%以上とする: who serves keeps the level
    if duty.as_str() == "sla.level" && holder == Party::Unstated && kind.level() == Level::Binding {
        (holder, step) = (Party::Vendor, "水準はサービスを提供する側");
    }
    // 回線の種別及び管理者は、別添2のとおりとする: settled in another paper, and by nobody here
    pattern!(
        AS_ANNEX,
        needs[["別"]],
        r"別(?:紙|添|表|記|冊|途)[0-9A-Z]{0,3}(?:第?[0-9]*(?:項|号)?)(?:のとおり|による|に定める(?:ところ)?|に示す)(?:もの)?(?:と(?:する|します))?。?$"
    );
    // 甲が適用するものを決め: not the update itself
    pattern!(
        CHOOSES,
        needs[["決め", "決定", "選", "定め", "判断"]],
        r"(?:適用|採用|導入|投入|更新)する(?:もの|更新|修正|版|か(?:どうか|否か)?)[^、。を]{0,6}を(?:決め|決定|選|定め|判断)|(?:適用|採用|導入|投入|更新|実施)の(?:可否|要否|是非|当否)(?:は|を|について)[^。]{0,16}(?:決め|決定|選|定め|判断)|(?:取捨|採否|適否|要否)を(?:決め|決定|選|定め|判断)"
    );
    if ["vul.server", "vul.terminal", "vul.network"].contains(&duty.as_str())
        && CHOOSES.find_iter(&text[..clause.range.end]).any(|choice| {
            choice.end() > clause.range.start
                && !["適用", "実施", "当て", "入れ", "投入"]
                    .iter()
                    .any(|act| text[choice.end()..clause.range.end].contains(act))
        })
    {
        duty = DutyId::new("vul.decide");
    }
    // 遮断するか否かを決し、乙に伝える: word of a decision is no word of an accident
    pattern!(
        DECISION,
        needs[["否か", "どうか", "可否", "要否"], ["決", "判断"]],
        r"(?:か否か|かどうか|可否|要否)を[^。を]{0,12}(?:決|判断)[^。]*?、"
    );
    if duty.as_str() == "inc.notify" && holder == Party::Hospital && DECISION.is_match(&text[..seen.stem.start]) {
        return None;
    }
    // 連絡先を改めたときは、…に知らせる: word of a change is none either
    pattern!(
        CHANGED,
        needs[["変更", "改め", "変わ", "変え", "異動", "交代", "交替", "更新"], ["とき", "場合", "際", "都度"]],
        r"(?:変更|改め|変わ|変え|異動|交代|交替|更新)[^、。]{0,8}?(?:とき|場合|際|都度)(?:は|に|には)?、"
    );
    pattern!(ACCIDENT, r"事故|漏|異常|侵害|侵入|攻撃|障害|感染|紛失|盗|不正|インシデント|停止");
    if duty.as_str() == "inc.notify"
        && CHANGED.is_match(&text[clause.range.start.min(seen.stem.start)..seen.stem.start])
        && !ACCIDENT.is_match(text)
    {
        return None;
    }
    // 通報を受けたときは2時間以内に着手する: who is told does not tell
    pattern!(
        TOLD,
        needs[["受けた"]],
        r"(?:通報|連絡|通知|報告|申告|知らせ)(?:を|が)?(?:受けた|受け付けた)(?:とき|場合|際)(?:は|に|には)?"
    );
    if duty.as_str() == "inc.notify"
        && let Some(told) = TOLD.find(text)
        && !["知らせ", "通知", "連絡", "報告", "伝え", "通報"].iter().any(|tell| text[told.end()..].contains(tell))
    {
        return None;
    }
    let mut delegated = false;
    if seen.act.starts_with("とおり") || duty.as_str() == "inc.notify" && text.contains("取次") {
        return None;
    }
    pattern!(SHARED, needs[["共用", "使い", "貸し"]], r"^(?:共用|使い回|使いまわ|貸し借り)");
    // how strongly
    let (force, ending_words) = force_of(&seen, holder)?;
    let mut strength = match force {
        Force::Nothing => return None,
        Force::Strength(Strength::Duty) if ending::is_announced(ending_words) => Strength::Planned,
        Force::Strength(strength) => strength,
        // the act itself is refused, or a service that carries it
        Force::Negated
            if ban_is_measure
                && (is_unwanted(&duty) || matches!(found.form, Form::Finite { at } if at == seen.stem.end)) =>
        {
            Strength::Prohibited
        }
        // 他の者と共用しない: what is not done is the fault itself
        Force::Negated if SHARED.is_match(&text[seen.stem.start..]) => Strength::Prohibited,
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
                && clause
                    .agent
                    .as_ref()
                    .is_none_or(|agent| !agent.direct || !matches!(agent.party, Party::Vendor | Party::Third))
            {
                holder = Party::Hospital;
                step = "相手への依頼の文末";
            }
            Strength::Duty
        }
    };
    // 見張りは、本業務の範囲外とし、別に調達する
    pattern!(
        OUTSIDE,
        needs[["範囲外", "対象外", "業務外"], ["別"]],
        r"^[^、。]{1,40}は、?[^、。]{0,16}(?:範囲外|対象外|業務外)とし、(?:別に|別途|別の)[^、。]{0,16}。?$"
    );
    let excluded = found.voice.excluded
        || OUTSIDE.is_match(text.trim())
        || matches!(found.form, Form::Finite { .. }) && LEFT_OUT.is_match(ending_words) && !ending_words.contains('、');
    if excluded {
        strength = Strength::Disclaimed;
        // 当院の情報係が行うため、本業務に含まない: the doer of the reason refuses nothing
        pattern!(REASON, r"(?:行う|行い|する|担う|担当する|実施する|ます)(?:ため|ので|から|ことから|もの)、");
        if clause.agent.as_ref().is_some_and(|agent| agent.party == Party::Hospital)
            && REASON.is_match(&text[clause.range.clone()])
        {
            holder = Party::Vendor;
            step = "業務範囲からの除外";
            words.clear();
        }
        if clause.agent.as_ref().is_none_or(|agent| agent.party != Party::Hospital)
            && !matches!(holder, Party::Vendor | Party::Subcontractor)
        {
            holder = Party::Vendor;
            step = "業務範囲からの除外";
        }
        // …は、乙の業務に含まない: only a vendor's work is left out, whoever acted before
        if holder == Party::Vendor && clause.agent.is_none() {
            confidence = confidence.max(seen.confidence.min(Confidence::Medium));
        }
    }
    // 再委託している: that it is done, and no word on who was asked
    pattern!(IS_SUBLET, r"再委託して(?:いる|います|おります)。?$");
    if duty.as_str() == "sub.consent" && kind.level() == Level::Binding && IS_SUBLET.is_match(seen.whole_ending) {
        return None;
    }
    // 第三者に再委託しない: nobody is to be asked, for there is nothing to do
    pattern!(
        NEVER_SUBLET,
        needs[["委託"]],
        r"再委託(?:は|を)?(?:し|行わ|いたし)(?:ない|ません)(?:もの)?(?:こと)?(?:とする|とします)?。?$"
    );
    if duty.as_str() == "sub.consent"
        && kind.level() == Level::Binding
        && strength == Strength::Disclaimed
        && holder == Party::Vendor
        && NEVER_SUBLET.is_match(text)
    {
        strength = Strength::Prohibited;
    }
    // 現行のシステムは毎晩取得している: what is so binds nobody
    let outsider = matches!(holder, Party::Third | Party::Subcontractor);
    let is_served = matches!(kind, Kind::Terms | Kind::Sla) && holder == Party::Vendor;
    if kind.level() != Level::Declared && !excluded && !outsider && ending::is_told(ending_words) {
        match strength {
            Strength::Duty if is_served => strength = Strength::Stated,
            Strength::Disclaimed if is_served => {}
            _ => return None,
        }
    }
    // 稼働率の算定に含めない is about reckoning
    let reckons = ["計算", "算定", "算入", "集計"].iter().any(|word| text[clause.range.clone()].contains(word));
    let left_out_of = found.voice.excluded || reckons || ending_words.contains("除く") || ending_words.contains("除き");
    if duty.as_str() == "sla.level" && (strength == Strength::Disclaimed || reckons) && left_out_of {
        return None;
    }
    // 使い回さないものとします, said of the customer: a ban, not a service refused
    if holder == Party::Hospital && strength == Strength::Disclaimed && !excluded && kind.level() == Level::Binding {
        strength = Strength::Prohibited;
    }
    if duty.as_str() == "inc.liability" {
        strength = answered_for(strength, text, ending_words);
        if holder == Party::Unstated {
            holder = Party::Vendor;
        }
    }
    // 99.7%を下回らない, 3秒を超えない: the level itself
    if matches!(strength, Strength::Disclaimed | Strength::Prohibited)
        && duty.as_str() == "sla.level"
        && ["下回ら", "超え", "上回ら", "満たさ", "より下げ", "を割ら", "を切ら"]
            .iter()
            .any(|word| ending_words.contains(word))
    {
        strength = Strength::Duty;
    }
    if found.voice.open {
        return None;
    }
    // 調べることができ、乙はこれに応じる: the first part ends by itself
    pattern!(MAY_AND, needs[["ことができ"]], r"ことができ、?$");
    let is_asked_for = text.trim_end().trim_end_matches('。').ends_with("こと");
    if strength == Strength::Duty
        && !is_asked_for
        && clause.agent.is_some()
        && MAY_AND.is_match(text[clause.range.clone()].trim_end())
    {
        strength = Strength::Permission;
    }
    if strength == Strength::Duty
        && matches!(found.form, Form::Finite { .. })
        && AS_ANNEX.is_match(ending_words)
        && !text.contains("ものとし、")
    {
        (strength, holder) = (Strength::Open, Party::Unstated);
    }
    // 更新を適用するため、サービスを止めることがある: what it is for
    pattern!(PURPOSE, needs[["ため"]], r"^(?:を?する|を?行う|の)?ため(?:に)?、");
    if strength == Strength::Permission && PURPOSE.is_match(&text[seen.stem.end..]) {
        return None;
    }
    if is_in_passing(&seen, &Weighed { duty: &duty, holder, strength, ending: ending_words }) {
        return None;
    }
    // 速やかに協議する: to talk of it is not to do it
    pattern!(
        TALKS,
        r"(?:協議|話し?合い)(?:を)?(?:する|します|行う|行います|し、)(?:ものとする|ものとします|こととする)?[。、]?$"
    );
    if strength == Strength::Duty && TALKS.is_match(text[clause.range.clone()].trim_end()) {
        strength = Strength::Open;
    }
    if found.voice.effort {
        strength = Strength::Effort;
    }
    if strength == Strength::Disclaimed && !excluded {
        strength = negation::meant(&seen);
    }
    // 承諾を得ないで…行わせてはならない
    let without = if text[seen.stem.end..].starts_with("ないで") { "ないで".len() } else { 0 };
    let gated = || GATE.is_match(&text[..seen.stem.end + without]);
    // 99.95%を下回らない: the level is kept
    pattern!(
        KEEPS,
        needs[["下回ら", "上回ら", "超え"]],
        r"(?:下回ら|上回ら|超え)(?:ない|ません)(?:もの|こと)?(?:と(?:する|します))?。?$"
    );
    let keeps_level = duty.as_str() == "sla.level" && KEEPS.is_match(text.trim_end());
    if found.voice.negative && strength == Strength::Duty && !ending_words.contains('拒') && !keeps_level {
        strength = if ban_is_measure || without > 0 && gated() { Strength::Prohibited } else { Strength::Disclaimed };
    }
    if let Some(lead) = around.lead {
        match lead.mode {
            Mode::Exclude if !matches!(found.form, Form::Item) => strength = Strength::Disclaimed,
            Mode::Ban if !matches!(found.form, Form::Item) => strength = Strength::Prohibited,
            Mode::OnCondition if strength == Strength::Duty && holder != Party::Hospital => {
                strength = Strength::Conditional;
            }
            Mode::Mention => return None,
            Mode::Open if !matches!(found.form, Form::Item) => {}
            _ => {}
        }
    }
    pattern!(AIMED, r"\([^()]{0,6}(?:目標|目安|努力)");
    if AIMED.is_match(seen.sentence) || seen.sentence.contains("目標と") && duty.area() == "sla" {
        strength = Strength::Effort;
    }
    pattern!(ATTEMPT, r"可能な(?:限り|範囲)|できる(?:限り|範囲で|だけ)|合理的な範囲|最善の努力|ベストエフォート");
    if matches!(strength, Strength::Duty | Strength::Conditional) && ATTEMPT.is_match(&text[clause.range.clone()]) {
        strength = Strength::Effort;
    }
    if strength == Strength::Disclaimed && matches!(force, Force::Negated) && gated() {
        strength = Strength::Prohibited;
    }
    // 承諾があった場合に限り…できる: not before
    pattern!(ONLY_WITH, r"(?:承諾|許可|同意|承認|許し|了承|了解)[^、。]*(?:場合に限り|ときに限り|に限り|場合を除き)");
    if strength == Strength::Permission && ONLY_WITH.is_match(text) {
        strength = Strength::Prohibited;
    }
    // スポット契約による有償対応とする: who is paid does it
    if holder == Party::Unstated
        && matches!(kind, Kind::Contract | Kind::Memorandum | Kind::Specification)
        && strength == Strength::Duty
        && CONDITION.is_match(text)
    {
        holder = Party::Vendor;
        step = "有償の作業の担い手";
    }
    // 点検し、調べることは、委託の範囲に含まない: only a vendor's work is left out
    if holder == Party::Unstated
        && strength == Strength::Disclaimed
        && kind.level() == Level::Binding
        && LEFT_OUT.is_match(seen.whole_ending)
    {
        holder = Party::Vendor;
        step = "業務範囲からの除外";
    }
    // who may be called at the vendor's
    if holder == Party::Unstated && duty.as_str() == "gov.vendor-contact" && kind.level() == Level::Binding {
        holder = Party::Vendor;
        step = "事業者の窓口";
    }
    // on what condition
    let stretch = &text[clause.from..clause.range.end];
    let mut condition = None;
    if strength == Strength::Duty && matches!(holder, Party::Vendor | Party::Subcontractor | Party::Third) {
        condition = asked_for(&seen);
        if condition.is_some() {
            strength = Strength::Conditional;
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
    // 委託する相手方は、国内に設備を置く者に限る: the house chooses so
    pattern!(
        CHOSEN,
        needs[["に限る", "に限ります"]],
        r"^(?:[^、。は]{1,20}(?:委託|契約|発注|保存|預け|任せ)(?:する|る|の)?[^、。はを]{0,8}(?:相手方|先|業者|者|会社)|[^、。はを]{1,12}(?:委託|預け|任せ)る?(?:会社|先|業者|相手))は、?[^。]*(?:者|もの|業者|会社|先|ところ|所)に限(?:る|ります)(?:もの)?(?:と(?:する|します))?。?$"
    );
    if kind == Kind::Rule && holder == Party::Vendor && strength == Strength::Duty && CHOSEN.is_match(text.trim_end()) {
        (holder, step) = (Party::Hospital, "選ぶ側");
    }
    strength = by_kind(&seen, &duty, holder, strength, ending_words, excluded)?;
    // 再委託は認めない: only the vendor can be meant
    if holder == Party::Unstated && strength == Strength::Prohibited && duty.area() == "sub" {
        holder = Party::Vendor;
    }
    // 甲は、丙が行う作業を監督する: looking after those below
    if holder == Party::Vendor
        && ["sel.supervise", "mnt.attend", "gov.audit"].contains(&duty.as_str())
        && (["丙", "再委託先", "下請"].iter().any(|name| {
            text.contains(name) && around.parties.resolve(name).is_some_and(|(party, _)| party == Party::Subcontractor)
        }) || duty.as_str() == "sel.supervise" && kind != Kind::Rule && looks_after_agent(text))
    {
        duty = DutyId::new("sub.control");
    }
    // 発注者は、監督職員の氏名を受注者に通知する: not the vendor's desk
    if duty.as_str() == "gov.vendor-contact" && holder == Party::Hospital && kind.level() == Level::Binding {
        return None;
    }
    // 院長は、点検を外部の業者に委ねることができる: the hospital's own work given out
    if duty.as_str() == "sub.consent" && kind == Kind::Rule && strength == Strength::Permission {
        return None;
    }
    // 患者は、…を他人に見せないものとします
    if holder == Party::Third && around.parties.is_treated(&words) {
        return None;
    }
    // a level is the vendor's to keep
    if duty.as_str() == "sla.level" && holder == Party::Hospital {
        return None;
    }
    // ※検査部に置くサーバに限る: a limit of what stands above
    if holder == Party::Unstated
        && strength == Strength::Duty
        && ending_words.trim_end_matches('。').ends_with("に限る")
    {
        return None;
    }
    if holder == Party::Unstated {
        confidence = confidence.min(Confidence::Medium);
    }
    if seen.is_open && strength == Strength::Duty && (seen.text.contains("協議") || seen.act.starts_with("とおり"))
    {
        return None;
    }
    let of_terminals = ["vul.terminal", "acc.screen", "inf.media"].contains(&duty.as_str());
    let scope = scope(&text[clause.from..clause.range.end]).or_else(|| {
        (strength == Strength::Disclaimed && !of_terminals).then(|| left_out(&text[clause.from..clause.range.end]))?
    });
    if matches!(holder, Party::Vendor | Party::Subcontractor)
        && let Some(other) = around.catalogue.duty(&duty).and_then(|duty| duty.vendor_reads_as.as_deref())
    {
        duty = DutyId::new(other);
    }
    // 計画書を提出させ、これを承認する: who has it handed in and approves it holds the approving half
    pattern!(
        APPROVES,
        needs[["承認", "許可", "承諾"]],
        r"(?:承認|許可|承諾)(?:する|を与える|をする|しなければならない|すること|するものとする)。?$"
    );
    let approves = found.voice.causative && holder == Party::Hospital && APPROVES.is_match(text);
    let half = seen.half.filter(|_| !(approves && duty.as_str() == "mnt.approve"));
    Some(Statement {
        duty,
        half,
        holder,
        performer,
        strength,
        condition,
        scope,
        confidence,
        part: Some(part_of(&text[..seen.stem.start])),
        why: Explanation {
            agent: words,
            step: step.to_owned(),
            ending: ending_words.trim_end_matches('。').chars().take(24).collect(),
            object: seen.object,
            act: seen.act,
        },
    })
}

/// The stretch between commas, and which of the works that are joined in it. `before` stands before the act.
fn part_of(before: &str) -> (usize, usize) {
    let chunk = before.rsplit('、').next().unwrap_or(before);
    let joints = ["及び", "並びに"].iter().map(|joint| chunk.matches(joint).count()).sum();
    (before.matches('、').count(), joints)
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;
    use crate::model::{Confidence, Kind, Paper};

    #[test]
    fn what_is_left_out_handed_on_or_approved() {
        let catalogue = Catalogue::builtin();
        let contract =
            "保守契約書\nみほん病院(以下「甲」という。)と株式会社かざはな(以下「かざはな」という。)は契約する。\n";
        let (rule, contract_of) = ("運用管理規程\n", |words: &str| format!("{contract}{words}"));
        for (kind, text, duty, wanted) in [
            // whose work it is not stands in the words
            (
                Kind::Contract,
                contract_of("第3条 VPN装置のファームウェアの更新は、かざはなの業務としない。"),
                "vul.network",
                "vendor disclaimed sure",
            ),
            (
                Kind::Contract,
                contract_of(
                    "第3条 かざはなは、サーバの定義ファイルを更新する。\n2 端末のウイルス対策ソフトの定義ファイルの更新は、業務に含まない。",
                ),
                "vul.malware",
                "vendor duty sure, vendor disclaimed sure 端末",
            ),
            // a name in kana acts
            (
                Kind::Contract,
                contract_of("第4条 かざはなは、データのバックアップを毎日取得する。"),
                "bck.take",
                "vendor duty sure",
            ),
            // work is handed on: nobody was asked
            (
                Kind::Specification,
                "保守仕様書\n1 ビューアの保守は、有限会社みほん読影に再委託している。".to_owned(),
                "sub.consent",
                "",
            ),
            (
                Kind::Contract,
                contract_of("第5条 かざはなは、業務を第三者に再委託しない。"),
                "sub.consent",
                "vendor prohibited sure ask",
            ),
            // who has it handed in and approves it approves
            (
                Kind::Rule,
                format!("{rule}第6条 システム管理者は、保守業者に作業計画書を提出させ、これを承認する。"),
                "mnt.approve",
                "hospital duty sure",
            ),
            (
                Kind::Rule,
                format!("{rule}第6条 システム管理者は、保守業者に作業計画書を提出させる。"),
                "mnt.approve",
                "hospital duty sure ask",
            ),
        ] {
            let source = crate::read::source(&Paper { path: "紙.txt".into(), bytes: text.clone().into_bytes() });
            let reading = crate::clause::read(&source, Some(kind), &catalogue, None);
            let said: Vec<String> = reading
                .claims
                .iter()
                .filter(|claim| claim.duty.as_str() == duty)
                .map(|claim| {
                    let words = [
                        claim.holder.id(),
                        claim.strength.id(),
                        if claim.confidence == Confidence::Low { "low" } else { "sure" },
                    ];
                    let more = [claim.scope.as_deref(), claim.half.as_deref()];
                    words.into_iter().chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" ")
                })
                .collect();
            assert_eq!(said.join(", "), wanted, "{text}");
        }
    }
}
