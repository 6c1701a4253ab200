//! The words that a reader meets in every output: what a state means, its mark, what to do about it, names of areas.

use crate::model::{Effect, Lang, Shift, Sort, State, Workflow};

/// Said of every verdict to which a correction contributes.
pub const BY_HAND: &str = "人の訂正による";

/// The heading over the counts by state.
pub const COUNTS: &str = "状態ごとの件数";

/// States in the order in which a reader wants to see them: what hangs, what quarrels, what is unclear, what rests.
pub const WORST_FIRST: [State; 12] = [
    State::Unassigned,
    State::Mutual,
    State::Unaccepted,
    State::Contradicted,
    State::Overlapping,
    State::Conditional,
    State::Open,
    State::Declared,
    State::Effort,
    State::Undecided,
    State::Agreed,
    State::Outside,
];

/// A mark that can be told apart in black and white.
pub fn mark(state: State) -> &'static str {
    match state {
        State::Undecided => "？",
        State::Contradicted => "≠",
        State::Overlapping => "＋",
        State::Agreed => "○",
        State::Conditional => "△",
        State::Effort => "▽",
        State::Open => "…",
        State::Mutual => "⇔",
        State::Unaccepted => "→",
        State::Declared => "◇",
        State::Outside => "－",
        State::Unassigned => "×",
    }
}

/// What the state means, in one sentence for a clerk.
pub fn meaning(state: State) -> &'static str {
    match state {
        State::Undecided => "関係する文書に読み取れない箇所があり、人の確認が必要です。",
        State::Contradicted => "文書どうしの記載が食い違っています。",
        State::Overlapping => "双方が同じ仕事を負っていて、どちらが主となるかの定めがありません。",
        State::Agreed => "誰が行うかが文書で決まっています。",
        State::Conditional => {
            "オプション・費用・依頼などの条件を満たしたときだけ行われます。満たしたことを示す文書はありません。"
        }
        State::Effort => "「努める」「可能な範囲で」という記載だけで、約束ではありません。",
        State::Open => "「協議のうえ定める」「別途定める」とされたまま、決まっていません。",
        State::Mutual => "病院は事業者が行うものと考え、事業者は自らの仕事から外しています。",
        State::Unaccepted => "一方が相手に委ねていますが、相手の文書には引き受ける記載がありません。",
        State::Declared => "事業者の開示書に「している」とあるだけで、契約などの約束ではありません。",
        State::Outside => "この仕組みには当てはまらないと理由を付けて申告されています。",
        State::Unassigned => "どの文書も、誰が行うかを定めていません。",
    }
}

/// The same in English.
pub fn meaning_en(state: State) -> &'static str {
    match state {
        State::Undecided => "A paper on this duty could not be read; a person has to look.",
        State::Contradicted => "The papers contradict each other.",
        State::Overlapping => "Both sides are bound to the same work, and no paper names a lead.",
        State::Agreed => "The papers settle who does it.",
        State::Conditional => "Done only under a condition (option, fee, request) that no paper shows as met.",
        State::Effort => "Only an effort is promised.",
        State::Open => "Left to later talks or to a paper that is not there.",
        State::Mutual => "The hospital expects the vendor to do it, and the vendor excludes it.",
        State::Unaccepted => "One side hands it over, and the other side's papers do not take it up.",
        State::Declared => "Only the vendor's own disclosure speaks of it; nothing binds.",
        State::Outside => "Stated as not applicable, with a reason.",
        State::Unassigned => "No paper says who does it.",
    }
}

/// The state's name in English.
pub fn name_en(state: State) -> &'static str {
    match state {
        State::Undecided => "could not be decided",
        State::Contradicted => "papers contradict",
        State::Overlapping => "overlapping, no lead",
        State::Agreed => "agreed",
        State::Conditional => "conditional",
        State::Effort => "effort only",
        State::Open => "left open",
        State::Mutual => "each leaves it to the other",
        State::Unaccepted => "handed over, not taken up",
        State::Declared => "self-declared only",
        State::Outside => "not applicable",
        State::Unassigned => "unassigned",
    }
}

/// What to do about a duty in that state, in one sentence; empty where nothing is to be done.
pub fn action(state: State) -> &'static str {
    match state {
        State::Agreed | State::Outside => "",
        State::Undecided => "読み取れなかった箇所を元の文書で確かめ、事業者に書き直しを求めてください。",
        State::Contradicted => "どちらの記載が正しいかを事業者と確かめ、誤っている文書を改めてください。",
        State::Overlapping => "どちらが主に行うかを決め、契約書か覚書に書いてください。",
        State::Conditional => {
            "条件(オプション・費用・依頼の手順)を満たしているか確かめ、要るものは契約に含めてください。"
        }
        State::Effort => "「努める」ではなく「行う」とする文に改めるよう、事業者と話し合ってください。",
        State::Open => "協議の期日を決め、結果を覚書に残してください。",
        State::Mutual => "どちらが行うかを話し合い、契約書と院内規程の両方を合わせてください。",
        State::Unaccepted => {
            "委ねられた側が行うことを、その側の文書(病院なら院内規程、事業者なら契約書)に書いてください。"
        }
        State::Declared => "開示書の内容を、契約書か覚書で約束にしてもらってください。",
        State::Unassigned => "誰が行うかを決め、契約書・覚書・院内規程のいずれかに書いてください。",
    }
}

