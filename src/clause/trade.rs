//! Matters of other trades that share words with the duties about systems: tests of patients, cold stores, machines for exercise.
//! In: a sentence. Out: whether it is of such a matter.

use crate::model::DutyId;
use crate::text::pattern;

/// A thing of the ward, the laboratory, the kitchen or the grounds is named, and none of the system: 冷蔵庫の温度のログ, 訓練機器の保守点検.
pub(super) fn is_of_other_trade(sentence: &str) -> bool {
    pattern!(
        THING,
        r"パッチテスト|皮膚|体調|体温|発熱|感染対策|感染症|予防接種|(?:主治医|担当医|執刀医|当直医)に|検査の?結果に異常|検体の?(?:搬送|保存|保管|容器|採取|廃棄)|試薬|輸血|血液製剤|医薬品|薬品庫|与薬|投薬|服薬|人工呼吸器|輸液|点滴|除細動器|保育器|血圧計|滅菌|消毒|車椅子|車いす|寝具|ベッド|給食|献立|食材|配膳|調理|冷蔵庫|冷凍庫|孵卵器|遠心機|分包機|訓練(?:機器|器具|用具)|リハビリ|自動車|運転手|救急車|送迎|ボイラ|浄化槽|透析液|水処理|医療ガス|酸素|エレベータ|空調|清掃(?:業者|員)|消防設備|ナースコール|電話交換機|植栽|駐車場|待合室の時計|掛け時計|置き時計|病棟の(?:入退室|出入り)"
    );
    // カルテ and 入力 are of the records, which are systems too
    pattern!(
        SYSTEM,
        r"システム|サーバ|端末|タブレット|パソコン|スマートフォン|カルテ|情報|画面|画像|ネットワーク|LAN|VPN|ルータ|通信|回線|接続|インターネット|データ|ソフト|プログラム|アプリ|パスワード|ID|アカウント|利用者|権限|認証|暗号|バックアップ|複製|ウイルス|マルウェア|不正|侵入|流出|漏えい|サイバ|ランサム|セキュリティ|脆弱|ファームウェア|アクセス|操作ログ|USB|媒体|記憶|クラウド|ファイアウォール|電子|入力|診療録|リリース|稼働|パッチ"
    );
    THING.is_match(sentence) && !SYSTEM.is_match(&sentence.replace("パッチテスト", ""))
}

/// The duty is about systems, and shares its words with other trades; those about records, care without systems, persons and
/// buildings are of these trades themselves.
pub(super) fn is_about_systems(duty: &DutyId) -> bool {
    !matches!(duty.area(), "rec" | "phy" | "gov")
        && !["bcp.fallback", "inf.personal", "inc.liability"].contains(&duty.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_of_other_trade;

    #[test]
    fn things_of_other_trades_are_told_from_systems() {
        for (sentence, other) in [
            ("点滴の台の車輪は、週に一度点検すること。", true),
            ("冷凍庫の温度のログは、当番が毎朝確認する。", true),
            ("人工呼吸器の保守には、技士が立ち会う。", true),
            ("冷凍庫の温度を集めるサーバのログは、当番が毎朝確認する。", false),
            ("検体検査システムの保守には、技士が立ち会う。", false),
            ("主治医は、助手の代行入力を確かめて承認する。", false),
            ("作業の日時は、前日までに申請し、承認を受ける。", false),
        ] {
            assert_eq!(is_of_other_trade(sentence), other, "{sentence}");
        }
    }
}
