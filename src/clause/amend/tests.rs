use super::*;

fn memorandum(names: &[(&str, &str)]) -> Names {
    Names {
        amends: true,
        usual: names.first().map(|(name, _)| (*name).to_owned()),
        described: names.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect(),
    }
}

fn read(sentence: &str) -> Changes {
    changes(&normal(sentence), &memorandum(&[("原契約", "令和8年3月1日付け保守契約書")]))
}

/// Each change in one line: paper, units, what.
fn told(changes: &Changes) -> Vec<String> {
    let what = |what: &Amends| match what {
        Amends::Words(pairs) => pairs.iter().map(|(from, to)| format!("{from}→{to}")).collect::<Vec<_>>().join(" "),
        Amends::Cells(cells) => {
            let told = cells.iter().map(|cell| format!("{}:{}→{}", cell.column, cell.from, cell.to));
            told.collect::<Vec<_>>().join(" ")
        }
        Amends::Struck => "削".to_owned(),
        Amends::Anew { aside, .. } => format!("新{}", if *aside { "代" } else { "" }),
        Amends::Unclear => "?".to_owned(),
    };
    changes.said.iter().map(|said| format!("{}|{}|{}", said.paper, said.units.join(","), what(&said.what))).collect()
}

#[test]
fn changes_are_read_in_the_ways_memoranda_say_them() {
    for (sentence, want) in [
        ("原契約第9条中「甲は」を「乙は」に改める。", &["原契約|第9条|甲は→乙は"][..]),
        (
            "原契約第九条第二項の「行うよう努める」を「行わなければならない」に改める。",
            &["原契約|第9条第2項|行うよう努める→行わなければならない"],
        ),
        ("第9条中「月1回」を「週1回」に、「甲」を「乙」に改める。", &["|第9条|月1回→週1回 甲→乙"]),
        ("原契約第3条第2号中「及びプリンタ」を削る。", &["原契約|第3条第2号|及びプリンタ→"]),
        ("約款第4条において「甲」とあるのは「乙」と読み替えるものとする。", &["約款|第4条|甲→乙"]),
        (
            "原契約第5条中「取得する」の次に「ものとし、月次で報告する」を加える。",
            &["原契約|第5条|取得する→取得するものとし、月次で報告する"],
        ),
        ("原契約第5条中「甲」を「乙」に改め、同条第2項を削る。", &["原契約|第5条|甲→乙", "原契約|第5条第2項|削"]),
        ("原契約第5条第2項を削り、同条第3項を同条第2項とする。", &["原契約|第5条第2項|削"]),
        ("原契約第5条及び第7条中「甲」を「乙」に改める。", &["原契約|第5条,第7条|甲→乙"]),
        ("約款中「当社」とあるのは「乙」と読み替える。", &["約款||当社→乙"]),
        (
            "別紙の項番4について、病院の欄の「-」を「○」に、B社の欄の「○」を「-」に改める。",
            &["別紙|別紙 4|病院:-→○ B社:○→-"],
        ),
        ("別表1の項番6中「○」を「△」に改める。", &["別表1|別表1 6|○→△"]),
        ("別紙の項番7の作業については、別紙の定めにかかわらず、乙がその実施に努める。", &["別紙|別紙 7|新代"]),
        ("約款第6条の作業は、約款の定めにかかわらず、乙が月額料金の範囲内で行う。", &["約款|第6条|新代"]),
        ("原契約別表の項番3の区分を保守対象に改める。", &["原契約|別表 3|?"]),
        ("原契約第8条の頻度を四半期ごとに改める。", &["原契約|第8条|?"]),
        // these change nothing elsewhere
        ("甲は、この契約を改めるときは、書面による。", &[]),
        ("本覚書第2条中「甲」を「乙」に改める。", &[]),
        ("原契約第8条を改める場合は、書面による。", &[]),
        ("原契約第5条の規定は、乙に準用する。", &[]),
        ("この場合において、同条中「甲」とあるのは「乙」と読み替えるものとする。", &[]),
        ("乙は、パスワードを年1回改める。", &[]),
    ] {
        assert_eq!(told(&read(sentence)), want, "{sentence}");
    }
}

#[test]
fn what_else_a_changing_sentence_says_is_left() {
    for (sentence, rest) in [
        ("原契約第9条中「甲は」を「乙は」に改める。", Some("")),
        ("原契約第9条中「甲は」を「乙は」に改め、乙は、監査ログを保存する。", Some("乙は、監査ログを保存する")),
        ("原契約第9条を削り、乙は、監査ログを保存する。", None),
        ("乙は、監査ログを保存する。", None),
    ] {
        assert_eq!(read(sentence).rest.as_deref(), rest, "{sentence}");
    }
}

#[test]
fn without_a_name_for_the_other_paper_an_article_is_the_papers_own() {
    for sentence in ["第9条中「甲は」を「乙は」に改める。", "第9条を削る。", "別紙の項番3を改める。"]
    {
        let said = changes(&normal(sentence), &Names::default()).said;
        assert!(said.iter().all(|said| said.paper.starts_with("別紙")), "{sentence} {said:?}");
    }
}
