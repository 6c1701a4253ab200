//! Pages as people and programs write them, and what is read out of them.

use crate::model::Paper;
use crate::read::build::shown;
use crate::read::source;

/// Reads a page; gives its blocks and its notices.
fn read(body: &str) -> (Vec<String>, Vec<String>) {
    let bytes = format!("<!DOCTYPE html><html><body>{body}</body></html>").into_bytes();
    let source = source(&Paper { path: "規約.html".to_owned(), bytes });
    assert_eq!(source.container, "html");
    (shown(&source), source.notices.into_iter().map(|notice| notice.message).collect())
}

#[test]
fn a_page_is_read_as_a_browser_shows_it() {
    for (body, expected) in [
        (
            "<h1>利用規約</h1><p>第1条\n(目的)</p><p>甲は<br>乙に",
            vec!["1:#利用規約", "2:第1条 (目的)", "3:甲は", "4:乙に"],
        ),
        ("<p>甲は、\n  乙に</p>a\nb", vec!["1:甲は、乙に", "2:a b"]),
        ("A&amp;B&nbsp;&#x4E59;&eacute;", vec!["1:A&B 乙é"]),
        ("<p>前<p>後<div>中</div>末", vec!["1:前", "2:後", "3:中", "4:末"]),
        ("<p><ruby>毀損<rp>(</rp><rt>きそん</rt></ruby>する</p>", vec!["1:毀損する"]),
        ("<script>var a='<p>x</p>'</script><nav>目次</nav><noscript>x</noscript>本文", vec!["1:本文"]),
        ("<pre>1 甲\n  (1) 乙</pre>", vec!["1:1 甲", "2:  (1) 乙"]),
        ("<input type=checkbox checked>はい<input type=radio>いいえ", vec!["1:☑はい☐いいえ"]),
        ("<select><option>選択<option selected>対象外</select>", vec!["1:対象外"]),
        ("<dl><dt>甲<dd>病院<dt>乙<dd>業者</dl>", vec!["1:甲", "2:病院", "3:乙", "4:業者"]),
        (
            "<ol><li>一<ol><li>内</ol><li value=5>五</ol><ol type=a start=2><li>乙</ol><ul><li>丙</ul>",
            vec!["1:1.|一", "2:(1)|内", "3:5.|五", "4:b.|乙", "5:・|丙"],
        ),
        ("<ol reversed><li>一<li>二</ol>", vec!["1:2.|一", "2:1.|二"]),
        ("<ol><li><p>一の一</p><p>続き</p></li></ol>", vec!["1:1.|一の一", "2:続き"]),
        (
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>第1条<span>&nbsp; </span></span><![endif]>目的<o:p></o:p></p>",
            vec!["1:第1条|目的"],
        ),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]-->本文", vec!["1:本文"]),
    ] {
        let (blocks, notices) = read(body);
        assert_eq!(blocks, expected, "{body}");
        assert!(notices.is_empty(), "{notices:?}");
    }
}

#[test]
fn tables_keep_their_columns() {
    for (body, expected) in [
        ("<table><tr><th colspan=2>担当<th>備考<tr><td>甲<td>乙<td></table>", vec!["1:[担当+2|備考 / 甲|乙|]"]),
        (
            "<table><tr><td rowspan=2>保守<td>更新<tr><td>監視<tr><td>1<td>2</table>",
            vec!["1:[保守|更新 / ^|監視 / 1|2]"],
        ),
        ("<table><tr><td>a<td rowspan=2>b<tr><td>c</table>", vec!["1:[a|b / c|^]"]),
        (
            "<table><tbody><tr><td><p>一</p><p>二</p></td><td>乙</td></tr></tbody></table>後",
            vec!["1:[一\n二|乙]", "4:後"],
        ),
        ("<table><tr><td>枠の文<p>次</table>", vec!["1:枠の文", "2:次"]),
        (
            "<table><tr><td>外</td><td><table><tr><td>1<td>2<tr><td>3<td>4</table></td></tr></table>",
            vec!["1:外", "2:[1|2 / 3|4]"],
        ),
        ("<table><tr><td>甲<td>乙<tr style='display:none'><td>丙<td>丁</table>", vec!["1:[甲|乙]"]),
        ("<table><caption>表1</caption><tr><td>甲<td>乙</table>", vec!["1:表1", "1:[甲|乙]"]),
        ("</td></tr></table><td>甲</td><tr>乙", vec!["1:甲", "2:乙"]),
    ] {
        assert_eq!(read(body).0, expected, "{body}");
    }
}

#[test]
fn what_is_struck_or_hidden_stays_out_with_a_notice() {
    for (body, expected, notice) in [
        ("<del>はい</del>いいえ", vec!["1:いいえ"], Some("取り消し線の付いた文字が1か所")),
        ("<p><s>甲<b>乙</b></p><p>丙</s>丁</p>", vec!["1:丁"], Some("取り消し線")),
        ("<span style='text-decoration:line-through'>甲</span>乙", vec!["1:乙"], Some("取り消し線")),
        ("<style>.x{text-decoration:line-through}</style><p class='a x'>甲</p>乙", vec!["1:乙"], Some("取り消し線")),
        ("<div hidden>甲</div>乙<p style='display:none'>丙</p>", vec!["1:乙"], Some("表示されない部分が2か所")),
        ("<style>.y{display:none}</style><p class=y>甲</p>", vec!["1:甲"], None),
        ("<iframe src='https://example.jp/'></iframe>本文", vec!["1:本文"], Some("別のページが1か所")),
        (
            "本文<div style='mso-element:comment-list'><div style='mso-element:comment'>確認</div></div>",
            vec!["1:本文"],
            Some("コメントが1件"),
        ),
    ] {
        let (blocks, notices) = read(body);
        assert_eq!(blocks, expected, "{body}");
        assert_eq!(notices.len(), usize::from(notice.is_some()), "{body}: {notices:?}");
        assert!(notice.is_none_or(|notice| notices[0].contains(notice)), "{notices:?}");
    }
}

#[test]
fn the_title_of_the_window_stands_in_for_a_heading() {
    let titled = |body: &str| {
        let bytes = format!("<html><head><title>利用規約</title></head>{body}").into_bytes();
        shown(&source(&Paper { path: "a.htm".to_owned(), bytes }))
    };
    assert_eq!(titled("<p>第1条 目的"), ["1:利用規約", "1:第1条 目的"]);
    assert_eq!(titled("<h1>規約</h1>"), ["1:#規約"]);
    assert_eq!(titled("<b>架空サービス利用規約</b>"), ["1:架空サービス利用規約"]);
}
