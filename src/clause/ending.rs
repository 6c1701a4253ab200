//! How strongly a predicate binds. In: the words from the end of the verb's stem to the end of the sentence. Out: [`Force`].
//! The order of the tests is the rule «the longest ending wins».

use crate::text::pattern;

use crate::model::Strength;

/// What an ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// It binds, or frees, in this strength.
    Strength(Strength),
    /// A negation without a ban: a ban for an unwanted act, a refusal for a wanted service.
    Negated,
    /// The other side is asked to: 行っていただきます.
    Asked,
    /// Recommended, deemed, defined: nothing is claimed.
    Nothing,
}

pattern!(
    NO_FORCE,
    r"なくて(?:も)?(?:よ(?:い|ろし)|差し支え|構わ|構い|かまわ|かまい)|(?:重要|大切|肝要|有効|有用|賢明|安心|無難)(?:である|です|であり|となり|となる)|望まし|推奨|お?勧め|おすすめ|とみな|みなす|みなし|推定す|ものと扱|(?:もの|こと)とされ(?:て(?:いる|います)|る。?$|ます。?$)|べきである|でしょう|と考え|をいう。?$|をいいます。?$|(?:目的|目途|趣旨|主眼|ねらい)と(?:する|します)|(?:よう|こと[がを]|^[がを])求められ|が期待され|前提と(?:する|します)|と呼|任意と|任意で(?:す|あ)|[たっだ]ことがあ[るり]|たいもの(?:です|であ)|(?:かどうか|か否か)[^。]*検討|たいところ|ことが多|ことも多|[^こ]とがあ(?:る|ります)。?$|保証(?:は|を|までは)?(?:いた)?し(?:ない|ません|かね)|(?:技術|構造|性質|物理|原理)(?:上|的に)(?:は)?、?(?:でき|行え|不可能|困難|難し)|を要し(?:ない|ません)|を必要とし(?:ない|ません)|か[。?]?$"
);
// ウイルス対策ソフトは、発注者が指定する製品とする; 条項は、5年間存続する; 期間は、契約により異なる: what a thing is
pattern!(
    THING,
    needs[[
        "とする",
        "とします",
        "とし、",
        "存続",
        "異な",
        "起算",
        "販売",
        "売却",
        "見積",
        "ある",
        "あります",
        "存在",
        "多い"
    ]],
    r"(?:製品|機種|銘柄|商品|規格品|言語|日本語|(?:業者|会社|メーカ|社|製)のもの|回線)と(?:する|します|し、)|存続(?:する|します)(?:もの)?(?:と(?:する|します))?。?$|存続し、|異な(?:る|ります)。?$|(?:^|を)正と(?:する|します)|(?:^|ことが)多い。?$|[個名件台枚人](?:まで)?を上限と(?:する|します)|起算(?:する|します)|(?:販売|売却)(?:する|します)(?:ものと(?:する|します))?。?$|見積(?:り|もり|書)?を(?:求め|依頼)(?:る|ます|する|します)|(?:[0-9]+(?:台|個|件|名|本|種|種類|か所|箇所)|多く)(?:あ|存在し)(?:る|ります|ます)。?$"
);
pattern!(
    EFFORT,
    r"努め|努力|最善|配慮|留意|心掛け|心がけ|気を配|(?:^に?|[^にを]|[^者員長人方]に)注意(?:する|し、|しなけ|します)|可能な(?:限り|範囲)|できる(?:限り|範囲で|だけ)|合理的な範囲|ベストエフォート|目標とする|目標とし|目標です|目標値|目指[しす]|注意を払|目安と|目安で|心配り|心を配|尽くす|尽くし|尽力|力を尽く|鋭意|なるべく|なるたけ|極力|できるだけ|試みる|試みます|図るよう"
);
pattern!(
    PERMITTED,
    r"ことができ(?:る(?:。|もの|$|、|場合)|ます|$)|こともでき|ことが可能|ができる(?:。|もの|$)|ができます|できるもの(?:と|とし)|ことがあ[るり]|場合があ[るり]|差し支え(?:ない|ありません|ないもの)(?:もの)?(?:と(?:する|します))?(?:。|$|、)|妨げな|妨げるもの|足り(?:る|ます)|任意で|任意に(?:[^選抽]|$)|[てで]も?(?:よ(?:い|ろしい)|構わない|構いません|かまわない|かまいません)(?:です)?(?:。|もの|$)|を妨げ|[\p{Han}\p{Katakana}ー]でき(?:る|ます)(?:もの(?:と(?:する|します))?)?(?:。|$)"
);
pattern!(
    BANNED,
    r"[てで]は(?:ならな|なりませ|いけ)|[さらかがまなばたわ]ぬこと(?:と|。|$)|ざること(?:と|。|$)|禁止|禁[じず]|ことができない|ことはできない|ことができませ|ことはできませ|できないもの|認めな|認めませ|ないこと(?:とする|と|。|$)|ないように[すし]|ないで(?:下さ|頂|いただ|おいて)|ないよう(?:に(?:して)?)?、?(?:下さ|頂|いただ|お?願)|お?控え(?:て)?(?:下さ|頂|いただ|願)"
);
// 消すことができないようにする: a measure, no ban
pattern!(MADE_SAFE, needs[["ないように"]], r"(?:でき|られ|[えけせてねめれ])ないように(?:す|し|設定|構成|措置)");
pattern!(
    NOT_BANNED,
    r"断ってはな|(?:下回ら|上回ら|超え)(?:ない|ません)(?:もの|こと)?(?:と(?:する|します))?。?$|拒んではな|妨げてはな|(?:怠っ|省い|なおざりにし|先送りし|欠い|絶やし|切らし)てはな|(?:怠ら|欠かさ|絶やさ|切らさ|省か|分かた)(?:ぬ|ない|ざる)こと|(?:持ち越|先延ばし)(?:し|にし)てはな|ずに済ませてはな|(?:責任|責め|責務)を免れ(?:ない|ません|ることは)|拒否してはな|拒むことができな|拒むことはできな|拒絶してはな|拒まな|拒みませ|拒むもので"
);
pattern!(
    MUST,
    r"なければな|なければいけ|ねばな|なくてはな|義務を負[うい]|責務を|責任を負[うい]|責めに任ず|責任において|必要がある(?:。|もの|$)|必要があり(?:ます)?[。、]|必要があります"
);
pattern!(
    UNBOUND,
    needs[["義務"]],
    r"義務(?:を負(?:う|わせる)|があ[るり]|付ける)(?:もの|わけ)で(?:は)?(?:な|ありませ|ござ)|義務(?:は|を)(?:な[いく]|ありませ|有しな|有しませ)"
);
pattern!(
    ASKED,
    r"[てで]いただ|下さい|[てで]頂|いただくもの|[てで]下さ|お願い(?:し|いた)|ご[^。]{1,8}(?:下さ|いただ|願)|お[^。]{1,8}(?:下さ|いただ)|[てで]もら(?:う|い)"
);
// ご承諾をいただいてから接続する
pattern!(
    RECEIVED,
    r"(?:いただ|頂|もら)(?:いて|って)から|(?:いただい|頂い|もらっ)た(?:後|うえ|上|とき|場合)|(?:いただ|頂|もら)(?:き|い)次第"
);
pattern!(
    NEGATED,
    r"(?:ない|ません|ぬ|ず)(?:もの(?:と|で)[^。]{0,8}|こととする)?(?:。|、|$)|お断り(?:し|いた|申)|(?:おり|い)ません|いない(?:。|$)|かね(?:ます|る)"
);
pattern!(
    PLANNED,
    r"(?:進めて|拡充して|取り組んで|強化して)(?:まいり|いき|参り)ます|予定|見込み|計画(?:です|であ|とし)|計画中|検討中|計画してい|対応する方針|(?:次期|次の|新)(?:版|バージョン|リリース)[^。、]{0,4}(?:に|で|から|より)[^。、]{0,10}(?:対応|提供|搭載|実装)(?:いた)?します|[0-9]{4}年[^。、]{0,12}(?:に|で|から|より)[^。、]{0,10}(?:対応|提供|搭載|実装)(?:いた)?します"
);

