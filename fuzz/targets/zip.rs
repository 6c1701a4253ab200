//! The bytes of an archive of papers.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hazama_fuzz::read("papers.zip", data.to_vec());
    for packed in hazama::read::unpacked(data, |path| !path.starts_with("__MACOSX/")).unwrap_or_default() {
        assert!(!packed.path.chars().any(char::is_control), "{:?}", packed.path);
        assert!(packed.bytes.map_or_else(|why| why.ends_with('。'), |_| true));
    }
});
