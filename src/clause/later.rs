//! What a later paragraph says of items of a list before it: 前項第2号及び第3号の業務は、別に契約を結んだときに限る. In: such a sentence.
//! Out: the claims of those items, changed.

use super::cite;
use super::condition::CONDITION;
use super::label::digits;
use super::reader::Reader;
use crate::model::{Kind, Party, Strength};
use crate::text::pattern;

impl Reader<'_> {
    /// Binds or takes out the work of earlier items that the words name by number; false where they do neither.
    pub(super) fn binds_items(&mut self, index: usize, words: &str) -> bool {
        pattern!(
            OF_ITEMS,
            needs[["号"], ["業務", "作業", "サービス", "対応", "支援", "役務", "もの", "事項"]],
            r"^(?:なお、|ただし、)?((?:前項|前条(?:第[0-9]+項)?|第[0-9]+条(?:第[0-9]+項)?|第[0-9]+項))((?:第[0-9一二三四五六七八九十]+号(?:、|及び|並びに|又は|から)?)+)(?:まで)?(?:に(?:掲げる|定める|規定する|係る)|の)(?:業務|作業|サービス|対応|支援|役務|もの|事項)(?:の(?:実施|提供))?(?:は|については)、?(.+)$"
        );
        pattern!(NUMBER, r"第([0-9一二三四五六七八九十]+)号(から)?");
        // the whole of what is said of them, and nothing beside
        pattern!(
            ONLY_IF,
            r"^[^。は]{2,40}(?:(?:場合|とき)に限る|(?:場合|とき)に限り、?(?:[^、。はが]{1,8}が)?(?:これを)?(?:行う|実施する|提供する))(?:もの|こと)?(?:と(?:する|します))?。?$|^(?:別料金|追加料金|有償|有料|実費|オプション)(?:で|と|により|にて)(?:これを)?(?:行う|実施する|提供する|する)(?:もの|こと)?(?:と(?:する|します))?。?$"
        );
        pattern!(
            LEFT_OUT,
            r"^(?:これを)?(?:(?:この契約|本契約|委託業務|委託料|本業務|保守業務)(?:の範囲|の対象)?(?:に|から)(?:は)?)?(?:含まない|含めない|含まれない|対象外とする|除外する)(?:もの|こと)?(?:と(?:する|します))?。?$"
        );
        const OTHERS: [&str; 6] = ["再委託", "停止", "報告", "提出", "支払", "なし"];
        if self.kind == Kind::Rule {
            return false;
        }
        let Some(found) = OF_ITEMS.captures(words) else { return false };
        let rest = &found[3];
        let strength = if LEFT_OUT.is_match(rest) {
            Strength::Disclaimed
        } else if CONDITION.is_match(rest) && ONLY_IF.is_match(rest) && !OTHERS.iter().any(|other| rest.contains(other))
        {
            Strength::Conditional
        } else {
            return false;
        };
        let Some(base) = cite::target(&format!("{}の業務", &found[1]), &self.nodes[index].unit) else {
            return false;
        };
        let mut numbers: Vec<u32> = Vec::new();
        let mut runs_on = false;
        for number in NUMBER.captures_iter(&found[2]) {
            let Ok(value) = digits(&number[1]).parse::<u32>() else { continue };
            let first = numbers.last().filter(|_| runs_on).map_or(value, |&last| last + 1);
            numbers.extend((first..=value).take(50));
            runs_on = number.get(2).is_some();
        }
        // the first paragraph of an article has no number before there is a second
        let bases = [base.clone(), base.replace("第1項", "")];
        let units: Vec<String> =
            numbers.iter().flat_map(|number| bases.each_ref().map(|base| format!("{base}第{number}号"))).collect();
        let mut is_bound = false;
        for claim in &mut self.claims {
            let is_item = claim.quote.place.unit.as_ref().is_some_and(|unit| units.contains(unit));
            if is_item && claim.strength == Strength::Duty && claim.holder == Party::Vendor {
                claim.strength = strength;
                claim.condition = (strength == Strength::Conditional).then(|| rest.to_owned());
                is_bound = true;
            }
        }
        is_bound
    }
}
