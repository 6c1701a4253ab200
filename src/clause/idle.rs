//! Sentences that claim nothing, whatever they name: of the paper itself, of laws, of the parties who sign, of what marks mean. In: a
//! sentence. Out: whether it is one.

use super::statement::Around;
use crate::model::Kind;
use crate::text::pattern;

pattern!(
    ABOUT_ITSELF,
    r"^(?:この|本|当該)(?:規程|契約|契約書|規約|約款|書|仕様書|特記仕様書|合意書|覚書|要領|要綱|規則|訓令|基準|基準書|細則|SLA|サービスレベル合意書|サービスレベル定義書|条|章|表|資料|開示書|文書|規定|内規|方針|ポリシ)は、[^。]*(?:定める|定めます|定め、[^。]*|目的と[^。]*|説明[^。]*|示[すし][^。]*|まとめ[^。]*|適用[^。]*|記載[^。]*|取り?決め[^。]*|[^。]*施行(?:する|します)|[^。]*効力を(?:有|保|失)[^。]*)(?:もの)?(?:で[^。]{0,6}|とする|とします)?。?$"
);

pattern!(LAW, r"(?:法|省令|政令|条例|施行規則)(?:\([^)]*\))?(?:の(?:関係)?規定)?により、.*(?:こと|もの)とされて");

// 甲と乙とは、…について次のとおり契約する
pattern!(
    PREAMBLE,
    r"(?:次の(?:条項|とおり|通り)|以下の(?:とおり|条項)|下記の(?:とおり|条項))(?:に|により|で)?(?:、)?[^。]{0,30}(?:契約(?:する|した|し|を(?:締結|結))|合意(?:する|し|した)|締結(?:する|し)|申し?合わせ|取り?決め(?:る|た)|約(?:する|した)|協定)|(?:契約|覚書|協定)を締結(?:(?:する|した|します|しました)。?$|し、)|(?:規程|規則|要綱|要領|訓令|細則)を次のように(?:定め|制定|改正)|の一部を次のように(?:改正|変更|改め)|次の条件(?:で|により|に従い)[^。]{0,24}(?:提供|適用)(?:する|します|いたします)|(?:施行|実施|運用)に(?:関し|ついて)?、?必要な(?:細目|事項)は、[^。]*定め"
);

/// The sentence claims nothing. `body` is what stands behind ただし、 and the like.
pub(super) fn is_idle(body: &str, around: &Around<'_>) -> bool {
    // ※動画を除く。: a limit of what stands before
    pattern!(
        LIMIT,
        needs[["除く", "除きま", "限る", "限りま", "含む", "含みま"]],
        r"^※?[^、。※はが]{2,40}(?:を除(?:く|きます)|に限(?:る|ります)|を含(?:む|みます))。?$"
    );
    if LIMIT.is_match(body.trim_end()) {
        return true;
    }
    // この基準は、毎年4月に見直す: of the paper itself, outside of rules
    pattern!(
        REVISED,
        needs[["見直", "改定", "改訂", "変更"]],
        r"^(?:この|本)(?:基準|基準書|合意書|規約|約款|仕様書|書|表|別紙|サービスレベル|SLA|覚書|契約)は、[^。を]*(?:見直[すしさ]|改定[すし]|改訂[すし]|変更[すし])[^。]*。?$"
    );
    if around.kind != Kind::Rule && REVISED.is_match(body) {
        return true;
    }
    // 本表は、規程第40条に基づき情報部が定める; 次の各条を加える: of the paper itself
    pattern!(
        MADE_BY,
        needs[["定め", "作成", "加え", "改め", "改正"]],
        r"^(?:この|本)(?:表|要領|細則|規程|基準|手順書?|マニュアル|別表|別紙|一覧|書)は、?[^。を]{0,40}(?:に基づ(?:き|いて)|により|に従い)、?[^。を]{0,24}(?:定め(?:る|た|ます|ました|ている|ています)|作成し(?:た|ました|ている|ています))(?:もの)?(?:で(?:ある|す))?。?$|^(?:[^。\n]{4,40}(?:改正する|変更する)[^。\n]{2,12}\n)?(?:次の|以下の)(?:各)?(?:条|項|号|よう|とおり)(?:に|を|の規定を)?(?:加え|改正す|改め|追加す)る。?$"
    );
    if MADE_BY.is_match(body.trim_end()) {
        return true;
    }
    // 第1項の規定は、乙について準用する: its claims are those of that paragraph; 「甲」とあるのは「乙」と読み替える
    pattern!(
        APPLIED,
        needs[["準用", "読み替", "読替"]],
        r"の規定は、(?:[^。、]{1,40}について、)?([^。、]{1,30}?)(?:について|に(?:も)?)準用(?:する|します)(?:もの)?。?$|」とあるのは、?「[^」]+」と、?(?:読み?替え|する)"
    );
    if let Some(found) = APPLIED.captures(body.trim_end()) {
        // 前条の規定は、通信機器の更新について準用する: of a work, which then has its doer there
        let of_party =
            |words: &str| words.split(['の', 'が']).next().is_some_and(|one| around.parties.resolve(one).is_some());
        if found.get(1).is_none_or(|target| of_party(target.as_str())) {
            return true;
        }
    }
    if opens_paper(body.trim_end(), around) || is_told(body) {
        return true;
    }
    // 原契約は「…」と定めていたが、これを削る: what stood there
    pattern!(
        STRUCK,
        needs[["」と"], ["削"]],
        r"「[^「」]+」(?:と|旨)(?:の定め|の規定)?(?:定め|規定し|記載し|あ)[^「」]{0,24}(?:を|は)、?削(?:る|除する|ります|除します|除した)。?$"
    );
    if STRUCK.is_match(body.trim_end()) {
        return true;
    }
    let is_title = around.front && !body.trim_end().ends_with('。');
    if LAW.is_match(body) || ABOUT_ITSELF.is_match(body) || PREAMBLE.is_match(body) || is_title {
        return true;
    }
    // 契約の成立を証するため、電磁的記録を作成し、署名する
    pattern!(
        WITNESS,
        needs[["証するため", "証として"]],
        r"(?:契約|合意|覚書|協定)[^。]{0,8}(?:の成立|の締結|の内容)?を?(?:証するため|証として)"
    );
    if WITNESS.is_match(body) {
        return true;
    }
    // 「主」は実施の責任を負う者、「従」は手助けする者を示す: what marks mean
    pattern!(MARK_MEANS, needs[["」は"], ["示", "表", "いう", "いい", "意味", "指"]], r"^「.{1,3}」は、?[^。]*(?:示す|示します|表す|表します|いう|いいます|意味する|指す)。?$");
    if MARK_MEANS.is_match(body.trim_end()) {
        return true;
    }
    // 控えを戻してみたか はい・いいえ: a blank to fill in
    pattern!(
        BLANK,
        needs[["いいえ", "否", "無", "未"]],
        r"か[?。]?[\s\u{3000}]*[(\[〔]?(?:はい|有|済|実施|良|可|適)[\s\u{3000}]*[・/、|][\s\u{3000}]*(?:いいえ|無|未|未実施|否|不可)[)\]〕]?。?$"
    );
    if around.kind != Kind::Disclosure && BLANK.is_match(body.trim_end()) {
        return true;
    }
    // 復旧時間の保証はいたしません: of a result, no work refused
    pattern!(
        NO_WARRANT,
        needs[["保証"]],
        r"^[^。、]{2,30}の?保証(?:は|を)、?(?:いた)?し(?:ない|ません)(?:もの)?(?:と(?:する|します))?。?$"
    );
    // 写しを取っていることは、復元を約束するものではない
    pattern!(
        PROMISES_NOT,
        needs[["ことは"], ["約束", "保証", "確約"]],
        r"ことは、[^。]*(?:約束|保証|確約)(?:する|した)もので(?:は)?(?:ない|ありません|ございません)。?$"
    );
    if NO_WARRANT.is_match(body.trim_end()) || PROMISES_NOT.is_match(body.trim_end()) {
        return true;
    }
    false
}

