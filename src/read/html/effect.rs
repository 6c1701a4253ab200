//! Elements in, how many of those that are open do each thing to their letters out.

/// What an element does to the letters in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Effect<T> {
    pub struck: T,
    pub hidden: T,
    pub mute: T,
    pub keeps_lines: T,
    pub numbers: T,
    pub loud: T,
}

impl Effect<usize> {
    /// An element is opened.
    pub fn add(&mut self, other: Effect<bool>) {
        self.struck += usize::from(other.struck);
        self.hidden += usize::from(other.hidden);
        self.mute += usize::from(other.mute);
        self.keeps_lines += usize::from(other.keeps_lines);
        self.numbers += usize::from(other.numbers);
        self.loud += usize::from(other.loud);
    }

    /// An element is closed.
    pub fn take(&mut self, other: Effect<bool>) {
        self.struck -= usize::from(other.struck);
        self.hidden -= usize::from(other.hidden);
        self.mute -= usize::from(other.mute);
        self.keeps_lines -= usize::from(other.keeps_lines);
        self.numbers -= usize::from(other.numbers);
        self.loud -= usize::from(other.loud);
    }
}