/// The words tell what a thing is, and nobody acts: 対策ソフトは、甲が指定する製品とする.
pub(super) fn is_of_thing(words: &str) -> bool {
    THING.is_match(words)
}

/// Reads an ending.
pub fn force(ending: &str) -> Force {
    if NO_FORCE.is_match(ending) || THING.is_match(ending) {
        return Force::Nothing;
    }
    if EFFORT.is_match(ending) {
        return Force::Strength(Strength::Effort);
    }
    if ending.contains("いただく必要") || ending.contains("いただかなければ") || ending.contains("いただかねば")
    {
        return Force::Asked;
    }
    if NOT_BANNED.is_match(ending) {
        return Force::Strength(Strength::Duty);
    }
    if UNBOUND.is_match(ending) {
        return Force::Negated;
    }
    if MUST.is_match(ending) && !ending.contains("負わない") && !ending.contains("負いませ") {
        return Force::Strength(Strength::Duty);
    }
    if MADE_SAFE.is_match(ending) {
        return Force::Strength(Strength::Duty);
    }
    if BANNED.is_match(ending) && (!ending.contains("でなければ") || ending.contains("てはなら")) {
        return Force::Strength(Strength::Prohibited);
    }
    if PERMITTED.is_match(ending) {
        return Force::Strength(Strength::Permission);
    }
    if ASKED.is_match(ending) && !RECEIVED.is_match(ending) {
        return Force::Asked;
    }
    if NEGATED.is_match(ending) {
        return Force::Negated;
    }
    Force::Strength(Strength::Duty)
}

