//! Trains the weights of `src/catalogue/learned.rs` from `src/catalogue/examples/*.tsv` and writes
//! `src/catalogue/learned.bin`; another folder and file may be given. The same examples give the same bytes.
//!
//! ```sh
//! cargo run --release --example learn
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hazama::catalogue::{Catalogue, Learned, NONE, features};
use hazama::text::normal;

/// Passes over the examples.
const PASSES: usize = 14;
/// Step of learning.
const RATE: f32 = 0.2;
/// Pull towards zero.
const DECAY: f32 = 2e-6;
/// A feature must stand in this many examples.
const SEEN: usize = 2;
/// Weights under this are left out.
const LEAST: f32 = 0.15;

/// The weights of the passes from this one on are averaged.
const SETTLED: usize = 7;

/// A clause: its features, and the classes it speaks of.
struct Example {
    /// Of its words: where it stands in each pass does not hang on how many others there are.
    print: u64,
    features: Vec<u32>,
    classes: Vec<usize>,
}

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalogue");
    let folder = arguments.next().unwrap_or_else(|| home.join("examples"));
    let target = arguments.next().unwrap_or_else(|| home.join("learned.bin"));
    let catalogue = Catalogue::builtin();
    let mut classes = vec![NONE.to_owned()];
    classes.extend(catalogue.duties.iter().map(|duty| duty.id.to_string()));

    let mut examples = read(&folder, &catalogue, &classes);
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    seen.retain(|_, count| *count >= SEEN);
    let kept: Vec<u32> = seen.into_keys().collect();
    println!("{} examples, {} features, {} classes", examples.len(), kept.len(), classes.len());

    let (bias, weights) = train(&mut examples, &kept, classes.len());
    let mut rows: BTreeMap<u32, Vec<(u8, f32)>> = BTreeMap::new();
    for (feature, row) in kept.iter().zip(weights.chunks_exact(classes.len())) {
        let row = row.iter().enumerate().filter(|(_, weight)| weight.abs() >= LEAST);
        let row: Vec<(u8, f32)> = row.map(|(class, weight)| (class as u8, *weight)).collect();
        if !row.is_empty() {
            rows.insert(*feature, row);
        }
    }
    let bytes = Learned::bytes(&classes, &bias, &rows);
    println!("{} features kept, {} bytes", rows.len(), bytes.len());
    std::fs::write(&target, bytes).expect("a file that can be written");
}

/// The examples of all `*.tsv` of a folder: duties, a tab, a clause.
fn read(folder: &Path, catalogue: &Catalogue, classes: &[String]) -> Vec<Example> {
    let entries = std::fs::read_dir(folder).expect("a folder of examples");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "tsv"));
    paths.sort();
    let mut examples = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).expect("a file of text");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = || format!("{}:{}", path.display(), number + 1);
            let (duties, words) = line.split_once('\t').unwrap_or_else(|| panic!("{}: no tab", place()));
            let class = |duty: &str| classes.iter().position(|class| class == duty);
            let classes = duties.split(' ').map(|duty| class(duty).unwrap_or_else(|| panic!("{}: {duty}?", place())));
            let words = normal(words);
            let listed = catalogue.lexicon.topics(&words);
            let print = print(FNV, line.as_bytes());
            examples.push(Example { print, features: features(&words, &listed), classes: classes.collect() });
        }
    }
    examples
}

/// Where a print begins.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// A stable hash (FNV-1a) of `bytes` after those that `before` is the hash of.
fn print(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Softmax regression by stochastic gradient descent with a step for every weight (AdaGrad), averaged over its last
/// passes. Gives the bias of each class and the weights, one row of classes for each kept feature.
fn train(examples: &mut [Example], kept: &[u32], wide: usize) -> (Vec<f32>, Vec<f32>) {
    let sizes: Vec<f32> = examples.iter().map(|example| 1.0 / (example.features.len().max(1) as f32).sqrt()).collect();
    for example in examples.iter_mut() {
        let index = example.features.iter().filter_map(|feature| kept.binary_search(feature).ok());
        example.features = index.map(|index| index as u32).collect();
    }
    let mut weights = vec![0.0f32; kept.len() * wide];
    let mut squares = vec![1e-3f32; kept.len() * wide];
    let mut bias = vec![0.0f32; wide];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut settled = vec![0.0f32; weights.len()];
    let mut settled_bias = vec![0.0f32; wide];
    for pass in 1..=PASSES {
        // a shuffle that is the same in every run, and leaves those that were there in their order where examples are added
        order.sort_by_key(|&at| (print(examples[at].print, &[pass as u8]), at));
        let mut loss = 0.0;
        for &at in &order {
            let (example, size) = (&examples[at], sizes[at]);
            let mut slopes = bias.clone();
            for &feature in &example.features {
                let row = &weights[feature as usize * wide..][..wide];
                slopes.iter_mut().zip(row).for_each(|(score, weight)| *score += weight * size);
            }
            let top = slopes.iter().copied().fold(f32::MIN, f32::max);
            slopes.iter_mut().for_each(|score| *score = (*score - top).exp());
            let total: f32 = slopes.iter().sum();
            slopes.iter_mut().for_each(|score| *score /= total);
            let share = 1.0 / example.classes.len() as f32;
            for &class in &example.classes {
                loss -= slopes[class].max(1e-9).ln() * share;
                slopes[class] -= share;
            }
            for &feature in &example.features {
                let row = feature as usize * wide..(feature as usize + 1) * wide;
                let cells = weights[row.clone()].iter_mut().zip(&mut squares[row]);
                for ((weight, square), slope) in cells.zip(&slopes) {
                    let slope = slope * size;
                    if slope.abs() >= 1e-5 {
                        *square += slope * slope;
                        *weight -= RATE * (slope + DECAY * *weight) / square.sqrt();
                    }
                }
            }
            bias.iter_mut().zip(&slopes).for_each(|(bias, slope)| *bias -= 0.002 * slope);
        }
        println!("pass {pass} loss {:.4}", loss / examples.len() as f32);
        if pass >= SETTLED {
            let share = 1.0 / (PASSES + 1 - SETTLED) as f32;
            settled.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight * share);
            settled_bias.iter_mut().zip(&bias).for_each(|(mean, bias)| *mean += bias * share);
        }
    }
    (settled_bias, settled)
}