/// The same in English.
pub fn action_en(state: State) -> &'static str {
    match state {
        State::Agreed | State::Outside => "",
        State::Undecided => "Look at the place that could not be read, and ask the vendor to write it anew.",
        State::Contradicted => "Find out with the vendor which paper is right, and mend the other.",
        State::Overlapping => "Settle who leads, and write it into the contract or a memorandum.",
        State::Conditional => {
            "See whether the condition (option, fee, request) is met, and put what is needed into the contract."
        }
        State::Effort => "Ask the vendor for words that bind in place of an effort.",
        State::Open => "Set a day for the talks, and keep what comes of them in a memorandum.",
        State::Mutual => "Settle who does it, and bring the contract and the hospital's rules in line.",
        State::Unaccepted => {
            "Have the side to which it is left write it into its own paper: the hospital its rules, the vendor the contract."
        }
        State::Declared => "Have what the disclosure says promised in the contract or a memorandum.",
        State::Unassigned => {
            "Settle who does it, and write it into the contract, a memorandum or the hospital's rules."
        }
    }
}

/// What a run is for.
pub fn workflow(workflow: Workflow, lang: Lang) -> &'static str {
    match workflow {
        Workflow::Procurement => lang.pick("契約前・日常の点検", "before signing, and everyday check"),
        Workflow::AnnualReview => lang.pick("年次の見直し", "annual review"),
        Workflow::SelfCheck => lang.pick("事業者による自己点検", "a vendor's check of its own papers"),
    }
}

/// What a change comes to, in English.
pub fn effect_en(effect: Effect) -> &'static str {
    match effect {
        Effect::Worse => "worse",
        Effect::Same => "changed",
        Effect::Better => "better",
        Effect::None => "no effect",
    }
}

/// A short word for what became of a duty, in English.
pub fn badge_en(shift: &Shift) -> &'static str {
    if shift.dropped && shift.effect != Effect::Better { "dropped from contracts" } else { effect_en(shift.effect) }
}

/// What changed, in English.
pub fn sort_en(sort: Sort) -> &'static str {
    match sort {
        Sort::PaperGone => "paper gone",
        Sort::ArticleDropped => "article dropped",
        Sort::ArticleReworded => "article reworded",
        Sort::ArticleAdded => "article added",
        Sort::SenseChanged => "another sense through the words around it",
        Sort::Answer => "answer of a disclosure",
        Sort::Tick => "tick of a role table",
        Sort::Done => "day of completion",
        Sort::Remark => "remark",
        Sort::Noted => "note of the hospital in the form",
        Sort::Parties => "parties",
        Sort::Term => "term and renewal",
        Sort::PaperNew => "new paper",
        Sort::SystemNew => "new system",
        Sort::SystemGone => "system gone",
        Sort::System => "settings of the system",
        Sort::Edition => "edition of the form",
        Sort::Guideline => "edition of the guideline",
        Sort::QuestionDropped => "row gone from the form",
        Sort::QuestionReworded => "row of the form reworded",
        Sort::QuestionAdded => "row added to the form",
        Sort::Product => "name or version of the product",
        Sort::Issued => "day of issue",
        Sort::ArticleMoved => "article moved to another paper",
        Sort::PaperReissued => "name or format of the paper",
    }
}

/// What silence of the papers means.
pub const SILENCE: &str =
    "契約に定めがないことは事業者の承諾とは読めず、ガイドライン上は医療機関自身の責務となります。";

/// The same in English.
pub const SILENCE_EN: &str =
    "What a contract does not say is no consent of the vendor; by the guideline it is the hospital's own duty.";

/// An area of duties (the letters before the dot of a duty's id) in words; the letters themselves for an unknown area.
pub fn area(letters: &str) -> &str {
    match letters {
        "gov" => "体制・規程",
        "sel" => "事業者の選定・監督",
        "ast" => "機器・ソフトの管理",
        "acc" => "アカウント・認証",
        "log" => "記録(ログ)",
        "vul" => "脆弱性対策",
        "net" => "ネットワーク",
        "mnt" => "保守",
        "sla" => "サービス水準",
        "inf" => "情報の取扱い",
        "bck" => "バックアップ",
        "inc" => "事故対応",
        "bcp" => "事業継続",
        "phy" => "設備・入退室",
        "rec" => "診療記録",
        "sub" => "再委託",
        "end" => "契約終了",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::report::specimen;

    #[test]
    fn marks_differ_and_every_state_has_words() {
        assert_eq!(BTreeSet::from(WORST_FIRST), BTreeSet::from(State::ALL));
        let marks: BTreeSet<_> = State::ALL.into_iter().map(mark).collect();
        assert_eq!(marks.len(), State::ALL.len());
        for state in State::ALL {
            assert!(!meaning(state).is_empty() && !meaning_en(state).is_empty() && !name_en(state).is_empty());
            assert_eq!(action(state).is_empty(), state.is_at_rest(), "{state:?}");
            assert_eq!(action_en(state).is_empty(), state.is_at_rest(), "{state:?}");
        }
    }

    #[test]
    fn every_area_of_the_catalogue_has_a_name() {
        for duty in specimen::catalogue().duties.iter() {
            assert_ne!(area(duty.id.area()), duty.id.area());
        }
    }
}
