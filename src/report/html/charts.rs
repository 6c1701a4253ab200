//! Stacked bars as pictures inside the page: no script, nothing fetched. Parts are told apart by shade, by order and by their figures,
//! in the dark and in black and white too; the table below holds the same figures for those who do not see them. In: charts. Out: SVG.

use std::fmt::Write;

use super::words::escaped;
use crate::report::tables::tally::{Bar, Chart, Group};
use crate::report::width;

/// Units of a bar's room, of the bar, of the names at its left and of the longest bar.
const ROW: usize = 26;
const BAR: usize = 20;
const NAMES: usize = 250;
const LONGEST: usize = 560;
/// Units of the figure behind a bar.
const TOTAL: usize = 50;
/// Half-width letters of a name.
const LETTERS: usize = 34;
/// Units that a figure needs.
const FIGURE: usize = 16;

/// All charts, with one key to their shades.
pub(super) fn draw(page: &mut String, charts: &[Chart]) {
    page.push_str("<ul class=\"key\" aria-hidden=\"true\">\n");
    for group in Group::ALL {
        let _ = writeln!(
            page,
            "<li><svg viewBox=\"0 0 20 20\"><rect width=\"20\" height=\"20\" {}></rect></svg>{}</li>",
            fill(group),
            group.ja()
        );
    }
    page.push_str("</ul>\n<div class=\"charts\">\n");
    for chart in charts {
        one(page, chart);
    }
    page.push_str("</div>\n");
}

fn fill(group: Group) -> String {
    format!("fill=\"#{:06X}\" stroke=\"#404040\"", group.shade())
}

fn one(page: &mut String, chart: &Chart) {
    let most = chart.bars.iter().map(sum).max().unwrap_or(1).max(1);
    let _ = writeln!(
        page,
        "<figure><figcaption>{0}</figcaption>\n<svg viewBox=\"0 0 {1} {2}\" role=\"img\" aria-label=\"{3}\">",
        escaped(chart.title),
        NAMES + LONGEST + TOTAL,
        chart.bars.len() * ROW,
        escaped(&chart.in_words()),
    );
    for (at, bar) in chart.bars.iter().enumerate() {
        let (top, middle) = (at * ROW + (ROW - BAR) / 2, at * ROW + ROW / 2 + 5);
        let name = escaped(&short(&bar.name));
        let _ = writeln!(
            page,
            "<text class=\"name\" x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{name}</text>",
            NAMES - 10
        );
        let mut left = NAMES;
        for (group, count) in Group::ALL.into_iter().zip(bar.counts).filter(|(_, count)| *count > 0) {
            let wide = (count * LONGEST / most).max(2);
            let _ = write!(
                page,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{BAR}\" {}></rect>",
                fill(group)
            );
            if wide >= FIGURE {
                let class = if group == Group::Hanging { "on-dark" } else { "on-light" };
                let _ = write!(
                    page,
                    "<text class=\"{class}\" x=\"{}\" y=\"{middle}\" text-anchor=\"middle\">{count}</text>",
                    left + wide / 2
                );
            }
            left += wide;
        }
        let _ = writeln!(page, "<text class=\"name\" x=\"{}\" y=\"{middle}\">{}</text>", left + 8, sum(bar));
    }
    page.push_str("</svg></figure>\n");
}

/// A name in the room that it has.
fn short(name: &str) -> String {
    match width::wrap(name, LETTERS).as_slice() {
        [first, _, ..] => format!("{first}…"),
        _ => name.to_owned(),
    }
}

fn sum(bar: &Bar) -> usize {
    bar.counts.iter().sum()
}
