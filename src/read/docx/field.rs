//! Fields of a document (page numbers, references, tables of contents, old form fields): whether the letters that come
//! next are code or what a reader sees.

/// Fields inside one another; deeper ones are passed over.
const MAX_OPEN: usize = 32;

/// Fields that are open, outermost first.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    /// Fields that lie too deep.
    beyond: usize,
    /// Fields in one element that make a table of contents: depth of each.
    simple: Vec<bool>,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
    /// What an old form field shows.
    chosen: Option<String>,
    has_written: bool,
}

impl Field {
    fn is_contents(&self) -> bool {
        is_contents(&self.code)
    }
}

fn is_contents(code: &str) -> bool {
    let first = code.split_whitespace().next().unwrap_or_default();
    first.eq_ignore_ascii_case("TOC")
}

impl Fields {
    pub fn begin(&mut self) {
        if self.open.len() < MAX_OPEN {
            self.open.push(Field::default());
        } else {
            self.beyond += 1;
        }
    }

    pub fn separate(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|_| self.beyond == 0) {
            field.in_result = true;
        }
    }

    /// Ends a field; gives what it shows where that was not written in letters.
    pub fn end(&mut self) -> Option<String> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        self.open.pop().and_then(|field| field.chosen.filter(|_| !field.has_written))
    }

    /// Letters of a code.
    pub fn code(&mut self, letters: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result && field.code.len() < 200) {
            field.code.push_str(letters);
        }
    }

    pub fn simple(&mut self, code: &str) {
        self.simple.push(is_contents(code));
    }

    pub fn end_simple(&mut self) {
        self.simple.pop();
    }

    /// An old form field shows this; gives it back where no field is open to show it at its end.
    pub fn choose(&mut self, chosen: String) -> Option<String> {
        match self.open.last_mut() {
            Some(field) => {
                field.chosen = Some(chosen);
                None
            }
            None => Some(chosen),
        }
    }

    /// Letters were written.
    pub fn wrote(&mut self) {
        self.open.iter_mut().for_each(|field| field.has_written = true);
    }

    /// The next letters are a code, not text.
    pub fn in_code(&self) -> bool {
        self.open.iter().any(|field| !field.in_result)
    }

    /// The next letters stand in a table of contents.
    pub fn in_contents(&self) -> bool {
        self.simple.contains(&true) || self.open.iter().any(|field| field.in_result && field.is_contents())
    }

    /// A code does not go on over the end of a paragraph; where it seems to, its end was lost.
    pub fn end_paragraph(&mut self) {
        self.open.retain(|field| field.in_result);
        self.beyond = 0;
    }
}
