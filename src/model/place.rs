//! Where words stand. A place is something a reader can open: an article, a page, a cell.

/// A place inside one paper. Every part is optional; a place with no part at all means the whole paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The unit as a lawyer cites it: `第8条第2項第3号ア`, `別紙1`, `Part2 C-3`.
    pub unit: Option<String>,
    /// 1-based page, where the container has pages.
    pub page: Option<u32>,
    /// Sheet name, for workbooks.
    pub sheet: Option<String>,
    /// Cell reference such as `D12`, for workbooks.
    pub cell: Option<String>,
    /// 1-based line (text) or paragraph (docx).
    pub line: Option<u32>,
}

impl Place {
    /// A place in a workbook.
    pub fn cell(sheet: &str, cell: impl Into<String>) -> Self {
        Place { sheet: Some(sheet.to_owned()), cell: Some(cell.into()), ..Place::default() }
    }

    /// The place in words for a person: `第8条第2項`, `確認表!D12`, `12行目`. Empty when nothing is known.
    pub fn in_words(&self) -> String {
        let mut words = String::new();
        if let Some(sheet) = &self.sheet {
            words.push_str(sheet);
            if let Some(cell) = &self.cell {
                words.push('!');
                words.push_str(cell);
            }
        }
        if let Some(unit) = &self.unit {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(unit);
        }
        if words.is_empty()
            && let Some(line) = self.line
        {
            words = format!("{line}行目");
        }
        if let Some(page) = self.page {
            words.push_str(&format!(" (p.{page})"));
        }
        words
    }
}

/// Words letter for letter as they stand in the paper, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// The original letters, never folded or repaired.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}
