//! Fixed patterns: compiled when first asked.

/// Declares a regular expression that is compiled when first used. The pattern is a literal, so that a test that uses it
/// shows whether it compiles.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($text).expect("a fixed pattern"));
    };
}

pub(crate) use pattern;
