//! (xlsx)
