//! The page of forms. In: the catalogue and the containers. Out: `docs/forms.md`, so that it never says what is not so.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Column, FormEdition, layout_named, layout_names};
use crate::model::Kind;
use crate::read::containers;

/// Prints the page as `docs/forms.md` shows it.
pub fn print(catalogue: &Catalogue) -> String {
    let mut page = String::from(
        "# 読める様式\n\n\
         この頁は `src/catalogue/forms/` と読み取りの一覧から作られています。書き換えるときはデータを直し、\
         `UPDATE=1 cargo test --lib forms::page` を実行してください。\n\n\
         質問や項目の公的な文言は、プログラムに入っていません。行は、渡された文書から読み取ります。\n\n\
         ## 様式と版\n\n\
         | 種類 | 版 | 表題にある語 | 版の表示 | 発行者の番号 | 答えるガイドライン | 早くても |\n|---|---|---|---|---|---|---|\n",
    );
    for form in catalogue.forms.iter() {
        page.push_str(&edition(form));
    }
    page.push_str(SIGNS);
    page.push_str("## 列の見出し\n\n見出しは、空白と改行、全角・半角、かっこの中を除いて比べます。列の順番は問いません。知らない見出しの列は読み飛ばします。\n\n");
    for name in layout_names() {
        let Some(layout) = layout_named(name) else { continue };
        let _ = writeln!(page, "### {}\n\n| 列 | 見出しの語 |\n|---|---|", family(name));
        for (column, ja) in COLUMNS {
            let words: Vec<&str> =
                layout.columns.iter().filter(|(own, _)| *own == column).map(|(_, heading)| heading.word()).collect();
            if !words.is_empty() {
                let _ = writeln!(page, "| {ja} | {} |", words.join("、").replace('|', "\\|"));
            }
        }
        page.push('\n');
    }
    page.push_str(READING);
    page.push_str("## ファイルの形式\n\n| 形式 | 読むか |\n|---|---|\n");
    for (name, refused) in containers() {
        let _ = writeln!(
            page,
            "| `{name}` | {} |",
            refused.map_or_else(|| "読みます".to_owned(), |why| format!("読みません。{why}"))
        );
    }
    page.push_str(MORE);
    page
}

fn edition(form: &FormEdition) -> String {
    let titles: Vec<String> = form.titles.iter().map(|title| title.join(" + ")).collect();
    let or_dash = |words: String| if words.is_empty() { "–".to_owned() } else { words };
    format!(
        "| {} | {} | {} | {} | {} | {} | {} |\n",
        form.kind.ja(),
        form.ja(),
        titles.join("、"),
        or_dash(form.versions.join("、")),
        or_dash(form.numbers.join("、")),
        or_dash(form.guideline.as_ref().map(|guideline| format!("第{guideline}版(推定)")).unwrap_or_default()),
        or_dash(form.since.map(|since| format!("{}年{}月", since.year, since.month)).unwrap_or_default()),
    )
}

fn family(name: &str) -> String {
    let kinds = [
        ("role-table", Kind::RoleTable.ja()),
        ("disclosure", "MDS・SDS"),
        ("checklist", "チェックリスト・BCPの確認表"),
        ("questions", "質問票(`hazama questions`)"),
    ];
    kinds.iter().find(|(known, _)| *known == name).map_or_else(|| name.to_owned(), |(_, ja)| (*ja).to_owned())
}

const COLUMNS: [(Column, &str); 15] = [
    (Column::Number, "項番"),
    (Column::Title, "項目"),
    (Column::Text, "内容・質問"),
    (Column::Answer, "回答(1つの列)"),
    (Column::Yes, "はい の列"),
    (Column::No, "いいえ の列"),
    (Column::Na, "対象外 の列"),
    (Column::Date, "確認した日"),
    (Column::Done, "完了日・目標日"),
    (Column::RemarkKey, "備考の番号"),
    (Column::Remark, "備考の文"),
    (Column::Holder, "担当(病院が足した列)"),
    (Column::Clause, "根拠の条項(病院が足した列)"),
    (Column::Key, "役割とシステムの照合キー"),
    (Column::Other, "読み飛ばす列"),
];

