//! The ways in which a change is worded behind the unit that it names. In: the words behind the unit. Out: what is changed, and how
//! many of the words say so.

use crate::model::{Amends, CellChange};
use crate::text::pattern;

/// What the words behind a pointer change, and how long they are.
pub(super) fn what(rest: &str) -> Option<(Amends, usize)> {
    pattern!(
        STRUCK,
        r"^(?:\([^()]{0,20}\))?(?:の規定|の定め|の全文|の全部|の表)?(?:を|は)、?(?:(?:全部|次の|以下の|下記の|別紙の|別添の|これを)(?:とおり|ように)?、?(?:に)?)?(?:全部)?(?:改める|改め(?:、|、?$)|改正する|改正し、|改定する|改定し、|変更する|変更し、|削除する|削除し|削る|削り|差し?替える|差し?替え、)"
    );
    pattern!(
        INSIDE,
        r"^(?:\([^()]{0,20}\))?(?:の規定|の定め|の記載|の表)?(?:の?(?:本文|前段|後段|柱書き?|ただし書き?|表題|見出し))?(?:の?中の?|の|に(?:おける|おいて)|に(?:つき|ついて)(?:は)?|に)?、?"
    );
    if let Some(found) = STRUCK.find(rest) {
        let after = &rest[found.end()..];
        let is_only_thought_of =
            ["とき", "場合", "旨", "には", "必要", "ことが", "こと。"].iter().any(|word| after.starts_with(word));
        return (!is_only_thought_of).then_some((Amends::Struck, found.end()));
    }
    let start = INSIDE.find(rest).map_or(0, |found| found.end());
    if let Some((pairs, length)) = pairs(&rest[start..]) {
        return Some((Amends::Words(pairs), start + length));
    }
    cells(rest).map(|(cells, length)| (Amends::Cells(cells), length))
}

/// 「A」を「B」に、「C」を「D」に改める; 「A」を削る; 「A」とあるのは「B」と読み替える; 「A」の次に「B」を加える.
fn pairs(rest: &str) -> Option<(Vec<(String, String)>, usize)> {
    pattern!(TO, r"^(?:とある(?:の|部分)(?:は|を)|とあるは|を)、?(?:それぞれ)?");
    pattern!(
        END,
        r"^(?:に|と)(?:それぞれ)?、?(?:改める|改め(?:る)?|変更する|変更し|改正する|改正し|改定する|読み?替える|読み?替え|置き?換える|置き?換え|差し?替える|差し?替え|訂正する|訂正し|する|し、)(?:ものとする|こととする)?、?"
    );
    pattern!(ON, r"^(?:に|と)、?(?:同(?:条|項|号)中)?");
    pattern!(OUT, r"^を(?:それぞれ)?(?:削る|削り|削除する|削除し)(?:ものとする)?、?");
    pattern!(ADD, r"^の(?:次|下|後|後ろ)に「");
    pattern!(ADDED, r"^を(?:加える|加え|挿入する|追加する)(?:ものとする)?、?");
    let mut pairs = Vec::new();
    let mut at = 0;
    loop {
        let (from, length) = quoted(&rest[at..])?;
        at += length;
        if let Some(end) = OUT.find(&rest[at..]) {
            pairs.push((from.to_owned(), String::new()));
            return Some((pairs, at + end.end()));
        }
        if let Some(add) = ADD.find(&rest[at..]) {
            at += add.end() - '「'.len_utf8();
            let (more, length) = quoted(&rest[at..])?;
            at += length;
            let end = ADDED.find(&rest[at..])?.end();
            pairs.push((from.to_owned(), format!("{from}{more}")));
            return Some((pairs, at + end));
        }
        // 「A」、「B」及び「C」を「D」に
        let mut froms = vec![from];
        while let Some(link) = ["、", "及び", "並びに", "又は"].iter().find(|link| rest[at..].starts_with(**link))
        {
            let (other, length) = quoted(&rest[at + link.len()..])?;
            froms.push(other);
            at += link.len() + length;
        }
        at += TO.find(&rest[at..])?.end();
        let (to, length) = quoted(&rest[at..])?;
        at += length;
        pairs.extend(froms.into_iter().map(|from| (from.to_owned(), to.to_owned())));
        if let Some(end) = END.find(&rest[at..]) {
            return Some((pairs, at + end.end()));
        }
        at += ON.find(&rest[at..])?.end();
    }
}

/// 病院の欄の「-」を「○」に、B社の欄の「○」を「-」に改める.
fn cells(rest: &str) -> Option<(Vec<CellChange>, usize)> {
    pattern!(HEAD, r"^(?:の?(?:業務|作業|項目|事項))?(?:に(?:つき|ついて|おいて|係る)(?:は|も)?|中|の|のうち)?、?");
    pattern!(COLUMN, r"^(?:「([^「」]{1,16})」|([^、。「」]{1,16}?))の?欄(?:の|中の?)?(?:記載|印|表示)?「");
    let mut at = HEAD.find(rest).map_or(0, |found| found.end());
    let mut cells = Vec::new();
    loop {
        let found = COLUMN.captures(&rest[at..])?;
        let column = if found.get(1).is_some() { found[1].to_owned() } else { found[2].to_owned() };
        at += found[0].len() - '「'.len_utf8();
        // the last pair of a column ends the list
        let (from, length) = quoted(&rest[at..])?;
        at += length;
        at += rest[at..].starts_with('を').then_some('を'.len_utf8())?;
        let (to, length) = quoted(&rest[at..])?;
        at += length;
        cells.push(CellChange { column, from: from.to_owned(), to: to.to_owned() });
        pattern!(
            END,
            r"^(?:に|と)、?(?:それぞれ)?(?:改める|変更する|改正する|する|訂正する|改め、|変更し、)(?:ものとする)?"
        );
        if let Some(end) = END.find(&rest[at..]) {
            return Some((cells, at + end.end()));
        }
        pattern!(ON, r"^(?:に|と)、?(?:並びに|及び)?");
        at += ON.find(&rest[at..])?.end();
    }
}

/// The inside of 「…」 at the beginning, with the 「」 that it holds, and the length of the whole.
fn quoted(words: &str) -> Option<(&str, usize)> {
    let mut depth = 0usize;
    for (at, c) in words.char_indices() {
        match c {
            '「' | '『' => depth += 1,
            '」' | '』' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((&words['「'.len_utf8()..at], at + c.len_utf8()));
        }
    }
    None
}

/// The sentence changes something and it was not understood what.
pub(super) fn is_unclear(rest: &str) -> bool {
    pattern!(
        CHANGES,
        r"(?:を|に|と|へ|は)、?(?:改める|改正する|改定する|変更する|読み?替える|置き?換える|差し?替える|訂正する|削る|削除する|(?:移す|入れ替える))(?:ものとする|こととする)?。?$"
    );
    CHANGES.is_match(rest)
        && !["場合", "ときは", "ことができ", "協議", "料金", "金額"].iter().any(|word| rest.contains(word))
}
