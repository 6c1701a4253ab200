//! Confirmed rules beside their prose. In: the sources and documents of a case, in one order. Out: the same documents, where the prose of
//! confirmed rules claims nothing any more, and news of every article that has changed since.

use super::{Article, CONTAINER, Rules, articles, parse};
use crate::catalogue::Catalogue;
use crate::model::{Document, Kind, Notice, Place, Source};

/// Lets the data of a case count in place of its prose, and compares the two by article.
pub fn confirm(data: &[Source], documents: &mut [Document], catalogue: &Catalogue) {
    for source in data.iter().filter(|source| source.container == CONTAINER) {
        let Ok((rules, _)) = parse::rules(source, catalogue) else { continue };
        let Some(own) = documents.iter().position(|document| document.path == source.path) else { continue };
        let path = documents[own].path.clone();
        for at in 0..documents.len() {
            if documents[at].kind != Kind::Rule || !is_prose_of(&documents[at], &rules) {
                continue;
            }
            let changes = changes(&rules.articles, &articles(&documents[at]));
            let prose = &mut documents[at];
            prose.claims.clear();
            prose.notices.retain(|notice| notice.duties.is_empty());
            prose.notices.push(Notice::new(
                Place::default(),
                format!("確認済みの規程データ「{path}」があるため、この文書から読み取った分担は数えていません。データの内容が正しいかだけを確かめてください。"),
            ));
            if !changes.is_empty() {
                let name = prose.path.clone();
                documents[own].notices.push(Notice::new(
                    Place::default(),
                    format!(
                        "規程「{name}」が、データを作った後に変わっています: {}。変わった条を確かめてデータを直すか、hazama extract で作り直してください。",
                        changes.join("、")
                    ),
                ));
            }
        }
    }
}

/// The paper from which the data was read: the same bytes, the same file name or the same title.
fn is_prose_of(document: &Document, rules: &Rules) -> bool {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let stem = |path: &str| name(path).rsplit_once('.').map(|(stem, _)| stem.to_owned()).unwrap_or_default();
    document.sha256 == rules.source.sha256
        || stem(&document.path) == stem(&rules.source.path)
        || (document.header.title.is_some() && document.header.title == rules.source.title)
}

/// Articles that differ: `第8条(変更)`, `第9条(削除)`, `第12条(追加)`, in the order of the prose, those left out last.
fn changes(confirmed: &[Article], now: &[Article]) -> Vec<String> {
    let name = |article: &Article| match article.unit.as_str() {
        "" => "前文".to_owned(),
        unit => unit.to_owned(),
    };
    let mut changes = Vec::new();
    for article in now {
        match confirmed.iter().find(|known| known.unit == article.unit) {
            Some(known) if known.fingerprint != article.fingerprint => changes.push(format!("{}(変更)", name(article))),
            None => changes.push(format!("{}(追加)", name(article))),
            _ => {}
        }
    }
    let gone = confirmed.iter().filter(|known| !now.iter().any(|article| article.unit == known.unit));
    changes.extend(gone.map(|known| format!("{}(削除)", name(known))));
    changes
}

#[cfg(test)]
mod tests {
    use super::super::{understand as understand_rules, write};
    use super::*;
    use crate::claims::understand;
    use crate::model::{Date, Paper, Plan};

    const PROSE: &str = "情報システム運用管理規程\n\n第1条 (責任者)\n  院長は、情報システムの安全管理責任者を置かなければならない。\n\n第2条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n2 システム管理者は、複製から復元できることを年に一度試験しなければならない。\n";

    fn source(path: &str, text: &str) -> Source {
        crate::read::source(&Paper { path: path.to_owned(), bytes: text.into() })
    }

    fn plan() -> Plan {
        Plan::bare(Date { year: 2026, month: 11, day: 22 })
    }