/// Who agrees, and not yet on what; why a rule is made.
fn opens_paper(body: &str, around: &Around<'_>) -> bool {
    // 甲(みほん病院)と乙(株式会社みほん)は、取扱いにつき次のとおり定める: who agrees, and not yet on what
    pattern!(
        SETTLED,
        needs[["次のとおり", "以下のとおり", "下記のとおり", "次の条項"], ["定め", "確認", "修正", "変更", "改め", "約定"]],
        r"(?:\(以下[^()]*\)|甲(?:\([^()]*\))?(?:、|と|及び)乙)[^。]*は、[^。]*(?:次|以下|下記)の(?:とおり|条項)(?:に|で)?[^、。]{0,10}(?:定め|確認|修正|変更|改め|約定)[^、。]{0,6}。?$"
    );
    pattern!(
        OPENS,
        needs[["次のとおり", "以下のとおり", "下記のとおり", "次の条項"]],
        r"は、[^。]*(?:次|以下|下記)の(?:とおり|条項)(?:に|で)?[^、。]{0,12}(?:る|す|た)。?$"
    );
    // この経験に鑑み、本規程を設ける
    pattern!(
        FOUNDED,
        needs[["この", "本"], ["設け", "制定", "定め"]],
        r"(?:鑑み|かんがみ|踏まえ|ため|ために|して|して、|により)、?(?:ここに)?(?:この|本)(?:規程|規則|要領|要綱|内規|訓令|細則|基準|指針|規約|条項|章|条)を(?:設け|定め|制定)(?:る|ます|した|する|します|しました|ました)。?$"
    );
    let agrees = || SETTLED.is_match(body) || around.front && OPENS.is_match(body);
    around.kind != Kind::Rule && agrees() || FOUNDED.is_match(body)
}

/// What others say, and what a firm believes in.
fn is_told(body: &str) -> bool {
    // 国の手引によれば、…べきものとされる: what others say
    pattern!(
        SAID,
        needs[["によれば、", "によると、"]],
        r"^[^。、]{0,30}(?:手引き?|指針|ガイドライン|通知|通達|報道|調査|統計|報告書|資料|記事|白書|省|庁|学会|専門家)(?:[^。、は]{0,12})によ(?:れば|ると)、"
    );
    // 当社の社是は、医療に尽くすことである
    pattern!(
        CREED,
        needs[["社是", "理念", "使命", "モットー", "標語", "信条", "スローガン", "ビジョン"]],
        r"^[^。、はが]{0,16}(?:社是|理念|使命|モットー|標語|信条|スローガン|ビジョン)(?:は|として)、"
    );
    SAID.is_match(body) || CREED.is_match(body)
}