const SIGNS: &str = "\n\
## 版の見分け方\n\n\
強いしるしから順に、次のものを見ます。\n\n\
1. 版の表示(`MDS Ver.5.0`、`令和7年度`、`令和9年3月改定`)。表題、記入欄、シート名から探します。\n\
2. 発行者の番号(`24-005`)。\n\
3. 対応ガイドラインの表示(`ガイドライン第6.0版対応`)。これだけで決めたときは、そのことを知らせます。\n\
4. 質問の末尾の参照の書き方(`(6.5.C6)`、`(システム運用編 17章)`)。これだけでは版を決めません。\n\
5. 作成日・初回確認日。様式がまだ出ていない日付を知らせます。\n\n\
しるしが食い違うときは、強いしるしの版として読み、両方の読みを知らせます。表にない版は、断らずに表の形に沿って読み、\
版は書かれているとおりに示して、そのことを知らせます。版を示すものがないときは版を空けておきます。\
どの場合も、`hazama.toml` の `edition` に書いた版が優先します。\n\n";

const READING: &str = "\
## 読み方\n\n\
- 見出しは3行まで。結合したセル、`回答` の下に分かれた `はい・いいえ・対象外`、頁ごとの見出しの繰り返しを読みます。\n\
- 回答は、言葉(はい、いいえ、対象外、Yes、N/A、有、無 …)、印(○ ☑ ■ レ …)、印刷された選択肢のうち印・かっこの付いたもの、\
取り消し線で残ったもの、描いた丸や線で選んだものを読みます。ほかに印がなければ、太字や色で目立たせた語を読み、そのことを知らせます。2つに印があれば「二重に記入」、どれとも言えなければ「判読不能」とし、推測しません。\n\
- 1枚のシートに上下・左右に並んだ表、次のシートに続く行(見出しがなくても)、システムごとのシート、記入要領のシートを見分けます。\n\
- 様式にない番号(`1の2`、`追加1`)の行も、そのまま残します。\n\
- MDSとSDSの両方のシートがあって一方が空欄のときは、記入のある方だけを読みます。\n\n\
## 読み取れないもの\n\n\
- 2つの行や2つの語にかかる丸、取り消した語を囲む丸。判読不能とします。\n\
- PDFで、罫線のない表の並んだ語に付けた色、下線だけ又は淡い字だけで示した回答。未記入とします。\n\
- 画像の様式、手書きの様式。\n\
- 表でなくなった様式(文章に打ち直したもの)は、行でなく文として読みます。\n\n";

const MORE: &str = "\n\
## 様式の改変を調べる\n\n\
公表元から取った記入前の様式を渡すと、行の文言の変更・欠落・追加・移動を調べます([row-altered](rules.md))。\n\n\
```sh\nhazama check 案件フォルダ --form 様式.xlsx --form 別の様式.xlsx\n```\n\n\
渡した様式は案件の文書ではなく、分担の根拠になりません。種類が同じで、版が同じ(又は一方の版が不明な)文書と突き合わせます。\
空白、改行、全角・半角の違いだけのときは指摘しません。違いは `【−様式の語】【+文書の語】` と示します。\n\n\
## 版を登録する\n\n\
```sh\nhazama form new 様式.xlsx --out mds-6.0.toml   # 案を作る\nhazama form check mds-6.0.toml               # 確かめる\n```\n\n\
案の「推定」の行を公表資料で確かめて直し、`src/catalogue/forms/` に置いて `src/catalogue/edition.rs` の一覧に1行足します。\
書き方は `hazama schema form` にあります。この版だけの見出しは `[columns]` に書けます。質問の文言は書きません。\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_forms_is_printed_from_the_data() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/forms.md");
        let page = print(crate::forms::sketch::catalogue());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &page).expect("docs/forms.md can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(kept == page, "docs/forms.md differs from the data: run UPDATE=1 cargo test --lib forms::page");
    }
}