    fn confirmed(catalogue: &Catalogue) -> String {
        let document = understand(&source("規程.txt", PROSE), catalogue, &plan());
        assert!(document.claims.len() >= 2, "{:?}", document.claims);
        write(&document).replacen("\"on\": null", "\"on\": \"2026-11-01\"", 1)
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_claims() {
        let catalogue = Catalogue::builtin();
        let prose = understand(&source("規程.txt", PROSE), &catalogue, &plan());
        let json = confirmed(&catalogue);
        let data = understand(&source("規程.json", &json), &catalogue, &plan());
        assert_eq!((data.kind, data.container), (Kind::RulesJson, "rules-json"));
        assert!(data.notices.is_empty(), "{:?}", data.notices);
        let parts = |document: &Document| -> Vec<String> {
            let part = |claim: &crate::model::Claim| {
                format!(
                    "{} {} {} {:?} {}",
                    claim.duty,
                    claim.holder.id(),
                    claim.strength.id(),
                    claim.quote.place.unit,
                    claim.quote.text
                )
            };
            document.claims.iter().map(part).collect()
        };
        assert_eq!(parts(&prose), parts(&data));
        assert_eq!(json, confirmed(&catalogue), "same paper, same bytes");
    }

    #[test]
    fn the_data_counts_in_place_of_the_prose_and_tells_what_changed() {
        let catalogue = Catalogue::builtin();
        let json = confirmed(&catalogue);
        for (path, prose, counts, told) in [
            ("規程.txt", PROSE.to_owned(), false, None),
            ("規程/規程.txt", PROSE.replace("毎日", "毎週"), false, Some("変わっています: 第2条(変更)。")),
            ("規程.txt", PROSE.replace("　", " ").replace("  院長", "院長"), false, None),
            (
                "新しい規程.txt",
                format!("{PROSE}\n第3条 (教育)\n  院長は、職員に情報安全の教育を毎年行わなければならない。\n"),
                false,
                Some("第3条(追加)"),
            ),
            ("細則.txt", PROSE.replace("運用管理規程", "管理細則"), true, None),
        ] {
            let data = [source("規程.json", &json), source(path, &prose)];
            let mut documents: Vec<Document> =
                data.iter().map(|source| understand(source, &catalogue, &plan())).collect();
            confirm(&data, &mut documents, &catalogue);
            assert_eq!(!documents[1].claims.is_empty(), counts, "{path}");
            let said =
                |document: &Document, words: &str| document.notices.iter().any(|notice| notice.message.contains(words));
            assert_eq!(said(&documents[1], "数えていません"), !counts, "{path}: {:?}", documents[1].notices);
            match told {
                Some(words) => assert!(said(&documents[0], words), "{path}: {:?}", documents[0].notices),
                None => assert!(documents[0].notices.is_empty(), "{path}: {:?}", documents[0].notices),
            }
        }
    }

    #[test]
    fn mistakes_name_line_field_and_mend() {
        let catalogue = Catalogue::builtin();
        let json = confirmed(&catalogue);
        for (from, to, want) in [
            ("\"bck.take\"", "\"bck.taek\"", "duty「bck.taek」という役割はありません。「bck.take」の書き誤り"),
            ("\"duty\",", "\"must\",", "に「must」は書けません。"),
            ("\"articles\"", "\"artikles\"", "「artikles」という項目はありません。"),
            ("2026-11-01", "2026-11-31", "confirmed の on「2026-11-31」は日付として読めません。"),
            ("{\n", "{{\n", "JSONの書き方になっていません"),
            (
                "複製を毎日取得しなければならない。\\n",
                "複製を毎時取得しなければならない。\\n",
                "書き換えられています。",
            ),
        ] {
            assert!(json.contains(from), "{from}: {json}");
            let document = understand_rules(&source("規程.json", &json.replacen(from, to, 1)), &catalogue);
            let told =
                document.notices.iter().any(|notice| notice.message.contains(want) && notice.place.line.is_some());
            assert!(told, "{from} → {to}: {:?}", document.notices);
            assert!(
                document.notices.iter().all(|notice| notice.message.ends_with("ください。")),
                "{:?}",
                document.notices
            );
        }
        let draft = json.replacen("\"2026-11-01\"", "null", 1);
        let document = understand_rules(&source("規程.json", &draft), &catalogue);
        assert!(document.notices[0].message.contains("確認した日が書かれていません"), "{:?}", document.notices);
    }
}
