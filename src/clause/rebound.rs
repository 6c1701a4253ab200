//! Papers of one file that give the same letters to other sides: a contract, and below it a memorandum in which 甲 is the vendor. In: the
//! units of a file. Out: from which unit on which names hold.

use super::definitions::bind;
use super::label::Mark;
use super::outline::Node;
use super::party::Parties;
use crate::catalogue::Catalogue;
use crate::model::Kind;
use crate::text::normal;

/// Letters of the longest line that may be the title of a paper.
const LONGEST_TITLE: usize = 24;

/// The names of a file in order, each with the unit from which on they hold; the first from 0. Mostly one.
pub(super) fn bindings(nodes: &[Node], kind: Kind, catalogue: &Catalogue) -> Vec<(usize, Parties)> {
    let defining: Vec<usize> = (0..nodes.len()).filter(|&at| gives_both(&nodes[at])).collect();
    let [_, later @ ..] = &defining[..] else { return vec![(0, bind(nodes, kind, catalogue.posts()))] };
    let starts: Vec<usize> = [0].into_iter().chain(later.iter().map(|&at| begin(nodes, at))).collect();
    let ends = starts.iter().skip(1).copied().chain([nodes.len()]);
    let bound: Vec<(usize, Parties)> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| (start, bind(&apart(nodes, start, end), kind, catalogue.posts())))
        .collect();
    let sides = |parties: &Parties| [parties.named("甲"), parties.named("乙")];
    let turns = bound.windows(2).any(|pair| {
        let (before, after) = (sides(&pair[0].1), sides(&pair[1].1));
        after.iter().all(Option::is_some) && before.iter().all(Option::is_some) && before != after
    });
    if turns { bound } else { vec![(0, bind(nodes, kind, catalogue.posts()))] }
}

/// みほん病院を甲、株式会社みほんを乙とする: the line gives both letters, and stands over articles.
fn gives_both(node: &Node) -> bool {
    if node.mark != Mark::Plain || node.table.is_some() {
        return false;
    }
    let words = normal(&node.text);
    let gives = |letter: &str| {
        [format!("「{letter}」と"), format!("を{letter}、"), format!("を{letter}と"), format!("を「{letter}」")]
            .iter()
            .any(|given| words.contains(given))
    };
    gives("甲") && gives("乙") && !words.contains("原契約")
}

/// The unit in which the paper of that line begins: its title, if one stands right before it.
fn begin(nodes: &[Node], at: usize) -> usize {
    let is_title = |node: &Node| {
        node.mark == Mark::Plain && node.text.chars().count() <= LONGEST_TITLE && !node.text.trim_end().ends_with('。')
    };
    match at.checked_sub(1) {
        Some(before) if is_title(&nodes[before]) => before,
        _ => at,
    }
}

/// Some of the units, as if they were all.
fn apart(nodes: &[Node], start: usize, end: usize) -> Vec<Node> {
    let own = |node: &Node| Node { parent: node.parent.and_then(|parent| parent.checked_sub(start)), ..node.clone() };
    nodes[start..end].iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clause::outline::outline;
    use crate::model::{Block, Paragraph, Party};

    #[test]
    fn letters_turn_where_a_second_paper_gives_them_anew() {
        let paper = |second: &str| {
            let lines = [
                "基本契約及び覚書",
                "みほん病院を甲、株式会社みほんを乙とする。",
                "第1条 甲は、点検する。",
                "【附属覚書】",
                second,
                "第1条 甲は、点検する。",
            ];
            let blocks: Vec<Block> = (1..)
                .zip(lines)
                .map(|(line, text)| Block::Paragraph(Paragraph { text: text.to_owned(), line, ..Paragraph::default() }))
                .collect();
            let bound = bindings(&outline(&blocks), Kind::Memorandum, &Catalogue::builtin());
            bound.iter().map(|(_, parties)| parties.named("甲")).collect::<Vec<_>>()
        };
        assert_eq!(paper("株式会社みほんを甲、みほん病院を乙とする。"), [Some(Party::Hospital), Some(Party::Vendor)]);
        assert_eq!(paper("みほん病院を甲、株式会社みほんを乙とする。"), [Some(Party::Hospital)]);
        assert_eq!(paper("この覚書は、令和8年4月1日から用いる。"), [Some(Party::Hospital)]);
    }
}
