//! The id of a duty: one row of the catalogue, an object and an act.

use std::fmt;
use std::sync::Arc;

/// A duty id such as `bck.take`. Cheap to clone; ordered by its letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutyId(Arc<str>);

impl DutyId {
    /// Wraps an id. Whether the catalogue knows it is the caller's business.
    pub fn new(id: &str) -> Self {
        DutyId(Arc::from(id))
    }

    /// The id's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The area before the dot: `bck` of `bck.take`.
    pub fn area(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl fmt::Display for DutyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for DutyId {
    fn from(id: &str) -> Self {
        DutyId::new(id)
    }
}
