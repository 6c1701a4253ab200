//! What the kind of paper makes of a strength: a hospital's rule only expects of a vendor, a disclosure only states. In: a claim's
//! holder and strength. Out: its strength in this paper, or none.

use super::ending;
use super::form::Form;
use super::seen::Seen;
use super::statement::Mode;
use crate::model::{DutyId, Kind, Level, Party, Strength};
use crate::text::pattern;

/// The strength that the kind of paper leaves; `ending` are the words that gave it, `excluded` says that the work is left out.
pub(super) fn by_kind(
    seen: &Seen<'_>,
    duty: &DutyId,
    holder: Party,
    strength: Strength,
    ending_words: &str,
    excluded: bool,
) -> Option<Strength> {
    let Seen { around, found, .. } = seen;
    let kind = around.kind;
    let ban_is_measure = around.catalogue.duty(duty).is_some_and(|duty| duty.ban_is_measure);
    let mut strength = strength;
    pattern!(
        UNWANTED,
        r"(?:国外|海外|目的外|第三者|他の?目的|院外|外部(?:に|へ|の(?:者|人|会社|業者|事業者)))[^。]{0,20}(?:ません|ない)|社外(?:に|へ)[^。]{0,12}(?:持ち?出|提供|開示|送信|送付|漏ら)[^。]{0,8}(?:ません|ない)|(?:共用|使い回|使いまわ|貸し借り)[^。、]{0,8}(?:ません|ない)"
    );
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
            // 取得していますが、分析は行っていません: the first part ends by itself
            let ends_itself = seen.text[..seen.clause.range.end].ends_with("が、") && !is_lacking(ending_words);
            let is_lacking_here =
                matches!(found.form, Form::Finite { .. }) && is_lacking(seen.whole_ending) && !ends_itself;
            if ending::is_planned(words) || ending::is_planned(seen.whole_ending) {
                strength = Strength::Planned;
            } else if holder == Party::Hospital {
                strength = if strength == Strength::Permission { Strength::Permission } else { Strength::Expected };
            } else {
                strength = match strength {
                    Strength::Disclaimed if excluded => {
                        if seen.text.contains("対象外") || seen.text.contains("該当") {
                            Strength::Outside
                        } else {
                            Strength::Disclaimed
                        }
                    }
                    // 行っていない作業: a list of what is not done
                    Strength::Disclaimed if around.lead.is_some_and(|lead| lead.mode == Mode::Exclude) => {
                        Strength::Absent
                    }
                    // 海外には保存していません: the measure itself
                    Strength::Disclaimed | Strength::Prohibited if UNWANTED.is_match(seen.text) => Strength::Stated,
                    Strength::Disclaimed | Strength::Prohibited if is_lacking(seen.text) => Strength::Absent,
                    Strength::Disclaimed | Strength::Prohibited if ban_is_measure => Strength::Stated,
                    Strength::Disclaimed => Strength::Absent,
                    Strength::Duty | Strength::Permission if is_lacking_here => Strength::Absent,
                    Strength::Duty | Strength::Permission | Strength::Prohibited => Strength::Stated,
                    other => other,
                };
            }
        }
        _ => {
            // 丙 of a contract of three signs it
            let signs = matches!(kind, Kind::Contract | Kind::Memorandum)
                && seen.clause.agent.as_ref().is_some_and(|agent| around.parties.has_signed(&agent.words));
            let is_described = holder == Party::Third
                || holder == Party::Subcontractor
                    && (matches!(kind, Kind::Terms | Kind::Sla) || seen.text.contains("再委託先である"));
            if strength == Strength::Duty && !signs && is_described {
                strength = Strength::Stated;
            }
            // 試験を行っていません: how it is, and no work that is left out
            pattern!(NOT_DONE, r"(?:てい|でい|ており|でおり)(?:ない|ません)(?:もの|こと)?。?$");
            if strength == Strength::Disclaimed
                && !excluded
                && kind == Kind::Terms
                && holder == Party::Vendor
                && around.lead.is_none()
                && NOT_DONE.is_match(ending_words)
                && !["受け", "貸", "引受", "応じ", "承", "提供", "依頼", "対応", "対象", "含"]
                    .iter()
                    .any(|refused| seen.text.contains(refused))
            {
                strength = Strength::Absent;
            }
        }
    }
    Some(strength)
}

/// 暗号化していません: a measure that is not taken.
fn is_lacking(text: &str) -> bool {
    // 自動ログオフの機能はありません; what only does harm is not missed: 平文で送る機能はありません
    pattern!(NO_FUNCTION, needs[["機能は", "機能が"]], r"機能(?:は|が)(?:あり|ござい)ません|機能は(?:ない|無い)");
    const HARM: [&str; 10] = ["平文", "無効", "解除", "消去", "削除", "消す", "改ざん", "書出", "書き出", "しない"];
    let has_no_function =
        NO_FUNCTION.is_match(text) && !text.contains("ており") && !HARM.iter().any(|harm| text.contains(harm));
    has_no_function
        || ["ていません", "ておりません", "ていない", "でいません", "していな"].iter().any(|word| text.contains(word))
}

/// The act that the duty's words name is itself unwanted: use beyond the purpose, taking out, telling others.
pub(super) fn is_unwanted(duty: &DutyId) -> bool {
    duty.area() == "inf" || ["mnt.data", "gov.confidentiality"].contains(&duty.as_str())
}