/// The ending tells how things are or were and orders nothing: 取得している, 行われていない, 更新した. What the parties settled
/// (…こととした) is none.
pub fn is_told(ending: &str) -> bool {
    pattern!(
        TOLD,
        r"(?:てい|でい)(?:る|ます|ない|ません)。?$|(?:てお|でお)(?:る|ります|りません|らず)。?$|(?:[いきぎしちにびみりっえけげせてねべめれ]た|んだ)。?$|かった。?$|(?:であった|だった|でした)。?$"
    );
    pattern!(
        SETTLED,
        r"(?:こと|もの)(?:と|に)(?:した|しました)|(?:合意|確認|約|締結|契約|了承|決定)(?:した|しました)|決めた|決めました"
    );
    TOLD.is_match(ending) && !SETTLED.is_match(ending)
}

/// The ending announces a plan and no more: 対応する予定です.
pub fn is_announced(ending: &str) -> bool {
    pattern!(
        ANNOUNCED,
        needs[["予定", "中で"]],
        r"予定(?:です|である|でございます|としています|している|しております|しています)。?$|(?:開発|準備|検討|対応準備)中(?:です|である|でございます)。?$"
    );
    ANNOUNCED.is_match(ending)
}

/// The ending speaks of a plan.
pub fn is_planned(ending: &str) -> bool {
    PLANNED.is_match(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_no_order() {
        for (ending, told) in [
            ("取得している。", true),
            ("行われていません。", true),
            ("更新した。", true),
            ("導入しております。", true),
            ("実施してきた。", true),
            ("平均で3時間であった。", true),
            ("取得する。", false),
            ("行うこととした。", false),
            ("次のとおり合意した。", false),
            ("保っておくものとする。", false),
            ("しなければならない。", false),
        ] {
            assert_eq!(is_told(ending), told, "{ending}");
        }
    }

    #[test]
    fn the_longest_ending_wins() {
        for (ending, force_wanted) in [
            ("しなければならない。", Force::Strength(Strength::Duty)),
            ("に努めなければならない。", Force::Strength(Strength::Effort)),
            ("することができるものとする。", Force::Strength(Strength::Permission)),
            ("することがあります。", Force::Strength(Strength::Permission)),
            ("してはならない。", Force::Strength(Strength::Prohibited)),
            ("拒んではならない。", Force::Strength(Strength::Duty)),
            ("しないこと。", Force::Strength(Strength::Prohibited)),
            ("取り消すこともできないようにします。", Force::Strength(Strength::Duty)),
            ("持ち出さないようにします。", Force::Strength(Strength::Prohibited)),
            ("責任を負わなければならない。", Force::Strength(Strength::Duty)),
            ("責任を負わないものとする。", Force::Negated),
            ("行いません。", Force::Negated),
            ("作成する義務を負うものではありません。", Force::Negated),
            ("点検する義務はない。", Force::Negated),
            ("行っていただきます。", Force::Asked),
            ("ご了解をいただいてから始めます。", Force::Strength(Strength::Duty)),
            ("することを推奨します。", Force::Nothing),
            ("立ち会ってもよい。", Force::Strength(Strength::Permission)),
            ("立ち会わなくてもよい。", Force::Nothing),
            ("防ぐことは、重要である。", Force::Nothing),
            ("したものとみなす。", Force::Nothing),
            ("するものとする。", Force::Strength(Strength::Duty)),
            ("する。", Force::Strength(Strength::Duty)),
            ("できるものとする。", Force::Strength(Strength::Permission)),
        ] {
            assert_eq!(force(ending), force_wanted, "{ending}");
        }
    }
}
